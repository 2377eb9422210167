/** A form of the bot: a dialog with labels, fields, menus, choices. */

import { Failed } from "./api.js";
import { fresh, h, icon } from "./h.js";
import { dialog } from "./float.js";
import { markup } from "./markup.js";
import { select } from "./select.js";
import { state } from "./store.js";
import { sorry, t } from "./words.js";

/** Show the form of an interaction. send(values): null when it went through, else why not. cancelled(): put away. */
export function form(interaction, send, cancelled) {
  if (document.querySelector(`dialog[data-form="${CSS.escape(interaction.id)}"]`)) return;
  const fields = [];
  const error = h("p", { class: "failure", role: "alert", hidden: true });
  const submit = h("button", { class: "button primary", type: "submit" }, t("form.send"));
  const body = h(
    "form",
    { class: "form", novalidate: true },
    h("p", { class: "form-warning" }, icon("warning", 18), t("form.warning", { bot: state.world.bot.display })),
    interaction.modal.components.map((one) => part(one, fields)),
    error,
    h(
      "div",
      { class: "dialog-foot" },
      h("button", { class: "button bare-button", type: "button", onclick: () => box.close() }, t("form.cancel")),
      submit,
    ),
  );
  const box = dialog({
    title: interaction.modal.title,
    content: body,
    className: "dialog-form",
    onclose: (value) => value === "sent" || cancelled(),
  });
  box.dataset.form = interaction.id;

  body.addEventListener("submit", async (event) => {
    event.preventDefault();
    const wrong = fields.filter((one) => !one.check());
    if (wrong.length) return wrong[0].focus();
    submit.classList.add("busy");
    const failed = await send(Object.fromEntries(fields.map((one) => [one.id, one.value()]))).catch((problem) => {
      if (!(problem instanceof Failed)) throw problem;
      return `${sorry(problem)} (${problem.message})`;
    });
    submit.classList.remove("busy");
    error.hidden = failed === null;
    if (failed === null) box.close("sent");
    else error.textContent = failed;
    return undefined;
  });
  fields[0]?.focus();
}

function part(one, fields) {
  if (one.type === 10) return h("div", { class: "text" }, markup(one.content));
  if (one.type === 1) return one.components.map((inner) => labelled(inner.label ?? "", null, inner, fields));
  if (one.type === 18) return labelled(one.label, one.description, one.component, fields);
  return null;
}

function labelled(label, description, component, fields) {
  const id = fresh("field");
  const needed = component.required !== false && component.type !== 23;
  const fault = h("span", { class: "field-fault", id: `${id}-fault`, role: "alert" });
  const about = description ? h("span", { class: "field-about", id: `${id}-about` }, description) : null;
  const made = (MAKE[component.type] ?? unknown)(component, { id, label, needed });
  const described = [about && `${id}-about`, `${id}-fault`].filter(Boolean).join(" ");
  made.focusable?.setAttribute("aria-describedby", described);
  const say = (words) => {
    fault.textContent = words ?? "";
    made.focusable?.setAttribute("aria-invalid", String(Boolean(words)));
    return !words;
  };
  fields.push({
    id: component.custom_id,
    value: made.value,
    focus: () => made.focusable?.focus(),
    check: () => say(made.fault()),
  });
  const title = h(
    "span",
    { class: "field-label" },
    label,
    needed ? h("span", { class: "needed", "aria-hidden": "true" }, " *") : null,
  );
  if (made.isGroup) return h("fieldset", { class: "form-field" }, h("legend", null, title), about, made.node, fault);
  return h(
    "div",
    { class: "form-field" },
    made.node.type === "checkbox" ? null : h("label", { for: id }, title),
    about,
    made.node.type === "checkbox"
      ? h("label", { class: "choice" }, made.node, h("span", { class: "choice-words" }, title))
      : made.node,
    fault,
  );
}

const MAKE = {
  4: text,
  3: menu,
  5: menu,
  6: menu,
  7: menu,
  8: menu,
  21: (component, more) => choices(component, more, "radio"),
  22: (component, more) => choices(component, more, "checkbox"),
  23: checkbox,
};

function unknown(component) {
  return {
    node: h("p", null, t("component.unknown", { type: component.type })),
    value: () => undefined,
    fault: () => null,
  };
}

function text(component, { id, needed }) {
  const isLong = component.style === 2;
  const most = component.max_length ?? 4000;
  const node = h(isLong ? "textarea" : "input", {
    id,
    class: "field-text",
    maxlength: most,
    placeholder: component.placeholder,
    "aria-required": String(needed),
    rows: isLong ? 3 : null,
    autocomplete: "off",
    value: component.value ?? "",
  });
  const fault = () => {
    if (!node.value) return needed ? t("option.required") : null;
    return component.min_length && node.value.length < component.min_length
      ? t("option.too_short", { least: component.min_length })
      : null;
  };
  return { node, focusable: node, value: () => node.value, fault };
}

function menu(component, { label, needed }) {
  const made = select(component, { label });
  const least = component.min_values ?? 1;
  const fault = () => {
    const many = made.values().length;
    return (needed || many) && many < least ? t("form.pick", { least }) : null;
  };
  return { node: made.node, focusable: made.node, value: made.values, fault };
}

function choices(component, { id, needed }, type) {
  const boxes = component.options.map((one) => h("input", { type, name: id, value: one.value, checked: one.default }));
  const node = h(
    "div",
    { class: "choices" },
    component.options.map((one, place) =>
      h(
        "label",
        { class: "choice" },
        boxes[place],
        h(
          "span",
          { class: "choice-words" },
          h("span", null, one.label),
          one.description ? h("span", { class: "option-detail" }, one.description) : null,
        ),
      ),
    ),
  );
  const picked = () => boxes.filter((one) => one.checked).map((one) => one.value);
  const least = component.min_values ?? 1;
  const most = component.max_values ?? (type === "radio" ? 1 : component.options.length);
  const fault = () => {
    const many = picked().length;
    if ((needed || many) && many < least) return t("form.pick", { least });
    return many > most ? t("form.pick_most", { most }) : null;
  };
  return { node, isGroup: true, focusable: boxes[0], fault, value: () => (type === "radio" ? picked()[0] : picked()) };
}

function checkbox(component, { id }) {
  const node = h("input", { id, type: "checkbox", checked: component.default });
  return { node, focusable: node, value: () => node.checked, fault: () => null };
}
