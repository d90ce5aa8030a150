/** Text to terms, the same for the index and for a query: pure, without the page. */

/**
 * @typedef {(word: string) => string} Stem
 * @typedef {object} Word
 * @property {string} word as it is spelled in American English, in lower case
 * @property {string} term what the index calls it
 * @property {boolean} whole it joins the parts before it: "knn" for k-NN
 */

// k-NN, A/B, train_test_split and bayes' are one match each; a dot ends a word.
const COMPOUND = /[\p{L}\p{N}]+(?:['’\-\u2010-\u2013_/&][\p{L}\p{N}]+)*/gu;
const APART = /[-\u2010-\u2013_/& ]/;
const CAMEL = /(?<=\p{Ll})(?=\p{Lu})/gu; // FlashAttention, TopK
const MARKS = /\p{M}/gu;
const GREEK = Object.entries({
  α: "alpha", β: "beta", γ: "gamma", δ: "delta", ε: "epsilon", η: "eta", θ: "theta", κ: "kappa",
  λ: "lambda", μ: "mu", π: "pi", ρ: "rho", σ: "sigma", τ: "tau", φ: "phi", χ: "chi", ω: "omega",
});
const GREEK_LETTERS = new RegExp(`[${GREEK.map(([letter]) => letter).join("")}]`, "gu");
const GREEK_NAMES = new Map(GREEK);
const LONGEST = 32; // letters of a joined word

/** Words that stemming would part from their own plural, or join with another. */
const IRREGULAR = new Map(Object.entries({
  bias: "bias", biases: "bias", biased: "bias", bayes: "bayes", axis: "axis", axes: "axis",
  matrices: "matrix", indices: "index", vertices: "vertex", analyses: "analysis", analysis: "analysis",
  hypotheses: "hypothesis", hypothesis: "hypothesis", criteria: "criterion", loss: "loss", losses: "loss",
  generative: "generative", generator: "generator", general: "general", news: "news",
  policies: "policy", policy: "policy", universal: "universal", university: "university",
  organization: "organization", token: "token", tokens: "token", tokenizer: "tokenizer",
  tokenization: "tokenizer", tokenize: "tokenizer", normal: "normal", chosen: "choose", chose: "choose",
  embedding: "embedding", embeddings: "embedding",
}));

/** British spellings; what the rules do to other words, they do on both sides. */
const AMERICAN = /** @type {[RegExp, string][]} */ ([
  [/^(.{3,})is(ation|ations|e|ed|er|ers|es|ing)$/, "$1iz$2"],
  [/^(.{3,})yse(d|s|r|rs)?$/, "$1yze$2"],
  [/^(.{3,})ysing$/, "$1yzing"],
  [/^(.{2,}[^aeiou])our(s|ed|ing|able|al|hood|hoods)?$/, "$1or$2"],
  [/^(cent|fib|met|lit)re(s)?$/, "$1er$2"],
  [/^(cancel|channel|fuel|label|level|marshal|model|parallel|signal|total|travel|tunnel)l(ed|ing|er|ers)$/, "$1$2"],
  [/^neighbour/, "neighbor"],
  [/^(behavi|col|fav|lab|harb|neighb)our/, "$1or"],
  [/^(.{2,})ogue(s)?$/, "$1og$2"],
  [/^grey/, "gray"],
  [/^(defen|licen|offen)ce(s)?$/, "$1se$2"],
  [/^(program)me(s)?$/, "$1$2"],
  [/^artefact/, "artifact"],
]);

/** Words of a question that say nothing of what it is about. */
export const STOP = new Set(
  ("a about an and any are as at be been but by can could did do does explain for from give had has have how i if in into is it its " +
    "like me mean means my of on or should so tell than that the their them then there these they this to use used using vs versus " +
    "was we were what whats when where which while who why will with would you your between difference all dont cant isnt doesnt not no")
    .split(" "),
);

/**
 * Return text in lower case without accents, Greek letters by their names.
 * @param {string} text
 */
export function folded(text) {
  return text
    .normalize("NFKD")
    .replace(MARKS, "")
    .toLowerCase()
    .replace(GREEK_LETTERS, (letter) => ` ${GREEK_NAMES.get(letter)} `.trim())
    .replace(/ς/gu, "sigma");
}

/**
 * Return a word as American English spells it.
 * @param {string} word folded
 */
export function american(word) {
  for (const [pattern, spelling] of AMERICAN) {
    if (pattern.test(word)) return word.replace(pattern, spelling);
  }
  return word;
}

/**
 * Return what turns text into words and terms; each word is taken apart once.
 * @param {Stem} stem of English words
 */
export function analyzer(stem) {
  /** @type {Map<string, string>} */
  const terms = new Map();
  /** @type {Map<string, Word[]>} */
  const compounds = new Map();

  /** @param {string} word folded */
  function term(word) {
    let found = terms.get(word);
    if (found === undefined) {
      const spelled = american(word);
      found = IRREGULAR.get(spelled) ?? (/\d/.test(spelled) ? spelled : stem(spelled));
      terms.set(word, found);
    }
    return found;
  }

  /**
   * Return the words of a text in their order; a compound's parts, then the whole.
   * @param {string} text
   * @returns {Word[]}
   */
  function words(text) {
    return (text.match(COMPOUND) ?? []).flatMap((compound) => {
      const known = compounds.get(compound);
      if (known) return known;
      const found = apart(compound);
      compounds.set(compound, found);
      return found;
    });
  }

  /**
   * @param {string} compound
   * @returns {Word[]}
   */
  function apart(compound) {
    const parts = folded(compound.replace(CAMEL, "-")).replace(/['’]s\b|['’]/gu, "").split(APART).filter(Boolean);
    const found = parts.map((part) => ({ word: american(part), term: term(part), whole: false }));
    const whole = parts.join("");
    if (parts.length > 1 && whole.length <= LONGEST) {
      found.push({ word: american(whole), term: term(whole), whole: true });
    }
    return found;
  }

  return { term, words };
}

/** @typedef {ReturnType<typeof analyzer>} Analyzer */
