"""How much comes back by when: both sides of every edge."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.rules.classes.unenrolling import return_until
from bot.rules.days import Calendar
from bot.rules.policies.bad_input import BadInput
from bot.rules.policies.terms import Reason, Stage
from bot.rules.refunds.grounds import Verdict
from bot.rules.refunds.purchase import Fraction, TechnicalProblem
from bot.rules.refunds.windows import last_at
from tests.rules.makers import at
from tests.rules.policies import BOUGHT, START, answer, asked, policy, purchase, yen

SECOND = timedelta(seconds=1)
HOUR = timedelta(hours=1)
LOS_ANGELES = ZoneInfo("America/Los_Angeles")


@pytest.mark.rule("R-23", "R-24", "R-25", "R-26", "R-27")
@pytest.mark.parametrize(
    ("notice", "back"),
    [
        (48 * HOUR + SECOND, 10_000),
        (48 * HOUR, 10_000),
        (48 * HOUR - SECOND, 5_000),
        (24 * HOUR, 5_000),
        (24 * HOUR - SECOND, 0),
        (0 * HOUR, 0),
        (-HOUR, 0),
    ],
)
def test_the_notice_of_a_session_decides_how_much_comes_back(notice, back):
    """Exactly 48 and exactly 24 hours are still in time: the boundary favours the member."""
    found = answer("consulting", purchase(), asked(START - notice))

    assert found.amount == yen(back)
    assert found.verdict is (Verdict.DUE if back else Verdict.REFUSED)


@pytest.mark.rule("R-30", "R-31", "R-32", "R-33", "R-34")
@pytest.mark.parametrize(
    ("asked_at", "back"),
    [
        (at(2, 12, 23, 59, 59), 10_000),  # 30 calendar days before 14 March
        (at(2, 13, 0), 7_000),  # 29
        (at(2, 28, 23, 59, 59), 7_000),  # 14
        (at(3, 1, 0), 5_000),  # 13
        (at(3, 7, 23, 59, 59), 5_000),  # 7
        (at(3, 8, 0), 0),  # 6
        (at(3, 14, 15), 0),
        (at(3, 15, 0), 0),
    ],
)
def test_the_days_before_a_seminar_decide_how_much_comes_back(asked_at, back):
    """Calendar days in Japan, not hours: the whole of the 30th day before is in time, whenever the seminar begins."""
    found = answer("seminar", purchase(), asked(asked_at))

    assert found.amount == yen(back)
    assert found.verdict is (Verdict.DUE if back else Verdict.REFUSED)


@pytest.mark.rule("R-34")
@pytest.mark.parametrize(
    ("year", "day", "back"), [(2027, 1, 7_000), (2027, 2, 5_000), (2028, 2, 7_000), (2028, 3, 5_000)]
)
def test_a_leap_day_is_a_day_like_any_other(year, day, back):
    """14 days before 15 or 16 March, with and without a 29 February in between."""
    start = at(3, 15 if year == 2027 else 16, year=year)
    found = answer("seminar", purchase(starts_at=start), asked(at(3, day, year=year)))

    assert found.amount == yen(back)


@pytest.mark.rule("R-7", "R-12")
@pytest.mark.parametrize("id", ["room", "premium-membership"])
@pytest.mark.parametrize(
    ("asked_at", "verdict"),
    [
        (BOUGHT, Verdict.DUE),
        (at(1, 24, 23, 59, 59), Verdict.DUE),
        (at(1, 25, 0), Verdict.REFUSED),
    ],
)
def test_a_membership_comes_back_until_the_end_of_the_fourteenth_day(id, asked_at, verdict):
    """Bought on the 10th at noon: the day of purchase is day 0, so the whole of the 24th is in time."""
    found = answer(id, purchase(use=Fraction(0, 100)), asked(asked_at, Reason.NOT_NEEDED))

    assert found.verdict is verdict
    assert "R-7" in found.rules


@pytest.mark.rule("R-16")
@pytest.mark.parametrize(("asked_at", "back"), [(at(1, 17, 23, 59, 59), 10_000), (at(1, 18, 0), 0)])
def test_content_comes_back_until_the_end_of_the_seventh_day(asked_at, back):
    assert answer("content", purchase(), asked(asked_at, Reason.NOT_NEEDED)).amount == yen(back)


@pytest.mark.rule("R-15", "R-86")
@pytest.mark.parametrize("id", ["room", "premium-membership"])
@pytest.mark.parametrize(
    ("asked_at", "seen", "back"),
    [
        (at(2, 15, 23, 59, 59), 9, 10_000),
        (at(2, 15, 23, 59, 59), 10, 0),
        (at(2, 16, 0), 9, 0),
    ],
)
def test_a_renewed_period_needs_both_time_and_no_substantial_use(id, asked_at, seen, back):
    """The new period, not the first purchase, is day 0: here 1 February."""
    renewed = purchase(stage=Stage.RENEWAL, period_starts_at=at(2, 1, 0), use=Fraction(seen, 100))
    found = answer(id, renewed, asked(asked_at, Reason.NOT_NEEDED))

    assert found.amount == yen(back)
    assert {"R-15", "R-86"} <= set(found.rules)


@pytest.mark.rule("O-4", "O-6", "O-7", "O-9", "O-10", "O-11")
@pytest.mark.parametrize(
    ("after", "facts", "back"),
    [
        (24 * HOUR, {}, 10_000),
        (24 * HOUR + SECOND, {}, 0),
        (HOUR, {"credits_used": True}, 0),
        (HOUR, {"bought_before": True}, 0),
        (HOUR, {"stage": Stage.RENEWAL}, 0),
    ],
)
def test_a_credit_plan_comes_back_within_a_day_of_the_very_first_purchase(after, facts, back):
    """No fee is taken, for the fee rule is one of another policy."""
    plan = purchase(payment_fee=yen(360), **facts)

    assert answer("credit-plan", plan, asked(BOUGHT + after)).amount == yen(back)


@pytest.mark.rule("O-4")
def test_a_day_is_twenty_four_hours_even_when_the_clocks_change():
    """On 8 March 2026 a night in Los Angeles has 23 hours: the wall clock would give an hour too few."""
    bought_at = datetime(2026, 3, 7, 12, tzinfo=LOS_ANGELES)
    last = bought_at.astimezone(UTC) + 24 * HOUR

    assert answer("credit-plan", purchase(bought_at=bought_at), asked(last)).amount == yen(10_000)
    assert answer("credit-plan", purchase(bought_at=bought_at), asked(last + SECOND)).amount == yen(0)


@pytest.mark.rule("O-16", "O-17", "O-20", "O-23")
@pytest.mark.parametrize(
    ("starts_after", "asked_after", "is_in_time"),
    [
        (30 * HOUR, 24 * HOUR, True),
        (30 * HOUR, 24 * HOUR + SECOND, False),
        (5 * HOUR, 5 * HOUR - SECOND, True),
        (5 * HOUR, 5 * HOUR, False),
    ],
)
def test_the_terms_of_a_class_say_what_its_own_rules_decide(starts_after, asked_after, is_in_time):
    """What comes back for a class is credits, decided in bot/rules/classes; what a guardian reads may not differ."""
    [step] = policy("class").rights["in-time"].steps
    until = last_at(step, purchase(starts_at=BOUGHT + starts_after), Calendar(policy("class").zone))

    assert until == return_until(BOUGHT, BOUGHT + starts_after)
    assert (BOUGHT + asked_after <= until) is is_in_time


@pytest.mark.rule("R-9", "R-89", "R-90", "R-91", "R-92")
@pytest.mark.parametrize(
    ("problem", "verdict"),
    [
        ({"seen_at": at(1, 22, 12)}, Verdict.NOT_YET),  # 48 hours to the second: it may still be mended
        ({"seen_at": at(1, 22, 12, 0, 1)}, Verdict.DUE),
        ({"seen_at": at(1, 23), "solved_at": at(1, 22, 12)}, Verdict.REFUSED),
        ({"seen_at": at(1, 23), "solved_at": at(1, 22, 12, 0, 1)}, Verdict.DUE),
        ({"seen_at": at(1, 23), "at_members_end": True}, Verdict.STAFF),
    ],
)
def test_a_technical_problem_is_mended_within_two_days_or_refunded(problem, verdict):
    reported = TechnicalProblem(at(1, 20, 12), **problem)
    found = answer("premium-membership", purchase(), asked(at(1, 20, 12), Reason.TECHNICAL, problem=reported))

    assert found.verdict is verdict
    assert "R-91" in found.rules


@pytest.mark.rule("R-91")
@pytest.mark.parametrize(
    ("reported_at", "verdict"), [(at(1, 24, 23, 59, 59), Verdict.DUE), (at(1, 25, 0), Verdict.REFUSED)]
)
def test_the_report_of_a_problem_counts_for_the_window(reported_at, verdict):
    """Whoever reports on the last day and waits for us does not lose the refund by waiting."""
    reported = TechnicalProblem(reported_at, seen_at=at(1, 28))
    found = answer("room", purchase(), asked(at(1, 28), Reason.TECHNICAL, problem=reported))

    assert found.verdict is verdict


@pytest.mark.rule("R-10", "R-91")
def test_a_reported_problem_does_not_stretch_the_window_of_another_reason():
    reported = TechnicalProblem(at(1, 24), seen_at=at(1, 28))
    found = answer("room", purchase(), asked(at(1, 28), Reason.MISDESCRIBED, problem=reported))

    assert found.verdict is Verdict.REFUSED


@pytest.mark.rule("R-92")
def test_what_is_at_the_members_own_end_is_refused_once_the_window_is_over():
    """Discretion is for what is in time; the window binds it too."""
    reported = TechnicalProblem(at(1, 25, 0), seen_at=at(1, 28), at_members_end=True)
    found = answer("room", purchase(), asked(at(1, 28), Reason.TECHNICAL, problem=reported))

    assert found.verdict is Verdict.REFUSED


@pytest.mark.parametrize(
    ("id", "facts", "claim", "name"),
    [
        ("seminar", {"starts_at": None}, asked(BOUGHT), "starts_at"),
        ("room", {"period_starts_at": None, "stage": Stage.RENEWAL}, asked(BOUGHT, Reason.NOT_NEEDED), "period_starts"),
        ("premium-membership", {}, asked(BOUGHT, Reason.TECHNICAL), "problem"),
        ("room", {}, asked(BOUGHT, Reason.SERVICE_ENDED), "term"),
    ],
)
def test_what_the_policy_counts_from_is_never_guessed(id, facts, claim, name):
    with pytest.raises(BadInput, match=name):
        answer(id, purchase(**facts), claim)
