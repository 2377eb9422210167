"""From a percentage to what arrives."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from bot.rules.money import Money
from bot.rules.policies.bad_input import BadInput
from bot.rules.policies.terms import Cycle, Reason, Stage
from bot.rules.refunds.grounds import Verdict
from bot.rules.refunds.purchase import Claim, Fraction, Method, Term
from tests.rules.makers import at
from tests.rules.policies import BOUGHT, START, answer, asked, purchase, yen

IN_FULL, AT_SEVENTY, TOO_LATE = at(2, 1), at(2, 20), at(3, 10)


@pytest.mark.rule("R-30", "R-35", "R-68")
@pytest.mark.parametrize(
    ("price", "fee", "asked_at", "back"),
    [
        (10_000, 360, IN_FULL, 9_640),
        (10_000, 3_000, AT_SEVENTY, 7_000),  # the fee comes out of the part that is kept
        (10_000, 3_001, AT_SEVENTY, 6_999),
        (9_999, 0, AT_SEVENTY, 6_999),  # 6,999.3
        (1, 0, AT_SEVENTY, 0),
        (300, 300, IN_FULL, 0),
        (300, 301, IN_FULL, 0),
        (300, 299, IN_FULL, 1),
    ],
)
def test_the_smaller_of_the_share_and_the_price_less_the_fee_comes_back(price, fee, asked_at, back):
    found = answer("seminar", purchase(price=yen(price), payment_fee=yen(fee)), asked(asked_at))

    assert found.amount == yen(back)
    assert found.verdict is (Verdict.DUE if back else Verdict.REFUSED)


@pytest.mark.rule("R-67")
@pytest.mark.parametrize(
    ("method", "fee", "arrives"),
    [
        (Method.BANK, 330, 9_670),
        (Method.KONBINI, 330, 9_670),
        (Method.CARD, 330, 10_000),
        (Method.BANK, 9_999, 1),
        (Method.BANK, 10_000, 0),
        (Method.BANK, 10_001, 0),
    ],
)
def test_the_transfer_fee_comes_off_what_is_transferred(method, fee, arrives):
    found = answer("seminar", purchase(method=method, transfer_fee=yen(fee)), asked(IN_FULL))

    assert found.arrives == yen(arrives)
    assert found.verdict is (Verdict.DUE if arrives else Verdict.REFUSED)


@pytest.mark.rule("R-67", "R-68", "E-81")
@pytest.mark.parametrize(("id", "reason"), [("seminar", Reason.NOT_HELD), ("ticket", Reason.NOT_HELD)])
def test_where_we_are_the_cause_no_fee_is_taken(id, reason):
    paid = purchase(method=Method.KONBINI, payment_fee=yen(360), transfer_fee=yen(330))

    assert answer(id, paid, asked(START, reason)).arrives == yen(10_000)


@pytest.mark.rule("R-28", "R-68")
def test_a_medical_exception_still_leaves_the_fee():
    paid = purchase(payment_fee=yen(360))

    assert answer("consulting", paid, asked(START, Reason.MEDICAL)).amount == yen(9_640)


@pytest.mark.parametrize(
    ("refunded", "back", "lines"),
    [(0, 7_000, 1), (3_000, 7_000, 2), (3_001, 6_999, 3), (9_999, 1, 3), (10_000, 0, 0)],
)
def test_never_more_than_what_is_left(refunded, back, lines):
    """The part that cannot come back any more is named, with its reason."""
    found = answer("seminar", purchase(refunded=yen(refunded)), asked(AT_SEVENTY))

    assert (found.amount, len(found.arithmetic)) == (yen(back), lines)
    assert found.verdict is (Verdict.DUE if back else Verdict.REFUSED)


YEAR = Term(Cycle.YEAR, date(2026, 1, 10), date(2027, 1, 10))
LEAP_YEAR = Term(Cycle.YEAR, date(2028, 1, 10), date(2029, 1, 10))


@pytest.mark.rule("R-71")
@pytest.mark.parametrize(
    ("term", "asked_at", "unused", "back"),
    [
        (YEAR, at(1, 10), 364, 36_400),
        (YEAR, at(7, 1, 23, 59, 59), 192, 19_200),
        (YEAR, at(7, 2, 0), 191, 19_100),
        (YEAR, at(1, 8, year=2027), 1, 100),
        (YEAR, at(1, 9, year=2027), 0, 0),
        (YEAR, at(2, 9, year=2027), 0, 0),
        (LEAP_YEAR, at(2, 29, year=2028), 315, 31_413),  # of 366 days
    ],
)
def test_a_year_that_ends_early_comes_back_by_the_unused_days(term, asked_at, unused, back):
    """The day of asking counts as used, and the part of a yen is dropped."""
    found = answer("premium-membership", purchase(price=yen(36_500), term=term), asked(asked_at, Reason.ENDING_EARLY))

    assert found.amount == yen(back)
    if back:
        assert found.arithmetic[0].values["unused"] == unused


@pytest.mark.rule("R-71", "R-35")
def test_the_fee_bounds_the_unused_days_too():
    """min(price x unused days / days, price - fee): early on the fee is what decides."""
    paid = purchase(price=yen(36_500), payment_fee=yen(1_000), term=YEAR)

    assert answer("premium-membership", paid, asked(at(1, 10), Reason.ENDING_EARLY)).amount == yen(35_500)
    assert answer("premium-membership", paid, asked(at(7, 2), Reason.ENDING_EARLY)).amount == yen(19_100)


@pytest.mark.rule("R-71", "R-15", "E-35")
@pytest.mark.parametrize(
    ("id", "cycle", "stage", "verdict"),
    [
        ("premium-membership", Cycle.YEAR, Stage.FIRST, Verdict.DUE),
        ("premium-membership", Cycle.YEAR, Stage.RENEWAL, Verdict.STAFF),
        ("premium-membership", Cycle.MONTH, Stage.FIRST, Verdict.REFUSED),
        ("room", Cycle.MONTH, Stage.FIRST, Verdict.REFUSED),
    ],
)
def test_only_a_year_is_divided_and_a_renewed_one_by_a_person(id, cycle, stage, verdict):
    paid = purchase(stage=stage, term=replace(YEAR, cycle=cycle))

    assert answer(id, paid, asked(at(3, 1), Reason.ENDING_EARLY)).verdict is verdict


@pytest.mark.rule("R-69")
def test_a_room_that_is_closed_gives_back_the_days_it_no_longer_opens():
    november = Term(Cycle.MONTH, date(2026, 11, 1), date(2026, 12, 1))
    paid = purchase(price=yen(3_000), payment_fee=yen(108), term=november)

    assert answer("room", paid, asked(at(11, 10), Reason.SERVICE_ENDED)).amount == yen(2_000)
    assert answer("room", paid, asked(at(11, 30), Reason.SERVICE_ENDED)).verdict is Verdict.REFUSED


@pytest.mark.rule("R-69", "R-70", "R-72")
@pytest.mark.parametrize("reason", [Reason.PART_NOT_PROVIDED, Reason.GRAVE_DEFECT])
@pytest.mark.parametrize(
    ("missed", "verdict", "back"),
    [
        (Fraction(1, 3), Verdict.STAFF, 3_333),
        (Fraction(3, 3), Verdict.STAFF, 10_000),
        (Fraction(0, 3), Verdict.REFUSED, 0),
        (None, Verdict.STAFF, 0),
    ],
)
def test_a_part_is_proposed_by_the_machine_and_set_by_a_person(reason, missed, verdict, back):
    found = answer("seminar", purchase(), asked(TOO_LATE, reason, missed=missed))

    assert (found.verdict, found.amount) == (verdict, yen(back))
    assert found.ends_access is False  # the rest stays in use


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("price", yen(-1)),
        ("payment_fee", yen(-1)),
        ("transfer_fee", Money(1, "EUR")),
        ("refunded", yen(10_001)),
        ("bought_at", datetime(2026, 1, 10)),  # noqa: DTZ001 -- it is the naive time that is refused
        ("starts_at", datetime(2026, 1, 10)),  # noqa: DTZ001 -- see above
    ],
)
def test_a_purchase_that_cannot_be_is_named(field, value):
    with pytest.raises(BadInput, match=f"^{field} is ") as bad:
        purchase(**{field: value})

    assert bad.value.name == field


def test_a_claim_without_a_zone_a_term_without_a_day_and_a_part_above_the_whole_are_named():
    with pytest.raises(BadInput, match="asked_at"):
        Claim(datetime(2026, 1, 10), Reason.CANCELLED)  # noqa: DTZ001 -- it is the naive time that is refused
    with pytest.raises(BadInput, match="term"):
        Term(Cycle.MONTH, date(2026, 1, 1), date(2026, 1, 1))
    for part, whole in ((-1, 3), (4, 3), (0, 0)):
        with pytest.raises(BadInput, match="fraction"):
            Fraction(part, whole)
    assert Fraction(3, 3).part == 3


def test_an_answer_shows_its_arithmetic_in_order_and_what_would_change_it():
    """The same in a refusal: which day it would have been, and which exceptions there are."""
    found = answer("seminar", purchase(payment_fee=yen(360)), asked(AT_SEVENTY))
    refused = answer("seminar", purchase(), asked(TOO_LATE))

    assert [line.key for line in found.arithmetic] == ["refunds.line_percent", "refunds.line_fee"]
    assert [(change.key, change.values["percent"]) for change in found.changes] == [
        ("refunds.until_was", 100),
        ("refunds.until_is", 70),
    ]
    assert found.changes[1].values["then"] == 50
    assert found.until is not None
    assert found.until < at(3, 1, 0)
    assert set(found.rules) >= {"R-31", "R-34", "R-35"}
    assert [change.values["percent"] for change in refused.changes] == [100, 70, 50]
    assert refused.exceptions.keys() == {"called-off", "disaster"}
    assert answer("seminar", purchase(), asked(BOUGHT)).exceptions == {}


def test_every_line_of_the_arithmetic_ends_with_what_is_left_of_it():
    """70 % is 7,000; 6,000 is left; 330 goes for the transfer. After the last step, nothing comes."""
    paid = purchase(method=Method.BANK, payment_fee=yen(360), transfer_fee=yen(330), refunded=yen(4_000))
    lines = {line.key: line.values for line in answer("seminar", paid, asked(AT_SEVENTY)).arithmetic}
    [last] = answer("content", purchase(), asked(BOUGHT)).changes

    assert lines["refunds.line_percent"]["amount"] == yen(7_000)
    assert lines["refunds.line_fee"]["most"] == yen(9_640)
    assert lines["refunds.line_left"]["amount"] == yen(6_000)
    assert lines["refunds.line_rest"]["rest"] == yen(1_000)
    assert lines["refunds.line_transfer"]["amount"] == yen(5_670)
    assert (last.key, last.values["then"]) == ("refunds.until_is", 0)


def test_a_refusal_works_nothing_out():
    assert answer("seminar", purchase(payment_fee=yen(360)), asked(TOO_LATE)).arithmetic == ()


def test_the_facts_an_answer_rests_on_are_said():
    found = answer("room", purchase(use=Fraction(1, 100)), asked(at(1, 12), Reason.NOT_NEEDED))

    assert [line.key for line in found.inputs] == [
        "refunds.input_price",
        "refunds.input_claim",
        "refunds.input_start",
        "refunds.input_period",
        "refunds.input_use",
    ]
