"""By which ways a topic is found: index, definitions in the text, maps."""

import re
from collections import Counter
from posixpath import normpath

import pytest

NOT_IN = "code, pre, h1, h2, h3, h4, h5, h6, summary, table, figure, math, svg"


@pytest.fixture
def terms(site):
    """Return {article: the marked terms of its page}."""
    return {one: page.select("a.term") for one, page in site.articles().items()}


def test_articles_tell_what_terms_mean(atlas_site):
    articles = atlas_site.articles()
    bare = [one.page for one, page in articles.items() if not page.select("a.term")]
    assert len(bare) <= len(articles) // 10, bare  # a page may define its every term


def test_a_term_leads_to_its_topic_and_tells_the_definition(site, terms):
    topics = {use.topic.slug: use.topic for use in site.known.uses}
    for article, found in terms.items():
        for term in found:
            place = normpath(f"{article.page.removesuffix('.md')}/{term['href']}")
            topic = topics[place.removeprefix("topics/")]
            assert term["aria-description"] == f"{topic.label}: {topic.definition}"
            assert "title" not in term.attrs


def test_a_term_is_marked_once_and_never_where_it_disturbs(site, terms):
    for article, found in terms.items():
        linked = [
            a["href"]
            for a in site.of(article.page).select("article a[href*='/topics/']")
            if not a.find_parent(class_="article-facts")
        ]
        times = Counter(linked)
        assert all(times[term["href"]] == 1 for term in found), article.page
        assert [term for term in found if term.find_parent(NOT_IN.split(", "))] == []
        passages = Counter(id(term.find_parent(["p", "li", "dd"])) for term in found)
        assert max(passages.values(), default=0) <= 1


def test_no_generated_page_marks_terms(site):
    articles = {id(page) for page in site.articles().values()}
    for path, page in site.pages.items():
        assert id(page) in articles or page.select("a.term") == [], path


def test_the_script_for_terms_comes_with_articles_alone(site):
    with_script = {
        path for path, page in site.pages.items() if page.select("[src*=glossary]")
    }
    assert with_script == {
        f"{page.removesuffix('.md')}/index.html" for page in site.known.articles
    }
    for path in with_script:
        (script,) = site.pages[path].select("[src*=glossary]")
        assert normpath(f"{path}/../{script['src']}") in site.files


def test_letters_lead_to_headings_of_the_index(site):
    page = site.of("topics/index.md")
    for link in page.select(".letters a"):
        assert page.find(id=link["href"].removeprefix("#")).name in ("h2", "h3")
    assert len(page.select(".topic-index dt")) == len(site.known.uses)


def test_a_topic_gives_the_search_for_a_filtered_deck(site):
    tags = site.files["decks/all.tsv"].read_text()
    for use in site.known.uses:
        page = site.of(f"topics/{use.topic.slug}.md")
        codes = [code.text.strip() for code in page.select("article pre code")]
        carried = bool(use.questions or any(a.recalls for a in use.articles))
        assert (f"tag:atlas::topic::{use.topic.slug}" in codes) == carried
        assert (f"atlas::topic::{use.topic.slug}" in tags) == carried


def test_recall_prompts_of_a_topic_are_folded_and_lead_to_their_place(site):
    for use in site.known.uses:
        page = site.of(f"topics/{use.topic.slug}.md")
        prompts = [prompt for a in use.articles for prompt in a.recalls]
        folds = page.select("details.recall")
        assert len(folds) == min(len(prompts), 15)
        for fold, prompt in zip(folds, prompts, strict=False):
            assert fold.summary.text.strip()
            assert fold.select_one(".place a")["href"].endswith(f"#{prompt.id}")
            assert not fold.get("id")


def test_a_theme_s_map_has_every_article_and_every_edge(site):
    for theme in site.known.themes:
        own = site.known.of_theme(theme.slug)
        needed = [need for article in own for need in article.prerequisites]
        page = site.of(theme.page)
        places = [
            normpath(f"{theme.slug}/{a['href']}") for a in page.select(".map svg a")
        ]
        expected = {a.page for a in own} | {*needed} if needed else set()
        assert {f"{place}.md" for place in places} == expected
        assert len(places) == len({*places})
        assert len(page.select(".map .edge")) == len(needed)
        assert not page.select(".map") or page.select(".map ~ details li a")


def test_a_map_takes_its_colors_from_the_style_sheet(site):
    for theme in site.known.themes:
        for drawing in site.of(theme.page).select(".map svg"):
            assert not re.search(
                r"#[0-9a-f]{3,6}\b|\bstyle=|fill=|stroke=", str(drawing)
            )
