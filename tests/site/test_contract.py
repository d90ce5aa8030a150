"""What the site publishes, and at which addresses."""

import re

DECK_FILES = {"apkg", "tsv", "csv", "md", "json"}
BLOCK = re.compile(r"^/// (?:question|recall) \|.*\n    id: (\S+)", re.M)


def test_every_page_of_the_sources_has_its_address(site):
    docs = site.project / "docs"
    for source in [*docs.rglob("*.md"), *docs.rglob("*.ipynb")]:
        assert site.of(source.relative_to(docs).as_posix())


def test_the_generated_pages_have_theirs(site):
    names = ("topics", "questions", "decks", "challenges")
    indexes = {f"{name}/index.html" for name in names}
    indexes |= {f"questions/{t.slug}/index.html" for t in site.known.themes}
    topics = {f"topics/{use.topic.slug}/index.html" for use in site.known.uses}
    code = {
        f"{snippet.replace('snippets/', 'reference/').removesuffix('.py')}/index.html"
        for snippet in site.known.snippets
    }
    assert indexes | topics | code | {"reference/index.html", "404.html"} <= {
        *site.pages
    }


def test_every_question_and_recall_prompt_is_an_anchor(site):
    for article, page in site.articles().items():
        source = (site.project / "docs" / article.page).read_text()
        ids = BLOCK.findall(re.sub(r"^```.*?^```", "", source, flags=re.S | re.M))
        assert len(ids) == len(article.questions) + len(article.recalls)
        assert [id for id in ids if not page.find(id=id)] == []


def test_a_question_is_a_heading_over_its_fold(site):
    for article, page in site.articles().items():
        for question in article.questions:
            heading = page.find(id=question.id)
            assert heading.name == "h3"
            assert heading.select_one("a.headerlink")["href"] == f"#{question.id}"
            answer = heading.find_parent("section").find("details", class_="answer")
            assert answer.find("summary").text
            assert answer.select_one(".spoken").text.strip()
            assert answer.select(".deeper, .strong, .follow-up, .mistake")


def test_a_topic_in_use_lists_every_question_that_carries_it(site):
    carried = {topic for q in site.known.questions() for topic in q.topics}
    assert carried <= {use.topic.slug for use in site.known.uses}
    for topic in carried:
        listed = hrefs(site.of(f"topics/{topic}.md"))
        for path, page in site.pages.items():  # of what is more than one page holds
            if path.startswith(f"topics/{topic}/") and path.count("/") == 3:
                listed |= {link.removeprefix("../") for link in hrefs(page)}
        for question in site.known.questions():
            address = f"../../{question.page.removesuffix('.md')}/#{question.id}"
            assert (address in listed) == (topic in question.topics), question.id


def test_the_topic_index_leads_to_every_topic(site):
    listed = hrefs(site.of("topics/index.md"))
    assert {f"{use.topic.slug}/" for use in site.known.uses} <= listed


def test_each_theme_offers_its_decks_and_the_site_one_with_all(site):
    names = {"all", *(theme.slug for theme in site.known.themes)}
    decks = {f"decks/{name}.{kind}" for name in names for kind in DECK_FILES}
    assert decks <= {*site.files}
    offered = {f"decks/{link}" for link in hrefs(site.of("decks/index.md"))}
    assert decks <= offered


def test_a_challenge_offers_its_three_files(site):
    for challenge in site.known.challenges:
        name = challenge.name
        files = {f"{name}.py", f"test_{name}.py", f"test_{name}_hidden.py"}
        folder = f"challenges/{challenge.slug}"
        assert {f"{folder}/{file}" for file in files} <= {*site.files}
        page = site.pages[f"{folder}/index.html"]
        assert {a["href"] for a in page.select("a[download]")} == files


def test_a_snippets_page_documents_its_functions(site):
    for snippet in site.known.snippets:
        source = (site.project / snippet).read_text()
        page = site.of(
            f"{snippet.replace('snippets', 'reference').removesuffix('.py')}.md"
        )
        documented = {
            heading["id"].rpartition(".")[2] for heading in page.select(".doc-heading")
        }
        assert {*re.findall(r"^def ([a-z]\w*)", source, re.M)} <= documented


def test_the_site_map_names_every_page_below_the_sites_address(site):
    listed = re.findall(
        "<loc>https://example.org/atlas/(.*)</loc>",
        site.files["sitemap.xml"].read_text(),
    )
    folders = {path.removesuffix("index.html") for path in site.pages} - {"404.html"}
    assert {*listed} == folders


def hrefs(page):
    return {link["href"] for link in page.select("article a[href]")}
