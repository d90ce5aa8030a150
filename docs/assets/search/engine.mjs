/**
 * Searches an index that lies on the server in small pieces, and loads only those that a
 * query needs. `load` fetches JSON, so the engine runs in the browser and in tests alike.
 */

import { analyzer, STOP } from "./analysis.mjs";
import { KINDS, LEVELS, place } from "./format.mjs";
import { mend } from "./mending.mjs";
import { groups } from "./query.mjs";
import { candidates, fits, titled } from "./ranking.mjs";
import { Store } from "./store.mjs";

/**
 * @typedef {import("./format.mjs").Page} Page
 * @typedef {import("./query.mjs").Group} Group
 * @typedef {import("./ranking.mjs").Candidate} Candidate
 * @typedef {import("./ranking.mjs").Filters} Filters
 * @typedef {object} Result
 * @property {string} url relative to the site
 * @property {string} title HTML
 * @property {string} kind
 * @property {string} level
 * @property {string} theme its name
 * @property {string} lead
 * @typedef {{page: {title: string, url: string}, results: Result[]}} Found results of one page
 * @typedef {object} Answer
 * @property {Found[]} found the best page first
 * @property {Map<string, string>} mended {word typed: word searched}
 * @property {string[]} dropped words that nothing here contains
 * @property {string[]} terms to be marked where they stand
 */

export const NOTHING = /** @type {Filters} */ ({ theme: 0, level: 0, kind: [] });
const CANDIDATES = 40;
const PAGES = 10; // whose titles are read to rank by them
const TAGS = /<[^>]*>/g;

export class Engine {
  #store;

  /**
   * @param {import("./store.mjs").Load} load
   * @param {(word: string) => string} stem
   */
  constructor(load, stem) {
    this.#store = new Store(load);
    this.analysis = analyzer(stem); // marks words as the search found them
  }

  /** Return what filters may ask: the names of themes; the first is none. */
  async themes() {
    return (await this.#store.manifest()).themes;
  }

  /**
   * Return the results for a query. Rejects where a piece cannot be loaded; the next
   * call tries again.
   * @param {string} query
   * @param {Filters} filters
   * @returns {Promise<Answer>}
   */
  async search(query, filters = NOTHING) {
    const { keys, topics } = await this.#store.names();
    const asked = groups(query, keys, this.analysis);
    const postings = await this.#store.postings(terms(asked));
    const unknown = asked.filter((group) => !group.terms.some((term) => postings.has(term)));
    let told = { meant: asked, mended: new Map(), dropped: /** @type {string[]} */ ([]) };
    if (unknown.length) {
      told = mend(asked, unknown, await this.#store.words(), keys, this.analysis);
      for (const [term, found] of await this.#store.postings(terms(told.meant))) postings.set(term, found);
    }
    const { meant, mended, dropped } = told;
    const best = candidates(meant, (term) => postings.get(term) ?? [], filters, CANDIDATES);
    const found = await this.#found(best, pinned(meant, topics, filters), meant);
    return { found, mended, dropped, terms: meant.flatMap(({ words }) => words.map(({ term }) => term)) };
  }

  /**
   * @param {Candidate[]} best
   * @param {number} topic its entry, or -1
   * @param {Group[]} asked
   * @returns {Promise<Found[]>}
   */
  async #found(best, topic, asked) {
    const entries = [...(topic >= 0 ? [topic] : []), ...best.map(({ entry }) => entry)];
    const numbers = [...new Set(entries.map((entry) => place(entry).page))].slice(0, PAGES);
    const themes = await this.themes();
    const loaded = await Promise.all(numbers.map((number) => this.#store.page(number)));
    const pages = new Map(numbers.map((number, at) => [number, /** @type {Page} */ (loaded[at])]));
    const ranked = best
      .filter(({ entry }) => pages.has(place(entry).page) && entry !== topic)
      .map(({ entry, score }) => ({ entry, score: score * this.#titled(entry, pages, asked) }))
      .sort((a, b) => b.score - a.score || a.entry - b.entry);
    if (topic >= 0) ranked.unshift({ entry: topic, score: Infinity });
    return grouped(ranked, pages, themes);
  }

  /**
   * @param {number} entry
   * @param {Map<number, Page>} pages
   * @param {Group[]} asked
   */
  #titled(entry, pages, asked) {
    const { page, record } = place(entry);
    const title = (pages.get(page)?.entries[record]?.[1] ?? "").replace(TAGS, " ");
    const words = this.analysis.words(title).filter(({ whole, word }) => !whole && !STOP.has(word));
    return titled(words.map(({ term }) => term), words.map(({ word }) => word), asked);
  }
}

/** @param {Group[]} asked */
function terms(asked) {
  return asked.flatMap(({ terms, parts }) => [...terms, ...parts]);
}

/**
 * Return the entry of the topic that the query names and nothing else of weight, or -1.
 * @param {Group[]} asked
 * @param {number[]} entries of the topics
 * @param {Filters} filters
 */
function pinned(asked, entries, filters) {
  const [only, ...others] = asked.filter(({ soft }) => !soft);
  const entry = only && !others.length && only.topic >= 0 ? (entries[only.topic] ?? -1) : -1;
  return entry >= 0 && fits(entry, filters) ? entry : -1;
}

/**
 * @param {Candidate[]} ranked
 * @param {Map<number, Page>} pages
 * @param {string[]} themes
 * @returns {Found[]}
 */
function grouped(ranked, pages, themes) {
  /** @type {Map<number, Found>} */
  const found = new Map();
  for (const { entry } of ranked) {
    const { page: number, record } = place(entry);
    const page = /** @type {Page} */ (pages.get(number));
    const group = found.get(number) ?? { page: { title: page.title, url: page.url }, results: [] };
    group.results.push(result(page, record, themes));
    found.set(number, group);
  }
  return [...found.values()];
}

/**
 * @param {Page} page
 * @param {number} record
 * @param {string[]} themes
 * @returns {Result}
 */
function result(page, record, themes) {
  const [anchor, title, kind, level, lead] = page.entries[record] ?? ["", "", 0, 0, ""];
  return {
    url: anchor ? `${page.url}#${anchor}` : page.url,
    title,
    kind: KINDS[kind] ?? "",
    level: LEVELS[level] ?? "",
    theme: themes[page.theme] ?? "",
    lead,
  };
}
