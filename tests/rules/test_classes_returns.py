"""What teachers owe, what absences cost, and what the clocks of the world do."""

from dataclasses import replace
from datetime import time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.rules.classes.attendance import Choice, Mark, absences, choices, marked, nobody_came, removed
from bot.rules.classes.daylight import hour_changes
from bot.rules.classes.enrolments import EnrolmentState
from bot.rules.classes.excess import ExcessLimits, PastReturn, bar, check_returns, excess, lift
from bot.rules.classes.quotes import Way
from bot.rules.classes.renewals import keep_place, place_over, renew
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
from bot.rules.classes.sections import ClassKind, Meeting, MeetingState
from bot.rules.decision import NOTHING
from bot.rules.policies.bad_input import BadInput
from bot.rules.texts import Refused
from tests.rules.classes import ADMIN, DAY, ENROLLED, GUARDIAN, HOUR, MINUTE, SECOND, enrolment, section, utc

START = utc(3, 8)
INSTANT = timedelta(microseconds=1)
LOS_ANGELES, TOKYO, LONDON = ZoneInfo("America/Los_Angeles"), ZoneInfo("Asia/Tokyo"), ZoneInfo("Europe/London")


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


P, A, N = Mark.PRESENT, Mark.ABSENT, Mark.ANNOUNCED


@pytest.mark.rule("O-45", "O-46")
@pytest.mark.parametrize(
    ("marks", "in_a_row", "left"),
    [
        ([], 0, 3),
        ([A], 1, 2),
        ([A, A], 2, 1),
        ([A, A, A], 3, 0),
        ([A, A, A, A], 4, 0),
        ([A, A, P, A], 1, 2),
        ([A, A, N, A], 3, 0),  # announced: neither counts nor resets
        ([N, N, N], 0, 3),
        ([A, P, A, P, A], 1, 2),
    ],
)
def test_absences_without_a_word_count_until_the_learner_is_there_again(marks, in_a_row, left):
    found = absences(marks)

    assert (found.in_a_row, found.left) == (in_a_row, left)
    assert (marked(enrolment(), marks) != NOTHING) == (left == 0)


@pytest.mark.rule("O-45", "O-46")
def test_the_third_absence_costs_the_right_and_the_teacher_the_choice():
    (lost,) = marked(enrolment(), [A, A, A]).keep

    assert lost.state is EnrolmentState.ELIGIBILITY_LOST
    assert marked(lost, [A, A, A, A]) == NOTHING
    (over,) = removed(lost, utc(3, 23)).keep
    assert (over.state, over.returned, over.ends_at) == (EnrolmentState.OVER, 0, utc(3, 23))
    assert removed(over, utc(3, 23)) == NOTHING
    with pytest.raises(Refused) as refused:
        removed(enrolment(), utc(3, 23))
    assert refused.value.why.key == "classes.still_eligible"


@pytest.mark.rule("O-45")
def test_a_week_that_stops_can_lose_the_right_too():
    assert marked(enrolment(state=EnrolmentState.STOPPING, ends_at=utc(3, 21)), [A, A, A]) != NOTHING


@pytest.mark.rule("O-46", "O-47")
@pytest.mark.parametrize(
    ("seats", "free", "offered"),
    [
        (4, False, {Choice.UNENROL, Choice.RECORDING, Choice.NOTHING}),
        (4, True, {Choice.UNENROL, Choice.RECORDING, Choice.NOTHING, Choice.OTHER_SECTION}),
        (1, False, {Choice.UNENROL, Choice.RECORDING, Choice.NOTHING, Choice.CALL_OFF}),
    ],
)
def test_a_class_is_called_off_only_where_the_learner_is_alone(seats, free, offered):
    assert set(choices(section(seats=seats), free_seat_elsewhere=free)) == offered


@pytest.mark.rule("O-48", "O-49")
@pytest.mark.parametrize(
    ("waited", "present", "key"),
    [
        (10 * MINUTE - SECOND, 0, "classes.wait"),
        (10 * MINUTE, 0, None),
        (11 * MINUTE, 0, None),
        (11 * MINUTE, 1, "classes.somebody_there"),
    ],
)
def test_a_meeting_to_which_nobody_comes_can_be_ended_after_ten_minutes(waited, present, key):
    meeting = Meeting("mtg_1", START)
    if key:
        with pytest.raises(Refused) as refused:
            nobody_came(meeting, present, START + waited)
        assert refused.value.why.key == key
        assert refused.value.why.values in ({"until": START + 10 * MINUTE}, {"learners": 1})
    else:
        ended = nobody_came(meeting, present, START + waited)
        assert ended.state is MeetingState.NOBODY_CAME
        with pytest.raises(Refused):
            nobody_came(ended, present, START + waited)


SUNDAY = utc(3, 14, 13)
WEEKLY = section(ClassKind.WEEKLY, utc(3, 10), utc(3, 17), utc(3, 24), credits=5)
RUNNING = enrolment(ClassKind.WEEKLY, deducted_at=utc(3, 7, 14), returned=2, returned_for=("mtg_0",))


@pytest.mark.rule("O-19", "O-20")
def test_a_paid_week_has_a_deadline_of_its_own():
    (paid,) = renew(RUNNING, WEEKLY, SUNDAY).keep

    assert (paid.deducted_at, paid.begins_at) == (SUNDAY, utc(3, 17))
    assert (paid.credits, paid.returned, paid.returned_for) == (5, 0, ())
    assert renew(paid, WEEKLY, SUNDAY) == NOTHING


