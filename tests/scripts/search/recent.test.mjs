import assert from "node:assert/strict";
import { test } from "node:test";

import { forget, keep, recent } from "../../../docs/assets/search/recent.mjs";

function storage() {
  const kept = new Map();
  return {
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => kept.set(key, value),
    removeItem: (key) => kept.delete(key),
  };
}

test("the last search is first, each stands once, six are kept", () => {
  const kept = storage();
  for (const query of ["a", "b", "c", "B ", "", "d", "e", "f", "g"]) keep(kept, query);
  assert.deepEqual(recent(kept), ["g", "f", "e", "d", "B", "c"]);
  forget(kept);
  assert.deepEqual(recent(kept), []);
});

test("what is no list of searches, or cannot be stored, is no error", () => {
  assert.deepEqual(recent({ getItem: () => "{broken" }), []);
  assert.deepEqual(recent({ getItem: () => '{"a": 1}' }), []);
  assert.deepEqual(recent({ getItem: () => '["a", 1]' }), ["a"]);
  const full = { ...storage(), setItem: () => { throw new Error("full"); } };
  assert.doesNotThrow(() => keep(full, "a"));
});
