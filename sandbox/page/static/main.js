/** Where it begins: read the world, be somebody, follow what happens. */

import { Failed, follow, post } from "./api.js";
import * as chat from "./chat.js";
import * as composer from "./composer.js";
import { dialog, drawer } from "./float.js";
import * as guide from "./guide.js";
import { fill, h, icon } from "./h.js";
import * as happenings from "./happenings.js";
import { heard } from "./interactions.js";
import { become, refresh, stayWhereOneMay, world } from "./load.js";
import * as people from "./people.js";
import * as side from "./side.js";
import * as sidebar from "./sidebar.js";
import * as stories from "./stories.js";
import { kept, on, state, tell } from "./store.js";
import * as time from "./time.js";
import { lang, sorry, t } from "./words.js";

const notice = document.getElementById("notice");

function tools() {
  const hidden = kept.get("guide-hidden", false);
  const theme = document.documentElement.dataset.theme;
  const button = (key, name, onclick, words) =>
    h(
      "button",
      { class: "bare", onclick, "aria-label": t(key), title: t(key), "data-key": key },
      name ? icon(name, 20) : null,
      words ? h("span", { class: "tool-words" }, words) : null,
    );
  fill(
    document.getElementById("tools"),
    state.story
      ? null
      : button(
          "tools.guide",
          "flag",
          () => {
            guide.toggle();
            tools();
          },
          hidden ? t("tools.guide_short") : null,
        ),
    button("tools.reset", "again", reset, t("tools.reset_short")),
    button("tools.theme", theme === "light" ? "moon" : "sun", () => {
      kept.set("theme", theme === "light" ? "dark" : "light");
      dress();
      tools();
    }),
    button(
      "tools.lang",
      null,
      () => {
        kept.set("lang", lang === "ja" ? "en" : "ja");
        location.reload();
      },
      lang === "ja" ? "English" : "日本語",
    ),
  );
}

function dress() {
  const isLight = window.matchMedia("(prefers-color-scheme: light)").matches;
  document.documentElement.dataset.theme = kept.get("theme") ?? (isLight ? "light" : "dark");
}

function reset() {
  const go = h("button", { class: "button danger", value: "go" }, t("reset.go"));
  dialog({
    title: t("reset.head"),
    content: h("p", null, t(state.story ? "reset.story" : "reset.words")),
    footer: h(
      "form",
      { method: "dialog", class: "dialog-foot" },
      h("button", { class: "button bare-button", value: "" }, t("form.cancel")),
      state.story ? null : go,
    ),
    onclose: async (value) => {
      if (value !== "go") return;
      guide.forget();
      await post("reset").catch((failed) => tell("sorry", sorry(failed)));
    },
  });
}

/** One line above the chat for what holds everywhere: no connection, a world that changes, planted faults. */
function tellAround() {
  const faults = (state.faults?.switches ?? []).filter((one) => one.on);
  const lines = [
    state.connected ? null : [t("notice.gone"), "bad"],
    state.changing ? [t("notice.changing"), ""] : null,
    state.story ? [t("notice.story", { title: stories.title(state.story.name) }), "told"] : null,
    faults.length
      ? [t("notice.faults", { faults: faults.map((one) => t(`fault.${one.name}`)).join(t("comma")) }), "warn"]
      : null,
    state.time?.stopped === "broke" ? [t("notice.broke"), "bad"] : null,
  ].filter(Boolean);
  fill(
    notice,
    lines.map(([words, kind]) => h("p", { class: `notice ${kind}` }, words)),
  );
}

/** Read everything anew: at the start, and when another world was opened. */
async function begin() {
  Object.assign(state, { side: null, chat: null, inside: null, member: null });
  await world();
  const all = state.world.people;
  const known = all.find((one) => one.id === kept.get("me"));
  const first = known ?? all.find((one) => one.name === "ken") ?? all.find((one) => one.in_server) ?? all[0];
  state.told = state.story?.told ?? [];
  tell("ready");
  if (first) await become(first.id);
  tell("time");
  tell("faults");
}

const hear = {
  hello: () => {
    const wasGone = !state.connected;
    state.connected = true;
    tellAround();
    if (wasGone) begin();
  },
  changed: ({ parts }) => {
    if (state.changing) return;
    const wanted = parts.filter((one) => one !== "inside" || state.panel === "inside" || state.time.moving);
    if (wanted.length) refresh(...wanted);
    tell("changed", parts);
  },
  interaction: heard,
  time: (moved) => {
    state.news += 1;
    state.time = moved;
    tell("time");
  },
  story: (story) => {
    state.news += 1;
    state.story = story;
    if (!story) state.told = [];
    else if (story.told.length >= state.told.length) state.told = story.told;
    tell("story");
  },
  told: stories.heard,
  faults: (faults) => {
    state.news += 1;
    state.faults = faults;
    tell("faults");
  },
  world: async ({ state: now, words }) => {
    if (now === "closing") {
      state.changing = true;
      state.chat = null;
      tell("closing");
    }
    if (now === "broken") tell("sorry", words);
    if (now === "ready") await begin();
    state.changing = now === "closing";
    tell("story");
  },
};

function keys() {
  document.addEventListener("keydown", (event) => {
    const isTyping = event.target.closest("input, textarea, select, dialog, .float");
    if (event.key === "Escape" && document.body.dataset.drawer) drawer(null);
    else if (event.key === "Escape" && !isTyping && !event.defaultPrevented) composer.focus();
    else if (event.key === "/" && !isTyping && !event.ctrlKey && !event.metaKey) composer.focus();
    else return;
    if (event.key !== "/") event.preventDefault();
  });
  document.getElementById("shade").addEventListener("click", () => drawer(null));
}

/** What nobody waited for went wrong: the person hears of it, unless a line at the top says it already. */
function overheard(event) {
  if (!(event.reason instanceof Failed)) return;
  event.preventDefault();
  if (!["changing", "gone"].includes(event.reason.code)) tell("sorry", sorry(event.reason));
}

async function start() {
  window.addEventListener("unhandledrejection", overheard);
  dress();
  document.documentElement.lang = lang;
  document.title = t("title");
  document.getElementById("brand-words").textContent = t("brand");
  const skip = document.getElementById("skip");
  skip.textContent = t("skip");
  skip.addEventListener("click", (event) => {
    event.preventDefault();
    composer.focus();
  });
  for (const [id, key] of Object.entries({
    left: "label.left",
    main: "label.main",
    people: "people.head",
    messages: "label.messages",
    rail: "label.rail",
    channels: "label.channels",
    time: "label.time",
    guide: "guide.head",
  }))
    document.getElementById(id).setAttribute("aria-label", t(key));
  on("world story faults time changing", tellAround);
  on("world story", tools);
  on("side", stayWhereOneMay);
  for (const part of [happenings, time, people, sidebar, chat, composer, side]) part.start();
  keys();
  try {
    await begin();
  } catch (failed) {
    if (!(failed instanceof Failed)) throw failed;
    state.changing = failed.code === "changing";
    state.connected = failed.code !== "gone";
    tellAround();
  }
  guide.start();
  const stream = follow(hear);
  stream.addEventListener("error", () => {
    state.connected = false;
    tellAround();
  });
}

start();
