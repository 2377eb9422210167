/** A list from which one chooses while the keyboard stays elsewhere: under a text field, a menu, the message box. */

import { fill, fresh, h, icon } from "./h.js";
import { t } from "./words.js";

/** A list for `field`, which keeps the focus. pick(item): what choosing does. multi: several may be marked. */
export function listbox(field, pick, { multi = false, label = "" } = {}) {
  const id = fresh("list");
  const node = h("div", {
    id,
    class: "listbox",
    role: "listbox",
    "aria-label": label,
    "aria-multiselectable": multi ? "true" : null,
  });
  let items = [];
  let active = -1;

  function mark(at) {
    active = items.length && at !== null ? (at + items.length) % items.length : -1;
    [...node.querySelectorAll('[role="option"]')].forEach((one, place) =>
      one.classList.toggle("active", place === active),
    );
    const now = node.querySelector(".active");
    if (now) field.setAttribute("aria-activedescendant", now.id);
    else field.removeAttribute("aria-activedescendant");
    now?.scrollIntoView({ block: "nearest" });
  }

  function entry(item, place) {
    const option = h(
      "div",
      {
        id: `${id}-${place}`,
        role: "option",
        class: "option",
        "aria-selected": String(Boolean(item.chosen)),
        "aria-disabled": item.off ? "true" : null,
      },
      item.picture ?? null,
      h(
        "span",
        { class: "option-words" },
        h("span", { class: "option-label" }, item.label),
        item.detail ? h("span", { class: "option-detail" }, item.detail) : null,
      ),
      item.chosen ? icon("check", 18) : null,
    );
    option.addEventListener("mousedown", (event) => event.preventDefault()); // the field keeps the focus
    option.addEventListener("click", () => item.off || pick(item));
    option.addEventListener("mousemove", () => active === place || mark(place));
    return option;
  }

  return {
    node,
    /** Show these: [{value, label, detail, picture, chosen, off}]. first: which one is marked; null: none yet. */
    show(list, first = 0) {
      items = list;
      fill(node, list.length ? list.map(entry) : h("div", { class: "option-none" }, t("list.nothing")));
      mark(first);
    },
    /** A sentence instead of entries: loading, or why there are none. */
    say(words) {
      items = [];
      active = -1;
      field.removeAttribute("aria-activedescendant");
      fill(node, h("div", { class: "option-none" }, words));
    },
    /** Go up or down with the arrow keys, to the ends with Home and End; answers whether the key was one of these. */
    key(event) {
      const to = { ArrowDown: active + 1, ArrowUp: active < 0 ? -1 : active - 1 }[event.key];
      if (to === undefined || !items.length) return false;
      event.preventDefault();
      mark(to);
      return true;
    },
    mark,
    /** The entry the keyboard is on; undefined where there is none. */
    get active() {
      return items[active];
    },
    get items() {
      return items;
    },
  };
}
