/** The bot's commands as the chosen person's Discord lists them: names, options, what may be written where. */

import { get, post } from "./api.js";
import { person, state, theirLocale } from "./store.js";
import { t } from "./words.js";

/** Discord's numbers for the kinds of options. */
export const KIND = {
  subcommand: 1,
  group: 2,
  string: 3,
  integer: 4,
  boolean: 5,
  user: 6,
  channel: 7,
  role: 8,
  mentionable: 9,
  number: 10,
  file: 11,
};

let lists = new Map();

/** Forget what was listed: commands or permissions have changed. */
export function forget() {
  lists = new Map();
}

/** Every command the chosen person may use in the open place, subcommands by themselves. */
export function listed() {
  const key = `${state.me} ${state.place}`;
  if (!lists.has(key)) {
    const list = get(`people/${state.me}/commands`, { channel: state.place }).then(({ commands }) => leaves(commands));
    list.catch(() => lists.delete(key));
    lists.set(key, list);
    list.then(
      (entries) => entries.forEach((one) => names.set(one.path, one)),
      () => {},
    );
  }
  return lists.get(key);
}

const names = new Map();

/** "room join" as the chosen person's Discord writes it: 「ルーム 入会」; as it is while nothing was listed. */
export function localPath(path) {
  return names.get(path)?.words[theirLocale()] ?? path;
}

function leaves(commands) {
  return commands.flatMap((command) => below(command, []));
}

function below(node, above) {
  const line = [...above, node];
  const inner = (node.options ?? []).filter((one) => one.type <= KIND.group);
  // A command's own type is 1 as well: what counts is whether commands stand below it.
  if (inner.length) return inner.flatMap((one) => below(one, line));
  const options = [...(node.options ?? [])].sort((a, b) => Boolean(b.required) - Boolean(a.required));
  return [
    {
      path: line.map((one) => one.name).join(" "),
      words: { ja: line.map((one) => one.name_localizations?.ja ?? one.name).join(" ") },
      node,
      options,
    },
  ];
}

/** The name of a command, option or choice in the chosen person's language. */
export function local(thing) {
  return thing.name_localizations?.[theirLocale()] ?? thing.name;
}

/** What it is for, in the chosen person's language. */
export function about(thing) {
  return thing.description_localizations?.[theirLocale()] ?? thing.description ?? "";
}

/** The commands that begin with what was typed (without the slash), then those that contain it. */
export function matching(entries, typed) {
  const wanted = typed.trim().toLowerCase();
  const place = (one) =>
    Math.min(
      ...[one.path, localPath(one.path)].map((name) => {
        const found = name.toLowerCase().indexOf(wanted);
        return found < 0 ? 9 : Math.min(found, 1);
      }),
    );
  return entries
    .map((one) => [place(one), one])
    .filter(([rank]) => rank < 9)
    .sort((a, b) => a[0] - b[0])
    .map(([, one]) => one);
}

/** A command that was typed or pasted as a whole, with its options: "room join room:Gold". Null where it is none. */
export function typedOut(entries, typed) {
  const named = entries.flatMap((one) => [
    [one.path, one],
    [localPath(one.path), one],
  ]);
  const fits = ([name]) => typed === name || typed.startsWith(`${name} `);
  const [name, entry] = named.filter(fits).sort((a, b) => b[0].length - a[0].length)[0] ?? [];
  if (!entry || typed === name) return null;
  const given = {};
  const keys = entry.options.flatMap((one) => [one.name, local(one)]).map((one) => one.replace(/[^\w\p{L}-]/gu, ""));
  const rest = typed.slice(name.length);
  const rule = keys.length
    ? new RegExp(`(?:^|\\s)(${keys.join("|")}):\\s*(?:"([^"]*)"|(.*?))(?=\\s+(?:${keys.join("|")}):|$)`, "gu")
    : null;
  for (const [, key, quoted, plain] of rule ? rest.matchAll(rule) : [])
    given[entry.options.find((one) => one.name === key || local(one) === key).name] = (quoted ?? plain).trim();
  return { entry, given };
}

/** What may be chosen for an option: [{value, label, detail}]; null where anything may be typed. */
export async function suggestions(entry, option, typed, options) {
  if (option.autocomplete) return autocompleted(entry, option, typed, options);
  const all = fixed(option);
  const wanted = typed.trim().replace(/^[@#]/, "").toLowerCase();
  return all && all.filter((one) => `${one.label} ${one.detail ?? ""}`.toLowerCase().includes(wanted)).slice(0, 25);
}

async function autocompleted(entry, option, typed, options) {
  const asked = {
    channel: state.place,
    command: entry.path,
    options: { ...options, [option.name]: typed },
    focused: option.name,
  };
  const { choices } = await post(`people/${state.me}/autocomplete`, asked);
  return choices.map((one) => ({ value: one.value, label: local(one) }));
}

function fixed(option) {
  if (option.choices?.length) return option.choices.map((one) => ({ value: one.value, label: local(one) }));
  if (option.type === KIND.boolean)
    return [true, false].map((value) => ({ value, label: t(value ? "option.true" : "option.false") }));
  if (option.type === KIND.user) return people();
  if (option.type === KIND.role) return roles();
  if (option.type === KIND.mentionable) return [...people(), ...roles()];
  if (option.type === KIND.channel) return channels(option.channel_types);
  return null;
}

/** Everybody one can point at: the members of the server one sees, else only the bot. */
export function people() {
  const here = (state.side?.members ?? []).flatMap((group) => group.people);
  return (here.length ? here : [person(state.world.bot.id)]).map((one) => ({
    value: one.id,
    label: one.display,
    detail: one.name,
    person: one,
  }));
}

/** Every role but @everyone. */
export function roles() {
  return state.world.roles.filter((one) => !one.everyone).map((one) => ({ value: one.id, label: `@${one.name}` }));
}

/** The channels one sees; types: Discord's numbers, or undefined for all. */
export function channels(types) {
  const fits = (one) => (types?.length ? types.includes(one.type) : true);
  return (state.side?.channels ?? [])
    .filter(fits)
    .map((one) => ({ value: one.id, label: one.type === 4 ? one.name : `#${one.name}` }));
}

/** What is wrong with a value, as a sentence; null where nothing is. value: as typed, or as chosen. */
export function fault(option, text, chosen) {
  if (!text && chosen === undefined) return option.required ? t("option.required") : null;
  if (option.type === KIND.file) return t("option.no_files");
  const mustChoose = fixed(option) !== null;
  if (mustChoose) return chosen === undefined ? t("option.choose") : null;
  if (option.type === KIND.integer || option.type === KIND.number) return faultOfNumber(option, chosen ?? text);
  if (option.min_length && text.length < option.min_length) return t("option.too_short", { least: option.min_length });
  if (option.max_length && text.length > option.max_length) return t("option.too_long", { most: option.max_length });
  return null;
}

function faultOfNumber(option, text) {
  const value = Number(text);
  if (!/^-?\d+(\.\d+)?$/.test(String(text)) || (option.type === KIND.integer && !Number.isSafeInteger(value)))
    return t(option.type === KIND.integer ? "option.whole_number" : "option.number");
  if (option.min_value !== undefined && value < option.min_value)
    return t("option.at_least", { least: option.min_value });
  if (option.max_value !== undefined && value > option.max_value)
    return t("option.at_most", { most: option.max_value });
  return null;
}

/** The value as the wire wants it. */
export function valueOf(option, text, chosen) {
  if (chosen !== undefined) return chosen;
  return option.type === KIND.integer || option.type === KIND.number ? Number(text) : text;
}
