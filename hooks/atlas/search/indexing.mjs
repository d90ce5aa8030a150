/** Records to the files of the index: pure, the same input gives the same files. */

import { analyzer, STOP } from "../../../docs/assets/search/analysis.mjs";
import { concept, entry, KINDS, LEVELS, packed, shard } from "../../../docs/assets/search/format.mjs";
import { begins, keys, matches } from "../../../docs/assets/search/phrases.mjs";
import { fields, K1, KEPT, PRIORS, rarity, SCALE, share, USUAL, USUALLY } from "./weights.mjs";

/**
 * @typedef {object} Record
 * @property {string} kind
 * @property {string} anchor
 * @property {string} title HTML
 * @property {string} words
 * @property {string} lead
 * @property {string} body
 * @property {string[]} topics slugs
 * @property {string} level
 * @property {string} asks
 * @typedef {{url: string, title: string, theme: string, records: Record[]}} Page
 * @typedef {{slug: string, names: string[]}} Topic
 * @typedef {{pages: Page[], topics: Topic[], themes: string[]}} Input
 * @typedef {Map<string, [number, number][]>} Found {term: (entry, weight)}
 */

const SHARD = 6000; // characters, about
const RECORDS = 100; // of a page; a longer one becomes several
const WORDS = 6000; // kept to mend typing with
const TAG = /<[^>]*>/g;

/**
 * Return {path: text} of the index's files, the manifest aside.
 * @param {Input} input
 * @param {(word: string) => string} stem
 */
export function index(input, stem) {
  const analysis = analyzer(stem);
  const names = named(input.topics, analysis);
  const first = begins(names.keys());
  const numbers = new Map(input.topics.map(({ slug }, number) => [slug, number]));
  const pages = input.pages.flatMap(parts);
  /** @type {Found} */
  const found = new Map();
  /** @type {Map<string, number>} */
  const spellings = new Map();
  const topics = input.topics.map(() => -1);
  let records = 0;
  pages.forEach((page, at) => {
    page.records.forEach((record, number) => {
      const id = entry(numbered(record, at, number, input.themes.indexOf(page.theme) + 1));
      const weights = weighed(record, page, analysis, { names, first }, spellings);
      for (const slug of record.topics) add(weights, concept(numbers.get(slug) ?? -1), 3);
      const prior = (PRIORS.get(record.kind) ?? 1) * (USUAL.has(record.words.toLowerCase()) ? USUALLY : 1);
      for (const [term, weight] of weights) push(found, term, id, weight * prior);
      if (record.kind === "topic") topics[numbers.get(record.topics[0] ?? "") ?? 0] = id;
      records++;
    });
  });
  return new Map([
    ...shards(scored(found, records)),
    ...pages.map((page, at) => /** @type {const} */ ([`p/${at}.json`, JSON.stringify(shown(page, input.themes))])),
    ["names.json", JSON.stringify({ names: Object.fromEntries(names), topics })],
    ["words.json", JSON.stringify(vocabulary(spellings))],
  ]);
}

/**
 * @param {Page} page
 * @returns {Page[]}
 */
function parts(page) {
  const found = [];
  for (let at = 0; at < page.records.length; at += RECORDS) {
    found.push({ ...page, records: page.records.slice(at, at + RECORDS) });
  }
  return found;
}

/**
 * @param {Topic[]} topics
 * @param {import("../../../docs/assets/search/analysis.mjs").Analyzer} analysis
 */
function named(topics, analysis) {
  /** @type {Map<string, number>} */
  const names = new Map();
  topics.forEach((topic, number) => {
    for (const name of topic.names) {
      for (const key of keys(name, analysis)) if (!names.has(key)) names.set(key, number);
    }
  });
  return names;
}

/** @param {Record} record */
const kindOf = (record) => (record.kind !== "question" ? record.kind : record.asks === "code" ? "code question" : record.asks);

/**
 * @param {Record} record
 * @param {number} page
 * @param {number} number
 * @param {number} theme
 */
