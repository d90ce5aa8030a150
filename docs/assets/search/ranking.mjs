/** From postings to results: what matches more of the query comes first. Pure. */

import { place } from "./format.mjs";

/**
 * @typedef {import("./query.mjs").Group} Group
 * @typedef {{theme: number, level: number, kind: number[]}} Filters 0 and [] ask nothing
 * @typedef {{entry: number, score: number}} Candidate
 * @typedef {(term: string) => [number, number][]} Look the postings of a term
 */

const COVERAGE = 2; // how much a missing word costs
const SOFTLY = 0.3; // what a word counts that says what to do

/**
 * Return the best entries for a query, the best first.
 *
 * A group counts with its best term, so that synonyms do not add up, or with all its
 * parts; what lacks a group loses by how much that group tells.
 * @param {Group[]} groups
 * @param {Look} look
 * @param {Filters} filters
 * @param {number} count
 * @returns {Candidate[]}
 */
export function candidates(groups, look, filters, count) {
  /** @type {Map<number, {score: number, told: number}>} */
  const found = new Map();
  let all = 0;
  for (const group of groups) {
    const best = bestOf(group, look);
    const share = group.soft ? SOFTLY : 1;
    const tells = share * Math.max(0, ...best.values());
    all += tells;
    for (const [entry, score] of best) {
      const sum = found.get(entry) ?? { score: 0, told: 0 };
      found.set(entry, { score: sum.score + share * score, told: sum.told + tells });
    }
  }
  return [...found]
    .filter(([entry]) => fits(entry, filters))
    .map(([entry, { score, told }]) => ({ entry, score: score * (told / all) ** COVERAGE }))
    .sort((a, b) => b.score - a.score || a.entry - b.entry)
    .slice(0, count);
}

/**
 * @param {Group} group
 * @param {Look} look
 */
function bestOf(group, look) {
  /** @type {Map<number, number>} */
  const best = new Map();
  for (const term of group.terms) {
    for (const [entry, score] of look(term)) {
      if (score > (best.get(entry) ?? 0)) best.set(entry, score);
    }
  }
  for (const [entry, score] of together(group.parts, look)) {
    if (score > (best.get(entry) ?? 0)) best.set(entry, score);
  }
  return best;
}

/**
 * Return what has all of the terms, with the mean of their scores.
 * @param {string[]} terms
 * @param {Look} look
 */
function together(terms, look) {
  const [first, ...others] = terms.map((term) => new Map(look(term)));
  if (!first) return [];
  const all = [...first.keys()].filter((entry) => others.every((one) => one.has(entry)));
  return all.map((entry) => {
    const sum = others.reduce((sum, one) => sum + (one.get(entry) ?? 0), first.get(entry) ?? 0);
    return /** @type {[number, number]} */ ([entry, sum / terms.length]);
  });
}

/**
 * @param {number} entry
 * @param {Filters} filters
 */
export function fits(entry, filters) {
  const { theme, level, kind } = place(entry);
  return (
    (!filters.theme || theme === filters.theme) &&
    (!filters.level || level === filters.level) &&
    (!filters.kind.length || filters.kind.includes(kind))
  );
}

/**
 * Return what a title adds to a score, as a factor: it says the query, or part of it.
 * @param {string[]} title its terms
 * @param {string[]} spelled its words
 * @param {Group[]} groups
 */
export function titled(title, spelled, groups) {
  const asked = groups.map(({ words }) => words.filter(({ whole }) => !whole));
  const terms = asked.flat().map(({ term }) => term);
  if (!terms.length) return 1;
  const exact = asked.flat().filter(({ word }) => spelled.includes(word)).length / terms.length;
  const inOrder = ` ${title.join(" ")} `.includes(` ${terms.join(" ")} `);
  const common = new Set(terms.filter((term) => title.includes(term))).size;
  const share = common / (new Set([...terms, ...title]).size || 1);
  return 1 + 0.25 * exact + (inOrder && terms.length > 1 ? 0.25 : 0) + 0.5 * share;
}
