"""A generated project for `bench/search.py`: the site's own words, drawn at random."""

import random
import re
from pathlib import Path

from atlas import topics
from atlas.themes import LABELS

ROOT = Path(__file__).resolve().parent.parent
QUESTIONS, SECTIONS, WORDS = 4, 3, 70  # of an article; words of a passage
CONFIG = """\
INHERIT: {root}/mkdocs.yml
hooks: [{root}/hooks/site_hooks.py]
theme: {{custom_dir: {root}/overrides}}
watch: []
strict: false
"""
ARTICLE = """\
---
title: {title}
description: {description}
level: mid
topics: [{topics}]
prerequisites: []
reviewed: 2026-11-01
---

# {title}

{text} [@bench2026book]

{sections}

## Questions

{questions}

## Sources
"""
QUESTION = """\
/// question | {title}
    id: {id}
    level: {level}
    kind: {kind}
    topics: [{topic}]
    minutes: 3

{spoken}

//// deeper
{text}
////

//// strong
- {point}
- {point}
- {point}
////

//// follow-up | And then?
{spoken}
////

//// mistake | "Never."
{spoken}
////
///
"""
BOOK = """\
@book{bench2026book,
  author = {Bench, Ada},
  title = {{Bench}},
  year = {2026},
  isbn = {978-3-16-148410-0}
}
"""


def sentences():
    """Return plain sentences of the articles."""
    text = "\n".join(path.read_text() for path in sorted(ROOT.glob("docs/*/*.md")))
    found = re.findall(r"(?<=[.?!] )[A-Z][A-Za-z ,]{30,140}\.(?= )", text)
    return [" ".join(sentence.split()) for sentence in found]


class Corpus:
    """`count` articles, always the same for a count."""

    def __init__(self, count):
        self.count, self.rng = count, random.Random(count)
        self.sentences, self.titles = sentences(), []
        vocabulary = (ROOT / "docs/topics.yml").read_text()
        self.slugs = list(topics.read(vocabulary, "docs/topics.yml"))

    def write(self, project):
        """Write the project; it builds with the site's own software."""
        docs = project / "docs"
        themes = {slug: [] for slug in LABELS}
        for number in range(self.count):
            theme = list(LABELS)[number % len(LABELS)]
            themes[theme].append(f"page-{number}")
            (docs / theme).mkdir(parents=True, exist_ok=True)
            (docs / theme / f"page-{number}.md").write_text(self._article(number))
        for theme, pages in themes.items():
            front = f"title: {LABELS[theme]}\ndescription: Generated.\n"
            listed = f"articles: [{', '.join(pages)}]\n"
            text = f"---\n{front}{listed}---\n\n# {LABELS[theme]}\n\nGenerated.\n"
            (docs / theme / "index.md").write_text(text)
        (docs / "index.md").write_text(
            "---\ntitle: Home\ndescription: Home.\n---\n\n# Home\n"
        )
        (docs / "topics.yml").write_text((ROOT / "docs/topics.yml").read_text())
        (docs / "references.bib").write_text(BOOK)
        (docs / "assets").symlink_to(ROOT / "docs/assets")
        (project / "snippets").mkdir()
        (project / "node_modules").symlink_to(ROOT / "node_modules")
        (project / "mkdocs.yml").write_text(CONFIG.format(root=ROOT))

    def queries(self, count):
        """Return queries of three words that some title holds."""
        picked = (
            re.findall(r"[A-Za-z]{4,}", self.rng.choice(self.titles))
            for _ in range(999)
        )
        return [" ".join(words[:3]) for words in picked if len(words) > 2][:count]

    def _article(self, number):
        parts = (f"## {self._title()}\n\n{self._text()}" for _ in range(SECTIONS))
        return ARTICLE.format(
            title=f"{self._title()} {number}",
            description=self.rng.choice(self.sentences),
            topics=", ".join(self.rng.sample(self.slugs, 2)),
            text=self._text(),
            sections="\n\n".join(parts),
            questions="\n".join(self._question(number, at) for at in range(QUESTIONS)),
        )

    def _question(self, number, at):
        self.titles.append(title := f"{self._title()}?")
        return QUESTION.format(
            title=title,
            id=f"p{number}-q{at}",
            level=self.rng.choice(("junior", "mid", "senior")),
            kind=self.rng.choice(("concept", "derive", "compare", "behavioral")),
            topic=self.rng.choice(self.slugs),
            spoken=self.rng.choice(self.sentences),
            text=self._text(),
            point=self._title(),
        )

    def _title(self):
        words = self.rng.choice(self.sentences).split()[:9]
        return " ".join(words).replace(",", "").rstrip(".")

    def _text(self):
        text = ""
        while len(text.split()) < WORDS:
            text += " " + self.rng.choice(self.sentences)
        return text.strip()
