/** The right: who is in the server, by their highest role. */

import { avatar, h } from "./h.js";
import { opener } from "./float.js";
import { card } from "./person.js";
import { person, state } from "./store.js";
import { t } from "./words.js";

/** What the list is made from. */
export function values() {
  return [state.side?.members, state.me];
}

/** The nodes of the member list. */
export function nodes() {
  const groups = state.side?.members ?? [];
  if (!groups.length)
    return [h("p", { class: "aside-words" }, t("members.stranger", { server: state.world.server.name }))];
  return groups
    .filter((group) => group.people.length)
    .map((group) => {
      const name = group.people.every((one) => one.bot) ? t("members.bot") : (group.role?.name ?? t("members.all"));
      return h(
        "section",
        { class: "member-group" },
        h("h3", null, t("members.group", { name, count: group.people.length })),
        group.people.map(member),
      );
    });
}

function member(one) {
  const full = person(one.id) ?? one;
  const button = h(
    "button",
    { class: "member", "data-key": `member-${one.id}` },
    avatar(one, 32),
    h(
      "span",
      { class: "member-words" },
      h("span", { class: "member-name" }, one.display, one.bot ? h("span", { class: "tag" }, t("message.app")) : null),
      full.is?.length
        ? h(
            "span",
            { class: "member-detail" },
            full.is.map((calling) => t(`calling.${calling}`, { rooms: full.runs.join(t("comma")) })).join(t("comma")),
          )
        : null,
    ),
  );
  return opener(button, () => card(one.id));
}
