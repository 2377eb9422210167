"""Where a member stands, in words: every combination of states there is, and what each of them says."""

from dataclasses import replace
from datetime import date
from itertools import product
from pathlib import Path

import pytest

from bot.rules import answers
from bot.rules.access import LIVE, open_to
from bot.rules.answers import Role, Standing, state_of
from bot.rules.cards import Act, Tone
from bot.rules.charges import ChargeState, DeclineKind
from bot.rules.money import Money
from bot.rules.rooms import EndReason, MembershipState, OrderState, RoomState
from bot.speech import Speech
from cogs.cards import layout
from tests.rules.makers import CALENDAR, DECEMBER, NOVEMBER, TOKYO, at, card, charge, membership, order, room, unpaid

NOW = at(11, 20)
PAID = charge(ChargeState.PAID, payment_id="pi_1")
SPEECH = Speech(Path(__file__).parents[2] / "locales", TOKYO, strict=True)
ENDED = {"ended_at": at(11, 25)}


def keys(texts):
    return [text.key for text in texts]


def acts(shown):
    return [button.act for button in shown.buttons]


def says(standing, now=NOW):
    return keys(state_of(standing, CALENDAR, now))


def everything():
    """Every state of a membership, of its month, of its order, and every end, together."""
    months = [None, *ChargeState]
    for state, month, ordered, reason in product(MembershipState, months, [None, *OrderState], [None, *EndReason]):
        leaves_at = at(12, 1, 0) if state is MembershipState.LEAVING else None
        ended = {"ended_at": at(11, 19), "end_reason": reason} if state not in LIVE else {}
        charges = () if month is None else (charge(month, payment_id="pi_1"),)
        known = order(ordered) if ordered is not None else None
        yield Standing(room(), membership(state, leaves_at=leaves_at, **ended), charges, known, card=card())


def test_every_combination_is_said_in_both_languages_within_what_discord_allows():
    """No state without words: of memberships, months, orders and ends, and of the role as Discord says."""
    cards = {}
    for standing, role in product(everything(), Role):
        shown = answers.why(standing, room(), role, calendar=CALENDAR, now=NOW)
        cards[*keys(shown.lines), *acts(shown)] = shown

        assert shown.lines, standing
        assert len(keys(shown.lines)) == len(set(keys(shown.lines))), standing

    for shown, locale in product(cards.values(), ("ja", "en")):
        assert layout(shown, SPEECH, locale).content_length() <= 4000
    assert len(cards) > 50


def test_no_two_states_of_a_membership_say_the_same():
    """Else one of them has no words of its own."""
    known = {}
    for state in MembershipState:
        leaves_at = at(12, 1, 0) if state is MembershipState.LEAVING else None
        ended = {} if state in LIVE else ENDED | {"end_reason": END_OF.get(state)}
        owed = unpaid() if state in (MembershipState.PAST_DUE, MembershipState.SUSPENDED) else PAID
        known[state] = tuple(says(Standing(room(), membership(state, leaves_at=leaves_at, **ended), (owed,), order())))

    assert len(set(known.values())) == len(MembershipState), known


END_OF = {MembershipState.LAPSED: EndReason.UNPAID, MembershipState.LEFT: EndReason.LEFT}


@pytest.mark.rule("E-26", "E-27", "E-29", "E-30")
@pytest.mark.parametrize(
    ("state", "changes", "key"),
    [
        (OrderState.OPEN, {}, "why.awaiting_payment"),
        (OrderState.OPEN, {"url": None}, "why.link_missing"),
        (OrderState.OPEN, {"expires_at": at(11, 20)}, "why.link_over"),
        (OrderState.OPEN, {"expires_at": at(11, 20, 12, 0, 1)}, "why.awaiting_payment"),
        (OrderState.PAID, {}, "why.paid_just_now"),
        (OrderState.EXPIRED, {}, "why.order_expired"),
        (OrderState.RETURNED, {}, "why.order_returned"),
    ],
)
def test_what_waits_for_a_payment_says_what_became_of_the_link(state, changes, key):
    waiting = membership(MembershipState.AWAITING_PAYMENT, asked_at=at(11, 20, 11))
    ordered = order(state, **({"expires_at": at(11, 21)} | changes))

    assert says(Standing(room(), waiting, (), ordered)) == ["why.requested", key]
    assert says(Standing(room(), waiting)) == ["why.requested", "why.no_order"]


@pytest.mark.rule("E-20", "E-26")
@pytest.mark.parametrize(("asked_at", "long"), [(at(11, 17), True), (at(11, 17, 12, 0, 1), False)])
def test_a_request_shows_its_age_and_after_three_days_the_causes(asked_at, long):
    waiting = membership(MembershipState.AWAITING_APPROVAL, asked_at=asked_at)

    said = says(Standing(room(), waiting))

    assert said[:2] == ["why.requested", "why.awaiting_approval"]
    assert ("why.waits_long" in said) == long


