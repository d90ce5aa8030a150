"""The search dialog: keys, focus, filters, addresses, and what a failure does."""

import re

import pytest

from tests.browser.conftest import DESK, PHONE
from tests.browser.test_access import VIOLATIONS

DIALOG = "dialog.atlas-search[open]"
LINK = f"{DIALOG} .search-link"


def ask(page, text):
    page.wait_for_selector(f"{DIALOG} .search-input:focus")
    page.keyboard.type(text)
    page.wait_for_selector(LINK)
    page.wait_for_function(
        "text => document.querySelector('.search-input').value === text", arg=text
    )
    page.wait_for_timeout(200)  # longer than the pause before a search


@pytest.mark.parametrize("key", ["/", "s", "f", "Control+k"])
def test_a_key_opens_it_and_escape_gives_the_focus_back(visit, key):
    page = visit("topics/")
    page.focus("article a")
    before = page.evaluate("document.activeElement.href")
    page.keyboard.press(key)
    page.wait_for_selector(f"{DIALOG} .search-input:focus")
    page.keyboard.press("Escape")
    page.wait_for_selector(DIALOG, state="detached")
    assert page.evaluate("document.activeElement.href") == before


def test_a_letter_typed_into_a_field_stays_there(visit):
    page = visit("questions/")
    page.wait_for_selector("question-explorer[data-ready]")
    page.focus("question-explorer input[type=search]")
    page.keyboard.type("s/f")
    assert page.input_value("question-explorer input[type=search]") == "s/f"
    assert not page.query_selector(DIALOG)


def test_arrows_go_through_the_results_and_enter_follows_one(visit):
    page = visit()
    page.click("[data-search]")
    ask(page, "kv cache")
    page.keyboard.press("ArrowDown")
    first = page.evaluate("document.activeElement.href")
    page.keyboard.press("ArrowDown")
    second = page.evaluate("document.activeElement.href")
    assert first != second
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    assert page.evaluate("document.activeElement.matches('.search-input')")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("topics/kv-cache/"))


def test_enter_waits_for_the_results_of_what_was_typed(visit):
    page = visit()
    page.keyboard.press("/")
    page.wait_for_selector(f"{DIALOG} .search-input:focus")
    page.keyboard.type("thompson sampling")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("binf-thompson|topics/bandits|thompson"))


def test_an_address_opens_it_and_back_comes_to_the_results(visit, address):
    page = visit("?q=lora")
    page.wait_for_selector(LINK)
    assert page.input_value(f"{DIALOG} .search-input") == "lora"
    page.click(LINK)
    page.wait_for_url(re.compile("topics/"))
    page.go_back()
    page.wait_for_selector(LINK)
    assert page.input_value(f"{DIALOG} .search-input") == "lora"


def test_what_was_sought_is_marked_on_the_page(visit):
    page = visit("?q=flash%20attention")
    page.wait_for_selector(LINK)
    page.click(LINK)
    page.wait_for_url(re.compile("topics/flash-attention/"))
    page.wait_for_function("CSS.highlights.get('atlas-search')?.size > 0")
    assert "highlight" not in page.url


def test_a_topic_comes_first_with_its_definition(visit):
    page = visit("?q=grouped%20query%20attention")
    page.wait_for_selector(LINK)
    first = page.inner_text(LINK)
    assert first.startswith("Key-value sharing") and "topic" in first


def test_a_typing_mistake_is_told_and_mended(visit):
    page = visit("?q=callibration")
    page.wait_for_selector(LINK)
    assert "calibration" in page.inner_text(f"{DIALOG} [role=status]")
    assert "Calibration" in page.inner_text(LINK)


def test_filters_narrow_and_widen(visit):
    page = visit("?q=attention")
    page.wait_for_selector(LINK)
    page.select_option(f"{DIALOG} select[name=kind]", "Coding questions")
    page.wait_for_function(
        "[...document.querySelectorAll('.search-result')]"
        ".every(e => e.matches('.search-code-question'))"
    )
    page.select_option(f"{DIALOG} select[name=level]", "senior")
    page.wait_for_timeout(300)
    levels = page.eval_on_selector_all(
        ".search-facts", "all => all.map(e => e.innerText)"
    )
    assert all("senior" in level for level in levels)
    page.select_option(f"{DIALOG} select[name=kind]", "")
    page.select_option(f"{DIALOG} select[name=level]", "")
    page.wait_for_selector(".search-topic")


def test_searches_are_remembered_here_and_can_be_forgotten(visit):
    page = visit("?q=mdp")
    page.wait_for_selector(LINK)
    page.click(LINK)
    page.wait_for_url(re.compile("topics/mdp|mdps-and"))
    page.keyboard.press("/")
    page.wait_for_selector(".search-again")
    assert page.inner_text(".search-again") == "mdp"
    page.click(".search-again")
    page.wait_for_selector(LINK)
    page.fill(".search-input", "")
    page.click(".search-forget")
    page.wait_for_selector(".search-again", state="detached")
    assert page.evaluate("localStorage.getItem('atlas:searches')") is None


def test_nothing_is_loaded_before_it_opens_and_no_query_leaves(visit):
    page = visit("topics/")
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.reload()
    page.wait_for_load_state("networkidle")
    assert not [u for u in asked if "/search/" in u and not u.endswith("open.mjs")]
    del asked[:]
    page.keyboard.press("/")
    page.wait_for_selector(f"{DIALOG} .search-input:focus")
    ask(page, "secretword attention")
    assert asked and not [url for url in asked if "secret" in url]


def test_a_failed_index_is_told_and_can_be_tried_again(visit):
    page = visit()
    page.route("**/search/index.json", lambda route: route.abort())
    page.keyboard.press("/")
    page.wait_for_selector(".search-retry")
    assert "could not be loaded" in page.inner_text(f"{DIALOG} [role=status]")
    page.unroute("**/search/index.json")
    page.fill(".search-input", "attention")
    page.wait_for_selector(f"{LINK}, .search-retry")
    if page.query_selector(".search-retry"):
        page.click(".search-retry")
    page.wait_for_selector(LINK)


def test_a_failed_dialog_is_told_and_can_be_tried_again(visit):
    page = visit()
    page.route("**/search/dialog.mjs*", lambda route: route.abort())
    page.keyboard.press("/")
    page.wait_for_selector(".atlas-search-failed[open]")
    page.unroute("**/search/dialog.mjs*")
    page.click("text=Try again")
    page.wait_for_selector(f"{DIALOG} .search-input:focus")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_it(visit, root, scheme):
    page = visit("?q=attention", color_scheme=scheme, reduced_motion="reduce")
    page.wait_for_selector(LINK)
    page.add_script_tag(path=root / "node_modules/axe-core/axe.min.js")
    for size in (DESK, PHONE):
        page.set_viewport_size(size)
        assert page.evaluate(VIOLATIONS) == "", size


def test_on_a_phone_it_fills_the_screen_and_nothing_is_cut_off(visit):
    page = visit("?q=attention", viewport=PHONE)
    page.wait_for_selector(LINK)
    wide, inner, screen = page.eval_on_selector(
        DIALOG, "e => [e.scrollWidth, e.clientWidth, innerWidth]"
    )
    assert wide <= inner == screen


def test_without_scripts_the_place_holds_a_link_to_the_topics(visit):
    page = visit("decks/", java_script_enabled=False)
    assert page.is_hidden("[data-search]")
    page.click("a.search-topics")
    assert page.url.endswith("/topics/")
