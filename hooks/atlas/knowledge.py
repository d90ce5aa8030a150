"""The whole knowledge base, read and judged once per build."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from atlas import (
    agreement,
    articles,
    bibliography,
    challenges,
    citations,
    diagrams,
    embeds,
    figures,
    fingerprints,
    lock,
    themes,
    topics,
)
from atlas.articles import Article
from atlas.bibliography import Reference
from atlas.challenges import Challenge
from atlas.errors import AuthoringError
from atlas.lock import Entry, Source
from atlas.questions import Question
from atlas.themes import LABELS, THEMES, Theme
from atlas.topics import Topic, TopicUse

VOCABULARY, REFERENCES = "docs/topics.yml", "docs/references.bib"  # as told


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What the authors wrote, as values; pages are paths relative to docs/."""

    themes: tuple[Theme, ...]  # those with a page, in the series' order
    articles: Mapping[str, Article]  # by page, in reading order
    challenges: tuple[Challenge, ...]
    topics: Mapping[str, Topic]
    uses: tuple[TopicUse, ...]  # topics that something carries
    references: Mapping[str, Reference]
    snippets: tuple[str, ...]  # files under snippets/ that explain an idea
    cards: Mapping[str, Source]  # by id, in reading order, retired ones too
    lock: Mapping[str, Entry]  # as cards.lock has it; see `changed`

    def of_theme(self, theme: str) -> list[Article]:
        """Return the theme's articles in reading order."""
        return [a for a in self.articles.values() if a.theme == theme]

    def theme_titles(self) -> dict[str, str]:
        """Return {slug: title} of all themes; those without a page have a label."""
        return LABELS | {theme.slug: theme.title for theme in self.themes}

    def questions(self) -> list[Question]:
        """Return every question, in reading order."""
        return [q for article in self.articles.values() for q in article.questions]

    def cards_of(self, theme: str | None = None) -> int:
        """Return how many cards a theme, or everything, makes."""
        chosen = self.of_theme(theme) if theme else self.articles.values()
        return sum(len(a.questions) + len(a.recalls) for a in chosen)

    def changed(self) -> dict[str, datetime]:
        """Return {card's id: when its source last changed}."""
        entries = lock.drafted(self.lock, self.cards)
        return {card: entries[card].changed for card in self.cards}

    def used_topics(self) -> frozenset[str]:
        """Return the slugs that have a page."""
        return frozenset(use.topic.slug for use in self.uses)


def load(root: Path, docs: Path) -> Knowledge:
    """Read everything under docs/ and snippets/; AuthoringError at a mistake."""
    text = _texts(docs, "*.md")
    vocabulary = topics.read(_text(docs / "topics.yml", VOCABULARY), VOCABULARY)
    references = bibliography.read(
        _text(docs / "references.bib", REFERENCES), REFERENCES
    )
    found_themes = [
        themes.parse(text[page], page)
        for page in (f"{slug}/index.md" for slug in THEMES)
        if page in text
    ]
    written = _articles(text, found_themes)
    modules = _texts(root, "snippets/*/challenges/*.py")
    exercises = tuple(challenges.parse(modules[path], path) for path in modules)
    articles.check_prerequisites(written, text)
    articles.check_notebooks(written, text, docs)
    snippets = tuple(_texts(root, "snippets/*/*.py"))
    agreement.check_snippets(snippets)
    agreement.check(written, exercises, vocabulary, {**text, **modules})
    for page, source in text.items():
        citations.check(source, page, references)
        embeds.check(source, page, root)
    return Knowledge(
        themes=tuple(found_themes),
        articles=written,
        challenges=exercises,
        topics=vocabulary,
        uses=tuple(topics.uses(vocabulary, written.values(), exercises)),
        references=references,
        snippets=snippets,
        cards=_cards(root, written.values()),
        lock=_lock(root),
    )


def _cards(root: Path, written: Iterable[Article]) -> dict[str, Source]:
    def read(path: str) -> str:
        return _text(root / path, path)

    return fingerprints.sources(
        written, read, figures.written(root) | diagrams.written(root)
    )


def _lock(root: Path) -> dict[str, Entry]:
    file = root / lock.LOCK
    return lock.read(_text(file, lock.LOCK)) if file.exists() else {}


def _articles(text: Mapping[str, str], found: Iterable[Theme]) -> dict[str, Article]:
    pages = defaultdict(set)
    for page in text:
        slug, _, rest = page.partition("/")
        if slug in THEMES and rest != "index.md":
            pages[slug].add(page)
    read: dict[str, Article] = {}
    for theme in found:
        themes.check(theme, text[theme.page], pages.pop(theme.slug, set()))
        read |= {page: articles.read(text[page], page) for page in theme.articles}
    for slug, orphans in pages.items():
        advice = f"write docs/{slug}/index.md with its articles"
        raise AuthoringError(min(orphans), 1, "its theme has no page", advice)
    return read


def _texts(folder: Path, pattern: str) -> dict[str, str]:
    """Return {path relative to the folder: text} of the files, sorted."""
    found = folder.rglob(pattern) if "/" not in pattern else folder.glob(pattern)
    paths = {path.relative_to(folder).as_posix(): path for path in sorted(found)}
    return {name: _text(path, name) for name, path in paths.items()}


def _text(path: Path, name: str) -> str:
    """Return a file's text; Windows's line ends and byte order mark are no matter."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        raise AuthoringError(name, 1, "no such file", "write it") from error
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        found, advice = "a character that is not UTF-8", "save the file as UTF-8"
        raise AuthoringError(name, line, found, advice) from error
