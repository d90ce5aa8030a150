"""Read a diagram: boxes and arrows in text, as `snippets/*/figures/*.diagram` has them.

right                              # where arrows point: right, or down if left out
gateway = Gateway | 2,000 requests/s   # a name, and the lines of its box
ranker = Ranker
gateway -> ranker: 500 candidates
ranker --> gateway: logs, later    # dashed: not on the request's path
"""

import re
from dataclasses import dataclass
from pathlib import Path

from atlas.errors import AuthoringError, nearest

BOX = re.compile(r"([a-z][a-z0-9-]*)\s*=\s*([^\s>].*)")
ARROW = re.compile(
    r"([a-z][a-z0-9-]*)\s+(-->|->)\s+([a-z][a-z0-9-]*)(?:\s*:\s*(\S.*))?"
)
COMMENT = re.compile(r"(?:^|\s)#.*")
DIRECTIONS = ("down", "right")


@dataclass(frozen=True, slots=True)
class Arrow:
    """From one box to another, by their names."""

    source: str
    target: str
    label: str
    dashed: bool


@dataclass(frozen=True, slots=True)
class Diagram:
    """What a diagram says, before anything has its place."""

    direction: str
    boxes: dict[str, tuple[str, ...]]  # the lines of each, by its name
    arrows: tuple[Arrow, ...]


def sources(root: Path) -> dict[str, Path]:
    """Return {figure's path under docs/: the text it is drawn from}."""
    return {
        f"{path.parent.parent.name}/figures/{path.stem}.svg": path
        for path in sorted(root.glob("snippets/*/figures/*.diagram"))
    }


def written(root: Path) -> dict[str, str]:
    """Return {figure's path under docs/: the text it is drawn from, read}."""
    return {
        target: file.read_text(encoding="utf-8")
        for target, file in sources(root).items()
    }


def parse(text: str, path: str) -> Diagram:
    """Return the diagram; AuthoringError at the first line that is wrong."""
    direction, boxes, arrows = (
        "",
        dict[str, tuple[str, ...]](),
        list[tuple[int, Arrow]](),
    )
    for number, line in enumerate(text.splitlines(), start=1):
        told = COMMENT.sub("", line).strip()
        if box := BOX.fullmatch(told):
            if box[1] in boxes:
                found, advice = f"box {box[1]} stands twice", "rename one of the two"
                raise AuthoringError(path, number, found, advice)
            boxes[box[1]] = tuple(part.strip() for part in box[2].split("|"))
        elif arrow := ARROW.fullmatch(told):
            source, kind, target, label = arrow.groups()
            arrows.append((number, Arrow(source, target, label or "", kind == "-->")))
        elif told in DIRECTIONS and not direction and not boxes:
            direction = told
        elif told:
            found = f"{told!r} is neither a box nor an arrow"
            advice = "write  name = Text of the box  or  name -> name: label"
            raise AuthoringError(path, number, found, advice)
    _check(boxes, arrows, path)
    return Diagram(direction or "down", boxes, tuple(arrow for _, arrow in arrows))


def _check(
    boxes: dict[str, tuple[str, ...]], arrows: list[tuple[int, Arrow]], path: str
) -> None:
    """Refuse arrows between boxes that are not there, boxes that nothing joins."""
    for number, arrow in arrows:
        for end in (arrow.source, arrow.target):
            if end not in boxes:
                raise AuthoringError(path, number, f"no box {end}", nearest(end, boxes))
    joined = {end for _, arrow in arrows for end in (arrow.source, arrow.target)}
    if alone := [name for name in boxes if name not in joined]:
        found = f"box {alone[0]} has no arrow"
        raise AuthoringError(path, 1, found, f"write {alone[0]} -> … or remove it")
    if not boxes:
        raise AuthoringError(path, 1, "no box", "write  name = Text of the box")
