"""What the next months cost: coupons, gifts, and when the price at Stripe must be looked at again."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules import pricing
from bot.rules.days import add_months
from bot.rules.due import Due, DueKind
from bot.rules.ids import CouponId, DiscountId
from bot.rules.money import Money
from bot.rules.pricing import NewCoupon
from bot.rules.texts import Refused
from tests.rules.makers import CALENDAR, DECEMBER, HANAKO, NOVEMBER, at, coupon, discount, membership, room

FEBRUARY = date(2027, 2, 1)


def yen(minor):
    return Money(minor, "JPY")


@pytest.mark.parametrize(
    ("percent", "off", "left"),
    [
        (1, None, 495),
        (50, None, 250),
        (89, None, 55),
        (90, None, 50),
        (91, None, 0),  # 45 yen is too little for Stripe to charge
        (100, None, 0),
        (None, 1, 499),
        (None, 450, 50),
        (None, 451, 0),
        (None, 500, 0),
        (None, 501, 0),
    ],
)
def test_a_discount_takes_off_and_never_goes_below_zero(percent, off, left):
    assert pricing.reduced(yen(500), percent, None if off is None else yen(off)) == yen(left)


def test_a_share_of_an_odd_fee_is_rounded_down():
    assert pricing.reduced(yen(999), 33, None) == yen(669)


@pytest.mark.parametrize(
    ("month", "cost"),
    [
        (NOVEMBER, 500),
        (DECEMBER, 250),
        (FEBRUARY, 250),
        (date(2027, 3, 1), 500),
    ],
)
def test_a_discount_covers_its_first_and_last_month_and_no_other(month, cost):
    assert pricing.price(membership(), [discount()], month) == yen(cost)


def test_a_discount_without_an_end_goes_on():
    assert pricing.price(membership(), [discount(to_month=None)], date(2036, 1, 1)) == yen(250)


def test_discounts_do_not_add_up_and_the_best_one_counts():
    found = [discount(), discount(percent=20), discount(percent=None, off=yen(300))]

    assert pricing.price(membership(), found, DECEMBER) == yen(200)


def test_a_discount_of_another_membership_says_nothing():
    assert pricing.price(membership(), [replace(discount(), membership_id="mbs_2")], DECEMBER) == yen(500)


@pytest.mark.parametrize(
    ("now", "looks_at"),
    [
        (at(10, 10), at(11, 1, 6)),  # the price of December is set once November is renewed
        (at(11, 1, 5, 59), at(11, 1, 6)),
        (at(11, 1, 6), at(2, 1, 6, year=2027)),  # and that of March once February is
        (at(11, 10), at(2, 1, 6, year=2027)),
        (at(2, 1, 5, year=2027), at(2, 1, 6, year=2027)),
        (at(2, 1, 6, year=2027), None),
    ],
)
def test_the_price_is_looked_at_after_the_renewal_before_it_changes(now, looks_at):
    found = pricing.next_reprice("mbs_1", [discount()], CALENDAR, now)

    assert found == (None if looks_at is None else Due(DueKind.REPRICE, "mbs_1", looks_at))


def test_without_discounts_nobody_looks():
    assert pricing.next_reprice("mbs_1", [], CALENDAR, at(11, 10)) is None
    assert pricing.next_reprice("mbs_1", [discount(to_month=None)], CALENDAR, at(11, 10)) is None


@given(
    st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6), st.integers(1, 100)), max_size=4),
    st.dates(date(2026, 1, 1), date(2027, 12, 31)),
)
def test_a_price_set_at_the_looks_alone_is_right_at_every_renewal(spans, joined):
    """Whatever discounts overlap, what Stripe holds at a renewal is what that month costs."""
    found = [
        discount(from_month=add_months(date(2026, 6, 1), first), to_month=add_months(date(2026, 6, 1), first + more))
        for first, more, _ in spans
    ]
    found = [replace(one, percent=percent) for one, (_, _, percent) in zip(found, spans, strict=True)]
    now = CALENDAR.starts_at(date(2026, 5, 3))
    held = pricing.price(membership(), found, date(2026, 6, 1))
    look = pricing.next_reprice("mbs_1", found, CALENDAR, now)
    for months in range(20):
        month = add_months(date(2026, 6, 1), months)
        renewed_at = CALENDAR.renews_at(month)
        assert held == pricing.price(membership(), found, month)
        while look is not None and look.due_at < CALENDAR.renews_at(add_months(month, 1)):
            assert look.due_at > renewed_at
            held = pricing.price(membership(), found, add_months(month, 1))
            look = pricing.next_reprice("mbs_1", found, CALENDAR, look.due_at)


@pytest.mark.parametrize("typed", ["AUTUMN", " autumn ", "Autumn", "ＡＵＴＵＭＮ"])
def test_a_code_has_no_case_no_outer_spaces_and_no_width(typed):
    assert pricing.code_of(typed) == "autumn"


@pytest.mark.parametrize(
    ("changes", "uses", "used", "key"),
    [
        ({"closed_at": at(11, 9)}, 0, False, "pricing.code_over"),
        ({"ends_at": at(11, 10)}, 0, False, "pricing.code_over"),
        ({"uses_max": 2}, 2, False, "pricing.code_used_up"),
        ({}, 1, True, "pricing.code_used"),
        ({"uses_max": 1}, 1, True, "pricing.code_used"),  # the truer of two reasons
    ],
)
def test_a_coupon_that_does_not_count_says_why(changes, uses, used, key):
    with pytest.raises(Refused) as refused:
        pricing.check_coupon(coupon(**changes), uses, used_by_member=used, now=at(11, 10))

    assert refused.value.why.key == key


@pytest.mark.parametrize(("changes", "uses"), [({}, 1000), ({"uses_max": 2}, 1), ({"ends_at": at(11, 10, 12, 1)}, 0)])
def test_a_coupon_that_counts_is_let_through(changes, uses):
    pricing.check_coupon(coupon(**changes), uses, used_by_member=False, now=at(11, 10))


@pytest.mark.parametrize(("months", "last"), [(1, DECEMBER), (3, FEBRUARY), (14, date(2028, 1, 1)), (None, None)])
def test_a_coupon_used_covers_its_months(months, last):
    used = pricing.redeemed(coupon(months=months), membership(), DiscountId("dsc_1"), DECEMBER, at(11, 10))

    assert used == discount(to_month=last)


@pytest.mark.parametrize(
    ("wanted", "key"),
    [
        (NewCoupon("autumn"), "pricing.percent_or_amount"),
        (NewCoupon("autumn", percent=5, off=yen(5)), "pricing.percent_or_amount"),
        (NewCoupon("two words", percent=5), "pricing.code_one_word"),
        (NewCoupon("  ", percent=5), "pricing.code_one_word"),
    ],
)
def test_a_coupon_that_means_nothing_is_refused(wanted, key):
    with pytest.raises(Refused) as refused:
        pricing.new_coupon(wanted, CouponId("cpn_1"), room(), HANAKO, at(11, 10))

    assert refused.value.why.key == key


def test_a_coupon_is_taken_for_as_many_days_as_was_said():
    made = pricing.new_coupon(
        NewCoupon("Autumn", percent=50, months=3, uses_max=9, days=7), CouponId("cpn_1"), room(), HANAKO, at(11, 10)
    )

    assert made == coupon(made_at=at(11, 10), made_by=HANAKO, uses_max=9, ends_at=at(11, 10) + timedelta(days=7))
