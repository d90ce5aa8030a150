"""Material's default search over a built site, as its own dialog would ask it."""

import json
from pathlib import Path
from types import SimpleNamespace

import material
from material.plugins.search.plugin import SearchIndex

FOLDER = Path(material.__file__).parent
WORKER = next(FOLDER.glob("templates/assets/javascripts/workers/search.*.min.js"))
CONFIG = {
    "lang": ["en"],
    "separator": r"[\s\-]+",
    "pipeline": ["stopWordFilter"],
    "fields": {"title": {"boost": 1e3}, "text": {"boost": 1}, "tags": {"boost": 1e6}},
}
# From Material's search-query component: what it makes of an input before it asks.
ASK = """async ({worker, index, queries}) => {
  const asked = new Worker(worker);
  const answer = (message) => new Promise((told) => {
    asked.onmessage = ({data}) => told(data.data);
    asked.postMessage(message);
  });
  await answer({type: 0, data: {...index, options: {suggest: true}}});
  const cleaned = (query) => query
    .replace(/"|(?:^|\\s+)[*+\\-:^~]+(?=\\s+|$)/g, "").trim();
  const found = [];
  for (const query of queries) {
    const {items} = await answer({type: 2, data: cleaned(query)});
    found.push(items.flat().slice(0, 10).map(({location}) => location));
  }
  asked.terminate();
  return found;
}"""


def index(pages):
    """Return Material's index of built pages, given as pairs of path and tree."""
    made = SearchIndex(**CONFIG)
    for path, tree in pages:
        article = tree.select_one("article")
        if path == "404.html" or article is None:
            continue
        title = article.select_one("h1")
        page = SimpleNamespace(
            meta={},
            content=article.decode_contents(),
            toc=[],
            url=path.removesuffix("index.html"),
            title=title.get_text() if title else path,
        )
        made.add_entry_from_context(page)
    return json.loads(made.generate_search_index(None))
