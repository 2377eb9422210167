"""Excessive returns."""

import pytest

from bot.rules.classes.excess import ExcessLimits, PastReturn, bar, check_returns, excess, lift
from bot.rules.decision import NOTHING
from bot.rules.policies.bad_input import BadInput
from bot.rules.texts import Refused
from tests.rules.classes import ADMIN, DAY, GUARDIAN, SECOND, utc

NOW = utc(6, 1)
LIMITS = ExcessLimits()


@pytest.mark.rule("O-54")
@pytest.mark.parametrize(
    ("past", "granted", "is_flagged"),
    [
        ([PastReturn(NOW, 1)] * 4, 100, False),
        ([PastReturn(NOW, 1)] * 5, 100, True),  # met at the number
        ([PastReturn(NOW, 49)], 100, False),
        ([PastReturn(NOW, 50)], 100, True),
        ([PastReturn(NOW, 99)], 199, False),
        ([PastReturn(NOW - 90 * DAY, 50)], 100, True),
        ([PastReturn(NOW - 90 * DAY - SECOND, 50)], 100, False),
        ([PastReturn(NOW + SECOND, 50)], 100, False),
        ([PastReturn(NOW, 50, by_teacher=True)] * 5, 100, False),
        ([PastReturn(NOW, 0)], 0, False),
        ([PastReturn(NOW, 1)], 0, True),
        ([], 100, False),
    ],
)
def test_many_returns_are_shown_to_an_admin(past, granted, is_flagged):
    """What a teacher caused is never held against anybody."""
    assert excess(past, granted, NOW, LIMITS).is_flagged is is_flagged


@pytest.mark.rule("O-54")
def test_a_count_of_returns_says_what_was_counted():
    found = excess([PastReturn(NOW, 20), PastReturn(NOW, 30)], 100, NOW, LIMITS)

    assert (found.requests, found.credits, found.granted) == (2, 50, 100)


@pytest.mark.rule("O-54")
def test_the_right_to_returns_is_taken_by_an_admin_with_a_reason_and_never_from_what_teachers_cause():
    (barred,) = bar("bar_1", GUARDIAN, ADMIN, " nine returns in May ", NOW).keep

    check_returns([], by_teacher=False)
    check_returns([barred], by_teacher=True)
    with pytest.raises(Refused) as refused:
        check_returns([barred], by_teacher=False)
    assert refused.value.why.values == {"reason": "nine returns in May"}
    (lifted,) = lift(barred, NOW).keep
    check_returns([lifted], by_teacher=False)
    assert lift(lifted, NOW) == NOTHING
    with pytest.raises(Refused):
        bar("bar_2", GUARDIAN, ADMIN, " ", NOW)


@pytest.mark.parametrize(
    ("act", "name"),
    [
        (lambda: PastReturn(NOW, -1), "credits"),
        (lambda: PastReturn(NOW.replace(tzinfo=None), 1), "asked_at"),
        (lambda: excess([], -1, NOW, LIMITS), "granted"),
        (lambda: excess([], 1, NOW.replace(tzinfo=None), LIMITS), "now"),
    ],
)
def test_a_value_no_rule_may_guess_about_is_named(act, name):
    with pytest.raises(BadInput) as bad:
        act()

    assert bad.value.name == name
