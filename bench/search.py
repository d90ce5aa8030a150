"""What a search costs beside Material's default, by the number of pages: `make bench`.

Articles are generated and built as the site is. Bytes are those of a server that
compresses, as hosts do; times are Chromium's on this machine, the server's included.
Material's index is made of the same pages, by Material's own code.
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
from typing import ClassVar

from bs4 import BeautifulSoup
from playwright.sync_api import sync_playwright
from search_corpus import Corpus

from tests.browser import material_search
from tests.browser.conftest import FLAGS

SIZES = [int(size) for size in os.environ.get("SIZES", "100 1000 5000").split()]
BYTES, FIRST, NEXT, SHARE = 120_000, 500, 100, 0.25  # the limits; times in ms
TIMED = """
import json, sys, time
from atlas.site import Site
from mkdocs.__main__ import cli
spent, write = [], Site.index
def timed(*given):
    begin = time.perf_counter()
    write(*given)
    spent.append(time.perf_counter() - begin)
Site.index = timed
begin = time.perf_counter()
try:
    cli(["build", "--quiet", "--site-dir", sys.argv[1] + "/site"])
except SystemExit as end:
    if end.code:
        raise
print(json.dumps([time.perf_counter() - begin, sum(spent)]))
"""
PAGE = """<!doctype html><html lang="en"><title>Bench</title>
<script type="module" src="/assets/search/open.mjs"></script>
<button data-search>Search</button>"""
OURS = """async (queries) => {
  const shown = (change) => new Promise((told) => {
    const list = document.querySelector(".search-results");
    const watch = new MutationObserver(() => {
      if (!list.querySelector(".search-link")) return;
      watch.disconnect();
      told(performance.now());
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
  while (!document.querySelector("dialog[open] .search-input"))
    await new Promise(requestAnimationFrame);
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
    disable_nagle_algorithm = True  # else each answer may wait 40 ms
    sent = 0
    bodies: ClassVar[dict[Path, bytes]] = {}

    def do_GET(self):
        if self.path == "/bytes":
            body = json.dumps(Handler.sent).encode()
        else:
            file = Path(self.translate_path(self.path))
            if not file.is_file():
                return self.send_error(404)
            if file not in Handler.bodies:
                Handler.bodies[file] = gzip.compress(file.read_bytes(), 6)
            body = Handler.bodies[file]
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


def built(project):
    """Return the seconds of a build of a project, and those of its index."""
    command = [sys.executable, "-c", TIMED, str(project)]
    done = subprocess.run(command, cwd=project, capture_output=True, text=True)
    if done.returncode:
        sys.exit(done.stderr)
    return json.loads(done.stdout.splitlines()[-1])


def theirs(site):
    """Return the JSON that Material's search would download."""
    found = site.rglob("index.html")
    trees = ((path, BeautifulSoup(path.read_bytes(), "html.parser")) for path in found)
    pages = ((path.relative_to(site).as_posix(), tree) for path, tree in trees)
    return json.dumps(material_search.index(pages))  # holds one page at a time


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
    """Return the figures of both searches over `count` generated articles."""
    corpus = Corpus(count)
    with TemporaryDirectory() as folder:
        project, site = Path(folder), Path(folder) / "site"
        corpus.write(project)
        queries = corpus.queries(31)
        whole, indexing = built(project)
        (site / "search/search_index.json").write_text(theirs(site))
        (site / "bench.html").write_text(PAGE)
        worker = f"/assets/javascripts/workers/{material_search.WORKER.name}"
        other = asked(site, MATERIAL, {"worker": worker, "queries": queries})
        ours = asked(site, OURS, queries)
    share = indexing / (whole - indexing)
    return row("Material", count, other, None), row("The Atlas", count, ours, share)


def row(name, count, told, share):
    """Return a measurement as it is printed."""
    return name, count, told["bytes"], told["first"], median(told["next"]), share


def main():
    """Print the figures, and which limits ours keep."""
    print("search          pages  kB to the first  first, ms  next, ms  share of build")
    for count in SIZES:
        for name, pages, size, first, following, share in measured(count):
            told = "" if share is None else verdict(size, first, following, share)
            print(
                f"{name:<14}{pages:>7}{size / 1000:>17.1f}{first:>11.0f}"
                f"{following:>10.0f}{told}",
                flush=True,
            )
    print(
        f"limits: {BYTES / 1000:.0f} kB to the first result, {FIRST} ms, {NEXT} ms for"
        f" the next (median of 30), {SHARE:.0%} of the build without it"
    )


def verdict(size, first, following, share):
    """Return what the index adds to a build, and whether all limits are kept."""
    kept = size <= BYTES and first <= FIRST and following <= NEXT and share <= SHARE
    return f"{share:>16.1%}  {'kept' if kept else 'NOT KEPT'}"


if __name__ == "__main__":
    main()
