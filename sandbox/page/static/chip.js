/** One option of a slash command: its name, a field, and what may be chosen for it. */

import { avatar, fresh, h } from "./h.js";
import { about, fault, local, suggestions } from "./commands.js";
import { listbox } from "./listbox.js";
import { person } from "./store.js";
import { t } from "./words.js";

const PAUSE = 60; // milliseconds of silence before the bot is asked for suggestions

/** A chip. The entry gives what it needs: options() so far, where lists are shown, and where the keyboard goes next. */
export function makeChip({ command, option, value, options, show, hide, next, submit, leave, drop, turn }) {
  const id = fresh("option");
  const field = h("input", {
    id,
    class: "chip-field",
    autocomplete: "off",
    role: "combobox",
    "aria-expanded": "false",
    "aria-autocomplete": "list",
    "aria-required": String(Boolean(option.required)),
    value: value ?? "",
  });
  const node = h("span", { class: "chip" }, h("label", { for: id, class: "chip-name" }, local(option)), field);
  const list = listbox(field, pick, { label: local(option) });
  field.setAttribute("aria-controls", list.node.id);
  field.setAttribute("aria-description", about(option));
  let chosen;
  let asked = 0;
  let timer;
  let isOpen = false;

  const words = (extra) => [
    h("strong", null, local(option)),
    h("span", null, about(option)),
    extra ? h("span", { class: "failure" }, extra) : "",
  ];
  const open = (wanted) => {
    isOpen = wanted;
    field.setAttribute("aria-expanded", String(wanted));
    if (wanted) show(list.node, words());
    else hide();
  };

  async function suggest() {
    asked += 1;
    const turn = asked;
    if (!list.items.length) list.say(t("list.loading"));
    try {
      const found = await suggestions(command, option, chosen === undefined ? field.value : "", options());
      if (turn !== asked) return;
      if (found === null) {
        open(false);
        show(null, words());
        return;
      }
      list.show(
        found.map((one) => ({
          ...one,
          chosen: one.value === chosen,
          picture: one.person ? avatar(person(one.value) ?? one.person, 24) : null,
        })),
      );
      fit();
    } catch {
      if (turn === asked) list.say(t("list.failed"));
    }
  }

  /** What was given in words ("room:Gold") is chosen when the list has it. */
  function fit() {
    if (value === undefined || chosen !== undefined || field.value !== String(value)) return;
    const wanted = field.value.replace(/^[@#]/, "").toLowerCase();
    const found = list.items.find((one) =>
      [one.label, one.detail, String(one.value)].some((name) => name?.replace(/^[@#]/, "").toLowerCase() === wanted),
    );
    if (found) pick(found, true);
  }

  function pick(item, isQuiet = false) {
    chosen = item.value;
    field.value = item.label;
    size();
    node.classList.remove("wrong");
    if (isQuiet) return;
    open(false);
    next(chip);
  }

  const size = () => {
    const width = [...field.value].reduce((sum, letter) => sum + (letter.charCodeAt(0) > 0x2e7f ? 2 : 1), 0);
    field.style.width = `calc(${Math.min(36, Math.max(3, width + 1))}ch + 16px)`;
  };

  field.addEventListener("input", () => {
    const named = /^([^\s:]+):/u.exec(field.value);
    if (named && turn(chip, named[1], field.value.slice(named[0].length))) return;
    chosen = undefined;
    size();
    node.classList.remove("wrong");
    open(true);
    clearTimeout(timer);
    timer = setTimeout(suggest, option.autocomplete ? PAUSE : 0);
  });
  field.addEventListener("focus", () => {
    open(true);
    suggest();
  });
  field.addEventListener("blur", () => isOpen && open(false));
  field.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (isOpen && list.key(event)) return;
    const mayPick =
      isOpen && chosen === undefined && list.active && (field.value || option.required || event.key === "Enter");
    if (event.key === "Enter" || (event.key === "Tab" && !event.shiftKey)) {
      event.preventDefault();
      if (mayPick) pick(list.active);
      else if (event.key === "Enter") submit();
      else next(chip);
    } else if (event.key === "Escape") {
      event.preventDefault();
      if (isOpen && list.items.length) open(false);
      else leave();
    } else if (event.key === "Backspace" && !field.value) {
      event.preventDefault();
      drop(chip);
    }
  });
  size();

  const chip = {
    node,
    option,
    text: () => field.value.trim(),
    chosen: () => chosen,
    focus: () => field.focus(),
    write(text) {
      field.value = text;
      field.dispatchEvent(new Event("input"));
    },
    check() {
      const wrong = fault(option, field.value.trim(), chosen);
      node.classList.toggle("wrong", Boolean(wrong));
      field.setAttribute("aria-invalid", String(Boolean(wrong)));
      return wrong;
    },
  };
  if (value !== undefined) suggest();
  return chip;
}
