/** Discord's markup as nodes: bold, quotes, headings, lists, spoilers, mentions, times. */

import { address, h, icon } from "./h.js";
import { localPath } from "./commands.js";
import { person, seen, state, tell } from "./store.js";
import { stamped } from "./when.js";
import { t } from "./words.js";

/** Text as nodes. Line breaks stay line breaks (the style sheet keeps them). */
export function markup(text) {
  const parts = [];
  let rest = 0;
  for (const found of text.matchAll(/```(?:([\w+-]+)\n)?\n?([\s\S]+?)\n?```/g)) {
    parts.push(...blocks(text.slice(rest, found.index).replace(/\n$/, "")));
    parts.push(h("pre", { tabindex: "0" }, h("code", null, found[2])));
    rest = found.index + found[0].length;
  }
  return [...parts, ...blocks(rest ? text.slice(rest).replace(/^\n/, "") : text)];
}

const BLOCKS = [
  [/^>>> ([\s\S]*)$/, (found) => h("blockquote", null, blocks(found[1]))],
  [/^(?:> ?.*(?:\n|$))+/, (found) => h("blockquote", null, blocks(found[0].replace(/^> ?/gm, "").replace(/\n$/, "")))],
  [
    /^(#{1,3}) (.+)(?:\n|$)/,
    (found) =>
      h(
        "p",
        { class: `heading-${found[1].length}`, role: "heading", "aria-level": found[1].length + 2 },
        inline(found[2]),
      ),
  ],
  [/^-# (.+)(?:\n|$)/, (found) => h("p", { class: "subtext" }, inline(found[1]))],
  [/^(?: *(?:[-*]|\d+\.) .+(?:\n|$))+/, (found) => list(found[0].trimEnd().split("\n"))],
];

function blocks(text) {
  const parts = [];
  let plain = "";
  const rest = () => {
    if (plain) parts.push(...inline(plain.replace(/\n$/, "")));
    plain = "";
  };
  for (let at = 0; at < text.length;) {
    const tail = text.slice(at);
    const [found, make] = BLOCKS.map(([rule, build]) => [rule.exec(tail), build]).find(([match]) => match) ?? [];
    if (found) {
      rest();
      parts.push(make(found));
      at += found[0].length;
    } else {
      const end = text.indexOf("\n", at);
      plain += text.slice(at, end < 0 ? undefined : end + 1);
      at = end < 0 ? text.length : end + 1;
    }
  }
  rest();
  return parts;
}

function list(lines) {
  const depth = (line) => Math.floor(/^ */.exec(line)[0].length / 2);
  const items = [];
  for (const line of lines) {
    if (items.length && depth(line) > depth(lines[0])) items.at(-1).inner.push(line);
    else items.push({ line, inner: [] });
  }
  const number = /^ *(\d+)\. /.exec(lines[0]);
  return h(
    number ? "ol" : "ul",
    number && { start: number[1] },
    items.map(({ line, inner }) =>
      h("li", null, inline(line.replace(/^ *(?:[-*]|\d+\.) /, "")), inner.length ? list(inner) : null),
    ),
  );
}

const wrap = (tag) => (found) => h(tag, null, inline(found[1]));

const INLINE = [
  [/\\([^\w\s])/y, (found) => found[1]],
  [/``\s?([\s\S]+?)\s?``(?!`)/y, (found) => h("code", null, found[1])],
  [/`([^`]+)`/y, (found) => h("code", null, found[1])],
  [/\*\*\*([\s\S]+?)\*\*\*(?!\*)/y, (found) => h("strong", null, h("em", null, inline(found[1])))],
  [/\*\*([\s\S]+?)\*\*(?!\*)/y, wrap("strong")],
  [/__([\s\S]+?)__(?!_)/y, wrap("u")],
  [/~~([\s\S]+?)~~(?!~)/y, wrap("s")],
  [/\|\|([\s\S]+?)\|\|/y, (found) => spoiler(inline(found[1]))],
  [/\*(?![\s*])((?:\*\*|[^*])+?)\*(?!\*)/y, wrap("em")],
  [/\b_((?:__|[^_])+?)_(?![\w_])/y, wrap("em")],
  [/\[([^\]\n]+)\]\(<?(https?:\/\/[^\s)>]+)>?\)/y, (found) => link(found[2], inline(found[1]))],
  [/<(https?:\/\/[^>\s]+)>/y, (found) => link(found[1], found[1])],
  [/https?:\/\/[^\s<>"」』）、。]*[^\s<>"」』）、。.,:;!?')\]]/y, (found) => link(found[0], found[0])],
  [/<@!?(\d+)>/y, (found) => mention(`@${person(found[1])?.display ?? t("markup.somebody")}`)],
  [
    /<@&(\d+)>/y,
    (found) => mention(`@${state.world.roles.find((one) => one.id === found[1])?.name ?? t("markup.some_role")}`),
  ],
  [/<#(\d+)>/y, (found) => channel(found[1])],
  [/<t:(-?\d{1,13})(?::([tTdDfFR]))?>/y, (found) => time(Number(found[1]), found[2])],
  [/<\/([^:>]+):\d+>/y, (found) => command(found[1])],
  [/<a?:(\w+):\d+>/y, (found) => `:${found[1]}:`],
  [/@(?:everyone|here)\b/y, (found) => mention(found[0])],
];

function inline(text) {
  const parts = [];
  let plain = "";
  for (let at = 0; at < text.length;) {
    const found = "\\`*_~|[<h@".includes(text[at]) && first(text, at);
    if (found) {
      if (plain) parts.push(plain);
      plain = "";
      parts.push(found.node);
      at = found.end;
    } else {
      plain += text[at];
      at += 1;
    }
  }
  return plain ? [...parts, plain] : parts;
}

function first(text, at) {
  for (const [rule, make] of INLINE) {
    rule.lastIndex = at;
    const found = rule.exec(text);
    if (found) return { end: at + found[0].length, node: make(found) };
  }
  return null;
}

/** A web address that opens beside the page; only words where it is none. */
export function link(url, words) {
  return address(url) ? h("a", { href: url, target: "_blank", rel: "noreferrer" }, words) : h("span", null, words);
}

function mention(words) {
  return h("span", { class: "mention" }, words);
}

function channel(id) {
  const found = seen(id);
  if (!found) return h("span", { class: "mention" }, icon("lock", 14), t("markup.no_access"));
  return h("button", { class: "mention", onclick: () => tell("go", id) }, `#${found.name}`);
}

/** A time that is worded anew while the clock moves (`again`). */
function time(unix, style) {
  const at = new Date(unix * 1000);
  const iso = Number.isNaN(at.getTime()) ? null : at.toISOString();
  return h(
    "time",
    { class: "stamp", datetime: iso, title: stamped(unix, "F"), "data-unix": unix, "data-style": style ?? "f" },
    stamped(unix, style),
  );
}

/** Word every time on the page anew: "in two days" has become "tomorrow". */
export function again() {
  for (const node of document.querySelectorAll('time[data-style="R"]'))
    node.textContent = stamped(Number(node.dataset.unix), "R");
}

function command(path) {
  return h("button", { class: "mention", onclick: () => tell("type", path) }, `/${localPath(path)}`);
}

/** Something covered until it is asked for. */
export function spoiler(content, tag = "span") {
  const cover = h(
    tag,
    { class: "spoiler", role: "button", tabindex: "0", "aria-label": t("markup.spoiler"), "aria-expanded": "false" },
    h(tag, { inert: true }, content),
  );
  const open = (event) => {
    if (event.type === "keydown" && event.key !== "Enter" && event.key !== " ") return;
    if (cover.classList.contains("open")) return;
    event.preventDefault();
    cover.classList.add("open");
    cover.firstChild.removeAttribute("inert");
    for (const name of ["role", "tabindex", "aria-label", "aria-expanded"]) cover.removeAttribute(name);
  };
  cover.addEventListener("click", open);
  cover.addEventListener("keydown", open);
  return cover;
}
