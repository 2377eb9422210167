/** One message, as the client shows it. */

import { avatar, h, icon } from "./h.js";
import { localPath } from "./commands.js";
import { attachments, components, embed } from "./components.js";
import { markup } from "./markup.js";
import { failures, press, reopen, whyFailed } from "./interactions.js";
import { kept, me, state, tell } from "./store.js";
import { day, hour, longDay, now } from "./when.js";
import { t } from "./words.js";

const LAYOUT = 1 << 15;
const CLOSE_IN_TIME = 7 * 60 * 1000;

/** Whether a message stands under the one above without name and picture. */
export function goesOn(message, above) {
  return (
    Boolean(above) &&
    above.author.id === message.author.id &&
    !message.used &&
    !message.reply_to &&
    above.ephemeral === message.ephemeral &&
    day(above.at) === day(message.at) &&
    new Date(message.at) - new Date(above.at) < CLOSE_IN_TIME
  );
}

/** The node of a message. grouped: it goes on from the one above. */
export function row(message, grouped) {
  const head = `author-of-${message.id}`;
  return h(
    "article",
    {
      class: `message${grouped ? " grouped" : ""}${message.ephemeral ? " ephemeral" : ""}`,
      "data-id": message.id,
      "aria-labelledby": head,
      "data-key": message.id,
      tabindex: "-1",
    },
    message.used?.command ? used(message.used.by, message.used.command) : null,
    message.reply_to ? h("div", { class: "used" }, t("message.reply")) : null,
    grouped ? h("span", { class: "message-hour", "aria-hidden": "true" }, hour(message.at)) : avatar(message.author),
    h(
      "div",
      { class: "message-body" },
      h(
        "h3",
        { class: grouped ? "sr" : "message-head", id: head },
        h("span", { class: "name" }, message.author.display),
        message.author.bot ? h("span", { class: "tag" }, t("message.app")) : null,
        h("time", { class: "message-time", datetime: message.at }, spoken(message.at)),
      ),
      content(message),
      failures.has(message.id)
        ? h("p", { class: "failure", role: "alert" }, icon("warning", 16), failures.get(message.id))
        : null,
      message.ephemeral ? onlyYou(message) : null,
    ),
  );
}

function content(message) {
  if (message.thinking) return thinking(message.author.display);
  const raw = message.raw;
  const act = (custom_id, values) => press(message, custom_id, values);
  const isLayout = Boolean(raw.flags & LAYOUT);
  const edited = message.edited_at
    ? h(
        "span",
        { class: "edited", title: t("message.edited_times", { times: message.edits, at: spoken(message.edited_at) }) },
        t("message.edited"),
      )
    : null;
  return h(
    "div",
    { class: "content" },
    isLayout || !raw.content
      ? null
      : h("div", { class: "text" }, markup(raw.content), " ", raw.content ? edited : null),
    (raw.embeds ?? []).map(embed),
    attachments(raw.attachments ?? []),
    components(raw.components ?? [], act),
    isLayout || !raw.content ? edited : null,
  );
}

function used(by, command) {
  const [before, after] = t("message.used").split("{command}");
  return h(
    "div",
    { class: "used" },
    avatar(by, 16),
    h("span", { class: "name" }, by.display),
    h("span", null, before, h("span", { class: "mention" }, `/${localPath(command)}`), after),
  );
}

function thinking(who) {
  return h(
    "div",
    { class: "thinking", role: "status" },
    h("span", { class: "dots", "aria-hidden": "true" }, h("i"), h("i"), h("i")),
    t("message.thinking", { who }),
  );
}

function onlyYou(message) {
  const dismiss = () => {
    kept.set("dismissed", [...kept.get("dismissed", []), message.id].slice(-300));
    tell("chat");
  };
  return h(
    "div",
    { class: "only-you" },
    icon("eye", 16),
    h("span", null, t("message.only_you")),
    " • ",
    h("button", { class: "as-link", onclick: dismiss, "data-key": `dismiss-${message.id}` }, t("message.dismiss")),
  );
}

/** An interaction that has no message: on its way, without an answer, or with a form still open. */
export function waiting(interaction) {
  const by = me();
  const bot = { ...state.world.bot, bot: true };
  const body = {
    sending: () => h("div", { class: "thinking" }, t("interaction.sending")),
    failed: () => h("p", { class: "failure", role: "alert" }, icon("warning", 16), whyFailed(interaction)),
    form: () =>
      h(
        "button",
        { class: "button secondary", onclick: () => reopen(interaction), "data-key": `form-${interaction.id}` },
        t("interaction.form", { title: interaction.modal?.title ?? "" }),
      ),
  }[interaction.state];
  const kind = interaction.state === "form" ? "message ephemeral form-waits" : "message ephemeral";
  return h(
    "article",
    { class: kind, "data-key": interaction.id },
    interaction.command ? used(by, interaction.command) : null,
    avatar(bot),
    h(
      "div",
      { class: "message-body" },
      h(
        "h3",
        { class: "message-head" },
        h("span", { class: "name" }, bot.display),
        h("span", { class: "tag" }, t("message.app")),
      ),
      body?.(),
    ),
  );
}

/** Word the times of all messages anew: today has become yesterday. */
export function again() {
  for (const node of document.querySelectorAll(".message-time")) node.textContent = spoken(node.dateTime);
}

/** "Today at 12:00", "Yesterday at 12:00", or the day itself. */
function spoken(at) {
  const values = { hour: hour(at) };
  if (day(at) === day(now())) return t("message.today", values);
  if (day(at) === day(now() - 86400000)) return t("message.yesterday", values);
  return `${longDay(at)} ${hour(at)}`;
}
