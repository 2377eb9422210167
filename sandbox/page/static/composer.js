/** The box below: words for the channel, or a slash that begins a command. */

import { post } from "./api.js";
import { fill, fresh, h, icon } from "./h.js";
import { about, listed, localPath, matching, typedOut } from "./commands.js";
import { listbox } from "./listbox.js";
import { refresh } from "./load.js";
import { channelId, handsOff, kept, on, seen, state } from "./store.js";
import { entry } from "./entry.js";
import { lang, sorry, t } from "./words.js";

const place = document.getElementById("composer");
let current = null; // {text, focus}: what stands in the box
let drawn = ""; // the shape it was drawn for

/** Draw the box now and whenever one is somebody or somewhere else. */
export function start() {
  on("place", () => put(draft()));
  on("side story world", () => {
    if (state.chat && JSON.stringify(shape()) !== drawn) put(current?.text() ?? draft());
  });
  on("type", type);
}

/** What the box depends on: while this stays, what is typed stays too. */
function shape() {
  return [state.me, state.place, may(), handsOff(), lang];
}

function may() {
  if (state.place === "direct") return state.side?.direct?.may ?? { write: false, use_commands: true };
  return seen(state.place)?.may ?? { write: false, use_commands: false };
}

const draftName = () => `draft.${state.me}.${state.place}`;
const draft = () => kept.get(draftName(), "");

/** Put a command into the box as if somebody had typed it. */
async function type(path) {
  const entries = await listed();
  const found = entries.find((one) => one.path === path);
  if (found) command(found, {});
  else put(`/${localPath(path)}`).focus();
}

/** Put the box for words there, with this text in it; answers the field. */
function put(text) {
  const { nodes, field } = writing(text);
  drawn = JSON.stringify(shape());
  current = { text: () => field.value, focus: () => field.focus() };
  fill(place, nodes);
  return field;
}

function writing(text) {
  const error = h("p", { class: "composer-error", role: "alert" });
  const above = h("div", { class: "above", hidden: true });
  const id = fresh("box");
  const { write, use_commands: mayUse } = may();
  const isOff = handsOff() || (!write && !mayUse);
  const field = h("textarea", {
    id,
    class: "box",
    rows: "1",
    placeholder: hint(write, mayUse),
    "aria-label": hint(write, mayUse),
    disabled: isOff,
    "data-key": "box",
    role: "combobox",
    "aria-expanded": "false",
    "aria-autocomplete": "list",
    "aria-haspopup": "listbox",
    value: text,
  });
  const list = listbox(field, (item) => command(item.value, {}), { label: t("commands.list") });
  field.setAttribute("aria-controls", list.node.id);
  above.append(list.node);

  const open = (isOpen) => {
    above.hidden = !isOpen;
    field.setAttribute("aria-expanded", String(isOpen));
  };
  const typed = async () => {
    kept.set(draftName(), field.value);
    error.textContent = "";
    if (!field.value.startsWith("/") || !mayUse) return open(false);
    if (above.hidden) list.say(t("list.loading"));
    open(true);
    const asked = field.value;
    const entries = await listed().catch(() => []);
    if (asked !== field.value) return undefined;
    const whole = typedOut(entries, asked.slice(1));
    if (whole) return command(whole.entry, whole.given);
    const found = matching(entries, asked.slice(1));
    if (found.length) list.show(found.map(offered));
    else list.say(t("commands.none"));
    return undefined;
  };
  field.addEventListener("input", typed);
  field.addEventListener("keydown", async (event) => {
    if (event.isComposing) return;
    if (!above.hidden) {
      if (list.key(event)) return;
      if (event.key === "Escape") {
        event.preventDefault();
        open(false);
        return;
      }
      if ((event.key === "Tab" && !event.shiftKey) || event.key === "Enter") {
        event.preventDefault();
        if (list.active) command(list.active.value, {});
        return;
      }
    }
    if (event.key !== "Enter" || event.shiftKey) return;
    event.preventDefault();
    await send(field, error);
  });
  if (state.place === "direct" && mayUse)
    listed().then(
      (entries) => entries.length || (field.placeholder = t("composer.direct_none", { name: state.world.bot.display })),
      () => {},
    );
  const slash = () => {
    field.value = "/";
    field.focus();
    field.dispatchEvent(new Event("input"));
  };
  const opening = {
    class: "bare",
    type: "button",
    disabled: isOff || !mayUse,
    "aria-label": t("commands.open"),
    title: t("commands.open"),
    "data-key": "slash",
  };
  const line = h(
    "div",
    { class: isOff ? "boxed off" : "boxed" },
    h("button", { ...opening, onclick: slash }, icon("slash", 22)),
    field,
  );
  return { nodes: [above, error, line], field };
}

function offered(one) {
  return { value: one, label: `/${localPath(one.path)}`, detail: about(one.node) };
}

function hint(write, mayUse) {
  if (handsOff()) return t("composer.hands_off");
  const name = state.place === "direct" ? state.world.bot.display : `#${seen(state.place)?.name ?? ""}`;
  if (state.place === "direct") return t("composer.direct", { name });
  if (write) return t("composer.write", { name });
  return t(mayUse ? "composer.only_commands" : "composer.nothing", { name });
}

async function send(field, error) {
  const content = field.value.trim();
  if (!content || content.startsWith("/")) return;
  try {
    await post(`people/${state.me}/messages`, { channel: channelId() ?? "direct", content });
    field.value = "";
    kept.set(draftName(), "");
    await refresh("chat");
  } catch (failed) {
    error.textContent =
      state.place === "direct" ? t("composer.reads_nothing", { name: state.world.bot.display }) : sorry(failed);
  }
}

/** The box for a command and its options. */
function command(chosen, given) {
  kept.set(draftName(), "");
  const back = (text) => {
    const field = put(text);
    field.focus();
    field.setSelectionRange(text.length, text.length);
  };
  const made = entry(chosen, given, back);
  fill(place, made.nodes);
  current = { text: () => "", focus: made.focus };
  made.focus();
}

/** Put the keyboard into the box. */
export function focus() {
  current?.focus();
}