function numbered(record, page, number, theme) {
  const kind = KINDS.indexOf(kindOf(record));
  if (kind < 0) throw new Error(`no kind ${kindOf(record)}`);
  return { page, record: number, kind, level: LEVELS.indexOf(record.level), theme };
}

/**
 * Return {term: weight} of a record, its concepts among them.
 * @param {Record} record
 * @param {Page} page
 * @param {import("../../../docs/assets/search/analysis.mjs").Analyzer} analysis
 * @param {{names: Map<string, number>, first: Set<string>}} known
 * @param {Map<string, number>} spellings {word: times}
 */
function weighed(record, page, analysis, { names, first }, spellings) {
  /** @type {Map<string, number>} */
  const weights = new Map();
  const own = page.records[0] === record;
  for (const field of fields(record, own ? "" : page.title.replace(TAG, " "))) {
    const words = analysis.words(field.text);
    const each = share(field, words.length);
    for (const { word, term } of words) {
      add(weights, term, each);
      if (field.weight > 2) add(spellings, word, 1);
    }
    for (const { topic } of matches(words, names, first)) add(weights, concept(topic), each);
  }
  return weights;
}

/**
 * Return {term: postings}, each with its best records only.
 * @param {Found} found
 * @param {number} records
 */
function scored(found, records) {
  /** @type {[string, import("../../../docs/assets/search/format.mjs").Postings][]} */
  const terms = [];
  for (const [term, postings] of found) {
    const tells = rarity(postings.length, records);
    const scores = /** @type {[number, number][]} */ (
      postings.map(([id, weight]) => [id, Math.max(1, Math.round((SCALE * tells * weight) / (weight + K1)))])
    );
    scores.sort(([a, x], [b, y]) => y - x || a - b);
    terms.push([term, packed(scores.slice(0, KEPT))]);
  }
  return terms.sort(([a], [b]) => (a < b ? -1 : 1));
}

/**
 * @param {[string, import("../../../docs/assets/search/format.mjs").Postings][]} terms
 * @returns {[string, string][]} the files of the terms, and their number as `shards`
 */
function shards(terms) {
  const size = terms.reduce((sum, [term, [entries]]) => sum + term.length + 10 * entries.length, 0);
  const number = Math.max(1, Math.ceil(size / SHARD));
  /** @type {{[term: string]: unknown}[]} */
  const files = Array.from({ length: number }, () => ({}));
  for (const [term, postings] of terms) {
    /** @type {{[term: string]: unknown}} */ (files[shard(term, number)])[term] = postings;
  }
  return files.map((file, at) => [`t/${at}.json`, JSON.stringify(file)]);
}

/**
 * @param {Page} page
 * @param {string[]} themes
 * @returns {import("../../../docs/assets/search/format.mjs").Page}
 */
function shown(page, themes) {
  return {
    url: page.url,
    title: page.title,
    theme: themes.indexOf(page.theme) + 1,
    entries: page.records.map((record) => [
      record.anchor,
      record.title,
      KINDS.indexOf(kindOf(record)),
      LEVELS.indexOf(record.level),
      record.lead,
    ]),
  };
}

/**
 * Return the words of titles and first sentences, the most frequent first.
 * @param {Map<string, number>} spellings
 */
function vocabulary(spellings) {
  const told = [...spellings].filter(([word]) => word.length > 2 && !STOP.has(word) && !/^\d+$/.test(word));
  told.sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1));
  return told.slice(0, WORDS).map(([word]) => word);
}

/**
 * @param {Map<string, number>} weights
 * @param {string} term
 * @param {number} weight
 */
function add(weights, term, weight) {
  weights.set(term, (weights.get(term) ?? 0) + weight);
}

/**
 * @param {Found} found
 * @param {string} term
 * @param {number} id
 * @param {number} weight
 */
function push(found, term, id, weight) {
  const postings = found.get(term);
  if (postings) postings.push([id, weight]);
  else found.set(term, [[id, weight]]);
}