@pytest.mark.rule("O-30", "O-45")
@pytest.mark.parametrize("state", [EnrolmentState.STOPPING, EnrolmentState.OVER, EnrolmentState.ELIGIBILITY_LOST])
def test_a_place_that_stops_is_not_paid_again(state):
    assert renew(replace(RUNNING, state=state), WEEKLY, SUNDAY) == NOTHING


@pytest.mark.rule("O-55")
def test_too_few_credits_keep_the_place_until_the_next_meeting():
    kept = keep_place(RUNNING, WEEKLY, SUNDAY)
    (place,) = kept.decision.keep

    assert (place.state, place.ends_at) == (EnrolmentState.PLACE_KEPT, utc(3, 17))
    assert kept.warn_at == (utc(3, 15), utc(3, 16))
    assert keep_place(place, WEEKLY, SUNDAY).decision == NOTHING
    assert place_over(place, utc(3, 17) - SECOND) == NOTHING
    (over,) = place_over(place, utc(3, 17)).keep
    assert over.state is EnrolmentState.OVER
    assert place_over(over, utc(3, 17)) == NOTHING
    assert place_over(RUNNING, utc(3, 17)) == NOTHING


@pytest.mark.rule("O-55")
def test_credits_that_come_in_time_give_the_place_back():
    (place,) = keep_place(RUNNING, WEEKLY, SUNDAY).decision.keep
    (paid,) = renew(place, WEEKLY, utc(3, 16)).keep

    assert (paid.state, paid.ends_at, paid.begins_at) == (EnrolmentState.ENROLLED, None, utc(3, 17))


@pytest.mark.rule("O-55")
@pytest.mark.parametrize(
    ("ahead", "warned"),
    [(49, [-48, -24]), (48, [-48, -24]), (47, [-47, -24]), (24, [-24]), (23, [-23])],
)
def test_a_warning_whose_time_has_passed_is_given_at_once_and_once(ahead, warned):
    meeting = utc(3, 17)
    kept = keep_place(RUNNING, WEEKLY, meeting - ahead * HOUR)

    assert kept.warn_at == tuple(meeting + hours * HOUR for hours in warned)


@pytest.mark.rule("O-55")
def test_a_place_with_no_meeting_to_come_is_over():
    kept = keep_place(RUNNING, WEEKLY, utc(3, 25))

    assert (kept.decision.keep[0].state, kept.warn_at) == (EnrolmentState.OVER, ())


def meetings(zone, hour, *days):
    """Meetings of the month and day at the same local hour."""
    return [
        Meeting(f"mtg_{number}", utc(month, day).astimezone(zone).replace(hour=hour))
        for number, (month, day) in enumerate(days)
    ]


@pytest.mark.rule("O-52", "O-53")
@pytest.mark.parametrize(
    ("teacher", "learner", "days", "found"),
    [
        (LOS_ANGELES, TOKYO, [(3, 6), (3, 13), (3, 20)], [("mtg_2", time(10), time(9))]),
        (LOS_ANGELES, TOKYO, [(10, 30), (11, 6), (11, 13)], [("mtg_2", time(9), time(10))]),
        (TOKYO, LOS_ANGELES, [(3, 6), (3, 13), (3, 20)], [("mtg_2", time(0), time(1))]),
        (LOS_ANGELES, LOS_ANGELES, [(3, 6), (3, 13), (3, 20)], []),
        (
            LOS_ANGELES,
            LONDON,
            [(3, 13), (3, 20), (3, 27), (4, 3)],
            [("mtg_1", time(1), time(0)), ("mtg_3", time(0), time(1))],
        ),
        (LOS_ANGELES, TOKYO, [(4, 3)], []),
    ],
)
def test_meetings_whose_hour_will_change_for_the_learner_are_told_ahead(teacher, learner, days, found):
    """The clocks of Los Angeles change on 14 March and 7 November 2027, those of London on 28 March."""
    changes = hour_changes(meetings(teacher, 17, *days), teacher, learner)

    assert [(one.meeting.id, one.was, one.becomes) for one in changes] == found
    assert all(one.remind_at == one.meeting.starts_at - 7 * DAY for one in changes)


@pytest.mark.rule("O-52")
def test_a_meeting_the_teacher_moved_is_no_matter_of_daylight_saving():
    moved = [*meetings(LOS_ANGELES, 17, (3, 6)), *meetings(LOS_ANGELES, 18, (3, 9))]

    assert hour_changes(moved, LOS_ANGELES, TOKYO) == ()


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
        (lambda: in_proportion(enrolment(), Cause.CALLED_OFF, {"mtg_1"}, 3), "cause"),
        (lambda: in_proportion(enrolment(), Cause.FEWER_HELD, set(), 0), "planned"),
        (lambda: in_proportion(enrolment(), Cause.FEWER_HELD, {"mtg_1", "mtg_2"}, 1), "planned"),
        (lambda: called_off(enrolment(), START.replace(tzinfo=None), START), "called_off_at"),
        (lambda: time_changed(enrolment(), change(START), START, START.replace(tzinfo=None)), "asked_at"),
        (lambda: change(START.replace(tzinfo=None)), "told_at"),
        (lambda: nobody_came(Meeting("mtg_1", START), 0, START.replace(tzinfo=None)), "now"),
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
