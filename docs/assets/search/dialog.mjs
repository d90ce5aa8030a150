/** The search dialog: what is typed, what is found, and the keys between them. */

import { Engine } from "./engine.mjs";
import { CHOICES, filters } from "./filters.mjs";
import { forget, keep, recent } from "./recent.mjs";
import { element, group, hint } from "./results.mjs";
import { stemmer } from "./stem.mjs";
import { TEMPLATE } from "./template.mjs";
import { told } from "./wording.mjs";

const PAUSE = 40; // ms without a key before what is typed is searched
const FAILED = "The search index could not be loaded. Check the connection.";

/** @type {SearchDialog | null} */
let made = null;

/**
 * Return the page's dialog.
 * @param {URL} root of the site
 */
export function dialog(root) {
  made ??= new SearchDialog(root);
  return made;
}

class SearchDialog {
  #root;
  #dialog = element("dialog", "atlas-search");
  #number = 0; // of the search under way; an older one's answer comes too late
  #timer = 0;
  /** @type {Element | null} */
  #opener = null;
  /** @type {Promise<Engine> | null} */
  #ready = null;

  /** @param {URL} root */
  constructor(root) {
    this.#root = root;
    this.#dialog.setAttribute("aria-label", "Search");
    this.#dialog.innerHTML = TEMPLATE;
    this.#select("kind").append(...[...CHOICES.keys()].map((name) => new Option(name)));
    document.body.append(this.#dialog);
    this.#listen();
  }

  /**
   * @param {string} [query]
   * @param {Element | null} [opener] gets the focus back
   */
  open(query, opener = null) {
    this.#opener = opener;
    if (query !== undefined) this.#input.value = query;
    if (!this.#dialog.open) this.#dialog.showModal();
    this.#input.focus();
    this.#input.select();
    void this.#search();
  }

  #listen() {
    this.#dialog.addEventListener("input", () => this.#soon());
    this.#dialog.addEventListener("submit", (event) => (event.preventDefault(), void this.#enter()));
    this.#dialog.addEventListener("keydown", (event) => this.#key(event));
    this.#dialog.addEventListener("click", (event) => this.#click(event));
    this.#dialog.addEventListener("close", () => {
      if (this.#opener instanceof HTMLElement) this.#opener.focus();
    });
  }

  #soon() {
    clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => void this.#search(), PAUSE);
  }

  /** Follow the first result of what is typed, even if its search is still to come. */
  async #enter() {
    clearTimeout(this.#timer);
    await this.#search();
    this.#links()[0]?.click();
  }

  async #search() {
    const number = ++this.#number;
    const query = this.#input.value.trim();
    try {
      const engine = await (this.#ready ??= this.#prepare());
      const chosen = filters(this.#chosen(), await engine.themes());
      const answer = query ? await engine.search(query, chosen) : null;
      if (number !== this.#number) return;
      if (answer) this.#show(query, answer, engine.analysis);
      else this.#recent();
    } catch {
      this.#ready = null;
      if (number === this.#number) this.#failed();
    }
  }

  async #prepare() {
    const engine = new Engine((path) => json(new URL(path, this.#root)), await stemmer());
    const themes = await engine.themes();
    const select = this.#select("theme");
    if (select.length === 1) select.append(...themes.slice(1).map((name) => new Option(name)));
    return engine;
  }

  /**
   * @param {string} query
   * @param {import("./engine.mjs").Answer} answer
   * @param {import("./analysis.mjs").Analyzer} analysis
   */
  #show(query, answer, analysis) {
    const said = [query, ...answer.mended.values()].join(" ");
    const shown = { root: this.#root, query: said, terms: new Set(answer.terms), analysis };
    this.#results.replaceChildren(...answer.found.map((found) => group(found, shown)));
    this.#results.scrollTop = 0;
    const count = answer.found.reduce((sum, { results }) => sum + results.length, 0);
    this.#status.textContent = told(count, answer);
  }

  #recent() {
    this.#status.textContent = "";
    const searches = recent(localStorage);
    if (!searches.length) return this.#results.replaceChildren(hint(this.#root));
    const list = element("ul", "search-list search-recent");
    for (const query of searches) {
      const again = element("button", "search-again", query);
      again.type = "button";
      const item = element("li", "");
      item.append(again);
      list.append(item);
    }
    const clear = element("button", "search-forget", "Clear");
    clear.type = "button";
    const heading = element("h2", "search-page-title", "Recent searches ");
    heading.append(clear);
    this.#results.replaceChildren(heading, list);
  }

  #failed() {
    this.#status.textContent = FAILED;
    const retry = element("button", "search-retry", "Try again");
    retry.type = "button";
    this.#results.replaceChildren(retry);
  }

  /** @param {MouseEvent} event */
  #click(event) {
    const target = event.target instanceof Element ? event.target : null;
    if (target === this.#dialog || target?.closest(".search-close")) return this.#dialog.close();
    if (target?.closest(".search-retry")) return void this.#search();
    if (target?.closest(".search-forget")) return forget(localStorage), this.#input.focus(), this.#recent();
    const again = target?.closest(".search-again");
    if (again) return this.open(again.textContent ?? "", this.#opener);
    if (target?.closest("a[href]")) this.#followed(event);
  }

  /** @param {MouseEvent} event */
  #followed(event) {
    keep(localStorage, this.#input.value);
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    const address = new URL(location.href);
    address.searchParams.set("q", this.#input.value); // so that Back comes to the results
    history.replaceState(history.state, "", address);
    this.#opener = null;
    this.#dialog.close(); // the result may lie on this very page
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    const step = new Map([["ArrowDown", 1], ["ArrowUp", -1]]).get(event.key);
    if (!step || event.target instanceof HTMLSelectElement) return;
    event.preventDefault();
    const links = this.#links();
    const at = links.findIndex((link) => link === document.activeElement) + step;
    const next = at < 0 ? (step > 0 ? links[0] : this.#input) : links[at];
    next?.focus();
  }

  /** @returns {HTMLElement[]} the results that are unfolded, or the recent searches */
  #links() {
    const found = [...this.#results.querySelectorAll(".search-link, .search-again")];
    return /** @type {HTMLElement[]} */ (found.filter((one) => one.checkVisibility()));
  }

  #chosen() {
    return { theme: this.#select("theme").value, level: this.#select("level").value, kind: this.#select("kind").value };
  }

  get #input() {
    return this.#part("input", HTMLInputElement);
  }

  get #status() {
    return this.#part("[role=status]", HTMLElement);
  }

  get #results() {
    return this.#part(".search-results", HTMLElement);
  }

  /** @param {string} name */
  #select(name) {
    return this.#part(`select[name=${name}]`, HTMLSelectElement);
  }

  /**
   * @template {Element} T
   * @param {string} selector
   * @param {new () => T} type
   * @returns {T}
   */
  #part(selector, type) {
    const found = this.#dialog.querySelector(selector);
    if (!(found instanceof type)) throw new TypeError(`the search dialog lacks ${selector}`);
    return found;
  }
}

/** @param {URL} url */
async function json(url) {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(`${answer.status} ${url}`);
  return answer.json();
}
