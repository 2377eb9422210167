/** While time moves: short lines about what has just happened, to whom. */

import { avatar, h, icon } from "./h.js";
import { become } from "./load.js";
import { on, state } from "./store.js";
import { brief, now } from "./when.js";
import { t } from "./words.js";

const place = document.getElementById("toasts");
const MOST = 4;
const SECONDS = 9;
let before = null; // people as they were
let events = null; // ids of Stripe's events that are known

/** Compare what is read with what was there, and say what is new. */
export function start() {
  on("world", people);
  on("inside", stripe);
  on("sorry", (words) => toast({ picture: icon("warning", 20), words, kind: "bad" }));
  on("ready", () => {
    before = events = null;
    place.replaceChildren();
  });
}

function people() {
  const roles = (one) => one.roles.filter((id) => state.world.roles.some((role) => role.id === id));
  const name = (id) => state.world.roles.find((role) => role.id === id)?.name ?? "";
  const known = before;
  before = new Map(state.world.people.map((one) => [one.id, { ...one, roles: roles(one) }]));
  if (!known) return;
  for (const one of state.world.people) {
    const was = known.get(one.id);
    if (!was) continue;
    const say = (key, values, go) =>
      toast({ picture: avatar(one, 24), words: t(key, { who: one.display, ...values }), go });
    if (one.unread > was.unread && !(one.id === state.me && state.place === "direct"))
      say("happened.direct", {}, () => become(one.id, "direct"));
    for (const id of roles(one).filter((role) => !was.roles.includes(role))) say("happened.role", { role: name(id) });
    for (const id of was.roles.filter((role) => !roles(one).includes(role)))
      say("happened.no_role", { role: name(id) });
    if (was.in_server && !one.in_server) say("happened.left");
    if (!was.in_server && one.in_server) say("happened.came");
  }
}

/** Stripe's events that a person would want to hear of. */
const TOLD = {
  "checkout.session.completed": "paid_checkout",
  "invoice.payment_failed": "failed",
  "invoice.paid": "paid",
  "customer.subscription.deleted": "subscription_ended",
  "refund.created": "refunded",
  "payment_method.attached": "new_card",
};

function stripe() {
  const all = state.inside.events;
  const known = events;
  events = new Set(all.map((one) => one.id));
  if (!known) return;
  for (const one of all.filter((event) => !known.has(event.id) && event.type in TOLD).reverse())
    toast({
      picture: h("span", { class: "stripe-sign", "aria-hidden": "true" }, "S"),
      words: t(`happened.${TOLD[one.type]}`),
      at: one.at,
      kind: one.type === "invoice.payment_failed" ? "bad" : "",
    });
}

function toast({ picture, words, at, go, kind = "" }) {
  const inner = [
    picture,
    h("span", { class: "toast-words" }, words),
    h("time", { class: "line-at" }, brief(at ?? now())),
  ];
  const node = go
    ? h(
        "button",
        {
          class: `toast ${kind}`,
          onclick: () => {
            node.remove();
            go();
          },
        },
        inner,
      )
    : h("div", { class: `toast ${kind}` }, inner);
  place.append(node);
  while (place.children.length > MOST) place.firstChild.remove();
  const leave = () => (node.matches(":hover, :focus-within") ? setTimeout(leave, 2000) : node.remove());
  setTimeout(leave, SECONDS * 1000);
}
