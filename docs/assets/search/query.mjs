/** What a query asks for: groups of terms that mean the same. Pure, without the page. */

import { STOP } from "./analysis.mjs";
import { concept } from "./format.mjs";
import { begins, matches } from "./phrases.mjs";

/**
 * @typedef {import("./analysis.mjs").Analyzer} Analyzer
 * @typedef {import("./analysis.mjs").Word} Word
 * @typedef {object} Group one thing that is asked for
 * @property {string[]} terms any of them will do
 * @property {string[]} parts or all of these together
 * @property {Word[]} words as they were typed
 * @property {number} topic its number, or -1
 * @property {boolean} last what is perhaps still being typed
 * @property {boolean} soft it says what to do rather than with what
 */

const LONGEST = 12; // groups; what follows is dropped
const SOFT = new Set("answer calculate code compute derive design example good implement know learning machine model models modeling prove show work works write".split(" "));
// Where these stand apart, they may be the first half of a word: "over fitting".
const PREFIXES = new Set(["auto", "back", "co", "cross", "de", "drop", "fine", "meta", "multi", "non", "over", "post", "pre", "re", "self", "semi", "soft", "sub", "super", "un", "under", "up"]);

/**
 * Return what a query asks for, in its order.
 * @param {string} query
 * @param {Map<string, number>} names {key: topic}
 * @param {Analyzer} analysis
 * @returns {Group[]}
 */
export function groups(query, names, analysis) {
  const words = analysis.words(query);
  const named = matches(words, names, begins(names.keys()));
  /** @type {Group[]} */
  const found = [];
  for (let at = 0; at < words.length; ) {
    const match = named.find(({ from }) => from === at);
    const to = match?.to ?? compound(words, at);
    const part = words.slice(at, to);
    const soft = !match && part.length === 1 && SOFT.has(part[0]?.word ?? "");
    found.push({ terms: terms(part, match), parts: parts(part), words: part, topic: match?.topic ?? -1, last: to === words.length, soft });
    at = to;
  }
  const told = found.filter(({ topic, words: [first] }) => topic >= 0 || !STOP.has(first?.word ?? ""));
  return joined(told.length ? told : found, analysis).slice(0, LONGEST);
}

/**
 * @param {Word[]} part
 * @param {{topic: number} | undefined} match
 */
function terms(part, match) {
  const whole = part.filter(({ whole }) => whole).map(({ term }) => term);
  if (match) return [concept(match.topic), ...whole, ...(part.length === 1 ? part.map(({ term }) => term) : [])];
  return whole.length ? whole : part.map(({ term }) => term);
}

/** @param {Word[]} part */
function parts(part) {
  const single = part.filter(({ whole }) => !whole).map(({ term }) => term);
  return single.length > 1 ? single : [];
}

/**
 * Return where the compound that begins at a word ends: k, nn, knn are one.
 * @param {Word[]} words
 * @param {number} from
 */
function compound(words, from) {
  let text = "";
  for (let to = from; to < Math.min(words.length, from + 5); to++) {
    const { word, whole } = /** @type {Word} */ (words[to]);
    if (whole) return word === text ? to + 1 : from + 1;
    text += word;
  }
  return from + 1;
}

/**
 * Let "over" and "fitting" be found as one word as well.
 * @param {Group[]} found
 * @param {Analyzer} analysis
 */
function joined(found, analysis) {
  return found.map((group, at) => {
    const before = found[at - 1]?.words.at(-1)?.word ?? "";
    const after = found[at + 1]?.words[0]?.word ?? "";
    const own = group.words[0]?.word ?? "";
    const extra = [];
    if (PREFIXES.has(own) && after) extra.push(analysis.term(own + after));
    if (PREFIXES.has(before) && own) extra.push(analysis.term(before + own));
    return extra.length ? { ...group, terms: [...group.terms, ...extra] } : group;
  });
}
