/** Opens the search: by its button, a key, or an address that asks. Loads it only then. */

const KEYS = ["/", "s", "f"];
const FAILED = "The search could not be loaded. Check the connection.";

const root = new URL("../../", import.meta.url);
const asked = new URLSearchParams(location.search);
let tries = 0;

for (const button of document.querySelectorAll("[data-search]")) {
  button.addEventListener("click", () => void open());
}

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.altKey || document.querySelector("dialog[open]")) return;
  const command = event.ctrlKey || event.metaKey;
  if (command ? event.key.toLowerCase() !== "k" : !KEYS.includes(event.key) || isWriting(event.target)) return;
  event.preventDefault();
  void open();
});

if (asked.has("q")) void open(asked.get("q") ?? "");
if (asked.has("highlight")) void import("./reach.mjs").then(({ reach }) => reach(asked.get("highlight") ?? ""));

/** @param {string} [query] */
async function open(query) {
  const opener = document.activeElement;
  try {
    // A browser remembers a module that failed: each new try has an address of its own.
    const again = tries++ ? `?try=${tries}` : "";
    const { dialog } = await import(new URL(`dialog.mjs${again}`, import.meta.url).href);
    tries = 0;
    dialog(root).open(query, opener);
  } catch {
    tell(query);
  }
}

/** @param {string} [query] */
function tell(query) {
  const told = document.createElement("dialog");
  told.className = "atlas-search-failed";
  told.setAttribute("aria-label", "Search");
  const retry = Object.assign(document.createElement("button"), { textContent: "Try again", autofocus: true });
  const close = Object.assign(document.createElement("button"), { textContent: "Close" });
  told.append(Object.assign(document.createElement("p"), { textContent: FAILED }), retry, " ", close);
  document.body.append(told);
  retry.addEventListener("click", () => (told.close(), void open(query)));
  close.addEventListener("click", () => told.close());
  told.addEventListener("close", () => told.remove());
  told.showModal();
}

/** @param {EventTarget | null} target */
function isWriting(target) {
  return target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|SELECT|TEXTAREA)$/.test(target.tagName));
}
