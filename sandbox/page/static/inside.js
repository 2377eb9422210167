/** The panel that looks inside: what came in, what waits, what was done, what was written down. */

import { get, post } from "./api.js";
import { h } from "./h.js";
import { inside as read } from "./load.js";
import { ledger } from "./ledger.js";
import { kindOf, line, LINE } from "./lines.js";
import { toggle } from "./person.js";
import { kept, state, tell } from "./store.js";
import { money } from "./when.js";
import { has, t } from "./words.js";

const TABS = ["events", "inbox", "outbox", "due", "ledger", "audit", "books", "calls", "mails", "faults"];
let tab = kept.get("tab", "events");

/** What the panel is made from. */
export function values() {
  return [tab, tab === "faults" ? state.faults : state.inside && parts(), state.member, state.world.people.length];
}

function parts() {
  return tab === "ledger" ? [state.inside.ledger, state.inside.member] : state.inside[tab];
}

/** The nodes of the panel. */
export function nodes() {
  return [
    tabs(),
    h(
      "div",
      { class: "tab-panel", role: "tabpanel", id: "inside-panel", "aria-labelledby": `tab-${tab}`, tabindex: "0" },
      h("p", { class: "aside-words" }, t(`inside.about.${tab}`)),
      content(),
    ),
  ];
}

function tabs() {
  const list = h(
    "div",
    { class: "tabs", role: "tablist", "aria-label": t("panel.inside") },
    TABS.map((name) =>
      h(
        "button",
        {
          class: "tab",
          role: "tab",
          id: `tab-${name}`,
          "aria-selected": String(name === tab),
          "aria-controls": name === tab ? "inside-panel" : null,
          tabindex: name === tab ? "0" : "-1",
          onclick: () => choose(name),
          "data-key": `tab-${name}`,
        },
        t(`inside.${name}`),
      ),
    ),
  );
  list.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const next = TABS[(TABS.indexOf(tab) + step + TABS.length) % TABS.length];
    choose(next);
    document.getElementById(`tab-${next}`).focus();
  });
  return list;
}

function choose(name) {
  tab = name;
  kept.set("tab", name);
  tell("tab");
}

function content() {
  if (tab === "faults") return faults();
  if (!state.inside) return h("p", { class: "loading" }, t("chat.loading"));
  if (tab === "ledger") return ledger(look);
  if (tab === "books") return books();
  const list = state.inside[tab];
  return list.length
    ? h(
        "ul",
        { class: "lines" },
        list.map((one) => LINE[tab](one)),
      )
    : h("p", { class: "nothing" }, t("inside.nothing"));
}

/** Look at another member's ledger. */
async function look(id) {
  state.member = id;
  await read();
}

function books() {
  const { charges, refunds, subscriptions } = state.inside.books;
  const amount = (one) => money({ minor: one.amount, currency: one.currency ?? charges[0]?.currency ?? "jpy" });
  const part = (title, list, draw) => [
    h("h3", null, title),
    list.length ? h("ul", { class: "lines" }, list.map(draw)) : h("p", { class: "nothing" }, t("inside.nothing")),
  ];
  return [
    part(t("books.charges"), charges, (one) =>
      line({
        at: one.at,
        what: amount(one),
        mark: one.status,
        kind: kindOf(one.status),
        more: [one.who, one.why].filter(Boolean).join(" · "),
      }),
    ),
    part(t("books.refunds"), refunds, (one) =>
      line({ at: one.at, what: amount(one), mark: one.status, kind: kindOf(one.status) }),
    ),
    part(t("books.subscriptions"), subscriptions, (one) =>
      line({ what: one.id, mark: one.status, kind: kindOf(one.status) }),
    ),
  ];
}

function faults() {
  const { switches } = state.faults;
  const flip = (one) => () => post("faults", { name: one.name, on: !one.on });
  return h(
    "div",
    { class: "faults" },
    switches.map((one) =>
      h(
        "label",
        { class: "switch" },
        h(
          "span",
          null,
          t(has(`fault.${one.name}`) ? `fault.${one.name}` : one.name),
          h("span", { class: "option-detail" }, has(`fault.about.${one.name}`) ? t(`fault.about.${one.name}`) : ""),
        ),
        toggle(one.name, one.on, false, flip(one)),
      ),
    ),
    switches.some((one) => one.on)
      ? h(
          "button",
          { class: "button secondary", onclick: () => post("faults/clear"), "data-key": "clear" },
          t("fault.clear"),
        )
      : null,
  );
}

/** Read a member's ledger without looking at the panel. */
export function ledgerOf(member) {
  return get("inside", { member, limit: 1 }).then((read) => read.ledger);
}
