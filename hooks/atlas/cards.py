"""Join each question with the HTML its page was rendered to."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urljoin

from bs4 import BeautifulSoup, Tag

from atlas import mathml, wording
from atlas.articles import Article
from atlas.errors import AuthoringError
from atlas.questions import Question, Recall
from atlas.wording import Read

NOT_ON_CARDS = ".headerlink, .citation, script, button"
RETIRED = re.compile(r"<retired-card\b.*?</retired-card>\s*", re.S)
FORMULA = re.compile(r"\\[(\[].+?\\[)\]]", re.S)
ADVICE = "check the options' indentation and the blank line after them"


@dataclass(frozen=True, slots=True)
class Card:
    """One flashcard; front, back and deeper are HTML with TeX as `\\( \\)`."""

    id: str
    theme: str
    front: str
    back: str
    deeper: str
    url: str  # of the question on the site
    level: str
    kind: str
    topics: tuple[str, ...]
    figures: tuple[str, ...]  # that it shows, as paths under docs/
    question: str  # the front as Markdown
    answer: str  # the back as Markdown
    changed: datetime  # when its source last did
    retired: bool = False  # the site no longer shows it


def cards(
    article: Article,
    page_html: str,
    url: str,
    changed: Mapping[str, datetime],
    read: Read,
) -> Iterator[Card]:
    """Yield one card per recall prompt and question of an article, in its order.

    url: absolute address of the page; changed: of each card, by id; read: returns the
    text of a file under the root. AuthoringError where a block did not render.
    """
    page = BeautifulSoup(page_html, "html.parser")
    figures = _plain_figures(page)
    for unwanted in page.select(NOT_ON_CARDS):
        unwanted.decompose()
    for term in page.select("a.term"):
        term.unwrap()
    for link in page.select("a[href]"):
        link["href"] = urljoin(url, str(link["href"]))
    drawn = {str(tag["id"]): tag for tag in page.find_all(id=True)}
    _refuse_unread(drawn, article)
    for item in article.cards:
        found = drawn.get(item.id)
        if found is None:
            problem = f"block {item.id} did not render"
            raise AuthoringError(item.page, item.line, problem, ADVICE)
        sides = _question(found) if isinstance(item, Question) else _recall(found)
        front, back, deeper = map(_html, sides)
        _refuse_cloze_end(front + back + deeper, item)
        facts = article.facts(item)
        yield Card(
            id=item.id,
            theme=facts.theme,
            front=front,
            back=back,
            deeper=deeper,
            url=url if item.retired else f"{url}#{item.id}",
            level=facts.level,
            kind=facts.kind,
            topics=facts.topics,
            figures=_shown(front + back + deeper, item, figures),
            question=wording.alone(item.title, url, read),
            answer=wording.alone(item.answer, url, read),
            changed=changed[item.id],
            retired=item.retired,
        )


def published(page_html: str) -> str:
    """Return the page without what is retired: it was there for the decks only."""
    return RETIRED.sub("", page_html)


def _refuse_unread(drawn: Mapping[str, Tag], article: Article) -> None:
    read = {item.id for item in article.cards}
    for name, tag in drawn.items():
        if name not in read and _is_block(tag):
            found = f"block {name} is drawn, but would be on no card"
            raise AuthoringError(
                article.page, 1, found, "begin its header at the margin"
            )


def _is_block(tag: Tag) -> bool:
    """Tell whether a tag with an id is a recall prompt, or a question's heading."""
    above = tag.parent.get_attribute_list("class") if tag.parent else []
    is_first = tag.find_previous_sibling() is None
    is_heading = "question" in above and is_first
    return is_heading or "recall" in tag.get_attribute_list("class")


def _question(heading: Tag) -> tuple[Tag | None, Tag | None, Tag | None]:
    section = heading.find_parent(class_="question")
    if section is None:
        raise LookupError(f"question {heading.get('id')} without its section")
    deeper = section.select_one(".deeper")
    if deeper is not None and deeper.summary is not None:
        deeper.summary.extract()
    return heading, section.select_one(".spoken"), deeper


def _recall(fold: Tag) -> tuple[Tag | None, Tag | None, Tag | None]:
    summary = fold.summary
    if summary is not None:
        summary.extract()
    return summary, fold, None


def _html(part: Tag | None) -> str:
    if part is None:
        return ""
    return mathml.to_tex(part.decode_contents()).strip()


def _refuse_cloze_end(html: str, item: Recall) -> None:
    """A reader who turns the note into a cloze would lose what follows the braces."""
    for tex in FORMULA.findall(html):
        if "}}" in tex:
            found = f"the formula {tex} of card {item.id} holds }}}}"
            advice = "write a space between: } }"
            raise AuthoringError(item.page, item.line, found, advice)


def _shown(html: str, item: Recall, figures: Iterable[str]) -> tuple[str, ...]:
    """Return the figures in a card's HTML; another image would be in no deck."""
    shown = [
        str(i.get("src")) for i in BeautifulSoup(html, "html.parser").select("img")
    ]
    for image in shown:
        if image not in figures:
            found = f"card {item.id} shows {image}, which no deck can carry"
            advice = "draw it in snippets/<theme>/figures, or leave it to the article"
            raise AuthoringError(item.page, item.line, found, advice)
    return tuple(dict.fromkeys(shown))


def _plain_figures(page: BeautifulSoup) -> list[str]:
    """Replace inlined figures by images; return the paths of their files."""
    paths = []
    for figure in page.select("figure[data-figure]"):
        path = str(figure["data-figure"])
        drawing = figure.select_one("[aria-label]")
        image = page.new_tag("img", src=path)
        image["alt"] = str(drawing["aria-label"]) if drawing else ""
        figure.replace_with(image)
        paths.append(path)
    return list(dict.fromkeys(paths))
