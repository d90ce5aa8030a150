/** The index on the server: each piece is loaded when it is first asked for, and kept. */

import { MANIFEST, shard, unpacked } from "./format.mjs";

/**
 * @typedef {import("./format.mjs").Manifest} Manifest
 * @typedef {import("./format.mjs").Names} Names
 * @typedef {import("./format.mjs").Page} Page
 * @typedef {import("./format.mjs").Postings} Postings
 * @typedef {(path: string) => Promise<any>} Load JSON, by its path in the site
 */

export class Store {
  /** @type {Load} */
  #load;
  /** @type {Map<string, Promise<any>>} */
  #loaded = new Map();

  /** @param {Load} load */
  constructor(load) {
    this.#load = load;
  }

  /** @returns {Promise<Manifest>} */
  manifest() {
    return this.#once(MANIFEST, () => this.#load(MANIFEST));
  }

  /** @returns {Promise<{keys: Map<string, number>, topics: number[]}>} */
  names() {
    return this.#once("names", async () => {
      const { names, topics } = /** @type {Names} */ (await this.#piece("names.json"));
      return { keys: new Map(Object.entries(names)), topics };
    });
  }

  /** @returns {Promise<string[]>} by frequency */
  words() {
    return this.#piece("words.json");
  }

  /**
   * @param {number} number
   * @returns {Promise<Page>}
   */
  page(number) {
    return this.#piece(`p/${number}.json`);
  }

  /**
   * Return {term: postings} of the terms that the index has.
   * @param {Iterable<string>} terms
   */
  async postings(terms) {
    const { shards } = await this.manifest();
    const wanted = [...new Set(terms)];
    const files = await Promise.all(wanted.map((term) => this.#piece(`t/${shard(term, shards)}.json`)));
    /** @type {Map<string, [number, number][]>} */
    const found = new Map();
    wanted.forEach((term, at) => {
      if (Object.hasOwn(files[at], term)) found.set(term, unpacked(files[at][term]));
    });
    return found;
  }

  /** @param {string} path in this release's index */
  #piece(path) {
    return this.#once(path, async () => {
      const { at } = await this.manifest();
      return this.#load(`search/${at}/${path}`);
    });
  }

  /**
   * @param {string} name
   * @param {() => Promise<any>} load
   */
  #once(name, load) {
    let loading = this.#loaded.get(name);
    if (!loading) {
      loading = load();
      this.#loaded.set(name, loading);
      loading.catch(() => this.#loaded.delete(name)); // the next call tries again
    }
    return loading;
  }
}
