"""Gifts of months: shown, paid, used, and back in full as long as they were not used."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from bot.rules import answers, guests
from bot.rules.charges import RefundCause
from bot.rules.decision import NOTHING, Decision
from bot.rules.due import Due, DueKind
from bot.rules.effects import AskGift, CloseGift, GiveBack, ShowNotice
from bot.rules.gifts import gift as rules
from bot.rules.gifts import paying, using
from bot.rules.gifts.gift import GiftEnd, GiftState, Prospect
from bot.rules.giving_back import Terms
from bot.rules.ids import AccessCodeId, GiftId
from bot.rules.members import Card, Member
from bot.rules.money import Money
from bot.rules.notices import NoticeKind
from bot.rules.policies.terms import Cycle
from bot.rules.pricing import DiscountCause
from bot.rules.rooms import MembershipState, RoomState
from bot.rules.texts import Refused
from bot.speech import Speech
from cogs.buttons import LONGEST_LABEL
from cogs.cards import LONGEST_TEXT
from tests.rules.makers import FEE, HANAKO, KEN, PIN, TOKYO, access_code, at, discount, gift, membership, payment, room
from tests.rules.policies import ROOM_TERMS, policy

NOW = at(11, 12)
UNTIL = gift().unused_until
THERE = Member(HANAKO, "Hanako", "ja")
AWAY = replace(THERE, in_server=False)
STRANGER = Prospect(room(), THERE, None)
TERMS: Terms = ROOM_TERMS
SPEECH = Speech(Path(__file__).parents[2] / "locales", TOKYO, strict=True)
BOTH = (ShowNotice(KEN, NoticeKind.GIFT_GIVEN, "gft_1"), ShowNotice(HANAKO, NoticeKind.GIFT, "gft_1"))
TOLD = ShowNotice(KEN, NoticeKind.MONEY_BACK, "ref_pi_1")


def meets(**changes):
    return replace(STRANGER, **changes)


def in_state(state, **changes):
    return meets(last=membership(state, **changes))


def ask(prospect=STRANGER, months=2, giver=KEN):
    return rules.asked(GiftId("gft_1"), giver, months, prospect, terms=PIN, now=NOW)


def key_of(act, *args, **named):
    with pytest.raises(Refused) as refused:
        act(*args, **named)
    return refused.value.why.key


@pytest.mark.parametrize("months", [1, 12])
def test_a_gift_costs_its_months_together(months):
    asked = ask(months=months)

    assert (asked.state, asked.amount) == (GiftState.ASKED, Money(500 * months, "JPY"))


@pytest.mark.parametrize(
    ("prospect", "key"),
    [
        (meets(room=room(state=RoomState.CLOSED)), "rooms.not_open"),
        (meets(room=room(state=RoomState.DRAFT)), "rooms.not_open"),
        (meets(receiver=AWAY), "gifts.not_in_server"),
        (in_state(MembershipState.EXPELLED), "gifts.not_for_them"),
        (meets(room=room(needs_approval=True)), "gifts.needs_approval"),
        (meets(room=room(fee=Money(50_000_000, "JPY"))), "gifts.too_much"),
    ],
)
def test_what_could_not_be_used_is_not_sold(prospect, key):
    assert key_of(ask, prospect) == key


def test_nobody_gives_to_themselves():
    assert key_of(ask, giver=HANAKO) == "gifts.to_oneself"


@pytest.mark.parametrize(
    "prospect",
    [
        in_state(MembershipState.LEFT),
        in_state(MembershipState.LAPSED),
        meets(room=room(needs_approval=True), last=membership()),
        meets(room=room(capacity=1)),  # using it waits in line
        meets(room=room(fee=Money(49_999_999, "JPY"))),
    ],
)
def test_what_can_be_used_is_sold(prospect):
    assert ask(prospect).state is GiftState.ASKED


def test_confirming_opens_a_link_for_a_day_and_asks_stripe_in_two_minutes():
    decision = paying.confirmed(gift(GiftState.ASKED), NOW)

    assert (decision.keep[0].state, decision.keep[0].expires_at) == (GiftState.OPEN, NOW + timedelta(hours=24))
    assert decision.due == (Due(DueKind.GIFT, "gft_1", NOW + timedelta(minutes=2)),)


@pytest.mark.parametrize(
    ("changes", "now", "tries"),
    [
        ({"session_id": None}, at(11, 11, 10, 59), 1),  # the same key, word for word
        ({"session_id": None}, at(11, 11, 11), 2),  # Stripe may have forgotten it
        ({"session_id": None, "expires_at": at(11, 10, 13)}, at(11, 10, 13), 2),
        ({}, at(11, 10, 13), 2),
    ],
)
def test_a_link_is_asked_for_anew_under_a_new_key_once_the_old_one_is_spent(changes, now, tries):
    assert paying.asks_anew(gift(GiftState.OPEN, **changes), now).tries == tries


@pytest.mark.parametrize(
    ("changes", "now", "usable"),
    [({}, at(11, 11, 11, 59), True), ({}, at(11, 11), False), ({"url": None}, at(11, 10), False)],
)
def test_the_same_link_is_shown_while_it_lives(changes, now, usable):
    assert paying.usable_link(gift(GiftState.OPEN, **changes), now) is usable


def pay(known, prospect=STRANGER, returned=None):
    return paying.paid(known, payment(), prospect, returned=returned, terms=TERMS, now=at(11, 10))


def test_paid_it_is_told_to_both_and_has_ninety_days():
    decision = pay(gift(GiftState.OPEN))

    assert decision == Decision(keep=(gift(),), effects=BOTH, due=(Due(DueKind.GIFT, "gft_1", UNTIL),))


@pytest.mark.parametrize("state", [GiftState.PAID, GiftState.USED, GiftState.RETURNED])
def test_a_payment_seen_before_changes_nothing(state):
    assert pay(gift(state)) == NOTHING


@pytest.mark.parametrize(
    "known",
    [gift(GiftState.EXPIRED), gift(payment_id="pi_9"), gift(GiftState.USED, payment_id="pi_9")],
    ids=["late", "twice", "twice, used"],
)
def test_a_late_or_second_payment_goes_back_and_the_gift_stays_as_it_is(known):
    decision = pay(known)
    [refund] = decision.keep

    assert (refund.member_id, refund.payment_id, refund.cause) == (KEN, "pi_1", RefundCause.ORDER_DEAD)
    assert decision.effects == (GiveBack("ref_pi_1"), TOLD)
    assert pay(known, returned=refund) == NOTHING


def test_a_card_that_rooms_do_not_take_pays_no_gift():
    """Its receiver hears nothing of it."""
    by_union_pay = replace(payment(), card=Card("pm_1", "unionpay", "4242", 12, 2030))
    decision = paying.paid(gift(GiftState.OPEN), by_union_pay, STRANGER, returned=None, terms=TERMS, now=at(11, 10))

    assert [decision.keep[0].end_reason, decision.keep[1].cause] == [GiftEnd.CARD_NOT_TAKEN, RefundCause.CARD_NOT_TAKEN]
    assert decision.effects == (GiveBack("ref_pi_1"), TOLD)


@pytest.mark.parametrize(
    ("prospect", "end"),
    [
        (meets(receiver=AWAY), GiftEnd.RECEIVER_LEFT),
        (meets(room=room(state=RoomState.CLOSED)), GiftEnd.ROOM_CLOSED),
        (in_state(MembershipState.EXPELLED), GiftEnd.EXPELLED),
    ],
)
def test_what_can_be_used_no_more_goes_back_paid_just_now_or_long_ago(prospect, end):
    for decision in (pay(gift(GiftState.OPEN), prospect), paying.look(gift(), prospect, TERMS, NOW)):
        over, refund = decision.keep

        assert (over.state, over.end_reason) == (GiftState.RETURNED, end)
        assert (refund.cause, refund.payment_id) == (RefundCause.GIFT_UNUSED, "pi_1")
        assert decision.effects == (*BOTH, GiveBack("ref_pi_1"), TOLD)


def test_unused_it_goes_back_after_ninety_days_and_not_before():
    before = paying.look(gift(), STRANGER, TERMS, UNTIL - timedelta(seconds=1))
    after = paying.look(gift(), STRANGER, TERMS, UNTIL)

    assert before == Decision(due=(Due(DueKind.GIFT, "gft_1", UNTIL),))
    assert (after.keep[0].state, after.keep[0].end_reason) == (GiftState.RETURNED, GiftEnd.UNUSED)


def test_stripe_is_asked_about_an_open_link():
    decision = paying.look(gift(GiftState.OPEN), STRANGER, TERMS, at(11, 10, 12, 2))

    assert decision.effects == (AskGift("gft_1"),)
    assert decision.due == (Due(DueKind.GIFT, "gft_1", at(11, 10, 12, 10)),)


@pytest.mark.parametrize("state", [GiftState.ASKED, GiftState.USED, GiftState.EXPIRED, GiftState.RETURNED])
def test_there_is_nothing_to_look_at_once_it_is_settled(state):
    assert paying.look(gift(state), meets(receiver=AWAY), TERMS, UNTIL) == NOTHING


def test_taken_back_the_giver_knows_already_so_no_message_is_sent_beside_the_card():
    decision = paying.taken_back(gift(), TERMS, NOW)

    assert decision.keep[0] == gift(GiftState.RETURNED, settled_at=NOW, end_reason=GiftEnd.TAKEN_BACK)
    assert decision.effects == (*BOTH, GiveBack("ref_pi_1"))


def test_given_up_before_it_was_paid_the_link_is_closed():
    decision = paying.taken_back(gift(GiftState.OPEN), TERMS, NOW)

    assert decision.keep[0].state is GiftState.EXPIRED
    assert decision.effects == (CloseGift("gft_1"),)


@pytest.mark.parametrize("state", [GiftState.EXPIRED, GiftState.RETURNED])
def test_taken_back_twice_it_goes_back_once(state):
    assert paying.taken_back(gift(state), TERMS, NOW) == NOTHING


def test_what_was_used_stays_used():
    assert key_of(paying.taken_back, gift(GiftState.USED), TERMS, NOW) == "gifts.used_already"


@pytest.mark.parametrize(
    ("prospect", "by_the_year", "key"),
    [
        (meets(room=room(needs_approval=True)), False, "gifts.owner_lets_in"),
        (in_state(MembershipState.ACTIVE, every=Cycle.YEAR), False, "gifts.by_the_year"),
        (in_state(MembershipState.ACTIVE), True, "gifts.by_the_year"),
        (in_state(MembershipState.LEAVING), False, "gifts.not_now"),
        (in_state(MembershipState.PAUSED), False, "gifts.not_now"),
        (in_state(MembershipState.AWAITING_PAYMENT), False, "gifts.not_now"),
        (in_state(MembershipState.AWAITING_APPROVAL), False, "gifts.not_now"),
    ],
)
def test_what_would_be_lost_is_kept_instead(prospect, by_the_year, key):
    assert key_of(using.check_use, gift(), prospect, by_the_year=by_the_year) == key


@pytest.mark.parametrize(
    "prospect",
    [
        STRANGER,
        in_state(MembershipState.LEFT),
        in_state(MembershipState.ACTIVE),
        in_state(MembershipState.PAST_DUE),
        in_state(MembershipState.SUSPENDED),
        meets(room=room(needs_approval=True), last=membership()),
    ],
)
def test_whoever_is_out_or_pays_by_the_month_may_use_it(prospect):
    using.check_use(gift(), prospect, by_the_year=False)


def test_its_code_lets_in_nobody_else_and_only_once_and_is_closed_with_its_use():
    code = using.code_for(gift(), AccessCodeId("acc_1"), NOW)
    decision = using.used(gift(), code, NOW)

    assert (code.member_id, code.uses_max, code.months) == (HANAKO, 1, 2)
    assert decision.keep[0] == gift(GiftState.USED, settled_at=NOW, access_code_id="acc_1")
    assert decision.keep[1].closed_at == NOW
    assert decision.effects == BOTH


@pytest.mark.parametrize(
    ("given", "first"),
    [
        ([], date(2026, 12, 1)),
        ([discount(cause=DiscountCause.GIFT, to_month=date(2026, 10, 1))], date(2026, 12, 1)),
        ([discount(cause=DiscountCause.GIFT, to_month=date(2026, 12, 1))], date(2027, 1, 1)),
        ([discount(cause=DiscountCause.GIFT, to_month=None)], date(2026, 12, 1)),
    ],
)
def test_free_months_follow_those_that_were_given_before(given, first):
    assert guests.first_free(given, date(2026, 11, 30)) == first


EVERY_CARD = {
    "question": answers.gift_question(gift(GiftState.ASKED), room(), policy("room"), anew=False),
    "question of one month": answers.gift_question(gift(GiftState.ASKED, months=1), room(), policy("room"), anew=True),
    "link": answers.gift_to_payment(gift(GiftState.OPEN), room(), "https://pay.example.jp/1"),
    "never paid": answers.gift_given(gift(GiftState.EXPIRED), room()),
    "used by a guest": answers.gift_used(membership(free_until=UNTIL), None, room()),
    "used by who pays": answers.gift_used(membership(), discount(percent=None, off=FEE), room()),
    **{f"given, {state}": answers.gift_given(gift(state), room()) for state in (GiftState.PAID, GiftState.USED)},
    **{f"for you, {state}": answers.gift_for_you(gift(state), room()) for state in (GiftState.PAID, GiftState.USED)},
    **{
        f"{whose}, {end}": card(gift(GiftState.RETURNED, end_reason=end), room())
        for end in GiftEnd
        if end is not GiftEnd.RAN_OUT
        for whose, card in (("given", answers.gift_given), ("for you", answers.gift_for_you))
    },
}


@pytest.mark.parametrize("locale", ["ja", "en-US"])
@pytest.mark.parametrize("card", EVERY_CARD.values(), ids=EVERY_CARD)
def test_every_card_is_said_in_both_languages_within_what_discord_allows(card, locale):
    said = [SPEECH.say(line, locale) for line in (card.title, *card.lines)]
    labels = [SPEECH.plain(button.label, locale) for button in card.buttons]

    assert sum(map(len, said)) < LONGEST_TEXT
    assert max(map(len, labels), default=0) <= LONGEST_LABEL


def test_the_code_of_a_gift_is_refused_to_somebody_else():
    code = using.code_for(gift(), AccessCodeId("acc_1"), NOW)

    assert key_of(guests.check_code, code, KEN, 0, used_by_member=False, now=NOW) == "pricing.no_such_code"
    assert access_code().member_id is None
