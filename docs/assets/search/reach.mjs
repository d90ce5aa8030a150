/** Highlights on the page that was reached what was searched, and tidies the address. */

import { analyzer } from "./analysis.mjs";
import { ranges } from "./marks.mjs";
import { stemmer } from "./stem.mjs";

/** @param {string} query */
export async function reach(query) {
  const address = new URL(location.href);
  address.searchParams.delete("highlight");
  history.replaceState(history.state, "", address);
  const page = document.querySelector("article");
  if (!page || !("highlights" in CSS)) return;
  const analysis = analyzer(await stemmer());
  const terms = new Set(analysis.words(query).map(({ term }) => term));
  CSS.highlights.set("atlas-search", new Highlight(...ranges(page, terms, analysis)));
}
