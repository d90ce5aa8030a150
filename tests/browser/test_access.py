"""Readable by everyone: axe finds nothing, in light and dark, on a desk and a phone."""

import pytest

from tests.browser.conftest import DESK, PHONE

KINDS = ["front", "theme", "article", "topic", "topics", "challenge", "challenges"]
KINDS += ["decks", "code", "notebook", "questions", "question list", "new"]
VIOLATIONS = """async () => (await axe.run(document, {resultTypes: ["violations"]}))
  .violations.flatMap(({id, nodes}) => nodes.map(
    ({target, failureSummary}) => `${id}: ${target.join(" ")} ${failureSummary}`))
  .join("\\n")"""
OPEN = "document.querySelectorAll('details').forEach((fold) => { fold.open = true; })"
TOO_WIDE = """() => {
  const width = document.documentElement.clientWidth;
  const wide = [...document.querySelectorAll("article *")].filter((element) =>
    element.getBoundingClientRect().right > width + 1
    && !element.closest("svg, math, pre, table, .math-display, .drawing"));
  return document.documentElement.scrollWidth > width
    ? wide.slice(0, 5).map((element) => element.outerHTML.slice(0, 120)) : [];
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("kind", KINDS)
def test_axe_finds_nothing(visit, kinds, root, kind, scheme):
    page = visit(kinds[kind], color_scheme=scheme, reduced_motion="reduce")
    page.evaluate(OPEN)
    page.add_script_tag(path=root / "node_modules/axe-core/axe.min.js")
    for size in (DESK, PHONE):
        page.set_viewport_size(size)
        assert page.evaluate(VIOLATIONS) == "", size


@pytest.mark.parametrize("kind", KINDS)
def test_a_phone_scrolls_no_page_sideways(visit, kinds, kind):
    page = visit(kinds[kind], viewport=PHONE)
    page.evaluate(OPEN)
    assert page.evaluate(TOO_WIDE) == []
    scrolled = "document.documentElement.scrollWidth - innerWidth"
    assert page.evaluate(scrolled) <= 0
