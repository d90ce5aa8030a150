"""The search index of a built site: what it lists is there."""

from html import unescape
from urllib.parse import urldefrag, urljoin

LOADED = "link[rel~=stylesheet], link[rel~=preload], link[rel~=modulepreload]"


def test_every_result_leads_somewhere(site):
    for address in site.found:
        url, anchor = urldefrag(address)
        page = site.pages[f"{url}index.html"]
        assert not anchor or page.find(id=anchor), address


def test_what_a_reader_looks_for_can_be_found(site):
    known = site.known
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
    assert wanted <= site.found.keys()


def test_titles_are_readable(site):
    for address, (_, title, *_) in site.found.items():
        assert title, address
        text = unescape(title)
        assert "data-tex" not in text and "$" not in text and "\\" not in text, address


def test_the_index_is_cut_into_small_pieces(site):
    at = f"search/{site.manifest['at']}/"
    sizes = {p: f.stat().st_size for p, f in site.files.items() if p.startswith(at)}
    terms = [size for path, size in sizes.items() if path.startswith(f"{at}t/")]
    assert len(terms) == site.manifest["shards"]
    assert max(terms) < 25_000 and sum(terms) / len(terms) < 9_000
    assert max(s for p, s in sizes.items() if p.startswith(f"{at}p/")) < 40_000


def test_no_page_loads_a_piece_of_it_by_itself(site):
    for path, page in site.pages.items():
        sources = [s.get("src") or "" for s in page.select("script")]
        sources += [link.get("href") or "" for link in page.select(LOADED)]
        found = [s for s in sources if "search" in s]
        assert all(
            s.endswith(("search/open.mjs", "styles/search.css")) for s in found
        ), path


def test_without_scripts_there_is_the_list_of_topics(site):
    for path, page in site.pages.items():
        link = page.select_one("a.search-topics")
        assert link, path
        target = urljoin(f"https://example.org/atlas/{path}", link["href"])
        assert target == "https://example.org/atlas/topics/", path
