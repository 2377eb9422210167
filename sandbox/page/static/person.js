/** The card of one person: what may be done for them by hand. */

import { Failed, post } from "./api.js";
import { avatar, fresh, h, show } from "./h.js";
import { become, refresh } from "./load.js";
import { handsOff, on, person, state } from "./store.js";
import { sorry, t } from "./words.js";

/** What somebody is, in words: "runs Gold", "moderator". */
export function callings(one) {
  return one.is.map((calling) => t(`calling.${calling}`, { rooms: one.runs.join(t("comma")) }));
}

let open = null; // {id, node, fault}: the card that is drawn anew when its person changes

/** What may be done for somebody by hand: roles, coming and going, direct messages, language, bank. */
export function card(id) {
  const node = h("div", { class: "card" });
  open = { id, node, fault: "" };
  draw();
  return node;
}

on("world story", () => open?.node.isConnected && draw());

function draw() {
  const one = person(open.id);
  const values = [one, open.fault, state.me, state.world.roles, handsOff()];
  if (one) show(open.node, values, () => (one.bot ? cardOfBot(one) : cardOf(one)));
}

function cardHead(one, detail) {
  return h(
    "div",
    { class: "card-head" },
    avatar(one, 56),
    h("div", null, h("h2", null, one.display), h("p", { class: "card-name" }, detail)),
  );
}

function cardOfBot(bot) {
  return [cardHead(bot, bot.name), h("p", null, t("person.bot"))];
}

function cardOf(one) {
  const off = handsOff();
  const act = (what, body) => async () => {
    open.fault = "";
    try {
      await post(`people/${one.id}/${what}`, body());
      await refresh("people", "chat");
    } catch (failed) {
      if (!(failed instanceof Failed)) throw failed;
      open.fault = what === "bank" && failed.code === "unknown" ? t("person.no_card") : sorry(failed);
      draw();
    }
  };
  const ids = { locale: fresh("locale"), bank: fresh("bank") };
  return [
    cardHead(one, [one.name, ...callings(one)].join(" · ")),
    one.id === state.me
      ? null
      : h(
          "button",
          { class: "button primary wide", onclick: () => become(one.id), "data-key": "be" },
          t("person.be", { name: one.display }),
        ),
    h(
      "label",
      { class: "switch" },
      h("span", null, t("person.dms")),
      toggle(
        "dms",
        one.dms_open,
        off,
        act("dms", () => ({ open: !one.dms_open })),
      ),
    ),
    h(
      "label",
      { class: "switch" },
      h("span", null, t("person.in_server", { server: state.world.server.name })),
      toggle(
        "in",
        one.in_server,
        off,
        act("server", () => ({ in: !one.in_server })),
      ),
    ),
    pick(
      ids.locale,
      t("person.locale"),
      one.locale,
      [
        ["ja", "日本語"],
        ["en-US", "English"],
      ],
      off,
      (value) => act("locale", () => ({ locale: value }))(),
    ),
    pick(
      ids.bank,
      t("person.bank"),
      one.bank ?? "",
      [["", t("bank.works")], ...state.world.declines.map((code) => [code, t(`bank.${code}`)])],
      off,
      (value) => act("bank", () => ({ answer: value || null }))(),
    ),
    one.in_server ? roles(one, off, act) : null,
    one.in_server && !one.is.includes("owner")
      ? h(
          "button",
          { class: "button danger-line wide", disabled: off, onclick: act("kick", () => ({})), "data-key": "kick" },
          t("person.kick"),
        )
      : null,
    h("p", { class: "failure", role: "alert" }, open.fault),
  ];
}

/** A switch: a checkbox that looks like one. */
export function toggle(key, isOn, off, change) {
  return h("input", {
    type: "checkbox",
    role: "switch",
    checked: isOn,
    disabled: off,
    onchange: change,
    "data-key": key,
  });
}

function pick(id, label, value, options, off, change) {
  const node = h(
    "select",
    { id, class: "native", disabled: off, "data-key": label, onchange: (event) => change(event.target.value) },
    options.map(([key, words]) => h("option", { value: key, selected: key === value }, words)),
  );
  return h("div", { class: "card-line" }, h("label", { for: id }, label), node);
}

function roles(one, off, act) {
  const list = state.world.roles.filter((role) => !role.everyone && !role.managed);
  return h(
    "fieldset",
    { class: "card-roles" },
    h("legend", null, t("person.roles")),
    list.map((role) => {
      const held = one.roles.includes(role.id);
      const box = h("input", {
        type: "checkbox",
        checked: held,
        disabled: off,
        "data-key": `role-${role.id}`,
        onchange: act("roles", () => ({ role: role.id, held: !held })),
      });
      return h("label", { class: "choice small" }, box, h("span", null, role.name));
    }),
  );
}
