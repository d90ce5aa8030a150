/** How the index lies on the server: written by the build, read by the browser. */

/**
 * @typedef {[entries: number[], scores: number[]]} Postings entries as differences
 * @typedef {{at: string, shards: number, themes: string[]}} Manifest
 * @typedef {{names: Record<string, number>, topics: number[]}} Names {key: topic}, its entry
 * @typedef {[anchor: string, title: string, kind: number, level: number, lead: string]} Shown
 * @typedef {{url: string, title: string, theme: number, entries: Shown[]}} Page
 */

export const MANIFEST = "search/index.json";
export const LEVELS = ["", "junior", "mid", "senior"];
export const KINDS = [
  "topic", "article", "section", "notebook", "challenge", "code", "page",
  "concept", "compare", "derive", "calculate", "code question", "design", "behavioral",
];
const PER_PAGE = 128; // records
const THEMES = 16;
const FACETS = 16 * 4 * THEMES;

/**
 * Return the number of an entry: where it stands, and what filters ask.
 * @param {{page: number, record: number, kind: number, level: number, theme: number}} of
 */
export function entry({ page, record, kind, level, theme }) {
  return (page * PER_PAGE + record) * FACETS + (kind * 4 + level) * THEMES + theme;
}

/** @param {number} number of an entry */
export function place(number) {
  const at = Math.floor(number / FACETS);
  const facet = number % FACETS;
  return {
    page: Math.floor(at / PER_PAGE),
    record: at % PER_PAGE,
    kind: Math.floor(facet / (4 * THEMES)),
    level: Math.floor(facet / THEMES) % 4,
    theme: facet % THEMES,
  };
}

/**
 * Return the shard of a term (FNV-1a, 32 bits).
 * @param {string} term
 * @param {number} shards
 */
export function shard(term, shards) {
  let hash = 0x811c9dc5;
  for (let i = 0; i < term.length; i++) {
    hash = Math.imul(hash ^ term.charCodeAt(i), 0x01000193) >>> 0;
  }
  return hash % shards;
}

/**
 * @param {[number, number][]} scored (entry, score), in any order
 * @returns {Postings}
 */
export function packed(scored) {
  const sorted = [...scored].sort(([a], [b]) => a - b);
  const entries = sorted.map(([number], i) => number - (i ? /** @type {[number, number]} */ (sorted[i - 1])[0] : 0));
  return [entries, sorted.map(([, score]) => score)];
}

/**
 * @param {Postings | undefined} postings
 * @returns {[number, number][]} (entry, score) by entry
 */
export function unpacked(postings) {
  if (!postings) return [];
  let number = 0;
  return postings[0].map((difference, i) => [(number += difference), postings[1][i] ?? 0]);
}

/** @param {number} topic its number */
export const concept = (topic) => `#${topic}`;
