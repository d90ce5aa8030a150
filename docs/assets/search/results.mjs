/** Results as elements. */

import { NAMES } from "./filters.mjs";
import { mark } from "./marks.mjs";

/**
 * @typedef {import("./engine.mjs").Found} Found
 * @typedef {import("./engine.mjs").Result} Result
 * @typedef {import("./analysis.mjs").Analyzer} Analyzer
 * @typedef {{root: URL, query: string, terms: Set<string>, analysis: Analyzer}} Shown
 */

const AT_ONCE = 4; // of a page; the rest unfolds

/**
 * Return one page's results.
 * @param {Found} found
 * @param {Shown} shown
 */
export function group(found, shown) {
  const section = element("section", "search-page");
  const [first] = found.results;
  if (found.results.length > 1 || first?.url.includes("#")) {
    const heading = element("h2", "search-page-title");
    const link = element("a", "");
    link.href = address(found.page.url, shown);
    link.append(html(found.page.title));
    link.tabIndex = -1; // arrows go from result to result; the page itself is one of them
    heading.append(link);
    section.append(heading);
  }
  const items = found.results.map((result) => item(result, shown));
  section.append(list(items.slice(0, AT_ONCE)));
  if (items.length > AT_ONCE) {
    const fold = element("details", "search-more");
    fold.append(element("summary", "", `${items.length - AT_ONCE} more on this page`), list(items.slice(AT_ONCE)));
    section.append(fold);
  }
  return section;
}

/**
 * @param {Result} result
 * @param {Shown} shown
 */
function item(result, shown) {
  const item = element("li", `search-result search-${result.kind.replace(" ", "-")}`);
  const link = element("a", "search-link");
  link.href = address(result.url, shown);
  const title = element("span", "search-title");
  title.append(html(result.title));
  const facts = element("span", "search-facts");
  for (const fact of [NAMES.get(result.kind) ?? result.kind, result.level, result.theme]) {
    if (fact) facts.append(element("span", "search-fact", fact));
  }
  const lead = element("span", "search-lead", result.lead);
  for (const part of [title, lead]) mark(part, shown.terms, shown.analysis);
  link.append(title, facts, lead);
  item.append(link);
  return item;
}

/**
 * @param {string} url relative to the site
 * @param {Shown} shown
 */
function address(url, { root, query }) {
  const target = new URL(url, root);
  if (query) target.searchParams.set("highlight", query);
  return target.href;
}

/**
 * Return what there is before anything was searched: ways to look around.
 * @param {URL} root
 */
export function hint(root) {
  const said = element("p", "search-hint", "A topic, a question or an abbreviation: kNN, KV cache, why divide by √dₖ. Or look through ");
  const topics = Object.assign(element("a", "", "all topics"), { href: new URL("topics/", root).href });
  const questions = Object.assign(element("a", "", "all questions"), { href: new URL("questions/", root).href });
  said.append(topics, " and ", questions, ".");
  return said;
}

/** @param {HTMLElement[]} items */
function list(items) {
  const list = element("ul", "search-list");
  list.append(...items);
  return list;
}

/** @param {string} text a title from the index: the site's own HTML */
function html(text) {
  const template = document.createElement("template");
  template.innerHTML = text;
  return template.content;
}

/**
 * @template {keyof HTMLElementTagNameMap} Name
 * @param {Name} name
 * @param {string} className
 * @param {string} [text]
 */
export function element(name, className, text = "") {
  const made = document.createElement(name);
  if (className) made.className = className;
  if (text) made.textContent = text;
  return made;
}
