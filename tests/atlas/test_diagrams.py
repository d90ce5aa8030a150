"""A diagram says which boxes arrows join; dagre and a template draw it."""

from itertools import pairwise

import pytest
from bs4 import BeautifulSoup

from atlas import diagram_drawing, diagrams
from atlas.diagrams import Arrow
from atlas.errors import AuthoringError

TWO_STAGES = """\
# What answers a request
gateway = Gateway | 2,000 requests/s   # in all
ranker = Ranker
log = Events & logs

gateway -> ranker: 500 candidates
ranker --> log
log --> ranker: a new model, daily
"""
PATH = "statistics/figures/stages.svg"


@pytest.fixture
def project(tmp_path, root):
    (tmp_path / "node_modules").symlink_to(root / "node_modules")
    folder = tmp_path / "snippets/statistics/figures"
    folder.mkdir(parents=True)
    (folder / "stages.diagram").write_text(TWO_STAGES)
    return tmp_path


@pytest.fixture
def drawn(project):
    svg = diagram_drawing.draw(project, project / ".cache")[PATH]
    return BeautifulSoup(svg, "html.parser")


def test_boxes_and_arrows_are_read():
    diagram = diagrams.parse(TWO_STAGES, "a.diagram")
    assert diagram.direction == "down"
    assert diagram.boxes["gateway"] == ("Gateway", "2,000 requests/s")
    assert diagram.arrows == (
        Arrow("gateway", "ranker", "500 candidates", dashed=False),
        Arrow("ranker", "log", "", dashed=True),
        Arrow("log", "ranker", "a new model, daily", dashed=True),
    )


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("a = A\na -> b", "a.diagram:2: no box b"),
        ("a = A\nb = B\na = C", "a.diagram:3: box a stands twice"),
        ("a = A\nb = B\na -> b\nb => a", "'b => a' is neither a box nor an arrow"),
        ("a = A\nright\na -> a", "a.diagram:2: 'right' is neither"),
        ("a = A\nb = B\nc = C\na -> b", "box c has no arrow"),
        ("# nothing yet", "a.diagram:1: no box"),
    ],
)
def test_a_mistake_is_told_with_its_place(text, told):
    with pytest.raises(AuthoringError, match=told):
        diagrams.parse(text, "a.diagram")


def test_every_box_has_its_text_and_every_arrow_its_line(drawn):
    assert len(drawn.select("rect")) == 3
    said = [text.get_text() for text in drawn.select("text")]
    assert "Events & logs" in said and "500 candidates" in said
    lines = drawn.select("path[marker-end]")
    assert [line.has_attr("stroke-dasharray") for line in lines] == [False, True, True]


def test_no_two_boxes_overlap_and_all_are_inside(drawn):
    svg = drawn.svg
    boxes = [
        [int(rect[name]) for name in ("x", "y", "width", "height")]
        for rect in drawn.select("rect")
    ]
    for x, y, width, height in boxes:
        assert x >= 0 and x + width <= int(svg["width"])
        assert y >= 0 and y + height <= int(svg["height"])
    rows = sorted(boxes, key=lambda box: box[1])
    assert all(a[1] + a[3] < b[1] for a, b in pairwise(rows))


def test_right_puts_boxes_beside_each_other(project):
    file = project / "snippets/statistics/figures/stages.diagram"
    file.write_text("right\na = A\nb = B\na -> b: x")
    svg = BeautifulSoup(
        diagram_drawing.draw(project, project / "c")[PATH], "html.parser"
    )
    first, second = svg.select("rect")
    assert first["y"] == second["y"] and int(first["x"]) < int(second["x"])


def test_what_a_phone_could_not_show_is_refused(project):
    file = project / "snippets/statistics/figures/stages.diagram"
    file.write_text(f"right\na = {'A' * 50}\nb = {'B' * 50}\na -> b")
    with pytest.raises(
        AuthoringError, match=r"stages\.diagram:1: the diagram is 8\d\d"
    ):
        diagram_drawing.draw(project, project / ".cache")


def test_a_diagram_is_drawn_once_and_anew_when_its_text_changes(project):
    cache = project / ".cache"
    before = diagram_drawing.draw(project, cache)
    (kept,) = cache.iterdir()
    kept.write_text("kept")
    assert diagram_drawing.draw(project, cache) == {PATH: "kept"}
    file = project / "snippets/statistics/figures/stages.diagram"
    file.write_text(TWO_STAGES.replace("Ranker", "Sorter"))
    assert diagram_drawing.draw(project, cache)[PATH] != before[PATH]


def test_a_card_changes_with_the_text_of_its_diagram(project):
    assert diagrams.written(project) == {PATH: TWO_STAGES}
