/** Finds in a part of the page the words that a search was for. */

const WORD = /[\p{L}\p{N}]+/gu;
const SKIPPED = "math, pre, script, style, svg";

/**
 * @typedef {import("./analysis.mjs").Analyzer} Analyzer
 */

/**
 * Return the ranges of the words below a node whose terms are sought.
 * @param {Node} node
 * @param {Set<string>} terms
 * @param {Analyzer} analysis
 */
export function ranges(node, terms, analysis) {
  const found = [];
  const walker = document.createTreeWalker(node, NodeFilter.SHOW_TEXT);
  for (let text = walker.nextNode(); text; text = walker.nextNode()) {
    if (text.parentElement?.closest(SKIPPED)) continue;
    for (const match of (text.nodeValue ?? "").matchAll(WORD)) {
      if (analysis.words(match[0]).some(({ term }) => terms.has(term))) {
        const range = new Range();
        range.setStart(text, match.index);
        range.setEnd(text, match.index + match[0].length);
        found.push(range);
      }
    }
  }
  return found;
}

/**
 * Put the words into <mark>.
 * @param {Node} node
 * @param {Set<string>} terms
 * @param {Analyzer} analysis
 */
export function mark(node, terms, analysis) {
  for (const range of ranges(node, terms, analysis).reverse()) {
    range.surroundContents(document.createElement("mark"));
  }
}
