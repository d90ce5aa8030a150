"""A browser, two static servers, and a page that minds what goes wrong in it."""

import os
import shutil
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import sync_playwright

PHONE, DESK = {"width": 360, "height": 720}, {"width": 1280, "height": 900}
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


class Handler(SimpleHTTPRequestHandler):
    """Serve a folder below a prefix, and nothing beside it."""

    def __init__(self, *args, prefix, **settings):
        self.prefix = prefix
        super().__init__(*args, **settings)

    def translate_path(self, path):
        if path.startswith(f"{self.prefix}/"):
            return super().translate_path(path.removeprefix(self.prefix))
        return f"{self.directory}/outside"

    def log_message(self, *_):
        pass


class Watch:
    """What a reader's browser complains of, and where it turned."""

    def __init__(self, page, address):
        self.problems, self.hosts = [], set()
        self.address = address
        page.on("console", lambda said: self.note(said.type == "error", said.text))
        page.on("pageerror", lambda error: self.note(True, str(error)))
        page.on("requestfailed", lambda r: self.note(not canceled(r), r.url))
        page.on("response", lambda r: self.note(r.status >= 400, f"{r.status} {r.url}"))
        page.on("request", lambda r: self.hosts.add(urlsplit(r.url).netloc))

    def note(self, wrong, text):
        if wrong:
            self.problems.append(text)

    def nothing_wrong(self):
        assert self.problems == []
        assert self.hosts - {""} <= {urlsplit(self.address).netloc}


def canceled(request):
    """Tell whether the browser gave a request up itself, as for a download."""
    return "ERR_ABORTED" in (request.failure or "")


@pytest.fixture(scope="session")
def browser():
    """Return Chromium: CHROMIUM, else one on the PATH, else Playwright's own."""
    names = ("chromium", "google-chrome", "chromium-browser")
    found = os.environ.get("CHROMIUM") or next(
        filter(None, map(shutil.which, names)), None
    )
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=found, args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def address(atlas_site):
    """Return where the site is served, at the root of a host."""
    with serving(atlas_site.folder, "") as url:
        yield url


@pytest.fixture(scope="session")
def address_below(atlas_site):
    """Return where the site is served below a path."""
    with serving(atlas_site.folder, "/atlas") as url:
        yield url


@pytest.fixture
def visit(browser, address):
    """Return an opener of one page of the site, in a context with these settings."""
    contexts = []

    def opener(path="", **settings):
        contexts.append(browser.new_context(**{"viewport": DESK} | settings))
        page = contexts[-1].new_page()
        page.goto(f"{address}{path}")
        return page

    yield opener
    for context in contexts:
        context.close()


@pytest.fixture(scope="session")
def article(atlas_site):
    """Return an article with questions and a figure."""
    pages = atlas_site.articles()
    return next(a for a, page in pages.items() if a.questions and page.select("figure"))


@pytest.fixture(scope="session")
def kinds(atlas_site, article):
    """Return the address of one page of each kind."""
    known = atlas_site.known
    notebooks = [a.notebook for a in known.articles.values() if a.notebook]
    with_map = next(a.theme for a in known.articles.values() if a.prerequisites)
    found = {
        "front": "",
        "theme": f"{with_map}/",
        "article": url(article.page),
        "topic": f"topics/{article.questions[0].topics[0]}/",
        "topics": "topics/",
        "new": "new/",
        "questions": "questions/",
        "question list": f"questions/{article.theme}/",
        "challenge": f"challenges/{known.challenges[0].slug}/",
        "challenges": "challenges/",
        "decks": "decks/",
        "code": url(known.snippets[0].replace("snippets/", "reference/")),
    }
    return found | ({"notebook": url(notebooks[0])} if notebooks else {})


def url(source):
    return f"{source.rpartition('.')[0]}/"


@contextmanager
def serving(folder, prefix):
    handler = partial(Handler, directory=str(folder), prefix=prefix)
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}{prefix}/"
    server.shutdown()
    thread.join()
    server.server_close()
