import assert from "node:assert/strict";
import { test } from "node:test";

import { american, analyzer, folded, STOP } from "../../../docs/assets/search/analysis.mjs";
import { stemmer } from "../../../node_modules/@orama/stemmers/dist/en.js";

const { term, words } = analyzer(stemmer);
const terms = (text) => words(text).map((word) => word.term);

test("accents, case and Greek letters are no matter", () => {
  assert.equal(folded("Naïve β-VAE"), "naive beta-vae");
  assert.deepEqual(terms("naïve Σ"), terms("NAIVE sigma"));
});

test("a compound is found by its parts and as a whole", () => {
  assert.deepEqual(terms("k-NN"), ["k", "nn", "knn"]);
  assert.deepEqual(terms("kNN"), terms("k-NN"));
  assert.ok(terms("A/B").includes("ab"));
  assert.ok(terms("L1/L2").includes("l1") && terms("L1/L2").includes("l2"));
  assert.ok(terms("t-SNE").includes("tsne"));
  assert.ok(terms("train_test_split").includes("split"));
  assert.deepEqual(terms("FlashAttention").slice(0, 2), terms("flash attention"));
});

test("British and American spellings are one", () => {
  for (const [british, other] of [
    ["regularisation", "regularization"], ["optimise", "optimize"], ["behaviour", "behavior"],
    ["neighbours", "neighbors"], ["modelling", "modeling"], ["labelled", "labeled"], ["centre", "center"],
    ["analyse", "analyze"], ["colours", "colors"],
  ]) assert.equal(term(british), term(other), `${british} and ${other}`);
  assert.equal(american("hour"), "hour");
});

test("plurals and forms have the stem of their word", () => {
  for (const [one, other] of [
    ["gradients", "gradient"], ["policies", "policy"], ["biases", "bias"], ["matrices", "matrix"],
    ["calibrated", "calibration"], ["losses", "loss"], ["indices", "index"],
  ]) assert.equal(term(one), term(other));
});

test("words of one stem that mean different things stay apart", () => {
  assert.notEqual(term("generative"), term("generalization"));
  assert.notEqual(term("university"), term("universal"));
  assert.notEqual(term("policy"), term("police"));
});

test("words that only ask are told", () => {
  for (const word of ["what", "is", "the", "explain", "between"]) assert.ok(STOP.has(word));
  assert.ok(!STOP.has("attention"));
});

test("an apostrophe does not part a word", () => {
  assert.deepEqual(terms("Bayes' rule"), terms("Bayes rule"));
  assert.deepEqual(terms("Goodhart’s law"), terms("goodhart law"));
});
