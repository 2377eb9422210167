import random
from datetime import UTC, datetime, timedelta

import pytest

from bot.rules.effects import (
    TRIES_MAX,
    EffectState,
    Lane,
    PayInvoice,
    PendingEffect,
    ShowNotice,
    SyncAccess,
    about,
    lane,
    next_try,
)
from bot.rules.ids import make_id
from bot.rules.money import Money
from bot.rules.notices import NoticeKind
from bot.rules.payments import Customer
from bot.rules.webhook_events import EventState, WebhookEvent
from tests.rules.makers import HANAKO, at


def test_ids_sort_by_the_time_they_were_made():
    bits = random.Random(1).getrandbits
    made = [make_id("try", at(11, 1) + timedelta(milliseconds=n), bits) for n in range(100)]

    assert made == sorted(made)
    assert len(set(made)) == 100
    assert {len(id) for id in made} == {30}


@pytest.mark.parametrize(
    ("milliseconds", "id"),
    [
        (0, "try_00000000000000000000000000"),
        (31, "try_000000000z0000000000000000"),
        (1000, "try_00000000z80000000000000000"),
    ],
)
def test_an_id_is_ten_digits_of_milliseconds_and_eighty_random_bits(milliseconds, id):
    asked = []
    made_at = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=milliseconds)

    assert make_id("try", made_at, lambda bits: len(asked.append(bits) or "")) == id
    assert asked == [80]


@pytest.mark.parametrize(("one", "other", "both", "less"), [(3, 2, 5, 1), (3, 0, 3, 3), (2, 2, 4, 0)])
def test_amounts_of_one_currency_are_added_and_taken_from_each_other(one, other, both, less):
    first, second = Money(one, "JPY"), Money(other, "JPY")

    assert (first + second, first - second) == (Money(both, "JPY"), Money(less, "JPY"))
    assert bool(first - second) is (less > 0)


@pytest.mark.parametrize(("part", "back"), [(100, 1999), (50, 999), (33, 659), (0, 0)])
def test_a_share_is_rounded_down_to_a_whole_unit(part, back):
    assert Money(1999, "JPY").share(part, 100) == Money(back, "JPY")


def test_two_currencies_never_meet_in_one_sum():
    with pytest.raises(AssertionError):
        Money(1, "JPY") + Money(1, "EUR")


@pytest.mark.parametrize(
    ("tries", "seconds"), [(1, 5), (2, 10), (3, 20), (7, 320), (8, 600), (100, 600), (TRIES_MAX, None)]
)
def test_the_wait_doubles_up_to_ten_minutes_and_then_a_person_must_look(tries, seconds):
    at_noon = at(11, 1)

    expected = None if seconds is None else at_noon + timedelta(seconds=seconds)
    assert next_try(tries, at_noon) == expected


def test_an_effect_that_was_just_asked_for_has_not_been_tried():
    asked = PendingEffect("eff_1", SyncAccess(42), EffectState.WAITING, asked_at=at(11, 1), try_at=at(11, 1))

    assert (asked.tries, asked.lease_until, asked.done_at) == (0, None, None)


def test_a_knock_that_has_just_come_has_not_been_tried():
    came = WebhookEvent("evt_1", "invoice.paid", "in_1", "cus_1", at(11, 1), at(11, 1), EventState.WAITING, at(11, 1))

    assert (came.tries, came.lease_until, came.done_at) == (0, None, None)


def test_a_customer_is_there_unless_stripe_says_that_it_was_deleted():
    assert Customer("cus_1", HANAKO).deleted is False


def test_money_and_chat_have_lanes_of_their_own():
    assert lane(PayInvoice("try_1")) is Lane.MONEY
    assert lane(SyncAccess(42)) is Lane.CHAT


def test_equal_effects_are_about_the_same():
    assert about(SyncAccess(42)) == "42"
    assert about(ShowNotice(42, NoticeKind.WELCOME, "mbs_1")) == "42,welcome,mbs_1"
