"""Cut a rendered page at its headings into passages of plain text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape, unescape

from atlas.running_text import CLASS, TAG
from atlas.search import formulas

HEADINGS = {"h1", "h2", "h3"}
SKIPPED = {"math", "pre", "script", "style", "svg"}
SKIPPED_CLASSES = {"headerlink", "part-title"} | {
    f"{kind}-facts" for kind in ("article", "challenge", "question")
}
BREAKS = {"br", "dd", "details", "div", "dt", "li", "p", "summary", "td", "th", "tr"}
ID = re.compile(r"""\sid=["']([^"']*)""")
TEX = re.compile(r"""\sdata-tex=["']([^"']*)["']""")
SPACE = re.compile(r"\s+")
LEAD = 320  # characters of a passage that stand for what it says


@dataclass(slots=True)
class Passage:
    """A heading with the text up to the next one, or up to the end of the page."""

    anchor: str
    level: int  # 1 to 3
    title: str  # HTML with formulas as MathML
    title_text: str  # for words: formulas as TeX
    spoken: str = ""  # a question's spoken answer
    text: str = ""

    @property
    def lead(self) -> str:
        """What stands for the passage in a list: its spoken answer, or its begin."""
        return shortened(self.spoken or self.text)


def shortened(text: str, length: int = LEAD) -> str:
    """Return at most `length` characters of a text, cut between words."""
    if len(text) <= length:
        return text
    return text[:length].rsplit(" ", 1)[0].rstrip(",;: ") + " …"


def read(html: str) -> list[Passage]:
    """Return the passages of a page's HTML in their order; linear in its length."""
    reader = _Reader()
    end = 0
    for tag in TAG.finditer(html):
        reader.text(html[end : tag.start()])
        end = tag.end()
        if tag["name"]:
            reader.tag(tag["name"].lower(), tag["attributes"], bool(tag["end"]), tag[0])
    reader.text(html[end:])
    return list(reader.passages())


@dataclass(slots=True)
class _Reader:
    found: list[tuple[Passage, list[str], list[str]]] = field(default_factory=list)
    heading: str = ""  # the name of the heading we are in
    apart: str = ""  # the element around us whose text is not read
    depth: int = 0
    spoken: int = 0  # how many elements deep in a spoken answer
    formula: list[str] = field(default_factory=list)  # the markup of one we are in

    def text(self, text: str) -> None:
        if not text or not self.found:
            return
        passage, spoken, rest = self.found[-1]
        if self.formula:
            self.formula.append(text)
        if self.apart:
            return
        if self.heading:
            passage.title += text
            passage.title_text += unescape(text)
        else:
            (spoken if self.spoken else rest).append(text)

    def tag(self, name: str, attributes: str, is_end: bool, written: str) -> None:
        if self.apart:
            self._skip(name, is_end, written)
        elif name in HEADINGS:
            self._heading(name, attributes, is_end)
        elif not is_end and _is_skipped(name, attributes):
            self._begin_skipping(name, attributes, written)
        elif self.heading and name in {"code", "em", "strong", "sub", "sup"}:
            self.found[-1][0].title += f"</{name}>" if is_end else f"<{name}>"
        else:
            self._flow(name, attributes, is_end)

    def _flow(self, name: str, attributes: str, is_end: bool) -> None:
        if self.found and name in BREAKS:
            self.text(" ")
        if name == "div" and (self.spoken or _classes(attributes) & {"spoken"}):
            self.spoken += -1 if is_end else 1

    def _heading(self, name: str, attributes: str, is_end: bool) -> None:
        anchor = ID.search(attributes)
        if is_end:
            self.heading = ""
        elif anchor:
            self.heading, self.spoken = name, 0
            passage = Passage(unescape(anchor[1]), int(name[1]), "", "")
            self.found.append((passage, [], []))

    def _begin_skipping(self, name: str, attributes: str, written: str) -> None:
        self.apart, self.depth = name, 1
        if self.found and name == "math":
            tex = TEX.search(attributes)
            self.formula = [TEX.sub("", written)]
            if self.heading and tex:
                self.found[-1][0].title_text += f" {unescape(tex[1])} "

    def _skip(self, name: str, is_end: bool, written: str) -> None:
        if self.formula:
            self.formula.append(written)
        if name == self.apart:
            self.depth += -1 if is_end else 1
            if not self.depth:
                self.apart = ""
                self._end_formula()

    def _end_formula(self) -> None:
        """Keep a formula as markup in a title, as plain text elsewhere."""
        markup, self.formula = "".join(self.formula), []
        if markup and self.heading:
            self.found[-1][0].title += markup
        elif markup:
            self.text(escape(formulas.plain(markup), quote=False))

    def passages(self) -> Iterator[Passage]:
        for passage, spoken, rest in self.found:
            passage.title = SPACE.sub(" ", passage.title).strip()
            passage.title_text = SPACE.sub(" ", passage.title_text).strip()
            passage.spoken = _plain(spoken)
            passage.text = _plain(rest)
            yield passage


def _plain(parts: list[str]) -> str:
    return SPACE.sub(" ", unescape("".join(parts))).strip()


def _is_skipped(name: str, attributes: str) -> bool:
    return name in SKIPPED or not SKIPPED_CLASSES.isdisjoint(_classes(attributes))


def _classes(attributes: str) -> set[str]:
    found = CLASS.search(attributes)
    return set(found[1].split()) if found else set()
