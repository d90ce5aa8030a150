/**
 * Searches an index that lies on the server in small pieces, and loads only those that a
 * query needs. `load` fetches JSON, so the engine runs in the browser and in tests alike.
 */

import { analyzer, STOP } from "./analysis.mjs";
import { KINDS, LEVELS, MANIFEST, place, shard, unpacked } from "./format.mjs";
import { groups } from "./query.mjs";
import { candidates, fits, titled } from "./ranking.mjs";
import { completions, halves, nearest } from "./typos.mjs";

/**
 * @typedef {import("./format.mjs").Manifest} Manifest
 * @typedef {import("./format.mjs").Names} Names
 * @typedef {import("./format.mjs").Page} Page
 * @typedef {import("./format.mjs").Postings} Postings
 * @typedef {import("./query.mjs").Group} Group
 * @typedef {import("./ranking.mjs").Filters} Filters
 * @typedef {(path: string) => Promise<any>} Load JSON, by its path in the site
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
const PAGES = 12; // whose titles are read to rank by them
const COMPLETIONS = 6;
const TAGS = /<[^>]*>/g;

export class Engine {
  /** @type {Load} */
  #load;
  #analysis;
  /** @type {Map<string, Promise<any>>} */
  #loaded = new Map();

  /**
   * @param {Load} load
   * @param {(word: string) => string} stem
   */
  constructor(load, stem) {
    this.#load = load;
    this.#analysis = analyzer(stem);
  }

  /** Return what filters may ask: the names of themes; the first is none. */
  async themes() {
    return (await this.#manifest()).themes;
  }

  /**
   * Return the results for a query. Rejects where a piece cannot be loaded; the next
   * call tries again.
   * @param {string} query
   * @param {Filters} filters
   * @returns {Promise<Answer>}
   */
  async search(query, filters = NOTHING) {
    const names = await this.#names();
    const asked = groups(query, names.keys, this.#analysis);
    const postings = await this.#postings(asked.flatMap(({ terms, parts }) => [...terms, ...parts]));
    const unknown = asked.filter(({ terms }) => !terms.some((term) => postings.has(term)));
    const { meant, mended, dropped } = await this.#mend(asked, unknown, names.keys);
    for (const [term, found] of await this.#postings(meant.flatMap(({ terms, parts }) => [...terms, ...parts]))) postings.set(term, found);
    const best = candidates(meant, (term) => postings.get(term) ?? [], filters, CANDIDATES);
    const topic = this.#pinned(meant, names.topics, filters);
    const found = await this.#found(best, topic, meant);
    return { found, mended, dropped, terms: meant.flatMap(({ words }) => words.map(({ term }) => term)) };
  }

  /**
   * Return the entry of the topic that the query names and nothing else of weight, or -1.
   * @param {Group[]} asked
   * @param {number[]} entries
   * @param {Filters} filters
   */
  #pinned(asked, entries, filters) {
    const [only, ...others] = asked.filter(({ soft }) => !soft);
    const entry = only && !others.length && only.topic >= 0 ? (entries[only.topic] ?? -1) : -1;
    return entry >= 0 && fits(entry, filters) ? entry : -1;
  }

  /**
   * Replace what nothing contains by what was meant: the begin of a word, a typing
   * mistake, two words in one. What cannot be mended is dropped.
   * @param {Group[]} asked
   * @param {Group[]} unknown
   * @param {Map<string, number>} names
   */
  async #mend(asked, unknown, names) {
    /** @type {Map<string, string>} */
    const mended = new Map();
    /** @type {string[]} */
    const dropped = [];
    if (!unknown.length) return { meant: asked, mended, dropped };
    /** @type {string[]} */
    const words = await this.#piece("words.json");
    const known = new Set(words);
    const spelled = asked.map((group) => {
      if (!unknown.includes(group)) return said(group);
      const near = this.#meant(group, words, known);
      if (!near) dropped.push(said(group));
      else if (near !== said(group)) mended.set(said(group), near);
      return near;
    });
    const meant = groups(spelled.join(" "), names, this.#analysis); // a mended word may make a name
    const typed = unknown.find(({ last }) => last);
    const longer = typed ? completions(typed.words.at(-1)?.word ?? "", words, COMPLETIONS) : [];
    if (!typed || !longer.length) return { meant, mended, dropped };
    mended.delete(said(typed));
    const terms = longer.map((word) => this.#analysis.term(word));
    const others = groups(spelled.slice(0, -1).join(" "), names, this.#analysis);
    return { meant: [...others, { ...typed, terms }], mended, dropped: dropped.filter((word) => word !== said(typed)) };
  }

  /**
   * Return what the words of a group were meant to be, "" if that cannot be told.
   * @param {Group} group
   * @param {string[]} words
   * @param {Set<string>} known
   */
  #meant(group, words, known) {
    const parts = group.words.filter(({ whole }) => !whole).map(({ word }) => word);
    if (parts.length > 1) return parts.filter((word) => known.has(word)).join(" ");
    const [typed = ""] = parts;
    return nearest(typed, words) || halves(typed, known).join(" ");
  }

  /**
   * @param {import("./ranking.mjs").Candidate[]} best
   * @param {number} topic
   * @param {Group[]} asked
   * @returns {Promise<Found[]>}
   */
  async #found(best, topic, asked) {
    const numbers = [...(topic >= 0 ? [topic] : []), ...best.map(({ entry }) => entry)].map((entry) => place(entry).page);
    const chosen = [...new Set(numbers)].slice(0, PAGES);
    const themes = await this.themes();
    const loaded = await Promise.all(chosen.map((number) => this.#piece(`p/${number}.json`)));
    const pages = new Map(chosen.map((number, at) => [number, /** @type {Page} */ (loaded[at])]));
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
    const title = pages.get(page)?.entries[record]?.[1] ?? "";
    const words = this.#analysis.words(title.replace(TAGS, " ")).filter(({ whole, word }) => !whole && !STOP.has(word));
    return titled(words.map(({ term }) => term), words.map(({ word }) => word), asked);
  }

  /**
   * Return {term: postings} of those that the index has.
   * @param {string[]} terms
   */
  async #postings(terms) {
    const { shards } = await this.#manifest();
    const wanted = [...new Set(terms)];
    const files = await Promise.all(wanted.map((term) => this.#piece(`t/${shard(term, shards)}.json`)));
    return new Map(
      wanted.flatMap((term, at) => {
        const postings = /** @type {Postings | undefined} */ (Object.hasOwn(files[at], term) ? files[at][term] : undefined);
        return postings ? [/** @type {const} */ ([term, unpacked(postings)])] : [];
      }),
    );
  }

  async #names() {
    const { names, topics } = /** @type {Names} */ (await this.#piece("names.json"));
    return { keys: new Map(Object.entries(names)), topics };
  }

  /** @returns {Promise<Manifest>} */
  #manifest() {
    return this.#once(MANIFEST);
  }

  /** @param {string} path in this release's index */
  async #piece(path) {
    const { at } = await this.#manifest();
    return this.#once(`search/${at}/${path}`);
  }

  /** @param {string} path */
  #once(path) {
    let loading = this.#loaded.get(path);
    if (!loading) {
      loading = this.#load(path);
      this.#loaded.set(path, loading);
      loading.catch(() => this.#loaded.delete(path));
    }
    return loading;
  }
}

/** @param {Group} group */
const said = (group) => group.words.filter(({ whole }) => !whole).map(({ word }) => word).join(" ");

/**
 * @param {import("./ranking.mjs").Candidate[]} ranked
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
    const [anchor, title, kind, level, lead] = page.entries[record] ?? ["", "", 0, 0, ""];
    group.results.push({
      url: anchor ? `${page.url}#${anchor}` : page.url,
      title,
      kind: KINDS[kind] ?? "",
      level: LEVELS[level] ?? "",
      theme: themes[page.theme] ?? "",
      lead,
    });
    found.set(number, group);
  }
  return [...found.values()];
}

