/** Names of topics in a row of words: the longest name wins. Pure, without the page. */

/**
 * @typedef {import("./analysis.mjs").Word} Word
 * @typedef {import("./analysis.mjs").Analyzer} Analyzer
 * @typedef {{from: number, to: number, topic: number}} Match words [from, to) of the row
 */

const LONGEST = 7; // words of a name

/**
 * Return the keys under which a name is found: its words, and the words joined.
 * @param {string} name
 * @param {Analyzer} analysis
 */
export function keys(name, analysis) {
  const parts = analysis.words(name).filter(({ whole }) => !whole);
  const joined = parts.map(({ word }) => word).join("");
  const found = new Set([parts.map(({ term }) => term).join(" ")]);
  if (parts.length > 1 && joined.length <= 32) found.add(analysis.term(joined));
  for (const { term, whole } of analysis.words(name)) if (whole && parts.length <= 3) found.add(term);
  found.delete("");
  return [...found];
}

/**
 * Return the first words of names, with which alone a match can begin.
 * @param {Iterable<string>} names
 */
export function begins(names) {
  return new Set([...names].map((name) => name.split(" ", 1)[0] ?? ""));
}

/**
 * Return the names in a row of words from left to right, none over another.
 * @param {Word[]} words
 * @param {Map<string, number>} names {key: topic}
 * @param {Set<string>} first their `begins`
 * @returns {Match[]}
 */
export function matches(words, names, first) {
  const found = [];
  for (let from = 0; from < words.length; ) {
    const match = first.has(words[from]?.term ?? "") ? at(words, from, names) : null;
    if (match) found.push(match);
    from = match ? match.to : from + 1;
  }
  return found;
}

/**
 * @param {Word[]} words
 * @param {number} from
 * @param {Map<string, number>} names
 * @returns {Match | null}
 */
function at(words, from, names) {
  let key = "";
  let best = null;
  let length = 0;
  for (let to = from; to < words.length && length < LONGEST; to++) {
    const { term, whole } = /** @type {Word} */ (words[to]);
    if (whole) {
      const topic = to === from || startsCompound(words, from, to) ? names.get(term) : undefined;
      if (topic !== undefined) best = { from, to: to + 1, topic };
      continue;
    }
    key = key ? `${key} ${term}` : term;
    length++;
    const topic = names.get(key);
    if (topic !== undefined) best = { from, to: to + 1, topic };
  }
  if (best && words[best.to]?.whole) best.to++; // the joined word says the same again
  return best;
}

/**
 * Tell whether the whole at `to` joins exactly the parts since `from`.
 * @param {Word[]} words
 * @param {number} from
 * @param {number} to
 */
function startsCompound(words, from, to) {
  const parts = words.slice(from, to).map(({ word }) => word);
  return parts.join("") === words[to]?.word;
}
