"""What a search costs beside Material's default, by the number of pages: `make bench`.

Pages are generated and built with plain Material. Bytes are those of a server that
compresses, as hosts do; times are Chromium's on this machine, the server's included.
"""

import gzip
import json
import os
import shutil
import subprocess
import sys
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from threading import Thread
from time import perf_counter

from bs4 import BeautifulSoup
from playwright.sync_api import sync_playwright
from search_corpus import ROOT, Corpus

from atlas.links import Rendered
from atlas.search import index, records
from tests.browser import material_search
from tests.browser.conftest import FLAGS

SIZES = [int(size) for size in os.environ.get("SIZES", "100 1000 5000").split()]
BYTES, FIRST, NEXT, SHARE = 120_000, 500, 100, 0.25  # the limits; times in ms
CONFIG = """\
site_name: Bench
docs_dir: docs
theme: {{name: material, font: false, features: [navigation.prune]}}
markdown_extensions: [attr_list, toc]
plugins: [{plugin}]
"""
PAGE = """<!doctype html><html lang="en"><title>Bench</title>
<script type="module" src="/assets/search/open.mjs"></script>
<button data-search>Search</button>"""
OURS = """async (queries) => {
  const shown = (change) => new Promise((told) => {
    const list = document.querySelector(".search-results");
    const watch = new MutationObserver(() => {
      if (list.querySelector(".search-link")) { watch.disconnect(); told(performance.now()); }
    });
    watch.observe(list, {childList: true});
    change();
  });
  const type = (query) => () => {
    const input = document.querySelector(".search-input");
    input.value = query;
    input.dispatchEvent(new Event("input", {bubbles: true}));
  };
  const begin = performance.now();
  document.querySelector("[data-search]").click();
  while (!document.querySelector("dialog[open] .search-input")) await new Promise(requestAnimationFrame);
  const first = await shown(type(queries[0])) - begin;
  const bytes = await (await fetch("/bytes")).json();
  const next = [];
  for (const query of queries.slice(1)) {
    const at = performance.now();
    next.push(await shown(type(query)) - at);
  }
  return {first, next, bytes};
}"""
MATERIAL = """async ({worker, queries}) => {
  const begin = performance.now();
  const asked = new Worker(worker);
  const answer = (message) => new Promise((told) => {
    asked.onmessage = ({data}) => told(data.data);
    asked.postMessage(message);
  });
  const index = await (await fetch("/search/search_index.json")).json();
  await answer({type: 0, data: {...index, options: {suggest: true}}});
  await answer({type: 2, data: queries[0]});
  const first = performance.now() - begin;
  const bytes = await (await fetch("/bytes")).json();
  const next = [];
  for (const query of queries.slice(1)) {
    const at = performance.now();
    await answer({type: 2, data: query});
    next.push(performance.now() - at);
  }
  return {first, next, bytes};
}"""


class Handler(SimpleHTTPRequestHandler):
    """Serve a folder compressed, and count the bytes of what is served."""

    protocol_version = "HTTP/1.1"
    sent = 0

    def do_GET(self):
        if self.path == "/bytes":
            body = json.dumps(Handler.sent).encode()
        else:
            file = Path(self.translate_path(self.path))
            if not file.is_file():
                return self.send_error(404)
            body = gzip.compress(file.read_bytes(), 6)
            Handler.sent += len(body)
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(self.path))
        self.send_header("Content-Length", str(len(body)))
        if self.path != "/bytes":
            self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        self.wfile.write(body)
        return None

    def log_message(self, *_):
        pass


Handler.extensions_map |= {".mjs": "text/javascript", ".json": "application/json"}


@contextmanager
def serving(folder):
    """Serve a folder; yield its address."""
    server = ThreadingHTTPServer(
        ("127.0.0.1", 0), partial(Handler, directory=str(folder))
    )
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


def build(project, plugin):
    """Return the seconds of a build with, or without, Material's search."""
    (project / "mkdocs.yml").write_text(CONFIG.format(plugin=plugin))
    begin = perf_counter()
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet"]
    subprocess.run(command, cwd=project, check=True)
    return perf_counter() - begin


def indexed(corpus, site):
    """Write our index of the built pages; return the seconds it took."""
    rendered = []
    for page in corpus.pages:
        url = page.page.removesuffix(".md") + "/"
        html = (site / url / "index.html").read_text()
        article = str(BeautifulSoup(html, "html.parser").select_one("article"))
        rendered.append(Rendered(page.page, url, page.text, article))
    known = corpus.known()
    begin = perf_counter()
    index.write(ROOT, site, known, records.pages(known, rendered))
    return perf_counter() - begin


def asked(site, script, argument):
    """Return what a script measures in a browser that has nothing cached."""
    with sync_playwright() as playwright, serving(site) as address:
        found = shutil.which("chromium") or shutil.which("google-chrome")
        browser = playwright.chromium.launch(executable_path=found, args=FLAGS)
        page = browser.new_page()
        page.goto(f"{address}bench.html")
        page.wait_for_timeout(300)
        Handler.sent = 0
        told = page.evaluate(script, argument)
        browser.close()
    return told


def measured(count):
    """Return the figures of both searches over `count` generated pages."""
    corpus = Corpus(count)
    queries = corpus.queries(31)
    with TemporaryDirectory() as folder:
        project = Path(folder)
        corpus.write(project / "docs")
        with_theirs = build(project, "search")
        theirs_index = (project / "site/search/search_index.json").read_bytes()
        without = build(project, "")
        site = project / "site"
        seconds = indexed(corpus, site)
        shutil.copytree(ROOT / "docs/assets/search", site / "assets/search", dirs_exist_ok=True)
        (site / "bench.html").write_text(PAGE)
        (site / "search/search_index.json").write_bytes(theirs_index)
        worker = f"/assets/javascripts/workers/{material_search.WORKER.name}"
        theirs = asked(site, MATERIAL, {"worker": worker, "queries": queries})
        ours = asked(site, OURS, queries)
    return (
        row("Material", count, theirs, (with_theirs - without) / without),
        row("The Atlas", count, ours, seconds / without),
    )


def row(name, count, told, share):
    """Return a measurement as it is printed."""
    return name, count, told["bytes"], told["first"], median(told["next"]), share


def main():
    """Print the figures, and which limits ours keep."""
    print("search         pages   kB to the first   first, ms   next, ms   share of build")
    for count in SIZES:
        for name, pages, size, first, following, share in measured(count):
            kept = (size <= BYTES, first <= FIRST, following <= NEXT, share <= SHARE)
            told = "" if name != "The Atlas" else ("  kept" if all(kept) else "  NOT KEPT")
            print(
                f"{name:<14}{pages:>6}{size / 1000:>18.1f}{first:>12.0f}"
                f"{following:>11.0f}{share:>17.1%}{told}",
                flush=True,
            )
    print(
        f"limits: {BYTES / 1000:.0f} kB to the first result, {FIRST} ms, {NEXT} ms for"
        f" the next (median of 30), {SHARE:.0%} of the build without a search"
    )


if __name__ == "__main__":
    main()