@pytest.mark.parametrize(
    ("charges", "now", "said"),
    [
        ((PAID,), NOW, ["why.active", "why.paid_until", "why.next_charge"]),
        ((PAID,), at(12, 1, 0, 30), ["why.active", "why.renewing", "why.paid_until"]),
        ((), NOW, ["why.active", "why.never_charged"]),
        ((charge(ChargeState.DUE),), NOW, ["why.active", "why.owing", "why.bill_being_made"]),
        ((charge(ChargeState.RETURNED),), NOW, ["why.active", "why.month_returned"]),
        ((charge(ChargeState.WRITTEN_OFF),), NOW, ["why.active", "why.month_written_off"]),
        (
            (replace(PAID, disputed=True),),
            NOW,
            ["why.active", "why.paid_until", "why.next_charge", "why.disputed"],
        ),
    ],
)
def test_somebody_inside_reads_what_became_of_this_month(charges, now, said):
    assert says(Standing(room(), membership(), charges, card=card()), now) == said


@pytest.mark.parametrize(("minor", "key"), [(250, "why.next_charge"), (0, "why.next_is_free")])
def test_what_is_charged_next_is_the_fee_less_what_is_taken_off(minor, key):
    """Somebody with a coupon would read the full fee, and believe that it was forgotten."""
    standing = Standing(room(), membership(), (PAID,), card=card(), next_fee=Money(minor, "JPY"))
    shown = state_of(standing, CALENDAR, NOW)

    assert shown[-1].key == key
    assert shown[-1].values["on"] == DECEMBER
    assert shown[-1].values.get("amount") in (Money(250, "JPY"), None)


def test_a_month_inside_a_paid_year_is_paid():
    year = charge(ChargeState.PAID, date(2026, 3, 1), payment_id="pi_1", months=12)
    standing = Standing(room(), membership(), (year,), card=card())

    assert says(standing) == ["why.active", "why.paid_until", "why.next_charge"]


@pytest.mark.rule("E-27", "E-29", "E-39", "E-44", "E-45")
@pytest.mark.parametrize(
    ("owed", "extra", "said"),
    [
        (unpaid(), {}, ["why.owing", "why.declined", "why.next_try"]),
        (unpaid(None), {}, ["why.owing", "why.declined", "why.no_try_left"]),
        (unpaid(), {"card": None}, ["why.owing", "why.declined", "why.no_card"]),
        (unpaid(spent_card="pm_1"), {}, ["why.owing", "why.declined", "why.card_spent"]),
        (unpaid(spent_card="pm_0"), {}, ["why.owing", "why.declined", "why.next_try"]),
        (unpaid(), {"trying": frozenset({unpaid().id})}, ["why.owing", "why.declined", "why.being_tried"]),
        (unpaid(decline=None), {}, ["why.owing", "why.next_try"]),
    ],
)
def test_an_unpaid_month_says_why_and_what_is_tried_next(owed, extra, said):
    known = {"card": card()} | extra

    assert says(Standing(room(), membership(MembershipState.PAST_DUE), (owed,), **known)) == [*said, "why.ends"]
    closed = Standing(room(), membership(MembershipState.SUSPENDED), (owed,), **known)
    assert says(closed) == [*said, "why.ends_suspended"]


@pytest.mark.parametrize("cause", DeclineKind)
def test_each_cause_of_a_refusal_has_its_own_words(cause):
    others = {SPEECH.say(declined(one), locale) for locale in ("ja", "en") for one in DeclineKind}

    assert len(others) == 2 * len(DeclineKind)
    assert declined(cause).values["cause"] == cause.value


def declined(cause):
    shown = state_of(Standing(room(), membership(MembershipState.PAST_DUE), (unpaid(decline=cause),)), CALENDAR, NOW)
    return next(line for line in shown if line.key == "why.declined")


def test_two_unpaid_months_are_both_named_the_older_one_first():
    months = (unpaid(month=DECEMBER), unpaid(month=NOVEMBER))
    shown = state_of(Standing(room(), membership(MembershipState.PAST_DUE), months, card=card()), CALENDAR, NOW)

    named = [line.values["month"].first for line in shown if line.key == "why.owing"]
    assert named == [NOVEMBER, DECEMBER]
    assert shown[-1].values["on"].month == NOVEMBER.month


@pytest.mark.parametrize(
    ("state", "reason", "key"),
    [
        (MembershipState.LAPSED, EndReason.NEVER_PAID, "why.never_paid"),
        (MembershipState.LAPSED, EndReason.UNPAID, "why.ended_unpaid"),
        (MembershipState.LEFT, EndReason.ENDED_AT_STRIPE, "why.ended_elsewhere"),
        (MembershipState.LEFT, EndReason.REFUNDED, "why.refunded"),
        (MembershipState.LEFT, EndReason.LEFT, "why.left"),
        (MembershipState.LEFT, None, "why.left"),
        (MembershipState.EXPELLED, None, "why.expelled"),
        (MembershipState.REFUSED, EndReason.REFUNDED, "why.refused"),
    ],
)
def test_every_end_has_its_sentence(state, reason, key):
    over = membership(state, end_reason=reason, **ENDED)

    assert says(Standing(room(), over)) == [key]
    assert says(Standing(room(), over, (charge(ChargeState.RETURNED),))) == [key, "why.given_back"]


