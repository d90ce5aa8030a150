"""A term tells its definition to mouse, keyboard and finger; a map is walked."""

import pytest

from tests.browser.conftest import PHONE

TOLD = """term => {
  const {content} = getComputedStyle(term, "::after");
  return content.includes(term.getAttribute("aria-description"));
}"""
OUTSIDE = """term => {
  const {left, right, width} = getComputedStyle(term, "::after");
  const passage = term.closest("p, li, dd").getBoundingClientRect();
  return passage.left < 0 || passage.right > innerWidth
    || parseFloat(width) > passage.width;
}"""


LINES = "term => term.getClientRects().length"


@pytest.fixture(scope="session")
def with_terms(atlas_site):
    """Return the address of an article that marks terms in its open text."""
    for article, page in atlas_site.articles().items():
        if any(not term.find_parent("details") for term in page.select("a.term")):
            return f"{article.page.removesuffix('.md')}/"
    pytest.skip("no term in open text")


@pytest.fixture
def term(with_terms, visit):
    def first(**settings):
        page = visit(with_terms, **settings)
        page.wait_for_load_state()
        terms = page.locator("a.term:not(details a)").all()
        # one that the line does not break has a box with nothing else in it
        found = next(one for one in terms if one.evaluate(LINES) == 1)
        found.scroll_into_view_if_needed()
        return page, found

    return first


def test_hover_tells_and_escape_puts_away(term):
    page, link = term()
    assert not link.evaluate(TOLD)
    link.hover()
    assert link.evaluate(TOLD)
    page.keyboard.press("Escape")
    assert not link.evaluate(TOLD)
    page.mouse.move(0, 0)
    link.hover()
    assert link.evaluate(TOLD)


def test_the_pointer_may_move_onto_the_definition(term):
    page, link = term()
    link.hover()
    box = link.bounding_box()
    page.mouse.move(box["x"] + 3, box["y"] + box["height"] - 1)
    for below in range(14):
        page.mouse.move(box["x"] + 3, box["y"] + box["height"] + below)
        assert link.evaluate(TOLD), below


def test_the_keyboard_tells(term):
    page, link = term()
    page.keyboard.press("Tab")  # so that focus comes from the keyboard
    link.focus()
    assert link.evaluate(TOLD)
    page.keyboard.press("Escape")
    assert not link.evaluate(TOLD)


def test_the_first_tap_tells_and_the_second_leads_to_the_topic(term):
    page, link = term(viewport=PHONE, has_touch=True)
    link.tap()
    assert "/topics/" not in page.url
    assert link.evaluate(TOLD)
    assert not link.evaluate(OUTSIDE)
    link.tap()
    page.wait_for_url("**/topics/**")


def test_a_tap_elsewhere_puts_it_away(term):
    page, link = term(viewport=PHONE, has_touch=True)
    link.tap()
    page.locator(".md-header__title").tap()
    assert not link.evaluate(TOLD)


def test_without_scripts_hover_tells_and_the_link_leads(term):
    page, link = term(java_script_enabled=False)
    link.hover()
    link.click()
    assert "/topics/" in page.url


def test_a_map_is_walked_by_keyboard_with_visible_focus(visit, kinds):
    page = visit(kinds["theme"])
    box = page.locator(".map a").first
    page.keyboard.press("Tab")
    box.focus()
    outline = "a => getComputedStyle(a.querySelector('rect')).strokeWidth"
    assert box.evaluate(outline) == "3px"
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/{kinds['theme']}*/")


def test_a_wide_map_scrolls_on_a_phone_inside_its_frame(visit, kinds):
    page = visit(kinds["theme"], viewport=PHONE)
    frame = page.locator(".map")
    assert frame.evaluate("map => getComputedStyle(map).overflowX") == "auto"
    drawing = page.locator(".map svg")
    width = drawing.evaluate("svg => svg.getBoundingClientRect().width")
    assert round(width) == int(drawing.get_attribute("width"))
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
