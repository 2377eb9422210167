/** The left: home and server, then the channels the chosen person may see, and what takes place soon. */

import { post } from "./api.js";
import { avatar, h, icon, show } from "./h.js";
import { KINDS } from "./chat.js";
import { dialog } from "./float.js";
import { go, refresh } from "./load.js";
import { markup } from "./markup.js";
import { card } from "./person.js";
import { opener } from "./float.js";
import { handsOff, me, on, person, seen, state } from "./store.js";
import { stamped } from "./when.js";
import { lang, t } from "./words.js";

const rail = document.getElementById("rail");
const channels = document.getElementById("channels");

/** Draw the left now and whenever it changes. */
export function start() {
  on("side place world me", () => {
    if (!state.side) return;
    show(
      rail,
      [
        state.side.direct,
        state.place === "direct",
        state.side.channels.some((one) => one.unread),
        state.world.server,
        me(),
        lang,
      ],
      railNodes,
    );
    show(channels, [state.side, state.place, me(), state.world.server, lang], channelNodes);
  });
  document.addEventListener("keydown", (event) => {
    if (!event.altKey || !["ArrowUp", "ArrowDown"].includes(event.key)) return;
    event.preventDefault();
    step(event.key === "ArrowDown" ? 1 : -1);
  });
}

/** Alt and an arrow key: the next place up or down, as in Discord. */
function step(by) {
  const places = ["direct", ...state.side.channels.filter((one) => one.type in KINDS).map((one) => one.id)];
  go(places[(places.indexOf(state.place) + by + places.length) % places.length]);
}

function railNodes() {
  const { direct } = state.side;
  const isHome = state.place === "direct";
  const { server } = state.world;
  const unread = state.side.channels.some((one) => one.unread);
  return [
    round(
      "home",
      isHome,
      t("rail.direct", { count: direct.unread }),
      () => go("direct"),
      icon("chat", 26),
      direct.unread,
    ),
    h("span", { class: "rail-line", "aria-hidden": "true" }),
    me()?.in_server ? round("server", !isHome, server.name, () => go(lobby()), [...server.name][0], 0, unread) : null,
  ];
}

function lobby() {
  return (
    seen(state.world.server.system_channel_id)?.id ??
    state.side.channels.find((one) => one.type in KINDS)?.id ??
    "direct"
  );
}

function round(key, isHere, label, onclick, sign, count, isUnread) {
  return h(
    "div",
    { class: `rail-item${isHere ? " here" : ""}${isUnread ? " unread" : ""}` },
    h(
      "button",
      {
        class: "rail-button",
        "aria-label": label,
        title: label,
        "aria-current": isHere ? "true" : null,
        onclick,
        "data-key": `rail-${key}`,
      },
      sign,
    ),
    count ? h("span", { class: "badge", "aria-hidden": "true" }, count) : null,
  );
}

function channelNodes() {
  const isHome = state.place === "direct";
  return [
    h("h2", { class: "server-name" }, isHome ? t("rail.direct_head") : state.world.server.name),
    h("div", { class: "channel-list" }, isHome ? directNodes() : serverNodes()),
    self(),
  ];
}

function directNodes() {
  const bot = { ...state.world.bot, bot: true };
  const { unread } = state.side.direct;
  return [
    h(
      "button",
      { class: "channel here direct", "aria-current": "page", onclick: () => go("direct"), "data-key": "direct" },
      avatar(bot, 32),
      h("span", { class: "channel-name" }, bot.display),
      unread ? h("span", { class: "badge" }, unread) : null,
    ),
    me()?.dms_open ? null : h("p", { class: "aside-words" }, t("direct.closed")),
  ];
}

function serverNodes() {
  const open = state.side.events.filter((one) => one.status <= 2);
  return [
    h(
      "button",
      { class: "channel", onclick: events, "data-key": "events" },
      icon("calendar"),
      h("span", { class: "channel-name" }, t("events.head")),
      open.length ? h("span", { class: "count" }, open.length) : null,
    ),
    h("hr", { class: "channel-line" }),
    state.side.channels.map(channel),
  ];
}

function channel(one) {
  if (one.type === 4) return h("h3", { class: "category" }, one.name);
  const isHere = one.id === state.place;
  const isThread = [10, 11, 12].includes(one.type);
  const notes = [
    one.unread ? t("channel.unread", { count: one.unread }) : "",
    one.private ? t("channel.private") : "",
    one.archived ? t("channel.archived") : "",
  ]
    .filter(Boolean)
    .join(", ");
  return h(
    "button",
    {
      class: `channel${isHere ? " here" : ""}${one.unread ? " unread" : ""}${isThread ? " thread" : ""}${one.archived ? " archived" : ""}`,
      "aria-current": isHere ? "page" : null,
      onclick: () => go(one.id),
      "data-key": one.id,
    },
    h("span", { class: "channel-sign" }, icon(KINDS[one.type] ?? "hash"), one.private ? icon("lock", 10) : null),
    h("span", { class: "channel-name" }, one.name),
    notes ? h("span", { class: "sr" }, notes) : null,
    one.mentioned ? h("span", { class: "badge" }, one.unread) : null,
  );
}

/** Below: who one is, and what their Discord is set to. */
function self() {
  const who = me();
  const gear = h(
    "button",
    {
      class: "bare",
      "aria-label": t("person.open", { name: who.display }),
      title: t("person.open", { name: who.display }),
      "data-key": "self",
    },
    icon("gear", 20),
  );
  return h(
    "div",
    { class: "self" },
    avatar(who, 32),
    h(
      "span",
      { class: "self-words" },
      h("span", { class: "self-name" }, who.display),
      h("span", { class: "self-detail" }, who.name),
    ),
    opener(gear, () => card(who.id)),
  );
}

function events() {
  const list = h("div", { class: "events" });
  const draw = () =>
    list.replaceChildren(
      ...(state.side.events.length
        ? state.side.events.map((one) => event(one, draw))
        : [h("p", { class: "aside-words" }, t("events.none"))]),
    );
  draw();
  dialog({
    title: t("events.head"),
    content: list,
    footer: h(
      "form",
      { method: "dialog", class: "dialog-foot" },
      h("button", { class: "button secondary" }, t("close")),
    ),
  });
}

function event(one, draw) {
  const interested = async () => {
    await post(`people/${state.me}/interest`, { event: one.id, interested: !one.am_interested });
    await refresh("people");
    draw();
  };
  return h(
    "article",
    { class: "event" },
    h(
      "p",
      { class: "event-when" },
      icon("calendar", 16),
      stamped(Date.parse(one.starts_at) / 1000, "F"),
      h("span", { class: "tag-plain" }, t(`event.status.${one.status}`)),
    ),
    h("h3", null, one.name),
    one.description ? h("div", { class: "text" }, markup(one.description)) : null,
    h(
      "p",
      { class: "event-foot" },
      one.where ?? (one.channel_id ? `#${seen(one.channel_id)?.name ?? person(one.channel_id) ?? ""}` : ""),
      h("span", { class: "gap" }),
      h(
        "button",
        {
          class: "button secondary",
          "aria-pressed": String(one.am_interested),
          disabled: handsOff(),
          onclick: interested,
        },
        one.am_interested ? icon("check", 16) : null,
        t("event.interested", { count: one.interested }),
      ),
    ),
  );
}