@pytest.mark.parametrize(("now", "key"), [(at(11, 30, 23), "why.leaving"), (at(12, 1, 0), "why.leaving_over")])
def test_whoever_leaves_is_in_until_the_paid_month_is_over(now, key):
    going = membership(MembershipState.LEAVING, leaves_at=at(12, 1, 0))

    assert says(Standing(room(), going, (PAID,)), now) == [key, "leaving.no_more_charges"]


@pytest.mark.parametrize(
    ("role", "changes", "key"),
    [
        (Role.HELD, {}, "why.role_held"),
        (Role.MISSING, {}, "why.role_missing"),
        (Role.MISSING, {"fault": "role too low"}, "why.role_blocked"),
        (Role.MISSING, {"role_id": None}, "why.role_blocked"),
        (Role.AWAY, {}, "why.role_away"),
        (Role.UNKNOWN, {}, "why.role_unknown"),
    ],
)
def test_the_role_that_is_deserved_is_compared_with_what_discord_says(role, changes, key):
    known = room(**changes)
    shown = answers.why(Standing(known, membership(), (PAID,)), known, role, calendar=CALENDAR, now=NOW)

    assert key in keys(shown.lines)
    assert (Act.SYNC_ME in acts(shown)) == (role is Role.MISSING)
    assert ("why.way_in" in keys(shown.lines)) == (role is not Role.MISSING)
    assert shown.tone is (Tone.WARNING if role is Role.MISSING else Tone.GOOD)


@pytest.mark.parametrize(
    ("role", "said"),
    [(Role.HELD, ["why.role_too_much"]), (Role.MISSING, []), (Role.UNKNOWN, []), (Role.AWAY, ["why.role_away"])],
)
def test_a_role_that_is_not_deserved_is_named_only_where_it_is_held(role, said):
    over = Standing(room(), membership(MembershipState.LEFT, **ENDED))
    shown = answers.why(over, room(), role, calendar=CALENDAR, now=NOW)

    assert [key for key in keys(shown.lines) if key.startswith("why.role")] == said
    assert not open_to(over.membership, NOW)


@pytest.mark.parametrize(
    ("state", "charges", "offers"),
    [
        (MembershipState.REQUESTED, (), [Act.LEAVE]),
        (MembershipState.AWAITING_PAYMENT, (), [Act.JOIN, Act.LEAVE]),
        (MembershipState.AWAITING_APPROVAL, (PAID,), [Act.LEAVE]),
        (MembershipState.ACTIVE, (PAID,), [Act.LEAVE]),
        (MembershipState.ACTIVE, (charge(ChargeState.DUE),), [Act.LEAVE]),
        (MembershipState.PAST_DUE, (unpaid(),), [Act.PAY_NOW, Act.CHANGE_CARD, Act.LEAVE]),
        (MembershipState.SUSPENDED, (unpaid(),), [Act.PAY_NOW, Act.CHANGE_CARD, Act.LEAVE]),
        (MembershipState.LEAVING, (PAID,), [Act.UNDO]),
        (MembershipState.LEFT, (), [Act.JOIN]),
        (MembershipState.LAPSED, (), [Act.JOIN]),
        (MembershipState.REFUSED, (), [Act.JOIN]),
        (MembershipState.EXPELLED, (), [Act.CONTACT]),
    ],
)
def test_the_first_button_mends_what_is_wrong(state, charges, offers):
    leaves_at = at(12, 1, 0) if state is MembershipState.LEAVING else None
    standing = Standing(room(), membership(state, leaves_at=leaves_at), charges)
    shown = answers.why(standing, room(), Role.HELD, calendar=CALENDAR, now=NOW)

    assert acts(shown) == offers
    assert [button.act for button in shown.parts[-1].buttons] == [Act.HOME]


@pytest.mark.parametrize("state", [RoomState.DRAFT, RoomState.CLOSED])
def test_a_room_that_takes_nobody_offers_no_joining(state):
    closed = room(state=state)
    for standing in (None, Standing(closed, membership(MembershipState.LEFT, **ENDED))):
        shown = answers.why(standing, closed, Role.MISSING, calendar=CALENDAR, now=NOW)

        assert "why.room_not_open" in keys(shown.lines)
        assert acts(shown) == []


def test_somebody_who_never_asked_is_told_so_and_can_join():
    shown = answers.why(None, room(), Role.MISSING, calendar=CALENDAR, now=NOW)

    assert keys(shown.lines) == ["why.never"]
    assert acts(shown) == [Act.JOIN]
