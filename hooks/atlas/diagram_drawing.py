"""Draw diagrams as SVG: dagre places boxes and arrows, a template draws them."""

from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from py_mini_racer import MiniRacer

from atlas import diagram_layout, diagrams
from atlas.diagram_layout import LINE
from atlas.diagrams import Arrow
from atlas.errors import AuthoringError
from atlas.templates import render

DAGRE = "node_modules/@dagrejs/dagre/dist/dagre.min.js"
CORNER = 10  # how far from it a bend begins
WIDEST = 660  # a phone shrinks what is wider until it cannot be read
HERE = Path(__file__).parent
FILES = ("diagram_drawing.py", "diagram_layout.py", "templates/diagram.html.jinja")


@dataclass(frozen=True, slots=True)
class Box:
    """A box in its place; x and y are of its middle."""

    lines: tuple[str, ...]
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Line:
    """An arrow in its place; x and y are of its label's middle."""

    label: str
    dashed: bool
    path: str
    x: float
    y: float


def draw(root: Path, cache: Path) -> dict[str, str]:
    """Return {path under docs/: SVG}, drawing only what changed since the last time.

    Raises AuthoringError where a diagram is wrong, or too wide for a phone.
    """
    cached = {
        target: cache / f"diagram-{_fingerprint(root, file)}.svg"
        for target, file in diagrams.sources(root).items()
    }
    stale = {target: file for target, file in cached.items() if not file.exists()}
    if stale:
        cache.mkdir(parents=True, exist_ok=True)
        _draw(root, stale)
    return {target: file.read_text("utf-8") for target, file in cached.items()}


def _fingerprint(root: Path, file: Path) -> str:
    style = (*(HERE / name for name in FILES), root / DAGRE, file)
    return sha256(b"".join(part.read_bytes() for part in style)).hexdigest()[:24]


def _draw(root: Path, stale: dict[str, Path]) -> None:
    texts = diagrams.written(root)
    v8 = diagram_layout.engine(root / DAGRE)
    try:
        for target, kept in stale.items():
            path = diagrams.sources(root)[target].relative_to(root).as_posix()
            kept.write_text(_svg(texts[target], path, v8), "utf-8")
    finally:
        v8.close()  # left to the end of the process, V8 may hang it


def _svg(text: str, path: str, v8: MiniRacer) -> str:
    diagram = diagrams.parse(text, path)
    placed = diagram_layout.layout(diagram, v8)
    if placed["width"] > WIDEST:
        found = f"the diagram is {placed['width']:.0f} wide, {WIDEST} at most"
        advice = "let it point down, or shorten the longest labels"
        raise AuthoringError(path, 1, found, advice)
    boxes = [Box(lines, **placed["boxes"][n]) for n, lines in diagram.boxes.items()]
    lines = [
        _line(arrow, at)
        for arrow, at in zip(diagram.arrows, placed["arrows"], strict=True)
    ]
    return render(
        "diagram.html.jinja", boxes=boxes, arrows=lines, line=LINE, size=placed
    ).strip()


def _line(arrow: Arrow, at: dict[str, Any]) -> Line:
    points = [complex(point["x"], point["y"]) for point in at["points"]]
    return Line(arrow.label, arrow.dashed, _path(points), at["x"], at["y"])


def _path(points: list[complex]) -> str:
    """Return a path along the points of a plane, its corners rounded."""
    path = f"M{_at(points[0])}"
    for before, corner, after in zip(points, points[1:], points[2:], strict=False):
        path += f"L{_at(_towards(corner, before))}Q{_at(corner)} "
        path += _at(_towards(corner, after))
    return f"{path}L{_at(points[-1])}"


def _towards(corner: complex, other: complex) -> complex:
    """Return the point CORNER away from a corner, at most half way to another."""
    way = other - corner
    return corner + way * min(0.5, CORNER / abs(way)) if way else corner


def _at(point: complex) -> str:
    return f"{point.real:.0f} {point.imag:.0f}"
