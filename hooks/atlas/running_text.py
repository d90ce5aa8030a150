"""Tell a rendered page's running text from its code, headings, links and formulas."""

import re
from dataclasses import dataclass, field

TAG = re.compile(
    r"""<!--.*?-->|<(?P<end>/?)(?P<name>[a-zA-Z][\w-]*)"""
    r"""(?P<attributes>(?:[^<>"']|"[^"]*"|'[^']*')*)>""",
    re.S,
)
CLASS = re.compile(r"""\sclass=["']([^"']*)""")
TOPIC = re.compile(r"""\shref=["'](?:\.\./)+topics/([\w-]+)/["'#]""")
HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6", "summary"}
CODE = {"code", "kbd", "pre", "script", "style"}
SHOWN = {"figure", "math", "svg", "table"}
APART = {"a", "abbr", "button", "retired-card"}
FACTS = {"article-facts", "question-facts", "part-title"}
APART_CLASSES = FACTS | {"arithmatex", "citation", "sources"}
PASSAGES = {"p", "li", "dd"}


@dataclass(frozen=True, slots=True)
class Text:
    """A stretch of the page without any tag."""

    start: int
    end: int
    passage: int  # a number that the texts of one paragraph or item share


def read(html: str) -> tuple[list[Text], set[str]]:
    """Return the running text, and the topics to which the page's text links.

    One pass, linear in the page.
    """
    page = _Page()
    end = 0
    for tag in TAG.finditer(html):
        page.text(end, tag.start())
        end = tag.end()
        if tag["name"]:
            page.tag(tag["name"].lower(), tag["attributes"], bool(tag["end"]))
    page.text(end, len(html))
    return page.texts, page.topics


@dataclass(slots=True)
class _Page:
    texts: list[Text] = field(default_factory=list)
    topics: set[str] = field(default_factory=set)
    passage: int = 0
    apart: str = ""  # the element around us that holds no running text
    depth: int = 0  # of such elements in one another

    def text(self, start: int, end: int) -> None:
        if start < end and not self.apart:
            self.texts.append(Text(start, end, self.passage))

    def tag(self, name: str, attributes: str, is_end: bool) -> None:
        if name == "a" and self.apart in ("", "table"):  # both are the author's text
            self.topics.update(TOPIC.findall(attributes))
        if self.apart:
            if name == self.apart:
                self.depth += -1 if is_end else 1
                self.apart = self.apart if self.depth else ""
        elif not is_end:
            self.passage += name in PASSAGES
            if _is_apart(name, attributes):
                self.apart, self.depth = name, 1


def _is_apart(name: str, attributes: str) -> bool:
    if name in HEADINGS | CODE | SHOWN | APART:
        return True
    classes = CLASS.search(attributes)
    return classes is not None and not APART_CLASSES.isdisjoint(classes[1].split())
