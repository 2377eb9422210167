/** The page's own words. What the bot says comes from the bot, in the language of the person's own Discord. */

import { kept } from "./store.js";
import en from "./words_en.js";
import ja from "./words_ja.js";

const CATALOGUES = { en, ja };

/** "ja" or "en": as chosen, else as the browser asks. */
export const lang = kept.get("lang") ?? (navigator.language.startsWith("ja") ? "ja" : "en");

/** A sentence by its key; `{name}` stands for values. */
export function t(key, values = {}) {
  const sentence = CATALOGUES[lang][key] ?? CATALOGUES.en[key] ?? key;
  return sentence.replace(/\{(\w+)\}/g, (mark, name) => values[name] ?? mark);
}

/** Whether the catalogue has words for it: stories and events may be newer than the page. */
export function has(key) {
  return key in CATALOGUES[lang];
}

/** What went wrong, for a person. */
export function sorry(failed) {
  return t(has(`failed.${failed.code}`) ? `failed.${failed.code}` : "failed.broke");
}
