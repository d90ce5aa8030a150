"""One build of the site, from what authors wrote to what readers get.

Knows no site builder: a hook, or another driver, calls its methods in their order.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from atlas import (
    cards,
    challenge_files,
    citations,
    data,
    dates,
    deck_table,
    diagram_drawing,
    figures,
    glossary,
    knowledge,
    links,
    llms,
    lock,
    mathfont,
    mathml,
    notebooks,
    outputs,
    pages,
    structured,
)
from atlas.glossary import Glossary
from atlas.kernel import Execute
from atlas.knowledge import Knowledge
from atlas.links import Rendered
from atlas.notebook_pages import Notebook
from atlas.search import index, records
from atlas.structured import About
from atlas.temml import Typeset, Typesetter

CACHE = ".cache"
TEMML = "node_modules/temml/dist/temml.min.js"
FONT = (
    "node_modules/@fontsource/stix-two-math/files/stix-two-math-latin-400-normal.woff2"
)
FONT_TARGET = "assets/fonts/atlas-math.woff2"


@dataclass(frozen=True, slots=True)
class Site:
    """What a build needs to know; made by `open_site`, never changed."""

    root: Path
    known: Knowledge
    notebooks: dict[str, Notebook]  # by page
    drawn: dict[str, str]  # {path under docs/: SVG}
    typeset: Typeset
    glossary: Glossary

    def files(self) -> dict[str, str]:
        """Return {path under docs/: text} of what nobody writes by hand."""
        downloads = {
            path: text
            for challenge in self.known.challenges
            for path, text in challenge_files.files(challenge).items()
        }
        downloads |= {one.download: one.file for one in self.notebooks.values()}
        return pages.generated(self.known) | downloads | self.drawn

    def meta(self, page: str) -> dict[str, Any]:
        """Return what a page's front matter does not say: all of it for a notebook."""
        if page in self.notebooks:
            return self.notebooks[page].meta
        return pages.assets(page, self.known)

    def lastmod(self, page: str, built: str) -> str:
        """Return the day a page was reviewed, "" if unknown; `built` without any."""
        if not self.known.articles:
            return built
        day = dates.reviewed(page, self.known)
        return day.isoformat() if day else ""

    def about(self, page: str, title: str, name: str, address: str) -> About:
        """Return what the head of a page says of it; name, address: the site's."""
        return structured.about(page, title, self.known, name, address)

    def complete(self, text: str, file: str, page: str) -> str:
        """Return a page's Markdown (`text`, part of its `file`) filled in."""
        if page in self.notebooks:
            text = self.notebooks[page].markdown
        return pages.complete(text, self._source(file, page), page, self.known)

    def finish(self, html: str, file: str, page: str) -> str:
        """Return a page's HTML with its figures drawn and its formulas set."""
        if article := self.known.articles.get(page):
            html = glossary.mark(html, article, self.glossary)
        html = figures.inline(html, page.partition("/")[0], self.drawn)
        html = html.replace("<table>", '<table tabindex="0">')  # keys can scroll it
        return mathml.render(html, self._source(file, page), page, self.typeset)

    def heading(self, title: str) -> str:
        """Return the text of a table of contents with its formulas set."""
        return mathml.render_text(title, self.typeset)

    def rendered(self, file: str, page: str, url: str, html: str) -> Rendered:
        """Return a finished page as `outputs` and `check_links` take it."""
        return Rendered(page, url, self._source(file, page), html)

    def outputs(self, rendered: Iterable[Rendered], address: str) -> dict[str, bytes]:
        """Return {path in the site: bytes} of what is made from the finished pages.

        address: of the site, with a slash at its end.
        """
        rendered = list(rendered)
        changed = self.known.changed()
        found = {one.page: one for one in rendered}
        deck = [
            card
            for article in self.known.articles.values()
            for card in cards.cards(
                article,
                found[article.page].html,
                f"{address}{found[article.page].url}",
                changed,
                self._file,
            )
        ]
        glyphs = mathfont.characters(page.html for page in rendered)
        font = (self.root / FONT).read_bytes()
        written = outputs.files(self.known, deck, self.drawn, address)
        texts = data.files(self.known, deck, self.typeset, address)
        texts |= llms.files(self.known, rendered, address, self._file)
        written |= {path: text.encode() for path, text in texts.items()}
        written[FONT_TARGET] = mathfont.cached_subset(font, glyphs, self.root / CACHE)
        return written

    def published(
        self, rendered: Iterable[Rendered], made: Mapping[str, bytes]
    ) -> list[Rendered]:
        """Return the pages as readers get them, once the `outputs` are made.

        What is retired goes, and the page of decks tells the files' sizes.
        """
        pages = [replace(one, html=cards.published(one.html)) for one in rendered]
        table = deck_table.table(self.known, made[outputs.MANIFEST])
        return [replace(one, html=deck_table.fill(one.html, table)) for one in pages]

    def index(self, published: Iterable[Rendered], folder: Path) -> None:
        """Write what a search reads into the site's folder."""
        found = records.pages(self.known, published)
        index.write(self.root, folder, self.known, found)

    def check_lock(self) -> None:
        """Refuse a cards.lock that does not say what the sources are."""
        lock.check(self.known.lock, self.known.cards)

    def _file(self, path: str) -> str:
        """Return the text of a file that a page embeds."""
        return (self.root / path).read_text(encoding="utf-8")

    def _source(self, file: str, page: str) -> str:
        """Return what the author wrote, on the lines of the page's file."""
        return self.notebooks[page].source if page in self.notebooks else file


def open_site(root: Path, docs: Path, execute: Execute) -> Site:
    """Read and judge everything under `docs` and `snippets`, draw the figures.

    execute: runs a notebook. Raises AuthoringError at the first mistake.
    """
    known = knowledge.load(root, docs)
    explored = notebooks.read(root, docs, root / CACHE / "notebooks", execute)
    drawn = figures.draw(root, root / CACHE / "figures")
    drawn |= diagram_drawing.draw(root, root / CACHE / "figures")
    for notebook in explored.values():
        citations.check(notebook.source, notebook.page, known.references)
        drawn |= notebook.figures
    terms = glossary.glossary(use.topic for use in known.uses)
    return Site(root, known, explored, drawn, Typesetter(root / TEMML), terms)


def check_links(rendered: Iterable[Rendered], files: Iterable[str]) -> None:
    """Refuse dead links; `files` are the addresses of what is no page."""
    links.check(rendered, files)
