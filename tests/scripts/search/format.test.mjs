import assert from "node:assert/strict";
import { test } from "node:test";

import { entry, packed, place, shard, unpacked } from "../../../docs/assets/search/format.mjs";

test("an entry's number tells where it stands and what filters ask", () => {
  const of = { page: 4999, record: 99, kind: 13, level: 3, theme: 10 };
  assert.deepEqual(place(entry(of)), of);
  assert.ok(Number.isSafeInteger(entry(of)));
});

test("postings come out as they went in, by entry", () => {
  const scored = [[70000, 3], [12, 9], [131, 1]];
  assert.deepEqual(unpacked(packed(scored)), [[12, 9], [131, 1], [70000, 3]]);
  assert.deepEqual(unpacked(undefined), []);
});

test("shards are even", () => {
  const counts = new Array(7).fill(0);
  for (let i = 0; i < 7000; i++) counts[shard(`term${i}`, 7)]++;
  assert.ok(Math.min(...counts) > 800 && Math.max(...counts) < 1200, String(counts));
});
