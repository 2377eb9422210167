/** The first minute: three cards, from the open door to the failed charge and back. What is done is seen, not told. */

import { post } from "./api.js";
import { h, icon, show } from "./h.js";
import { ledgerOf } from "./inside.js";
import { become, refresh } from "./load.js";
import { kept, on, state, tell } from "./store.js";
import { move } from "./time.js";
import { lang, t } from "./words.js";

const WHO = "ken"; // the newcomer whose first month it is
const place = document.getElementById("guide");
let ledger = null;
let reading = false;
let again = false;

/** Draw the cards now and whenever a step is done. */
export function start() {
  on("world me place story time guide", draw);
  on("changed", look);
  on("ready", () => {
    ledger = null;
    if (state.world.world === "kept" && !kept.get("guide-hidden")) look();
  });
  look();
}

const who = () => state.world?.people.find((one) => one.name === WHO);
const isShown = () => Boolean(who()) && state.world.world === "kept" && !kept.get("guide-hidden", false);

/** Put the cards away, or bring them back from the beginning. */
export function toggle() {
  kept.set("guide-hidden", !kept.get("guide-hidden", false));
  look();
  draw();
}

/** Begin anew: the world was thrown away. */
export function forget() {
  kept.set("guide", 0);
}

async function look() {
  again = true;
  if (reading || !isShown()) return;
  reading = true;
  while (again) {
    again = false;
    ledger = await ledgerOf(who().id).catch(() => ledger);
  }
  reading = false;
  kept.set("guide", done());
  draw();
}

const OPEN = ["active", "leaving"];
const OWING = ["past_due", "suspended"];

/** How many of the three cards are done; a card that was done once stays so. */
function done() {
  let steps = kept.get("guide", 0);
  const memberships = ledger?.memberships ?? [];
  const failed = (ledger?.charges ?? []).some((one) => one.failed_at || one.state === "written_off");
  const isOpen = memberships.some((one) => OPEN.includes(one.state));
  if (steps === 0 && memberships.some((one) => [...OPEN, ...OWING].includes(one.state))) steps = 1;
  if (steps === 1 && failed) steps = 2;
  if (steps === 2 && isOpen && !memberships.some((one) => OWING.includes(one.state))) steps = 3;
  return steps;
}

function draw() {
  place.hidden = !isShown();
  if (place.hidden) return;
  const steps = kept.get("guide", 0);
  show(place, [steps, where(), who(), state.me, state.place, state.time.moving, state.world.time.next, lang], () => [
    h(
      "div",
      { class: "guide-head" },
      h("h2", { id: "guide-head" }, t("guide.head")),
      h("span", { class: "gap" }),
      h(
        "button",
        {
          class: "bare small",
          "aria-label": t("guide.hide"),
          title: t("guide.hide"),
          onclick: toggle,
          "data-key": "guide-hide",
        },
        icon("close", 18),
      ),
    ),
    steps < 3
      ? h(
          "ol",
          { class: "guide-cards" },
          [0, 1, 2].map((step) => card(step, steps)),
        )
      : over(),
  ]);
}

/** Where the newcomer stands after the failed charge: still inside and owing, or outside. */
function where() {
  return (ledger?.memberships ?? []).some((one) => OWING.includes(one.state)) ? "owing" : "closed";
}

function card(step, steps) {
  const name = who().display;
  const isNow = step === steps;
  const key = step === 2 && isNow ? `guide.2.${where()}` : `guide.${step}.words`;
  return h(
    "li",
    { class: `guide-card${isNow ? " now" : ""}${step < steps ? " done" : ""}`, "aria-current": isNow ? "step" : null },
    h(
      "h3",
      null,
      h("span", { class: "guide-number", "aria-hidden": "true" }, step < steps ? icon("check", 14) : String(step + 1)),
      t(`guide.${step}.head`),
      step < steps ? h("span", { class: "sr" }, t("guide.done")) : null,
    ),
    h("p", null, t(key, { name, days: state.time.retry_days.join(t("comma")), last: state.time.retry_days.at(-1) })),
    isNow ? h("div", { class: "row" }, HANDS[step]()) : null,
  );
}

function hand(key, act, isMain = true) {
  return h(
    "button",
    {
      class: `button small ${isMain ? "primary" : "secondary"}`,
      onclick: act,
      "data-key": `guide-${key}`,
      disabled: state.time.moving,
    },
    t(`guide.do.${key}`, { name: who().display }),
  );
}

/** What a card offers to do now: only the next thing or two. */
const HANDS = [
  () =>
    state.me === who().id && state.place !== "direct"
      ? [hand("join", () => tell("type", "room join"))]
      : [hand("be", () => become(who().id, state.world.server.system_channel_id))],
  () => (who().bank ? [hand("first", () => move("next_first"))] : [hand("refuse", () => bank("insufficient_funds"))]),
  () => (where() === "owing" ? owing() : closed()),
];

function owing() {
  const isReading = state.me === who().id && state.place === "direct";
  return [
    isReading ? null : hand("read", () => become(who().id, "direct")),
    works(isReading),
    hand("retry", () => move("next_retry_day"), false),
  ];
}

function closed() {
  const join = () => become(who().id, state.world.server.system_channel_id).then(() => tell("type", "room join"));
  return [works(true), hand("join", join, !who().bank)];
}

function works(isMain) {
  return who().bank ? hand("works", () => bank(null), isMain) : null;
}

async function bank(answer) {
  await post(`people/${who().id}/bank`, { answer }).catch(() => {});
  await refresh("people");
}

function over() {
  return h(
    "div",
    { class: "guide-over" },
    h("p", null, t("guide.over", { name: who().display })),
    h(
      "div",
      { class: "row" },
      h(
        "button",
        { class: "button small primary", onclick: () => tell("open", "stories"), "data-key": "guide-stories" },
        t("guide.do.stories"),
      ),
      h(
        "button",
        { class: "button small secondary", onclick: () => tell("open", "inside"), "data-key": "guide-inside" },
        t("guide.do.inside"),
      ),
    ),
  );
}
