import assert from "node:assert/strict";
import { test } from "node:test";

import { told } from "../../../docs/assets/search/wording.mjs";

const answer = (mended = [], dropped = []) => ({ mended: new Map(mended), dropped });

test("results are counted", () => {
  assert.equal(told(1, answer()), "1 result.");
  assert.equal(told(7, answer()), "7 results.");
});

test("what was mended or dropped is told", () => {
  assert.equal(told(2, answer([["loar", "lora"]])), "Showing “lora” for “loar”. 2 results.");
  assert.equal(told(2, answer([], ["zz", "yy"])), "Nothing here contains “zz”, “yy”. 2 results.");
});

test("nothing found says what to do", () => {
  assert.equal(told(0, answer([], ["zz"])), "Nothing found. Try other words, or fewer filters.");
});
