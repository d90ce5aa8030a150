"""Generated pages for `bench/search.py`: the site's own words, drawn at random."""

import random
import re
from pathlib import Path
from types import SimpleNamespace

from atlas import topics
from atlas.themes import LABELS, THEMES
from atlas.topics import TopicUse

ROOT = Path(__file__).resolve().parent.parent
QUESTIONS, SECTIONS, WORDS = 6, 4, 90  # of a page; words of a passage
FOLDER = 50  # pages of a folder, so that no list of pages grows with their number


def sentences():
    """Return the running sentences of the articles."""
    text = "\n".join(path.read_text() for path in sorted(ROOT.glob("docs/*/*.md")))
    plain = re.sub(r"[`*_$\[\](){}|#<>/\\]|:\w+", " ", text)
    found = re.findall(r"[A-Z][^.?!\n]{30,200}[.?!]", plain)
    return [" ".join(sentence.split()) for sentence in found]


class Corpus:
    """`count` pages of a knowledge base, always the same for a count."""

    def __init__(self, count):
        self.rng, self.sentences = random.Random(count), sentences()
        text = (ROOT / "docs/topics.yml").read_text()
        self.topics = list(topics.read(text, "docs/topics.yml").values())
        self.pages = [self._page(number) for number in range(count)]

    def known(self):
        """Return what `atlas.search` asks of a knowledge base."""
        articles = {page.page: page for page in self.pages}
        listed = [question for page in self.pages for question in page.questions]
        return SimpleNamespace(
            articles=articles,
            questions=lambda: listed,
            challenges=(),
            uses=tuple(TopicUse(topic, (), (), ()) for topic in self.topics),
            theme_titles=lambda: LABELS,
        )

    def write(self, docs):
        """Write the pages as Markdown."""
        for page in self.pages:
            target = docs / page.page
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(page.text)
        (docs / "index.md").write_text("# Home\n")

    def queries(self, count):
        """Return queries of two or three words that some page holds."""
        titles = [q.title for page in self.pages for q in page.questions]
        picked = [re.findall(r"[A-Za-z]{4,}", self.rng.choice(titles)) for _ in range(99)]
        return [" ".join(words[:3]) for words in picked if len(words) > 2][:count]

    def _page(self, number):
        theme = THEMES[number // FOLDER % len(THEMES)]
        page = f"{theme}-{number // FOLDER}/page-{number}.md"
        chosen = tuple(t.slug for t in self.rng.sample(self.topics, 2))
        asked = [self._question(number, at) for at in range(QUESTIONS)]
        parts = [f"# {self._title()} {number}", self._text()]
        for at in range(SECTIONS):
            parts += [f"## {self._title()} {{#p{number}-s{at}}}", self._text()]
        for question in asked:
            parts += [f"### {question.title} {{#{question.id}}}", self._text()]
        return SimpleNamespace(
            page=page,
            theme=theme,
            level="mid",
            topics=chosen,
            description=self.rng.choice(self.sentences),
            questions=asked,
            text="\n\n".join(parts),
        )

    def _question(self, number, at):
        return SimpleNamespace(
            id=f"p{number}-q{at}",
            title=self._title() + "?",
            topics=(self.rng.choice(self.topics).slug,),
            level=self.rng.choice(("junior", "mid", "senior")),
            kind=self.rng.choice(("concept", "derive", "code", "design")),
        )

    def _title(self):
        return " ".join(self.rng.choice(self.sentences).split()[:9]).rstrip(".?!,;")

    def _text(self):
        text = ""
        while len(text.split()) < WORDS:
            text += " " + self.rng.choice(self.sentences)
        return text.strip()
