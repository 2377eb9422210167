/** Times as people read them: always by the moved clock and in the community's zone. */

import { state, theirLocale } from "./store.js";
import { lang } from "./words.js";

const STYLES = {
  t: { timeStyle: "short" },
  T: { timeStyle: "medium" },
  d: { dateStyle: "short" },
  D: { dateStyle: "long" },
  f: { dateStyle: "long", timeStyle: "short" },
  F: { dateStyle: "full", timeStyle: "short" },
};

const made = new Map();

function format(locale, options) {
  const key = JSON.stringify([locale, options, state.time.zone]);
  if (!made.has(key)) made.set(key, new Intl.DateTimeFormat(locale, { timeZone: state.time.zone, ...options }));
  return made.get(key);
}

/** The present moment of the community. */
export function now() {
  return new Date(state.time.now);
}

const SPANS = [
  ["year", 31536000],
  ["month", 2592000],
  ["day", 86400],
  ["hour", 3600],
  ["minute", 60],
  ["second", 1],
];

function relative(at, locale) {
  const seconds = Math.round((at - now()) / 1000);
  const [unit, length] = SPANS.find(([, size]) => Math.abs(seconds) >= size) ?? SPANS.at(-1);
  return new Intl.RelativeTimeFormat(locale, { numeric: "auto" }).format(Math.round(seconds / length), unit);
}

/** Discord's `<t:unix:style>`, worded as the client of the chosen person would. */
export function stamped(unix, style = "f") {
  const at = new Date(unix * 1000);
  if (Number.isNaN(at.getTime())) return "Invalid Date";
  return style === "R" ? relative(at, theirLocale()) : format(theirLocale(), STYLES[style]).format(at);
}

/** The local day, "2026-11-25"; two instants of one day give the same. */
export function day(at) {
  return format("sv-SE", { year: "numeric", month: "2-digit", day: "2-digit" }).format(new Date(at));
}

/** "12:00". */
export function hour(at) {
  return format(lang, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(new Date(at));
}

/** "25 November 2026" in the page's language. */
export function longDay(at) {
  return format(lang, { dateStyle: "long" }).format(new Date(at));
}

/** "Wed, 25 Nov 2026" in the page's language: the face of the clock. */
export function clockDay(at) {
  return format(lang, { weekday: "short", year: "numeric", month: "short", day: "numeric" }).format(new Date(at));
}

/** "11/25 12:00": for lists, where the year would only be noise. */
export function brief(at) {
  return at ? `${day(at).slice(5).replace("-", "/")} ${hour(at)}` : "–";
}

/** "2026-11-25T12:00", as a field for dates wants it. */
export function forField(at) {
  return `${day(at)}T${hour(at)}`;
}

/** An amount of money. minor: whole minor units. */
export function money({ minor, currency }) {
  const shown = new Intl.NumberFormat(lang, { style: "currency", currency: currency.toUpperCase() });
  return shown.format(minor / 10 ** shown.resolvedOptions().maximumFractionDigits);
}
