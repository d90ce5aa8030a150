/** What a query meant whose words the index does not have. Pure, without the page. */

import { groups } from "./query.mjs";
import { completions, halves, nearest } from "./typos.mjs";

/**
 * @typedef {import("./query.mjs").Group} Group
 * @typedef {import("./analysis.mjs").Analyzer} Analyzer
 * @typedef {object} Mended
 * @property {Group[]} meant what is searched
 * @property {Map<string, string>} mended {word typed: word searched}
 * @property {string[]} dropped words that nothing is like
 */

const COMPLETIONS = 6;

/**
 * Replace unknown words by what was meant: the begin of a word, a typing mistake, two
 * words in one. What cannot be mended is dropped.
 * @param {Group[]} asked
 * @param {Group[]} unknown those of them that the index does not have
 * @param {string[]} words that it has, by frequency
 * @param {Map<string, number>} names {key: topic}
 * @param {Analyzer} analysis
 * @returns {Mended}
 */
export function mend(asked, unknown, words, names, analysis) {
  const known = new Set(words);
  /** @type {Map<string, string>} */
  const mended = new Map();
  /** @type {string[]} */
  const dropped = [];
  const spelled = asked.map((group) => {
    const typed = said(group);
    if (!unknown.includes(group)) return typed;
    const near = likely(group, words, known);
    if (!near) dropped.push(typed);
    else if (near !== typed) mended.set(typed, near);
    return near;
  });
  const meant = groups(spelled.join(" "), names, analysis); // a mended word may make a name
  return completed({ meant, mended, dropped }, unknown, spelled, words, names, analysis);
}

/**
 * Let the last word be one that is still being typed, where words begin with it.
 * @param {Mended} told
 * @param {Group[]} unknown
 * @param {string[]} spelled
 * @param {string[]} words
 * @param {Map<string, number>} names
 * @param {Analyzer} analysis
 * @returns {Mended}
 */
function completed(told, unknown, spelled, words, names, analysis) {
  const typed = unknown.find(({ last }) => last);
  const longer = typed ? completions(typed.words.at(-1)?.word ?? "", words, COMPLETIONS) : [];
  if (!typed || !longer.length) return told;
  told.mended.delete(said(typed));
  const before = groups(spelled.slice(0, -1).join(" "), names, analysis);
  const terms = longer.map((word) => analysis.term(word));
  return {
    meant: [...before, { ...typed, terms }],
    mended: told.mended,
    dropped: told.dropped.filter((word) => word !== said(typed)),
  };
}

/**
 * Return what the words of a group were meant to be, "" if that cannot be told.
 * @param {Group} group
 * @param {string[]} words
 * @param {Set<string>} known
 */
function likely(group, words, known) {
  const parts = group.words.filter(({ whole }) => !whole).map(({ word }) => word);
  if (parts.length > 1) return parts.filter((word) => known.has(word)).join(" ");
  const [typed = ""] = parts;
  return nearest(typed, words) || halves(typed, known).join(" ");
}

/** @param {Group} group */
function said(group) {
  return group.words.filter(({ whole }) => !whole).map(({ word }) => word).join(" ");
}
