/** What stands at the right: the members, the inside, or the stories. */

import { h, icon, show } from "./h.js";
import { drawer } from "./float.js";
import * as inside from "./inside.js";
import { refresh } from "./load.js";
import * as members from "./members.js";
import * as stories from "./stories.js";
import { kept, on, state, tell } from "./store.js";
import { lang, t } from "./words.js";

const PANELS = { members, inside, stories };
const place = document.getElementById("right");
const head = h("header", { class: "side-head" });
const body = h("div", { class: "side-body" });
const isNarrow = () => window.matchMedia("(max-width: 1000px)").matches;

/** Draw the right now and whenever it changes. */
export function start() {
  place.append(head, body);
  state.panel = kept.get("panel", "members");
  on("open", open);
  on("side world me inside story told faults stories tab panel", draw);
  apply();
}

function open(panel) {
  const isShown = isNarrow() ? document.body.dataset.drawer === "right" : true;
  state.panel = state.panel === panel && isShown ? (isNarrow() ? panel : null) : panel;
  kept.set("panel", state.panel);
  apply();
  tell("panel");
  if (panel === "inside") refresh("inside");
  if (panel === "stories") stories.load();
  if (isNarrow()) drawer(isShown && document.body.dataset.drawer === "right" ? null : "right");
}

function apply() {
  document.body.dataset.panel = state.panel ?? "";
}

function draw() {
  const panel = PANELS[state.panel];
  if (!panel || !state.world) return;
  place.setAttribute("aria-label", t(`panel.${state.panel}`));
  show(head, [state.panel, lang], () => [
    h("h2", null, t(`panel.${state.panel}`)),
    h(
      "button",
      { class: "bare", "aria-label": t("close"), title: t("close"), "data-key": "close-panel", onclick: close },
      icon("close", 20),
    ),
  ]);
  show(body, [state.panel, ...panel.values()], panel.nodes);
}

function close() {
  if (isNarrow()) return drawer(null);
  return open(state.panel);
}
