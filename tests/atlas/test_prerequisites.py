"""A theme's map shows what its articles build on, as links and as a list."""

import dataclasses
import re
from itertools import combinations

import pytest
from bs4 import BeautifulSoup

from atlas.prerequisites import drawn, section

LONG = "What $a$ `name` says: and its rest"


@pytest.fixture
def articles(known):
    """Return a maker of articles: {page: what it needs}, in reading order."""
    plain = known.articles["statistics/sum.md"]

    def make(needs, title=LONG):
        return {
            page: dataclasses.replace(
                plain, page=page, prerequisites=tuple(needed), title=title
            )
            for page, needed in needs.items()
        }

    return make


def twelve():
    names = [f"strategy/n{number}.md" for number in range(12)]
    return {
        name: [names[n] for n in (number // 2 - 1, number - 3) if 0 <= n < number]
        for number, name in enumerate(names)
    } | {"statistics/a.md": []}


def test_boxes_do_not_overlap_and_edges_go_down(articles):
    found = articles(twelve() | {"strategy/n0.md": ["statistics/a.md"]})
    map = drawn("strategy", found)
    assert len(map.boxes) == 13
    for one, other in combinations(map.boxes, 2):
        beside = one.x + one.width <= other.x or other.x + other.width <= one.x
        assert (
            beside or one.y + one.height <= other.y or other.y + other.height <= one.y
        )
    by_page = {box.article.page: box for box in map.boxes}
    edges = [
        (by_page[needed], box)
        for box in map.boxes
        for needed in box.article.prerequisites
    ]
    assert len(map.paths) == len(edges)
    ends = {tuple(map_ends(path)) for path in map.paths}
    for needed, box in edges:
        start = (round(needed.x + needed.width / 2), round(needed.y + needed.height))
        end = (round(box.x + box.width / 2), round(box.y - 6))
        assert any(near(start, one) and near(end, other) for one, other in ends)
    assert all(start[1] < end[1] for start, end in ends)


def map_ends(path):
    numbers = [int(n) for n in re.findall(r"-?\d+", path)]
    return (numbers[0], numbers[1]), (numbers[-2], numbers[-1])


def near(one, other):
    return abs(one[0] - other[0]) <= 1 and abs(one[1] - other[1]) <= 1


def test_what_other_themes_teach_is_smaller_and_leads_there(articles):
    found = articles({"strategy/b.md": ["statistics/a.md"], "statistics/a.md": ["x"]})
    away, own = sorted(drawn("strategy", found).boxes, key=lambda box: box.y)
    assert (away.kind, away.to) == ("elsewhere", "../statistics/a/")
    assert (own.kind, own.to) == ("junior", "b/")
    assert away.width < own.width


def test_a_title_is_short_and_plain_in_its_box(articles):
    found = articles({"strategy/b.md": [], "strategy/c.md": ["strategy/b.md"]})
    assert drawn("strategy", found).boxes[0].lines == ("What a name says",)
    found = articles({"strategy/b.md": []}, title="word " * 40)
    (box,) = drawn("strategy", found).boxes
    assert len(box.lines) == 3
    assert box.lines[-1].endswith(" …")


def test_a_map_is_the_same_each_time(articles):
    assert drawn("strategy", articles(twelve())) == drawn(
        "strategy", articles(twelve())
    )


def test_the_map_is_links_and_a_list_says_the_same(known):
    text = section("statistics", known)
    page = BeautifulSoup(text, "html.parser")
    links = page.select("svg a")
    assert [(a["href"], a["aria-label"]) for a in links] == [
        ("sum/", "Sums"),
        ("mean/", "The mean"),
    ]
    assert page.svg["aria-label"]
    assert len(page.select("svg .edge[marker-end]")) == 1
    assert "- [Sums](sum.md): needs nothing before it" in text
    assert "- [The mean](mean.md) after [Sums](sum.md)" in text


def test_what_a_box_shows_is_read_as_words(known):
    title = "Mixed architectures and pre-trained families of models: and more"
    longer = {
        page: dataclasses.replace(article, title=title)
        for page, article in known.articles.items()
    }
    text = section("statistics", dataclasses.replace(known, articles=longer))
    for link in BeautifulSoup(text, "html.parser").select("svg a"):
        assert len(link.select("tspan")) > 1
        assert link.find("text").get_text() == title.partition(":")[0]
        assert link["aria-label"] == title


def test_a_theme_that_builds_on_nothing_has_no_map(known):
    bare = {
        page: dataclasses.replace(article, prerequisites=())
        for page, article in known.articles.items()
    }
    assert section("statistics", dataclasses.replace(known, articles=bare)) == ""
