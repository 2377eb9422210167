/** Lines of the lists inside: what, in which state, when, why not. */

import { h } from "./h.js";
import { person, state } from "./store.js";
import { brief } from "./when.js";
import { t } from "./words.js";

/** One line of a list. state: a word with a colour of its own. */
export function line({ at, what, mark, kind, more, fault, isFaint }) {
  return h(
    "li",
    { class: isFaint ? "line faint" : "line" },
    h(
      "div",
      { class: "line-head" },
      h("code", { class: "line-what" }, what),
      mark ? h("span", { class: `mark ${kind ?? ""}` }, mark) : null,
    ),
    more ? h("div", { class: "line-more" }, named(more)) : null,
    fault ? h("div", { class: "line-fault" }, fault) : null,
    at ? h("time", { class: "line-at", datetime: at }, brief(at)) : null,
  );
}

/** Ids of people as their names: nobody knows people by numbers. */
function named(words) {
  return String(words).replace(
    /\b\d{17,20}\b/g,
    (id) =>
      person(id)?.display ??
      state.world.channels[id]?.name ??
      state.world.roles.find((one) => one.id === id)?.name ??
      id,
  );
}

const KINDS = {
  done: "good",
  paid: "good",
  succeeded: "good",
  active: "good",
  waiting: "calm",
  leased: "calm",
  pending: "calm",
  parked: "bad",
  failed: "bad",
};

/** The colour for a state. */
export function kindOf(word) {
  return KINDS[word] ?? "";
}

function tries(one) {
  return one.tries ? t("inside.tries", { tries: one.tries }) : "";
}

/** By the name of a list, how one of its entries is shown. */
export const LINE = {
  events(one) {
    const last = one.deliveries.at(-1);
    const mark = last
      ? last.status === null
        ? t("inside.no_answer")
        : String(last.status)
      : one.waits_until
        ? t("inside.waits")
        : undefined;
    const often = one.deliveries.length > 1 ? t("inside.deliveries", { count: one.deliveries.length }) : "";
    return line({
      at: one.at,
      what: one.type,
      mark,
      kind: last && last.status >= 200 && last.status < 300 ? "good" : last ? "bad" : "calm",
      more: [one.about, often].filter(Boolean).join(" · "),
      isFaint: !last && !one.waits_until,
    });
  },
  inbox: (one) =>
    line({
      at: one.received_at,
      what: one.kind,
      mark: one.state,
      kind: kindOf(one.state),
      more: [one.about, tries(one)].filter(Boolean).join(" · "),
      fault: one.fault,
    }),
  outbox: (one) =>
    line({
      at: one.asked_at,
      what: one.kind,
      mark: one.state,
      kind: kindOf(one.state),
      more: [one.about, one.lane, tries(one), one.done_at ? "" : t("inside.try_at", { at: brief(one.try_at) })]
        .filter(Boolean)
        .join(" · "),
      fault: one.fault,
    }),
  due: (one) => line({ at: one.due_at, what: one.kind, more: one.subject }),
  calls: (one) =>
    line({
      at: one.at,
      what: `${one.method} ${one.path}`,
      mark: String(one.status ?? t("inside.no_answer")),
      kind: one.status && one.status < 400 ? "good" : "bad",
      more: one.to,
      fault: one.fault,
    }),
  mails: (one) => line({ what: one.subject, more: `${one.to}\n${one.words}` }),
  audit: (one) =>
    line({
      at: one.at,
      what: one.act,
      mark: one.by?.display,
      more: [one.target_name ?? one.target, changes(one.changes)].filter(Boolean).join(" · "),
      fault: one.reason,
    }),
};

function changes(list) {
  const names = (value) =>
    Array.isArray(value) ? value.map((one) => one.name ?? JSON.stringify(one)).join(", ") : String(value);
  return (list ?? [])
    .filter((one) => (one.new_value !== undefined && typeof one.new_value !== "object") || Array.isArray(one.new_value))
    .map((one) => `${{ $add: "+", $remove: "−" }[one.key] ?? `${one.key}: `}${names(one.new_value)}`)
    .slice(0, 4)
    .join(", ");
}
