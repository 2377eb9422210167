/** The middle: the name of the place, its messages, and what is new among them. */

import { avatar, fill, h, icon, show } from "./h.js";
import { drawer } from "./float.js";
import { chat as loadChat, read } from "./load.js";
import { failures } from "./interactions.js";
import * as markup from "./markup.js";
import { again, goesOn, row, waiting } from "./message.js";
import { channelId, kept, me, on, seen, state, tell } from "./store.js";
import { day, longDay } from "./when.js";
import { lang, t } from "./words.js";

const pane = document.getElementById("messages");
const heading = document.getElementById("heading");
const live = document.getElementById("live");
let nodes = new Map(); // by key: what is shown, and from which values it was made
let of = null; // whose place is shown
let newAfter = null; // the last message that had been read when the place was opened
let announced = "0";
let reading = null;

/** Draw the middle now and whenever it changes. */
export function start() {
  on("chat place me", draw);
  on("closing", clear);
  on("side world place panel", () => show(heading, [state.place, state.side?.channels, state.panel, lang], title));
  on("time", () => {
    markup.again();
    again();
  });
  pane.addEventListener("scroll", () => pane.scrollTop < 80 && older());
  document.addEventListener("visibilitychange", draw);
}

function title() {
  const channel = seen(state.place);
  const isDirect = state.place === "direct";
  const name = isDirect ? state.world.bot.display : (channel?.name ?? "");
  return [
    h(
      "button",
      {
        class: "bare only-phone",
        "aria-label": t("drawer.channels"),
        onclick: () => drawer("left"),
        "data-key": "menu",
      },
      icon("menu", 24),
    ),
    isDirect ? avatar({ ...state.world.bot, bot: true }, 24) : icon(KINDS[channel?.type] ?? "hash", 24),
    h("h2", null, h("span", { class: "sr" }, t(isDirect ? "place.direct_with" : "place.channel")), name),
    channel?.topic ? h("span", { class: "topic" }, channel.topic) : null,
    h("span", { class: "gap" }),
    ["stories", "inside", "members"].map((panel) =>
      h(
        "button",
        {
          class: "bare",
          "aria-pressed": String(state.panel === panel),
          "data-key": `panel-${panel}`,
          title: t(`panel.${panel}`),
          "aria-label": t(`panel.${panel}`),
          onclick: () => tell("open", panel),
        },
        icon({ stories: "book", inside: "gear", members: "people" }[panel], 24),
        panel === "members" ? null : h("span", { class: "bare-words" }, t(`panel.${panel}`)),
      ),
    ),
  ];
}

/** The drawing for each of Discord's kinds of channels. */
export const KINDS = { 0: "hash", 2: "voice", 5: "megaphone", 10: "thread", 11: "thread", 12: "thread", 15: "thread" };

async function older() {
  if (!state.chat?.more || reading) return;
  const height = pane.scrollHeight - pane.scrollTop;
  reading = loadChat(state.chat.messages[0].id)
    .catch(() => {})
    .finally(() => {
      reading = null;
    });
  await reading;
  pane.scrollTop = pane.scrollHeight - height;
}

function draw() {
  const here = `${state.me} ${state.place}`;
  if (!state.chat || state.chat.of !== here) {
    if (of !== here) clear();
    return;
  }
  const isNew = of !== here;
  if (isNew) open(here);
  const atEnd = isNew || pane.scrollHeight - pane.scrollTop - pane.clientHeight < 120;
  reconcile(wanted());
  if (atEnd) pane.scrollTop = pane.scrollHeight;
  announce(isNew);
  markRead();
}

function clear() {
  of = null;
  nodes = new Map();
  fill(pane, h("p", { class: "loading" }, t("chat.loading")));
}

function open(here) {
  of = here;
  nodes = new Map();
  pane.replaceChildren();
  const last = state.chat.messages.at(-1);
  const isUnread = last && (state.chat.read_up_to === null || after(last.id, state.chat.read_up_to));
  newAfter = isUnread ? (state.chat.read_up_to ?? "0") : null;
}

const after = (id, other) => BigInt(id) > BigInt(other);

