"""Build a project as its owner would, and read the site that came of it."""

import json
import os
import shutil
import subprocess
import sys
from functools import cached_property
from pathlib import Path

from bs4 import BeautifulSoup

from atlas import knowledge

ROOT = Path(__file__).resolve().parent.parent
MINIATURE = ROOT / "tests/site/miniature"
ADDRESS = "https://example.org/atlas/"
CONFIG = """\
INHERIT: {root}/mkdocs.yml
hooks: [{root}/hooks/site_hooks.py]
theme: {{custom_dir: {root}/overrides}}
watch: []
"""


class Site:
    """A built site beside the project it was built from."""

    def __init__(self, project, folder):
        self.project, self.folder = project, folder

    @cached_property
    def known(self):
        """The knowledge base, read anew from the sources."""
        return knowledge.load(self.project, self.project / "docs")

    @cached_property
    def files(self):
        """Every file the site holds, by its path."""
        found = (path for path in self.folder.rglob("*") if path.is_file())
        return {path.relative_to(self.folder).as_posix(): path for path in found}

    @cached_property
    def pages(self):
        """Every page as a tree, by its path; tests only read them."""
        return {
            path: BeautifulSoup(file.read_text(), "html.parser")
            for path, file in self.files.items()
            if path.endswith(".html")
        }

    @cached_property
    def manifest(self):
        """What the search reads first."""
        return json.loads(self.files["search/index.json"].read_text())

    @cached_property
    def found(self):
        """Everything that a search can find: {address: entry of the index}."""
        at = f"search/{self.manifest['at']}/p/"
        files = (file for path, file in self.files.items() if path.startswith(at))
        pages = [json.loads(file.read_text()) for file in files]
        return {
            page["url"] + (f"#{entry[0]}" if entry[0] else ""): entry
            for page in pages
            for entry in page["entries"]
        }

    def of(self, source):
        """Return the page made from a file under docs/."""
        name = source.rpartition(".")[0].removesuffix("index").rstrip("/")
        return self.pages[f"{name}/index.html" if name else "index.html"]

    def articles(self):
        """Return {article: its page}."""
        return {one: self.of(one.page) for one in self.known.articles.values()}


def build(project, target, builder="mkdocs", address=ADDRESS, **environment):
    """Build strictly into `target`; return the finished process, whatever its code."""
    return subprocess.run(
        [sys.executable, "-m", builder, "build", "--strict", "-d", str(target)],
        cwd=project,
        env=os.environ
        | {"SITE_URL": address, "NO_MKDOCS_2_WARNING": "1", "NO_COLOR": "1"}
        | environment,
        capture_output=True,
        text=True,
        timeout=180,
    )


def built(project, target, *builder, **settings):
    """Return the site of a project that must build without a warning."""
    done = build(project, target, *builder, **settings)
    assert done.returncode == 0, done.stderr
    return Site(project, target)


def copy(project, target):
    """Copy a miniature with what it has cached, its links as links; return the copy."""
    return Path(shutil.copytree(project, target, symlinks=True))


def miniature(target):
    """Return a small project of its own: the real site's software, a tiny content."""
    shutil.copytree(
        MINIATURE, target, ignore=shutil.ignore_patterns(".cache", "assets")
    )
    (target / "docs/assets").symlink_to(ROOT / "docs/assets")
    (target / "node_modules").symlink_to(ROOT / "node_modules")
    (target / "mkdocs.yml").write_text(CONFIG.format(root=ROOT))
    article = target / "docs/statistics/mean.md"
    text = article.read_text()
    text = text.replace("\n---\n", "\nnotebook: exploration\n---\n", 1)
    article.write_text(text)
    shutil.copy(ROOT / "tests/site/exploration.ipynb", target / "docs/statistics")
    return target
