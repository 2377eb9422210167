import random
from datetime import timedelta

import pytest

from bot.rules.effects import TRIES_MAX, Lane, PayInvoice, ShowNotice, SyncAccess, about, lane, next_try
from bot.rules.ids import make_id
from bot.rules.money import Money
from bot.rules.notices import NoticeKind
from tests.rules.makers import at


def test_ids_sort_by_the_time_they_were_made():
    bits = random.Random(1).getrandbits
    made = [make_id("try", at(11, 1) + timedelta(milliseconds=n), bits) for n in range(100)]

    assert made == sorted(made)
    assert len(set(made)) == 100
    assert {len(id) for id in made} == {30}


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


def test_money_and_chat_have_lanes_of_their_own():
    assert lane(PayInvoice("try_1")) is Lane.MONEY
    assert lane(SyncAccess(42)) is Lane.CHAT


def test_equal_effects_are_about_the_same():
    assert about(SyncAccess(42)) == "42"
    assert about(ShowNotice(42, NoticeKind.WELCOME, "mbs_1")) == "42,welcome,mbs_1"
