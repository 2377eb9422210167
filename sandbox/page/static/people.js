/** Who one is: the row of people at the top, and adding somebody. */

import { post } from "./api.js";
import { avatar, fresh, h, icon, show } from "./h.js";
import { callings, card } from "./person.js";
import { dialog, opener } from "./float.js";
import { become, refresh } from "./load.js";
import { handsOff, on, state } from "./store.js";
import { lang, sorry, t } from "./words.js";

const place = document.getElementById("people");

/** Draw the row now and whenever somebody comes, goes, or has something to read. */
export function start() {
  on("world me story", () => state.world && show(place, [state.world.people, state.me, handsOff(), lang], row));
  on("me", () => place.querySelector(".here")?.scrollIntoView({ block: "nearest", inline: "nearest" }));
  place.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    const all = [...place.querySelectorAll("button")];
    if (step) all[all.indexOf(document.activeElement) + step]?.focus();
  });
}

function row() {
  return [
    h("span", { class: "people-head", id: "people-head" }, t("people.head")),
    h(
      "ul",
      { class: "people-row", "aria-labelledby": "people-head" },
      state.world.people.map(chip),
      h(
        "li",
        null,
        h(
          "button",
          { class: "person add", disabled: handsOff(), onclick: add, "data-key": "add" },
          icon("plus", 18),
          h("span", null, t("people.add")),
        ),
      ),
    ),
  ];
}

function chip(one) {
  const isMe = one.id === state.me;
  const label = [one.display, callings(one).join(", "), one.unread ? t("people.unread", { count: one.unread }) : ""]
    .filter(Boolean)
    .join(" – ");
  const more = h(
    "button",
    {
      class: "person-more",
      "aria-label": t("person.open", { name: one.display }),
      title: t("person.open", { name: one.display }),
      "data-key": `more-${one.id}`,
    },
    icon("down", 16),
  );
  return h(
    "li",
    { class: isMe ? "person-item here" : "person-item" },
    h(
      "button",
      {
        class: `person${one.in_server ? "" : " away"}`,
        "aria-current": isMe ? "true" : null,
        "aria-label": label,
        title: label,
        onclick: () => become(one.id),
        "data-key": one.id,
      },
      avatar(one, 24),
      h("span", { class: "person-name" }, one.display),
      one.unread ? h("span", { class: "badge", "aria-hidden": "true" }, one.unread) : null,
    ),
    isMe ? opener(more, () => card(one.id)) : null,
  );
}

function add() {
  const name = h("input", {
    id: fresh("name"),
    class: "field-text",
    required: true,
    minlength: 2,
    maxlength: 32,
    pattern: "[a-z0-9_.]{2,32}",
    autocomplete: "off",
    "aria-describedby": "name-about",
  });
  const locale = h(
    "select",
    { id: fresh("locale"), class: "native" },
    h("option", { value: "ja", selected: lang === "ja" }, "日本語"),
    h("option", { value: "en-US", selected: lang === "en" }, "English"),
  );
  const inside = h("input", { type: "checkbox", checked: true });
  const error = h("p", { class: "failure", role: "alert" });
  const content = h(
    "form",
    { class: "form" },
    h(
      "div",
      { class: "form-field" },
      h("label", { for: name.id }, h("span", { class: "field-label" }, t("add.name"))),
      name,
      h("span", { class: "field-about", id: "name-about" }, t("add.name_about")),
    ),
    h(
      "div",
      { class: "form-field" },
      h("label", { for: locale.id }, h("span", { class: "field-label" }, t("person.locale"))),
      locale,
    ),
    h(
      "label",
      { class: "choice" },
      inside,
      h("span", null, t("person.in_server", { server: state.world.server.name })),
    ),
    error,
    h(
      "div",
      { class: "dialog-foot" },
      h("button", { class: "button bare-button", type: "button", onclick: () => box.close() }, t("form.cancel")),
      h("button", { class: "button primary" }, t("people.add")),
    ),
  );
  content.addEventListener("submit", async (event) => {
    event.preventDefault();
    try {
      const made = await post("people", { name: name.value, locale: locale.value, in_server: inside.checked });
      await refresh("people");
      box.close();
      await become(made.id);
    } catch (failed) {
      error.textContent = sorry(failed);
    }
  });
  const box = dialog({ title: t("people.add"), content });
}
