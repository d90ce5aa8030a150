"""Queries as candidates type them: ours beside Material's search and plain Pagefind."""

import shutil
import subprocess
import sys
from collections import defaultdict

import pytest
import yaml

from tests.browser import material_search
from tests.browser.conftest import serving

FIRST, FIRST_THREE = 0.85, 0.96
OURS = """async (queries) => {
  const {Engine} = await import("/assets/search/engine.mjs");
  const {stemmer} = await import("/assets/search/stemmer.mjs");
  const load = async (path) => (await fetch(`/${path}`)).json();
  const engine = new Engine(load, stemmer);
  const found = [];
  for (const query of queries) {
    const answer = await engine.search(query);
    const urls = answer.found.flatMap(({results}) => results.map(({url}) => url));
    found.push(urls.slice(0, 10));
  }
  return found;
}"""
PAGEFIND = """async (queries) => {
  const pagefind = await import("/pagefind/pagefind.js");
  await pagefind.init();
  const found = [];
  for (const query of queries) {
    const {results} = await pagefind.search(query);
    const shown = await Promise.all(results.slice(0, 5).map((one) => one.data()));
    const parts = (one) => one.sub_results.map(({url}) => url);
    const urls = shown.flatMap((one) => [one.url, ...parts(one)]);
    found.push(urls.map((url) => url.replace(/^\\//, "")).slice(0, 10));
  }
  return found;
}"""


@pytest.fixture(scope="session")
def queries(root):
    """Return [(kind, query, places that count as right)]."""
    asked = yaml.safe_load((root / "tests/search/queries.yml").read_text())
    return [
        (kind, str(query), [str(place) for place in right])
        for kind, of_kind in asked.items()
        for query, right in of_kind.items()
    ]


def names(address):
    """Return what queries.yml may call a place."""
    page, _, anchor = address.partition("#")
    page = page.removesuffix("/")
    return {anchor, f"{page}#{anchor}"} if anchor else {page}


def places(right, found):
    """Return where the first right place stands, from 0; 99 where none does."""
    ranks = (at for at, address in enumerate(found) if names(address) & set(right))
    return next(ranks, 99)


def shares(queries, found):
    """Return {kind: (queries, share right first, share right in the first three)}."""
    ranks = defaultdict(list)
    for (kind, _, right), answer in zip(queries, found, strict=True):
        ranks[kind].append(places(right, answer))
        ranks["all"].append(places(right, answer))
    return {
        kind: (len(r), sum(x == 0 for x in r) / len(r), sum(x < 3 for x in r) / len(r))
        for kind, r in ranks.items()
    }


def report(name, told):
    print(f"\n{name}: right in the first place, in the first three")
    for kind, (count, first, three) in told.items():
        print(f"  {kind:<13}{count:>4} queries {first:>7.1%} {three:>7.1%}")


def test_every_place_exists(atlas_site, queries):
    there = set()
    for path, tree in atlas_site.pages.items():
        page = path.removesuffix("index.html").removesuffix("/")
        ids = {tag["id"] for tag in tree.select("article [id]")}
        there |= {page} | ids | {f"{page}#{anchor}" for anchor in ids}
    missing = {place for *_, right in queries for place in right} - there
    assert not missing


def test_there_are_queries_of_every_kind_and_theme(atlas_site, queries):
    assert len(queries) >= 250 and len({query for _, query, _ in queries}) == len(
        queries
    )
    known = atlas_site.known
    theme = {q.id: a.theme for a in known.articles.values() for q in a.questions}
    theme |= {f"topics/{u.topic.slug}": u.topic.theme for u in known.uses}
    asked = {theme.get(place) for *_, right in queries for place in right}
    assert {t.slug for t in known.themes} <= asked


def test_what_candidates_type_is_found(visit, queries, capsys):
    found = visit().evaluate(OURS, [query for _, query, _ in queries])
    told = shares(queries, found)
    with capsys.disabled():
        report("The Atlas", told)
    missed = [
        f"{query}: {answer[:3]}"
        for (_, query, right), answer in zip(queries, found, strict=True)
        if places(right, answer) > 2
    ]
    _, first, three = told["all"]
    assert first >= FIRST and three >= FIRST_THREE, "\n".join(missed)


def test_material_finds_less(visit, queries, atlas_site, address, capsys):
    worker = f"{address}assets/javascripts/workers/{material_search.WORKER.name}"
    page = visit()
    settings = {
        "worker": worker,
        "index": material_search.index(atlas_site.pages.items()),
        "queries": [query for _, query, _ in queries],
    }
    told = shares(queries, page.evaluate(material_search.ASK, settings))
    with capsys.disabled():
        report("Material's default search", told)
    assert told["all"][2] < FIRST_THREE


def test_plain_pagefind_finds_less(browser, queries, atlas_site, tmp_path, capsys):
    site = tmp_path / "site"
    shutil.copytree(atlas_site.folder, site)
    command = [sys.executable, "-m", "pagefind", "--site", str(site)]
    subprocess.run(command, check=True, capture_output=True)
    with serving(site, "") as url:
        page = browser.new_page()
        page.goto(url)
        found = page.evaluate(PAGEFIND, [query for _, query, _ in queries])
        page.close()
    told = shares(queries, found)
    with capsys.disabled():
        report("Plain Pagefind", told)
    assert told["all"][2] < FIRST_THREE
