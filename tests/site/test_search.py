"""The search index of a built site: what it lists is there."""

import json
from functools import cache
from html import unescape
from urllib.parse import urldefrag, urljoin

import pytest

LOADED = "link[rel~=stylesheet], link[rel~=preload], link[rel~=modulepreload]"


@pytest.fixture(scope="session")
def index(atlas_site):
    """Return a reader of the index's files."""
    manifest = json.loads(atlas_site.files["search/index.json"].read_text())

    @cache
    def read(path):
        return json.loads(
            atlas_site.files[f"search/{manifest['at']}/{path}"].read_text()
        )

    read.manifest = manifest
    return read


@pytest.fixture(scope="session")
def entries(atlas_site, index):
    """Return {address: entry} of everything that can be found."""
    at = f"search/{index.manifest['at']}/p/"
    count = sum(path.startswith(at) for path in atlas_site.files)
    pages = [index(f"p/{number}.json") for number in range(count)]
    return {
        page["url"] + (f"#{entry[0]}" if entry[0] else ""): entry
        for page in pages
        for entry in page["entries"]
    }


def test_every_result_leads_somewhere(atlas_site, entries):
    for address in entries:
        url, anchor = urldefrag(address)
        page = atlas_site.pages[f"{url}index.html"]
        assert not anchor or page.find(id=anchor), address


def test_what_a_reader_looks_for_can_be_found(atlas_site, entries):
    known = atlas_site.known
    wanted = {
        f"{a.page.removesuffix('.md')}/#{q.id}"
        for a in known.articles.values()
        for q in a.questions
    }
    wanted |= {f"{page.removesuffix('.md')}/" for page in known.articles}
    wanted |= {f"topics/{use.topic.slug}/" for use in known.uses}
    wanted |= {f"challenges/{c.slug}/" for c in known.challenges}
    wanted |= {p.replace("snippets/", "reference/")[:-3] + "/" for p in known.snippets}
    wanted |= {"decks/", "questions/"}
    assert wanted <= entries.keys()


def test_titles_are_readable(entries):
    for address, (_, title, *_) in entries.items():
        assert title, address
        text = unescape(title)
        assert "data-tex" not in text and "$" not in text and "\\" not in text, address


def test_the_index_is_cut_into_small_pieces(atlas_site, index):
    at = f"search/{index.manifest['at']}/"
    sizes = {
        p: f.stat().st_size for p, f in atlas_site.files.items() if p.startswith(at)
    }
    terms = [size for path, size in sizes.items() if path.startswith(f"{at}t/")]
    assert len(terms) == index.manifest["shards"]
    assert max(terms) < 25_000 and sum(terms) / len(terms) < 9_000
    assert max(s for p, s in sizes.items() if p.startswith(f"{at}p/")) < 40_000


def test_no_page_loads_a_piece_of_it_by_itself(atlas_site):
    for path, page in atlas_site.pages.items():
        sources = [s.get("src") or "" for s in page.select("script")]
        sources += [link.get("href") or "" for link in page.select(LOADED)]
        found = [s for s in sources if "search" in s]
        assert all(
            s.endswith(("search/open.mjs", "styles/search.css")) for s in found
        ), path


def test_without_scripts_there_is_the_list_of_topics(atlas_site):
    for path, page in atlas_site.pages.items():
        link = page.select_one("a.search-topics")
        assert link, path
        target = urljoin(f"https://example.org/atlas/{path}", link["href"])
        assert target == "https://example.org/atlas/topics/", path
