/** Discord's select menus: words, people, roles, channels; one or several. */

import { avatar, h, icon } from "./h.js";
import { channels, people, roles } from "./commands.js";
import { float } from "./float.js";
import { listbox } from "./listbox.js";
import { person } from "./store.js";
import { t } from "./words.js";

const SEARCHABLE = [5, 6, 7, 8];

function choices(component) {
  switch (component.type) {
    case 5:
      return people().map(pictured);
    case 6:
      return roles();
    case 7:
      return [...people().map(pictured), ...roles()];
    case 8:
      return channels(component.channel_types);
    default:
      return component.options.map((one) => ({
        value: one.value,
        label: one.label,
        detail: one.description,
        picture: emoji(one.emoji),
        preset: one.default,
      }));
  }
}

function pictured(one) {
  return { ...one, picture: avatar(person(one.value) ?? one.person, 24) };
}

/** Only an emoji of Discord's own is text; pictures of servers lie on another machine. */
export function emoji(one) {
  return one?.name && !one.id ? h("span", { class: "emoji" }, one.name) : null;
}

/** A select menu. change(values): called when a choice is made, once for several. Answers {node, values()}. */
export function select(component, { change, label, off = false } = {}) {
  const most = component.max_values ?? 1;
  const least = component.min_values ?? 1;
  const presets = choices(component)
    .filter((one) => one.preset)
    .map((one) => one.value);
  let values = presets.length ? presets : (component.default_values ?? []).map((one) => one.id);
  const search = SEARCHABLE.includes(component.type) || (component.options?.length ?? 0) > 10;
  const face = h("span", { class: "select-face" });
  const button = h(
    "button",
    {
      class: "select",
      type: "button",
      role: "combobox",
      "aria-haspopup": "listbox",
      "aria-expanded": "false",
      disabled: component.disabled || off,
      "aria-label": label ?? component.placeholder ?? t("select.choose"),
      "data-key": component.custom_id,
    },
    face,
    icon("down", 20),
  );
  let shut = null;

  function draw() {
    const named = choices(component).filter((one) => values.includes(one.value));
    face.classList.toggle("placeholder", named.length === 0);
    face.replaceChildren(
      ...(named.length
        ? named.map((one) => h("span", { class: most > 1 ? "picked" : "" }, one.label))
        : [component.placeholder ?? t("select.choose")]),
    );
  }

  function show() {
    const before = values.join();
    const field = search
      ? h("input", { class: "select-search", placeholder: t("select.search"), "aria-label": t("select.search") })
      : h("div", { tabindex: "0", class: "select-keys" });
    field.setAttribute("role", "combobox");
    field.setAttribute("aria-expanded", "true");
    if (!search) field.setAttribute("aria-label", button.getAttribute("aria-label"));
    const list = listbox(field, pick, { multi: most > 1, label: button.getAttribute("aria-label") });
    field.setAttribute("aria-controls", list.node.id);
    const fitting = () =>
      choices(component).filter((one) =>
        `${one.label} ${one.detail ?? ""}`.toLowerCase().includes((field.value ?? "").toLowerCase()),
      );
    const refill = (at) =>
      list.show(
        fitting().map((one) => ({
          ...one,
          chosen: values.includes(one.value),
          off: !values.includes(one.value) && most > 1 && values.length >= most,
        })),
        at,
      );

    function pick(item) {
      if (most === 1) {
        values = values.includes(item.value) && least === 0 ? [] : [item.value];
        shut.close(true);
      } else {
        values = values.includes(item.value) ? values.filter((one) => one !== item.value) : [...values, item.value];
        draw();
        refill(list.items.indexOf(item));
      }
    }
    field.addEventListener("input", () => refill(0));
    field.addEventListener("keydown", (event) => {
      if (list.key(event)) return;
      if (event.key === "Enter" || (event.key === " " && !search)) {
        event.preventDefault();
        if (list.active && !list.active.off) pick(list.active);
      } else if (event.key === "Tab") {
        event.preventDefault();
        shut.close(true);
      } else if (!search && event.key.length === 1) jump(list, event.key);
    });
    button.setAttribute("aria-expanded", "true");
    shut = float(button, h("div", { class: "select-list" }, field, list.node), {
      wide: true,
      onclose: () => {
        button.setAttribute("aria-expanded", "false");
        draw();
        if (values.join() !== before && values.length >= least) change?.(values);
      },
    });
    refill(
      Math.max(
        0,
        fitting().findIndex((one) => values.includes(one.value)),
      ),
    );
    shut.put();
    field.focus();
  }

  button.addEventListener("click", () => (button.getAttribute("aria-expanded") === "true" ? shut.close() : show()));
  button.addEventListener("keydown", (event) => {
    if (event.key !== "ArrowDown") return;
    event.preventDefault();
    show();
  });
  draw();
  return { node: button, values: () => values };
}

function jump(list, letter) {
  const at = list.items.findIndex((one) => one.label.toLowerCase().startsWith(letter.toLowerCase()));
  if (at >= 0) list.mark(at);
}
