/** What the dialog tells of an answer. Pure, without the page. */

/**
 * @param {number} count
 * @param {import("./engine.mjs").Answer} answer
 */
export function told(count, { mended, dropped }) {
  const results = count ? `${count} ${count === 1 ? "result" : "results"}.` : "Nothing found. Try other words, or fewer filters.";
  const meant = [...mended].map(([typed, word]) => `Showing “${word}” for “${typed}”.`);
  const without = count && dropped.length ? [`Nothing here contains “${dropped.join("”, “")}”.`] : [];
  return [...meant, ...without, results].join(" ");
}
