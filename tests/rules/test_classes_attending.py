"""Absences, meetings nobody comes to, unpaid weeks, and what the clocks of the world do."""

from dataclasses import replace
from datetime import time
from zoneinfo import ZoneInfo

import pytest

from bot.rules.classes.attendance import Choice, Mark, absences, choices, marked, nobody_came, removed
from bot.rules.classes.daylight import hour_changes
from bot.rules.classes.enrolments import EnrolmentState
from bot.rules.classes.renewals import keep_place, place_over, renew
from bot.rules.classes.sections import ClassKind, Meeting, MeetingState
from bot.rules.decision import NOTHING
from bot.rules.policies.bad_input import BadInput
from bot.rules.texts import Refused
from tests.rules.classes import DAY, HOUR, MINUTE, SECOND, enrolment, section, utc

START = utc(3, 8)
LOS_ANGELES, TOKYO, LONDON = ZoneInfo("America/Los_Angeles"), ZoneInfo("Asia/Tokyo"), ZoneInfo("Europe/London")


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


@pytest.mark.parametrize(
    ("act", "name"),
    [
        (lambda: nobody_came(Meeting("mtg_1", START), 0, START.replace(tzinfo=None)), "now"),
    ],
)
def test_a_value_no_rule_may_guess_about_is_named(act, name):
    with pytest.raises(BadInput) as bad:
        act()

    assert bad.value.name == name
