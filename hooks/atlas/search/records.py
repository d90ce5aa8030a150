"""What a search can find: questions and sections, topics, challenges, code, decks."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from atlas.articles import Article
from atlas.challenges import Challenge
from atlas.knowledge import Knowledge
from atlas.links import Rendered
from atlas.questions import Question
from atlas.search.passages import Passage, read, shortened
from atlas.themes import THEMES
from atlas.topics import Topic

LISTS = {"index.md", "new.md"}  # pages whose text is the titles of others
UNTOLD = {"questions", "sources"}  # sections that say nothing themselves


@dataclass(frozen=True, slots=True)
class Record:
    """One thing that a search can find; words are searched, the rest is shown."""

    kind: str  # topic, question, section, article, notebook, challenge, code, page
    anchor: str  # "" for the page itself
    title: str  # HTML
    words: str  # of the title
    lead: str  # plain text: a spoken answer, a definition, the first sentences
    body: str  # plain text
    topics: tuple[str, ...] = ()  # slugs
    level: str = ""
    asks: str = ""  # a question's kind


@dataclass(frozen=True, slots=True)
class Page:
    """The records of one page, under which results are grouped."""

    url: str  # relative to the site
    title: str  # HTML
    theme: str  # slug, "" for what belongs to none
    records: tuple[Record, ...]


def pages(known: Knowledge, rendered: Iterable[Rendered]) -> list[Page]:
    """Return everything that can be found, page by page, in the site's order."""
    reader = _Reader(
        known,
        questions={question.id: question for question in known.questions()},
        challenges={f"challenges/{c.slug}.md": c for c in known.challenges},
        topics={f"topics/{use.topic.slug}.md": use.topic for use in known.uses},
    )
    found = (reader.page(one) for one in rendered)
    return [page for page in found if page.records]


@dataclass(frozen=True, slots=True)
class _Reader:
    known: Knowledge
    questions: Mapping[str, Question]
    challenges: Mapping[str, Challenge]
    topics: Mapping[str, Topic]

    def page(self, one: Rendered) -> Page:
        passages = read(one.html)
        title = passages[0].title if passages else one.page
        records = tuple(self._records(one.page, passages))
        return Page(one.url, title, self._theme(one.page), records)

    def _theme(self, page: str) -> str:
        if topic := self.topics.get(page):
            return topic.theme
        if challenge := self.challenges.get(page):
            return challenge.theme
        return next((part for part in page.split("/") if part in THEMES), "")

    def _records(self, page: str, passages: list[Passage]) -> Iterator[Record]:
        if not passages:
            return
        if topic := self.topics.get(page):
            yield _of_topic(topic, passages[0])
        elif article := self.known.articles.get(page):
            yield _of_page("article", passages[0], article, article.description)
            for passage in passages[1:]:
                if passage.anchor not in UNTOLD:
                    yield self._part(passage, article)
        elif challenge := self.challenges.get(page):
            yield _of_challenge(challenge, passages)
        else:
            yield from _of_other(page, passages)

    def _part(self, passage: Passage, article: Article) -> Record:
        if question := self.questions.get(passage.anchor):
            return Record(
                kind="question",
                anchor=question.id,
                title=passage.title,
                words=passage.title_text,
                lead=passage.lead,
                body=f"{passage.spoken} {passage.text}",
                topics=question.topics,
                level=question.level,
                asks=question.kind,
            )
        return _of_page("section", passage, article, passage.lead)


def _of_page(kind: str, passage: Passage, article: Article, lead: str) -> Record:
    return Record(
        kind=kind,
        anchor=passage.anchor if kind == "section" else "",
        title=passage.title,
        words=passage.title_text,
        lead=lead,
        body=passage.text,
        topics=article.topics if kind == "article" else (),
        level=article.level,
    )


def _of_topic(topic: Topic, passage: Passage) -> Record:
    return Record(
        kind="topic",
        anchor="",
        title=passage.title,
        words=" , ".join((topic.label, *topic.synonyms)),
        lead=topic.definition,
        body="",
        topics=(topic.slug,),
    )


def _of_challenge(challenge: Challenge, passages: list[Passage]) -> Record:
    return Record(
        kind="challenge",
        anchor="",
        title=passages[0].title,
        words=passages[0].title_text,
        lead=passages[0].lead,
        body=" ".join(passage.text for passage in passages),
        topics=challenge.topics,
        level=challenge.level,
    )


def _of_other(page: str, passages: list[Passage]) -> Iterator[Record]:
    """A list, or a page that nobody wrote as an article: itself, not its parts."""
    kind = "page"
    if page.startswith("reference/") and not page.endswith("index.md"):
        kind = "code"
    elif page.endswith(".ipynb"):
        kind = "notebook"
    first = passages[0]
    listed = page.rpartition("/")[2] in LISTS or page.startswith("questions/")
    rest = "" if listed else " ".join(f"{p.title_text} {p.text}" for p in passages)
    lead = shortened(first.text)
    yield Record(kind, "", first.title, first.title_text, lead, rest)
