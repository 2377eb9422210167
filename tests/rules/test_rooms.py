from dataclasses import replace

import pytest

from bot.rules.money import Money
from bot.rules.rooms import Room, RoomState, check_fee, opened_if_ready, same_name
from bot.rules.texts import Refused
from tests.rules.makers import FEE, HANAKO, at, membership, room

PARTS = ("role_id", "category_id", "channel_id", "product_id", "join_price_id", "month_price_id")
DRAFT = room(
    state=RoomState.DRAFT,
    role_id=1,
    category_id=2,
    channel_id=3,
    product_id="prod_1",
    join_price_id="price_1",
    month_price_id="price_2",
    role_tried=True,
)


@pytest.mark.parametrize("minor", [50, 500, 99_999_999])
def test_a_fee_that_stripe_charges_is_accepted(minor):
    assert check_fee(Money(minor, "JPY")) is None


@pytest.mark.parametrize("minor", [0, 49, 100_000_000])
def test_a_fee_that_stripe_would_not_charge_is_refused_with_the_limits(minor):
    with pytest.raises(Refused) as refused:
        check_fee(Money(minor, "JPY"))

    assert refused.value.why.key == "rooms.fee_out_of_range"
    assert dict(refused.value.why.values) == {"smallest": Money(50, "JPY"), "largest": Money(99_999_999, "JPY")}


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [("Gold", "gold", True), (" Gold ", "Gold", True), ("Gold", " gold ", True), ("Gold", "Golf", False)],
)
def test_names_that_a_person_would_take_for_one_are_one(one, other, same):
    assert same_name(one, other) is same


@pytest.mark.rule("E-45")
def test_a_room_keeps_its_door_open_at_the_first_failure_unless_it_says_otherwise():
    assert room().suspend_at_first_failure is False


def test_a_new_membership_has_asked_for_no_subscription():
    """The number is part of the key of the request: the first one must not look like a second."""
    assert membership().subscriptions_made == 0


def test_a_room_opens_when_nothing_is_missing():
    assert opened_if_ready(DRAFT).state is RoomState.OPEN


@pytest.mark.parametrize("missing", PARTS)
def test_a_room_with_a_part_missing_stays_shut(missing):
    """Whoever paid for it could not get in."""
    unready = replace(DRAFT, **{missing: None})

    assert opened_if_ready(unready) == unready


def test_a_room_whose_role_was_never_granted_on_trial_stays_shut():
    unready = replace(DRAFT, role_tried=False)

    assert opened_if_ready(unready) == unready


def test_a_room_that_was_just_made_has_granted_nothing_yet():
    new = Room("room_9", "Silver", "", HANAKO, FEE, RoomState.DRAFT, made_at=at(11, 1), made_by=HANAKO)
    built = {name: getattr(DRAFT, name) for name in PARTS}

    assert opened_if_ready(replace(new, **built)).state is RoomState.DRAFT


def test_a_closed_room_is_not_opened_again():
    closed = replace(DRAFT, state=RoomState.CLOSED)

    assert opened_if_ready(closed) == closed
