/** The clock at the top: what time it is in the community, and how to move it. */

import { post } from "./api.js";
import { fresh, h, icon, show } from "./h.js";
import { opener } from "./float.js";
import { handsOff, on, state, tell } from "./store.js";
import { brief, clockDay, forField, hour } from "./when.js";
import { lang, sorry, t } from "./words.js";

const place = document.getElementById("time");

/** Draw the clock now and whenever it moves. */
export function start() {
  on("time world story", () => {
    if (state.time) show(place, [state.time, handsOff(), lang], nodes);
  });
}

/** The leaps one may choose from: what is sent, and the key of its words. */
const LEAPS = [
  ["next", "next"],
  ["+1d", "day"],
  ["next_retry_day", "retry"],
  ["next_first", "first"],
];

function nodes() {
  const { time } = state;
  const face = h(
    "button",
    { class: `clock${time.moving ? " moving" : ""}`, "data-key": "clock", title: t("time.zone", { zone: time.zone }) },
    icon("clock", 18),
    h("span", { class: "sr" }, t("time.now")),
    h("span", { class: "clock-day" }, clockDay(time.now)),
    h("span", { class: "clock-brief", "aria-hidden": "true" }, brief(time.now).split(" ")[0]),
    h("strong", { class: "clock-hour" }, hour(time.now)),
    icon("down", 14),
  );
  return time.moving
    ? [opener(face, menu), moving()]
    : [
        opener(face, menu),
        h(
          "div",
          { class: "leaps" },
          LEAPS.map(([to, key]) => leap(to, key)),
        ),
      ];
}

function moving() {
  const { to, moments } = state.time;
  return h(
    "div",
    { class: "moving-words" },
    h("span", null, t("time.moving", { to: brief(to), moments })),
    h(
      "button",
      { class: "button small danger", onclick: () => post("time/stop").catch(() => {}), "data-key": "stop" },
      t("time.stop"),
    ),
  );
}

function leap(to, key, className = "leap") {
  const { next } = state.time;
  const isNothing = to === "next" && !next;
  const detail = to === "next" && next ? h("span", { class: "leap-detail" }, brief(next.at)) : null;
  return h(
    "button",
    {
      class: className,
      disabled: handsOff() || isNothing,
      onclick: () => move(to),
      "data-key": `leap-${to}`,
      title: t(`time.about.${key}`),
    },
    t(`time.${key}`),
    detail,
  );
}

/** Let time pass up to there; what happens on the way is seen as it happens. */
export async function move(to) {
  try {
    state.time = await post("time", { to });
    tell("time");
  } catch (failed) {
    tell("sorry", sorry(failed));
  }
}

function menu(close) {
  const date = h("input", {
    id: fresh("date"),
    class: "field-text",
    type: "datetime-local",
    min: forField(state.time.now),
    value: forField(Date.parse(state.time.now) + 86400000),
  });
  const go = h(
    "form",
    { class: "menu-date" },
    h("label", { for: date.id }, t("time.date")),
    date,
    h("button", { class: "button primary", disabled: handsOff() || state.time.moving }, t("time.go")),
  );
  go.addEventListener("submit", (event) => {
    event.preventDefault();
    close();
    move(date.value);
  });
  const leaps = LEAPS.map(([to, key]) => {
    const button = leap(to, key, "menu-item");
    button.addEventListener("click", close);
    button.append(h("span", { class: "menu-detail" }, t(`time.about.${key}`)));
    return button;
  });
  return h(
    "div",
    { class: "menu" },
    h("p", { class: "menu-head" }, t("time.head", { zone: state.time.zone })),
    leaps,
    go,
  );
}
