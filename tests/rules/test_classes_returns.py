"""What teachers owe when they call off, move, or hold less than was planned."""

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.rules.classes.enrolments import EnrolmentState
from bot.rules.classes.quotes import Way
from bot.rules.classes.returns import (
    Cause,
    OwnCause,
    TimeChange,
    called_off,
    could_not_attend,
    in_proportion,
    no_return,
    not_held,
    returned,
    returned_whole,
    time_changed,
)
from bot.rules.classes.sections import ClassKind
from bot.rules.decision import NOTHING
from bot.rules.policies.bad_input import BadInput
from tests.rules.classes import DAY, ENROLLED, SECOND, enrolment, utc

START = utc(3, 8)
INSTANT = timedelta(microseconds=1)


@pytest.mark.rule("O-33", "O-35")
@pytest.mark.parametrize(("at", "credits"), [(START - SECOND, 10), (START, 0), (START + DAY, 0)])
def test_a_class_called_off_before_it_begins_gives_everything_back_unasked(at, credits):
    found = called_off(enrolment(), at, START)

    assert (found.credits, found.way) == (credits, Way.AUTOMATIC)
    assert found.why.key == ("classes.because" if credits else "classes.begun_already")


@pytest.mark.rule("O-33", "O-36")
@pytest.mark.parametrize(("kind", "credits"), [(ClassKind.ONE_TIME, 10), (ClassKind.MULTI_MEETING, 0)])
def test_a_one_time_class_that_was_not_held_gives_everything_back_when_asked(kind, credits):
    """The guardian may also wait for another date, so that nothing happens unasked."""
    found = not_held(enrolment(kind))

    assert found.credits == credits
    assert (found.way is Way.ON_REQUEST) == bool(credits)


def change(told_at, was_at=START, is_at=START + DAY):
    return TimeChange("mtg_1", was_at, is_at, told_at)


@pytest.mark.rule("O-33", "O-37")
@pytest.mark.parametrize(
    ("told_at", "first_starts_at", "asked_at", "credits"),
    [
        (utc(3, 5), START, utc(3, 12), 10),  # seven days after the notice
        (utc(3, 5), START, utc(3, 12) + SECOND, 0),
        (utc(3, 5), utc(3, 20), utc(3, 20) - INSTANT, 10),  # the class begins later than that
        (utc(3, 5), utc(3, 20), utc(3, 20), 0),
        (START - SECOND, START, START, 10),
        (START, START, START, 0),  # changed when it had begun: O-41
    ],
)
def test_a_time_changed_before_the_class_began_gives_everything_back(told_at, first_starts_at, asked_at, credits):
    found = time_changed(enrolment(), change(told_at), first_starts_at, asked_at)

    assert found.credits == credits
    assert (found.way is Way.ON_REQUEST) == bool(credits)


@pytest.mark.rule("O-37", "O-41", "O-52")
def test_a_meeting_at_the_same_instant_was_not_moved():
    """Its hour on the wall may differ: the clocks were changed, and nothing comes back for that."""
    same = change(utc(3, 5), is_at=START)

    assert time_changed(enrolment(), same, START, utc(3, 6)).rules == ("O-52",)
    assert could_not_attend([same, change(utc(3, 5))], attended=frozenset()) == {"mtg_1"}
    assert could_not_attend([same], attended=frozenset()) == frozenset()
    assert could_not_attend([change(utc(3, 5))], attended={"mtg_1"}) == frozenset()


@pytest.mark.rule("O-33")
def test_everything_means_what_has_not_come_back_yet():
    found = called_off(enrolment(returned=4), ENROLLED, START)
    (over,) = returned_whole(enrolment(returned=4), found, ENROLLED).keep

    assert found.credits == 6
    assert (over.returned, over.state, over.ends_at) == (10, EnrolmentState.OVER, ENROLLED)
    assert returned_whole(over, found, ENROLLED) == NOTHING
    assert returned_whole(enrolment(), no_return(OwnCause.ABSENT), ENROLLED) == NOTHING


@pytest.mark.rule("O-38", "O-41", "O-42", "O-43")
@pytest.mark.parametrize(
    ("cause", "rule", "way"),
    [
        (Cause.MEETINGS_MOVED, "O-41", Way.ON_REQUEST),
        (Cause.FEWER_HELD, "O-42", Way.ON_REQUEST),
        (Cause.CALLED_OFF_MIDWAY, "O-43", Way.AUTOMATIC),
    ],
)
def test_missing_meetings_give_their_share_back(cause, rule, way):
    found = in_proportion(enrolment(), cause, {"mtg_2"}, 3)

    assert (found.credits, found.rules, found.way) == (4, ("O-38", rule), way)
    assert found.lines[0].values == {"credits": 10, "missed": 1, "planned": 3, "owed": 4}
    assert found.lines[1].values == {"owed": 4, "returned": 0, "back": 4}


