// Read records (JSON) from the standard input, write the index into a folder:
//   node run.mjs <stemmer.js> <folder>
// The files lie under a name made from what they hold, so that a browser never mixes
// the pieces of two releases; the manifest names it.

import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";

import { index } from "./indexing.mjs";

const [stemmer, folder] = process.argv.slice(2);
const { stemmer: stem } = await import(pathToFileURL(stemmer).href);
const input = JSON.parse(readFileSync(0, "utf8"));
const files = index(input, stem);
const hash = createHash("sha256");
for (const [path, text] of files) hash.update(path).update(text);
const at = hash.digest("hex").slice(0, 12);
for (const [path, text] of files) write(join(folder, at, path), text);
const shards = [...files.keys()].filter((path) => path.startsWith("t/")).length;
write(join(folder, "index.json"), JSON.stringify({ at, shards, themes: input.labels }));

function write(path, text) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}
