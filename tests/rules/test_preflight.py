from dataclasses import replace
from datetime import timedelta

import pytest

from bot.rules import joining, preflight
from bot.rules.decision import NOTHING
from bot.rules.effects import ShowNotice
from bot.rules.ids import NoticeId, PostingId
from bot.rules.notices import Delivery, NoticeKind, Posting, Result
from bot.rules.preflight import HELD_BACK, Ways
from bot.rules.texts import Refused
from bot.rules.webhook_events import EventState, WebhookEvent
from tests.rules.makers import HANAKO, at, card, payment, room

NOW = at(11, 10)
TOLD = ShowNotice(room().owner_id, NoticeKind.ROOM_FAULT, "room_1")


def event(made_at):
    return WebhookEvent("evt_1", "invoice.paid", "in_1", "cus_1", made_at, NOW, EventState.WAITING, try_at=NOW)


def dm(result, minute=0):
    id = PostingId(f"pst_{minute}")
    return Posting(id, HANAKO, NoticeId("ntc_1"), Delivery.DM, result, tried_at=at(11, 10, 12, minute))


@pytest.mark.parametrize(("seconds", "is_late"), [(299, False), (300, True), (301, True)])
def test_an_event_is_late_after_five_minutes(seconds, is_late):
    assert bool(preflight.late([event(NOW - timedelta(seconds=seconds))], NOW)) is is_late


@pytest.mark.parametrize(
    ("ways", "reached"),
    [
        (Ways((), has_threads=False, has_mail=False), True),
        (Ways((dm(Result.ARRIVED),), has_threads=False, has_mail=False), True),
        (Ways((dm(Result.CLOSED),), has_threads=False, has_mail=False), False),
        (Ways((dm(Result.CLOSED),), has_threads=True, has_mail=False), True),
        (Ways((dm(Result.CLOSED),), has_threads=False, has_mail=True), True),
        (Ways((dm(Result.CLOSED), dm(Result.ARRIVED, 1)), has_threads=False, has_mail=False), True),
        (Ways((dm(Result.ARRIVED), dm(Result.CLOSED, 1)), has_threads=False, has_mail=False), False),
    ],
)
def test_only_whom_no_way_leads_to_is_held_back(ways, reached):
    if reached:
        preflight.check_reachable(ways)
        return
    with pytest.raises(Refused) as refused:
        preflight.check_reachable(ways)
    assert refused.value.why.key == "joining.out_of_reach"


def test_the_owner_is_told_once_for_each_reason():
    first = preflight.hold_back(room(), "its role is gone")
    [held] = first.keep

    assert (held.fault, first.effects) == (f"{HELD_BACK}its role is gone", (TOLD,))
    assert preflight.hold_back(held, "its role is gone") == NOTHING
    assert preflight.hold_back(held, "another reason").effects == (TOLD,)


def test_a_fault_that_somebody_must_mend_is_neither_overwritten_nor_forgotten():
    broken = room(fault="the server has 500 channels")

    assert preflight.hold_back(broken, "its role is gone") == NOTHING
    assert preflight.let_go(broken) == NOTHING


def test_what_is_well_again_is_said_on_the_card_the_owner_has():
    decision = preflight.let_go(room(fault=f"{HELD_BACK}its role is gone"))

    assert decision.keep == (room(fault=None),)
    assert decision.effects == (TOLD,)
    assert preflight.let_go(room()) == NOTHING


@pytest.mark.rule("E-37")
@pytest.mark.parametrize(
    ("brand", "taken"),
    [
        ("visa", True),
        ("mastercard", True),
        ("jcb", True),
        ("amex", True),
        ("diners", True),
        ("discover", True),
        ("unionpay", False),
        ("eftpos_au", False),
        ("unknown", False),
    ],
)
def test_six_brands_are_taken_and_no_other(brand, taken):
    assert joining.takes(replace(payment(), card=replace(card(), brand=brand))) is taken


def test_a_card_that_stripe_does_not_tell_is_taken():
    assert joining.takes(replace(payment(), card=None))
