/** Stories: whole months, told step by step in a world of their own. */

import { get, post } from "./api.js";
import { h, icon } from "./h.js";
import { become } from "./load.js";
import { drawer } from "./float.js";
import { markup } from "./markup.js";
import { kept, state, tell } from "./store.js";
import { brief } from "./when.js";
import { has, sorry, t } from "./words.js";

let list = null;
let isFollowing = kept.get("following", true);
let isBusy = false;

/** Read which stories there are. */
export async function load() {
  list = (await get("stories")).stories;
  tell("stories");
}

/** What the panel is made from. */
export function values() {
  return [list, state.story, state.told, isFollowing, isBusy, state.changing];
}

/** The nodes of the panel. */
export function nodes() {
  return state.story ? playing(state.story) : choosing();
}

/** Something is being done by the server; buttons wait. */
async function act(path, body) {
  isBusy = true;
  tell("stories");
  try {
    return await post(path, body);
  } catch (failed) {
    tell("sorry", sorry(failed));
    return undefined;
  } finally {
    isBusy = false;
    tell("stories");
  }
}

function choosing() {
  if (!list) {
    load();
    return [h("p", { class: "loading" }, t("chat.loading"))];
  }
  return [
    h("p", { class: "aside-words" }, t("stories.about")),
    list.map((one) =>
      h(
        "article",
        { class: "story" },
        h("h3", null, title(one.name)),
        h("p", null, has(`story.about.${one.name}`) ? t(`story.about.${one.name}`) : one.about),
        h(
          "button",
          {
            class: "button primary",
            disabled: isBusy || state.changing,
            onclick: () => act("stories", { play: one.name }),
            "data-key": `play-${one.name}`,
          },
          icon("play", 16),
          t("stories.play"),
          h("span", { class: "sr" }, title(one.name)),
        ),
      ),
    ),
  ];
}

/** The name of a story in the page's language. */
export function title(name) {
  return has(`story.title.${name}`) ? t(`story.title.${name}`) : name.replaceAll("-", " ");
}

function playing(story) {
  const isOver = !["waiting", "running"].includes(story.state);
  const follow = h("input", {
    type: "checkbox",
    checked: isFollowing,
    "data-key": "follow",
    onchange: () => {
      isFollowing = !isFollowing;
      kept.set("following", isFollowing);
    },
  });
  return [
    h(
      "div",
      { class: "story-head" },
      h("h3", null, title(story.name)),
      h("p", { class: "story-state", role: "status" }, t(`story.state.${story.state}`, { step: story.step })),
      story.difference ? h("pre", { class: "line-fault", tabindex: "0" }, story.difference) : null,
      story.coming && !isOver
        ? h("p", { class: "story-coming" }, h("strong", null, t("story.coming")), " ", sentence(story.coming))
        : null,
      h(
        "div",
        { class: "row" },
        isOver
          ? null
          : h(
              "button",
              {
                class: "button primary",
                disabled: isBusy || story.state === "running",
                onclick: () => act("stories/next", { steps: 1 }),
                "data-key": "step",
              },
              t("story.next"),
            ),
        isOver
          ? null
          : h(
              "button",
              {
                class: "button secondary",
                disabled: isBusy || story.state === "running",
                onclick: () => act("stories/next", { steps: "all" }),
                "data-key": "all",
              },
              t("story.all"),
            ),
        h(
          "button",
          {
            class: "button secondary",
            disabled: isBusy || state.changing,
            onclick: () => act("stories/leave"),
            "data-key": "leave",
          },
          t("story.leave"),
        ),
      ),
      h("label", { class: "choice small" }, follow, h("span", null, t("story.follow"))),
    ),
    h("ol", { class: "told", reversed: true }, [...state.told].reverse().map(line)),
  ];
}

function line(told) {
  return h(
    "li",
    { class: `told-line ${told.act}`, value: told.n },
    h("time", { class: "line-at", datetime: told.at }, brief(told.at)),
    h("p", null, sentence(told)),
    told.answer ? h("blockquote", { class: "text" }, markup(told.answer)) : null,
  );
}

/** A step as a sentence. */
export function sentence(step) {
  const who = state.world.people.find((one) => one.name === step.who)?.display ?? step.who ?? "";
  const given = step.with ?? {};
  switch (step.act) {
    case "slash":
      return t("told.slash", {
        who,
        command: `/${given.command} ${Object.entries(given.options ?? {})
          .map(([name, value]) => `${name}:${value}`)
          .join(" ")}`.trim(),
      });
    case "click":
      return t("told.click", { who, label: given.label });
    case "pay":
      return t("told.pay", { who, card: String(given.card ?? "").slice(-4) });
    case "time":
      return t("told.time", { to: brief(given.to) });
    case "bank":
      return given.answer ? t("told.bank", { who, answer: t(`bank.${given.answer}`) }) : t("told.bank_works", { who });
    case "reads":
      return t("told.reads", { who });
    case "form":
      return t("told.form", { who, words: Object.values(given.values ?? {}).join(t("comma")) });
    default:
      return remark(step.words);
  }
}

/** A remark of the story's own; one that begins with a name is looked up without it ("{who} leaves the server"). */
function remark(words) {
  const about = state.world.people.find((one) => words.startsWith(`${one.name} `));
  const key = about ? `says.{who}${words.slice(about.name.length)}` : `says.${words}`;
  if (has(key)) return t(key, { who: about?.display });
  return words;
}

/** A sentence was told: keep it, and look over the shoulder of whoever it is about. */
export async function heard(told) {
  const isMore = state.told.some((one) => one.n === told.n);
  state.told = isMore ? state.told.map((one) => (one.n === told.n ? told : one)) : [...state.told, told];
  tell("told");
  if (isMore) return; // only the answer has come
  const who = state.world.people.find((one) => one.name === told.who);
  if (!isFollowing || !who) return;
  const place = ["reads", "click", "pay"].includes(told.act) ? "direct" : state.world.server.system_channel_id;
  if (state.me !== who.id || state.place !== place) await become(who.id, place);
  if (document.body.dataset.drawer === "right") drawer(null);
}
