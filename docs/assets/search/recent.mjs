/** The last searches, kept by the browser alone; without storage there are none. */

const KEY = "atlas:searches";
const KEPT = 6;

/**
 * @param {Pick<Storage, "getItem">} storage
 * @returns {string[]} the last search first
 */
export function recent(storage) {
  try {
    const kept = JSON.parse(storage.getItem(KEY) ?? "[]");
    return Array.isArray(kept) ? kept.filter((query) => typeof query === "string").slice(0, KEPT) : [];
  } catch {
    return [];
  }
}

/**
 * Keep a search in front of the others.
 * @param {Storage} storage
 * @param {string} query
 */
export function keep(storage, query) {
  const said = query.trim();
  if (!said) return;
  try {
    const others = recent(storage).filter((other) => other.toLowerCase() !== said.toLowerCase());
    storage.setItem(KEY, JSON.stringify([said, ...others].slice(0, KEPT)));
  } catch {
    // A browser that keeps nothing can still search.
  }
}

/** @param {Pick<Storage, "removeItem">} storage */
export function forget(storage) {
  try {
    storage.removeItem(KEY);
  } catch {
    // Nothing was kept.
  }
}
