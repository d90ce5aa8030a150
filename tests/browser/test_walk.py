"""A reader's way from the front page to a deck, wherever the site is hosted."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESK, Watch


@pytest.fixture(params=["address", "address_below"])
def base(request):
    return request.getfixturevalue(request.param)


def test_from_the_front_page_to_a_deck(browser, base, article, atlas_site):
    context = browser.new_context(viewport=DESK)
    page = context.new_page()
    watch = Watch(page, base)
    theme = next(t for t in atlas_site.known.themes if t.slug == article.theme)
    question = article.questions[0]

    page.goto(base)
    page.get_by_role("article").get_by_role("link", name=theme.title).click()
    expect(page).to_have_url(f"{base}{theme.slug}/")
    page.locator(".theme-articles").get_by_role("link", name=article.title).click()
    expect(page).to_have_url(f"{base}{theme.slug}/{article.slug}/")

    section = page.locator(f"section.question:has(#{question.id})")
    section.locator(".headerlink").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(section.locator(".spoken")).to_be_visible()

    page.locator(".article-facts a[href*='topics/']").first.click()
    page.locator(f"article a[href$='{article.slug}/#{question.id}']").first.click()
    expect(page.locator(f"#{question.id}")).to_be_in_viewport()

    page.get_by_role("link", name="Decks").first.click()
    with page.expect_download() as download:
        page.get_by_role("link", name="all.apkg").click()
    arrived = Path(download.value.path())
    assert arrived.read_bytes() == atlas_site.files["decks/all.apkg"].read_bytes()

    watch.nothing_wrong()
    context.close()


def test_no_kind_of_page_asks_another_host_or_fails(browser, address, kinds):
    context = browser.new_context(viewport=DESK)
    page = context.new_page()
    watch = Watch(page, address)
    for path in kinds.values():
        page.goto(f"{address}{path}", wait_until="networkidle")
    watch.nothing_wrong()
    context.close()


def test_the_front_pages_search_finds_an_article(visit, article):
    page = visit()
    field = page.get_by_role("article").get_by_role("searchbox")
    field.fill(article.title)
    field.press("Enter")
    hit = page.locator(f".atlas-search a[href*='/{article.slug}/']").first
    expect(hit).to_be_visible(timeout=20_000)
    hit.click()
    expect(page.locator("h1")).to_contain_text(article.title)
