import assert from "node:assert/strict";
import { test } from "node:test";

import { Engine } from "../../../docs/assets/search/engine.mjs";
import { filters } from "../../../docs/assets/search/filters.mjs";
import { index } from "../../../hooks/atlas/search/indexing.mjs";
import { stemmer } from "../../../node_modules/@orama/stemmers/dist/en.js";

const record = (kind, title, more = {}) => ({
  kind, anchor: "", title, words: title, lead: "", body: "", topics: [], level: "", asks: "", ...more,
});
const question = (anchor, title, more) => record("question", title, { anchor, level: "mid", asks: "concept", ...more });

const INPUT = {
  themes: ["statistics", "transformers"],
  topics: [
    { slug: "knn", names: ["k-nearest neighbors", "k-NN"] },
    { slug: "kv-cache", names: ["KV cache", "key-value cache"] },
  ],
  pages: [
    { url: "topics/knn/", title: "k-nearest neighbors", theme: "statistics", records: [
      record("topic", "k-nearest neighbors", { words: "k-nearest neighbors , k-NN", lead: "Votes of neighbors.", topics: ["knn"] }),
    ] },
    { url: "a/", title: "Neighbors", theme: "statistics", records: [
      record("article", "Neighbors"),
      question("a-choose", "How do you choose k in kNN?", { topics: ["knn"], level: "junior" }),
      question("a-scale", "Why scale features?", { body: "Distances, as in k nearest neighbours.", asks: "code" }),
    ] },
    { url: "b/", title: "Caches", theme: "transformers", records: [
      record("article", "Caches"),
      question("b-size", "How large is the KV cache?", { topics: ["kv-cache"] }),
      question("b-naive", "What is naïve Bayes regularisation?", { level: "senior" }),
    ] },
  ],
};

function engine(input = INPUT) {
  const files = index(input, stemmer);
  const shards = [...files.keys()].filter((path) => path.startsWith("t/")).length;
  const loaded = [];
  const load = async (path) => {
    loaded.push(path);
    if (path === "search/index.json") return { at: "x", shards, themes: ["", "Statistics", "Transformers"] };
    return JSON.parse(files.get(path.replace("search/x/", "")));
  };
  return { search: new Engine(load, stemmer), loaded };
}

const urls = (answer) => answer.found.flatMap(({ results }) => results.map(({ url }) => url));

test("all spellings of a name find its topic first", async () => {
  const { search } = engine();
  for (const query of ["knn", "k-NN", "K nearest neighbours", "what is kNN?"]) {
    assert.equal(urls(await search.search(query))[0], "topics/knn/", query);
  }
});

test("an alias finds what speaks of the thing by another name", async () => {
  const { search } = engine();
  assert.ok(urls(await search.search("knn")).includes("a/#a-scale"));
  assert.equal(urls(await search.search("key value cache"))[0], "b/#b-size");
});

test("the order of words is free and unknown ones are dropped", async () => {
  const { search } = engine();
  const answer = await search.search("cache zzzzqqq kv");
  assert.equal(urls(answer)[0], "b/#b-size");
  assert.deepEqual(answer.dropped, ["zzzzqqq"]);
});

test("a typing mistake is mended, told, and its results are there at once", async () => {
  const { search } = engine();
  const answer = await search.search("regularizaton");
  assert.deepEqual([...answer.mended], [["regularizaton", "regularization"]]);
  assert.equal(urls(answer)[0], "b/#b-naive");
});

test("a word that is still being typed finds what begins with it", async () => {
  const { search } = engine();
  const answer = await search.search("regulari");
  assert.equal(urls(answer)[0], "b/#b-naive");
  assert.equal(answer.mended.size, 0);
});

test("filters keep what fits", async () => {
  const { search } = engine();
  const themes = await search.themes();
  const only = (chosen) => filters({ theme: "", level: "", kind: "", ...chosen }, themes);
  assert.deepEqual(urls(await search.search("knn", only({ level: "junior" }))), ["a/#a-choose"]);
  assert.deepEqual(urls(await search.search("knn", only({ kind: "Coding questions" }))), ["a/#a-scale"]);
  assert.deepEqual(urls(await search.search("knn", only({ theme: "Transformers" }))), []);
});

test("results are grouped by page and tell what they are", async () => {
  const { search } = engine();
  const { found } = await search.search("choose knn");
  const group = found.find(({ page }) => page.url === "a/");
  const [first] = group.results;
  assert.deepEqual(
    [first.kind, first.level, first.theme, first.title],
    ["concept", "junior", "Statistics", "How do you choose k in kNN?"],
  );
});

test("a piece is loaded once, and again after a failure", async () => {
  const { search, loaded } = engine();
  await search.search("knn");
  const before = loaded.length;
  await search.search("knn");
  assert.equal(loaded.length, before);
  let fails = true;
  const files = index(INPUT, stemmer);
  const broken = new Engine(async (path) => {
    if (fails) throw new Error("away");
    return path === "search/index.json" ? { at: "x", shards: 1, themes: [] } : JSON.parse(files.get(path.replace("search/x/", "")) ?? "{}");
  }, stemmer);
  await assert.rejects(broken.search("cache"), /away/);
  fails = false;
  await broken.search("cache");
});

test("words that objects have by nature are words like others", async () => {
  const { search } = engine();
  for (const query of ["constructor", "__proto__", "toString hasOwnProperty"]) {
    assert.ok(Array.isArray((await search.search(query)).found), query);
  }
});

test("a query without words finds nothing", async () => {
  const { search } = engine();
  for (const query of ["", "  ", "?!", "…"]) assert.deepEqual((await search.search(query)).found, []);
});

test("the same records make the same files", () => {
  assert.deepEqual([...index(INPUT, stemmer)], [...index(structuredClone(INPUT), stemmer)]);
});

test("a page of many records is cut, and all are found", async () => {
  const many = Array.from({ length: 250 }, (_, i) => question(`q${i}`, `Item number ${i} zebra`));
  const { search } = engine({ ...INPUT, pages: [...INPUT.pages, { url: "c/", title: "Many", theme: "", records: many }] });
  assert.equal(urls(await search.search("item 249 zebra"))[0], "c/#q249");
});
