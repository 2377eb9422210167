/** What the bot has written down about one member: rooms, months, attempts, notices. */

import { fresh, h } from "./h.js";
import { kindOf, line } from "./lines.js";
import { state } from "./store.js";
import { brief, money } from "./when.js";
import { t } from "./words.js";

/** The nodes of the ledger. look(id): turn to another member. */
export function ledger(look) {
  const id = fresh("member");
  const chosen = state.member ?? state.me;
  const menu = h(
    "select",
    { id, class: "native", "data-key": "ledger-member", onchange: (event) => look(event.target.value) },
    state.world.people.map((one) => h("option", { value: one.id, selected: one.id === chosen }, one.display)),
  );
  const head = h("div", { class: "card-line" }, h("label", { for: id }, t("ledger.member")), menu);
  const read = state.inside.ledger;
  if (!read) return [head, h("p", { class: "nothing" }, t("ledger.unknown"))];
  return [
    head,
    part("memberships", read.memberships, (one) =>
      line({
        at: one.joined_at,
        what: one.room,
        mark: one.state,
        kind: kindOf(one.state),
        more: [
          one.fee && money(one.fee),
          one.leaves_at && t("ledger.leaves", { at: brief(one.leaves_at) }),
          one.end_reason,
        ]
          .filter(Boolean)
          .join(" · "),
      }),
    ),
    part("charges", read.charges, charge),
    part("orders", read.orders, (one) =>
      line({
        at: one.made_at,
        what: one.room,
        mark: one.state,
        kind: kindOf(one.state),
        more: [one.amount && money(one.amount), one.expires_at && t("ledger.expires", { at: brief(one.expires_at) })]
          .filter(Boolean)
          .join(" · "),
      }),
    ),
    part("refunds", read.refunds, (one) =>
      line({
        at: one.asked_at,
        what: money(one.amount),
        mark: one.state,
        kind: kindOf(one.state),
        more: [one.room, one.cause].filter(Boolean).join(" · "),
      }),
    ),
    part("notices", read.notices, (one) =>
      line({ at: one.made_at, what: one.kind, mark: one.delivery, kind: kindOf(one.delivery), more: one.subject }),
    ),
  ];
}

function part(name, list, draw) {
  return h(
    "section",
    null,
    h("h3", null, t(`ledger.${name}`)),
    list?.length ? h("ul", { class: "lines" }, list.map(draw)) : h("p", { class: "nothing" }, t("inside.nothing")),
  );
}

function charge(one) {
  const made = line({
    at: one.settled_at ?? one.failed_at,
    what: `${one.room} ${one.month.slice(0, 7)}`,
    mark: one.state,
    kind: kindOf(one.state),
    more: [money(one.amount), one.retry_on && t("ledger.retry", { on: one.retry_on })].filter(Boolean).join(" · "),
    fault: one.decline_code ?? one.decline,
  });
  if (one.attempts.length)
    made.append(
      h(
        "ul",
        { class: "lines inner" },
        one.attempts.map((attempt) =>
          line({
            at: attempt.asked_at,
            what: attempt.cause,
            mark: attempt.state,
            kind: kindOf(attempt.state),
            fault: attempt.decline_code,
          }),
        ),
      ),
    );
  return made;
}
