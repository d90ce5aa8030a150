import assert from "node:assert/strict";
import { test } from "node:test";

import { completions, distance, halves, nearest } from "../../../docs/assets/search/typos.mjs";

test("the distance counts letters put in, left out, taken for others and swapped", () => {
  assert.equal(distance("attention", "attention", 2), 0);
  assert.equal(distance("atention", "attention", 2), 1);
  assert.equal(distance("attenntion", "attention", 2), 1);
  assert.equal(distance("attemtion", "attention", 2), 1);
  assert.equal(distance("attnetion", "attention", 2), 1);
  assert.equal(distance("atntion", "attention", 2), 2);
});

test("what is farther than the limit is told as one more", () => {
  assert.equal(distance("lora", "quantization", 2), 3);
  assert.equal(distance("abcdef", "ghijkl", 2), 3);
});

test("the distance is symmetric and zero only for equals", () => {
  const some = ["drift", "draft", "shift", "dirft", "driftt", ""];
  for (const a of some) {
    for (const b of some) {
      assert.equal(distance(a, b, 9), distance(b, a, 9));
      assert.equal(distance(a, b, 9) === 0, a === b);
    }
  }
});

test("the nearest word wins, then the same first letter, then the more frequent", () => {
  assert.equal(nearest("calibraton", ["vibration", "calibration"]), "calibration");
  assert.equal(nearest("hata", ["data", "hate"]), "hate");
  assert.equal(nearest("modal", ["model", "medal"]), "model");
});

test("short words are not guessed, and far ones neither", () => {
  assert.equal(nearest("xyz", ["xyy", "abc"]), "");
  assert.equal(nearest("blockchain", ["bootstrap", "backprop"]), "");
});

test("completions begin with what is typed, the frequent first", () => {
  assert.deepEqual(completions("at", ["data", "attention", "attribute", "atlas"], 2), ["attention", "attribute"]);
});

test("two known words in one are told apart", () => {
  assert.deepEqual(halves("batchnorm", new Set(["batch", "norm"])), ["batch", "norm"]);
  assert.deepEqual(halves("attention", new Set(["batch"])), []);
});
