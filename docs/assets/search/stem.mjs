/** The stemmer, which the build puts beside these modules. */

/** @returns {Promise<(word: string) => string>} */
export async function stemmer() {
  return (await import(new URL("stemmer.mjs", import.meta.url).href)).stemmer;
}