/** What should stand there: [key, the values it is made from, how]. */
function wanted() {
  const dismissed = new Set(kept.get("dismissed", []));
  const names = [
    (state.side?.channels ?? []).map((one) => one.name),
    state.world?.people.map((one) => one.display),
    state.me,
  ];
  const list = state.chat.more ? [] : [["begin", names, begin]];
  let above = null;
  for (const message of state.chat.messages.filter((one) => !dismissed.has(one.id))) {
    if (!above || day(above.at) !== day(message.at))
      list.push([`day ${message.id}`, [message.at], () => divider(longDay(message.at))]);
    if (
      newAfter !== null &&
      after(message.id, newAfter) &&
      (!above || !after(above.id, newAfter)) &&
      message.author.id !== state.me
    )
      list.push(["new", [], () => divider(t("chat.new"), "new")]);
    const grouped = goesOn(message, above);
    list.push([message.id, [message, grouped, failures.get(message.id), names], () => row(message, grouped)]);
    above = message;
  }
  const open = state.chat.interactions.filter((one) => one.kind !== "component" || one.state === "form");
  return [...list, ...open.map((one) => [one.id, one, () => waiting(one)])];
}

function begin() {
  const channel = seen(state.place);
  const isDirect = state.place === "direct";
  const name = isDirect ? state.world.bot.display : `#${channel?.name ?? ""}`;
  return h(
    "div",
    { class: "begin" },
    isDirect
      ? avatar({ ...state.world.bot, bot: true }, 64)
      : h("span", { class: "begin-sign" }, icon(KINDS[channel?.type] ?? "hash", 40)),
    h("p", { class: "begin-title" }, isDirect ? name : t("chat.welcome", { name })),
    h(
      "p",
      { class: "begin-words" },
      t(isDirect ? "chat.begin_direct" : "chat.begin", { name, me: me()?.display ?? "" }),
    ),
  );
}

function divider(words, kind = "") {
  return h("div", { class: `divider ${kind}`, role: "separator", "aria-label": words }, h("span", null, words));
}

/** Bring what stands there to what should: nodes whose values are the same stay, with everything opened in them. */
function reconcile(list) {
  const next = new Map();
  let place = null;
  for (const [key, values, build] of list) {
    const made = JSON.stringify(values);
    const old = nodes.get(key);
    const entry = old?.made === made ? old : { made, node: build() };
    if (old && old !== entry) replace(old.node, entry.node);
    next.set(key, entry);
    const expected = place ? place.nextSibling : pane.firstChild;
    if (expected !== entry.node) pane.insertBefore(entry.node, expected);
    place = entry.node;
  }
  while (place ? place.nextSibling : pane.firstChild) (place ? place.nextSibling : pane.firstChild).remove();
  nodes = next;
}

/** An edited message takes the keyboard's place over from what it was. */
function replace(old, node) {
  const held = old.contains(document.activeElement) ? document.activeElement.dataset.key : undefined;
  old.replaceWith(node);
  if (held !== undefined)
    (node.querySelector(`[data-key="${CSS.escape(held)}"]`) ?? node).focus({ preventScroll: true });
}

/** Read out what has just come from others. */
function announce(isNew) {
  const messages = state.chat.messages.filter((one) => !one.thinking);
  const fresh = messages.filter((one) => after(one.id, announced) && one.author.id !== state.me);
  announced = messages.at(-1)?.id ?? announced;
  if (isNew || !fresh.length) return;
  const words = (one) => pane.querySelector(`[data-id="${one.id}"] .content`)?.textContent.slice(0, 400) ?? "";
  live.textContent = fresh.map((one) => `${one.author.display}: ${words(one)}`).join("\n");
}

let marked = null;

function markRead() {
  const last = state.chat.messages.at(-1)?.id;
  const key = `${of} ${last}`;
  if (!last || marked === key || document.visibilityState !== "visible" || !channelId()) return;
  if (state.chat.read_up_to !== null && !after(last, state.chat.read_up_to)) return;
  marked = key;
  read(last).catch(() => {
    marked = null;
  });
}
