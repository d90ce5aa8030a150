"""Give the boxes and arrows of a diagram their places: dagre in an in-process V8."""

from json import dumps
from pathlib import Path
from typing import Any

from py_mini_racer import MiniRacer

from atlas.diagrams import Diagram

LETTER, LINE, PADDING = 7.7, 17, 11  # a letter's mean width, a line's height, around


def engine(dagre: Path) -> MiniRacer:
    """Return a V8 with dagre in it (about 0.1 s); to be closed."""
    started = MiniRacer()
    started.eval(dagre.read_text(encoding="utf-8"))
    started.eval(_LAYOUT)
    return started


def layout(diagram: Diagram, v8: MiniRacer) -> dict[str, Any]:
    """Return width, height, the boxes by name and the arrows in order, each placed."""
    placed: dict[str, Any] = v8.execute(f"layout({dumps(_sizes(diagram))})")
    return placed


def _sizes(diagram: Diagram) -> dict[str, Any]:
    """Return what dagre needs to know, the sizes estimated from the letters."""
    return {
        "direction": {"down": "TB", "right": "LR"}[diagram.direction],
        "boxes": [
            [name, width(lines) + 2 * PADDING, len(lines) * LINE + 2 * PADDING]
            for name, lines in diagram.boxes.items()
        ],
        "arrows": [
            [arrow.source, arrow.target, width((arrow.label,)), LINE]
            for arrow in diagram.arrows
        ],
    }


def width(lines: tuple[str, ...]) -> float:
    """Return the width of the longest line, estimated from its letters."""
    return LETTER * max(map(len, lines))


# V8 alone has no structuredClone; what dagre clones are plain sizes.
_LAYOUT = """
globalThis.structuredClone ??= (value) => JSON.parse(JSON.stringify(value));
const layout = ({direction, boxes, arrows}) => {
  const graph = new dagre.Graph({multigraph: true});
  graph.setGraph({rankdir: direction, nodesep: 26, ranksep: 30, edgesep: 16,
                  marginx: 6, marginy: 6});
  for (const [name, width, height] of boxes) graph.setNode(name, {width, height});
  const beside = {labelpos: direction === "TB" ? "r" : "l", labeloffset: 5};
  arrows.forEach(([source, target, width, height], place) => graph.setEdge(
    source, target, width ? {width, height, ...beside} : {}, String(place)));
  dagre.layout(graph);
  const {width, height} = graph.graph();
  return {
    width, height,
    boxes: Object.fromEntries(boxes.map(([name]) => {
      const {x, y, width, height} = graph.node(name);
      return [name, {x, y, width, height}];
    })),
    arrows: arrows.map(([source, target], place) => {
      const {points, x = 0, y = 0} = graph.edge(source, target, String(place));
      return {points, x, y};
    }),
  };
};
"""
