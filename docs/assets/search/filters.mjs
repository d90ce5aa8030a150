/** What the filters of the dialog ask for. Pure, without the page. */

import { KINDS, LEVELS } from "./format.mjs";

/** Kinds of results by what the filter calls them. */
export const CHOICES = new Map(Object.entries({
  Questions: ["concept", "compare", "derive", "calculate", "code question", "design", "behavioral"],
  "Concept questions": ["concept"],
  "Compare questions": ["compare"],
  Derivations: ["derive"],
  Calculations: ["calculate"],
  "Coding questions": ["code question"],
  "Design questions": ["design"],
  "Behavioral questions": ["behavioral"],
  "Articles and sections": ["article", "section"],
  Topics: ["topic"],
  Challenges: ["challenge"],
  "Code and notebooks": ["code", "notebook"],
}));

/**
 * @param {{theme: string, level: string, kind: string}} chosen "" asks nothing
 * @param {string[]} themes as the index numbers them
 * @returns {import("./ranking.mjs").Filters}
 */
export function filters({ theme, level, kind }, themes) {
  const kinds = CHOICES.get(kind) ?? [];
  return {
    theme: Math.max(0, themes.indexOf(theme)),
    level: Math.max(0, LEVELS.indexOf(level)),
    kind: kinds.map((name) => KINDS.indexOf(name)),
  };
}

/** What a kind is called beside a result. */
export const NAMES = new Map(Object.entries({
  topic: "topic", article: "article", section: "section", notebook: "notebook", challenge: "challenge",
  code: "code", page: "page", "code question": "code",
}));