@pytest.mark.rule("O-43")
@pytest.mark.parametrize(
    ("credits", "planned", "parts"),
    [
        (10, 3, [4, 3, 3]),
        (10, 4, [3, 2, 3, 2]),
        (1, 3, [1, 0, 0]),
        (9, 3, [3, 3, 3]),
        (0, 2, [0, 0]),
        (10, 1, [10]),
    ],
)
def test_shares_are_rounded_up_once_over_all_of_them(credits, planned, parts):
    """Rounding each by itself would give twelve back for ten."""
    place, given_back = enrolment(credits=credits), []
    for number in range(planned):
        missed = {f"mtg_{number}"}
        found = in_proportion(place, Cause.CALLED_OFF_MIDWAY, missed, planned)
        given_back.append(found.credits)
        (place,) = returned(place, found, missed).keep

    assert given_back == parts


@pytest.mark.rule("O-41")
def test_a_meeting_that_is_claimed_twice_counts_once():
    found = in_proportion(enrolment(), Cause.MEETINGS_MOVED, {"mtg_2"}, 3)
    (place,) = returned(enrolment(), found, {"mtg_2"}).keep
    again = in_proportion(place, Cause.MEETINGS_MOVED, {"mtg_2"}, 3)

    assert again.credits == 0
    assert returned(place, again, {"mtg_2"}) == NOTHING


@pytest.mark.rule("O-43")
def test_a_share_is_never_taken_back():
    """More may have come back before for another reason."""
    assert in_proportion(enrolment(returned=9), Cause.FEWER_HELD, {"mtg_2"}, 3).credits == 0


@pytest.mark.rule("O-39")
def test_a_share_comes_back_long_after_the_deadline_to_unenrol():
    assert in_proportion(enrolment(deducted_at=utc(1, 1)), Cause.FEWER_HELD, {"mtg_2"}, 2).credits == 5


@pytest.mark.rule("O-43")
@settings(max_examples=100, deadline=None)
@given(st.integers(0, 100), st.lists(st.booleans(), min_size=1, max_size=12))
def test_the_shares_of_all_missing_meetings_never_exceed_the_cost(credits, missing):
    place, back = enrolment(credits=credits), 0
    for number, is_missing in enumerate(missing):
        missed = {f"mtg_{number}"} if is_missing else set()
        found = in_proportion(place, Cause.FEWER_HELD, missed, len(missing))
        place = next(iter(returned(place, found, missed).keep), place)
        back += found.credits

    exact = credits * sum(missing)
    assert exact <= back * len(missing) < exact + len(missing)
    assert back <= credits


@pytest.mark.rule("O-44", "O-49", "O-50", "O-52")
@pytest.mark.parametrize(
    ("cause", "rule"),
    [
        (OwnCause.ABSENT, "O-44"),
        (OwnCause.NOBODY_CAME, "O-49"),
        (OwnCause.OTHER_PLANS, "O-50"),
        (OwnCause.DAYLIGHT_SAVING, "O-52"),
    ],
)
def test_what_the_teacher_did_not_cause_gives_nothing_back(cause, rule):
    assert (no_return(cause).credits, no_return(cause).rules) == (0, (rule,))


@pytest.mark.parametrize(
    ("act", "name"),
    [
        (lambda: in_proportion(enrolment(), Cause.CALLED_OFF, {"mtg_1"}, 3), "cause"),
        (lambda: in_proportion(enrolment(), Cause.FEWER_HELD, set(), 0), "planned"),
        (lambda: in_proportion(enrolment(), Cause.FEWER_HELD, {"mtg_1", "mtg_2"}, 1), "planned"),
        (lambda: called_off(enrolment(), START.replace(tzinfo=None), START), "called_off_at"),
        (lambda: time_changed(enrolment(), change(START), START, START.replace(tzinfo=None)), "asked_at"),
        (lambda: change(START.replace(tzinfo=None)), "told_at"),
    ],
)
def test_a_value_no_rule_may_guess_about_is_named(act, name):
    with pytest.raises(BadInput) as bad:
        act()

    assert bad.value.name == name
