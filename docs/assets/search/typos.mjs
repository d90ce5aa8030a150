/** What a word that nobody wrote may have been meant to be. Pure, without the page. */

/**
 * Return the distance of two words in edits: a letter put in, left out, taken for
 * another, or two neighbors swapped; more than `limit` is told as limit + 1.
 *
 * Optimal string alignment, O(length²) with a band of 2 limit + 1.
 * @param {string} a
 * @param {string} b
 * @param {number} limit
 */
export function distance(a, b, limit) {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  /** @type {number[]} */
  let before = [];
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    let least = i;
    for (let j = 1; j <= b.length; j++) {
      const other = a[i - 1] === b[j - 1] ? 0 : 1;
      let cost = Math.min((next[j - 1] ?? 0) + 1, (row[j] ?? 0) + 1, (row[j - 1] ?? 0) + other);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        cost = Math.min(cost, (before[j - 2] ?? 0) + 1);
      }
      next.push(cost);
      least = Math.min(least, cost);
    }
    if (least > limit) return limit + 1;
    [before, row] = [row, next];
  }
  return Math.min(row[b.length] ?? limit + 1, limit + 1);
}

/**
 * Return the words that begin with what was typed, the most frequent first.
 * @param {string} typed
 * @param {string[]} words by frequency
 * @param {number} count
 */
export function completions(typed, words, count) {
  const found = [];
  for (const word of words) {
    if (word.startsWith(typed) && found.push(word) === count) break;
  }
  return found;
}

/**
 * Return the word that was most likely meant, or "" if none is near.
 *
 * One edit from four letters on, two from seven. Of equally near words, one with the
 * same first letter comes first, then the more frequent.
 * @param {string} typed
 * @param {string[]} words by frequency
 */
export function nearest(typed, words) {
  let limit = typed.length < 4 ? 0 : typed.length < 7 ? 1 : 2;
  let best = "";
  let least = Infinity;
  for (const word of limit ? words : []) {
    if (word.length < 3) continue;
    const edits = distance(typed, word, limit) + (word[0] === typed[0] ? 0 : 0.5);
    if (edits < least && edits < limit + 1) {
      [best, least] = [word, edits];
      limit = Math.max(1, Math.min(limit, Math.ceil(edits)));
    }
  }
  return best;
}

/**
 * Return the two known words that a word joins, or [] if there are none.
 * @param {string} typed
 * @param {Set<string>} words
 */
export function halves(typed, words) {
  for (let i = 3; i <= typed.length - 3; i++) {
    const pair = [typed.slice(0, i), typed.slice(i)];
    if (pair.every((half) => words.has(half))) return pair;
  }
  return [];
}
