/** How much a word counts where: BM25F, with the lengths of fields that are usual here. */

/**
 * @typedef {{text: string, weight: number, usual: number, normal: number}} Field
 */

export const K1 = 1.2;
export const KEPT = 256; // postings of a term, the best ones: what a query costs is bounded
export const SCALE = 20; // of scores, which are kept as whole numbers

/** A kind's share of its score: what a candidate looks for comes before what lists it. */
export const PRIORS = new Map(Object.entries({
  topic: 1.1, article: 1.1, question: 1, section: 0.8, notebook: 0.8, challenge: 0.9, code: 0.25, page: 0.4,
}));

/** Titles of sections that every article has: the section counts, its title does not. */
export const USUAL = new Set(["the idea", "the math", "the code", "in practice", "what goes wrong"]);
export const USUALLY = 0.75;

/** Words that ask for a kind, which what is of the kind need not contain. */
const ASKED = new Map(Object.entries({
  challenge: "challenge exercise", code: "code snippet reference", notebook: "notebook",
}));

/**
 * Return the fields of a record; a field's normal says how much its length matters.
 * @param {{kind: string, words: string, lead: string, body: string}} record
 * @param {string} context the page's title, "" where the record is the page
 * @returns {Field[]}
 */
export function fields(record, context) {
  return [
    { text: record.words, weight: 8, usual: 10, normal: 0.4 },
    { text: `${context} ${ASKED.get(record.kind) ?? ""}`, weight: 1.5, usual: 8, normal: 0.3 },
    { text: record.lead, weight: 2.5, usual: 40, normal: 0.5 },
    { text: record.body, weight: 1, usual: 250, normal: 0.7 },
  ];
}

/**
 * Return what one occurrence in a field of that many words adds.
 * @param {Field} field
 * @param {number} length
 */
export function share(field, length) {
  return field.weight / (1 - field.normal + (field.normal * length) / field.usual);
}

/**
 * Return how much a term tells, given in how many of all records it stands.
 * @param {number} having
 * @param {number} all
 */
export function rarity(having, all) {
  return Math.log(1 + (all - having + 0.5) / (having + 0.5));
}
