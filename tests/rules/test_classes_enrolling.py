"""Entering a class, and unenrolling with and without credits."""

from dataclasses import replace
from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.rules.classes.enrolments import Applicant, EnrolmentState, PaidBy, enrol
from bot.rules.classes.sections import ClassKind, Meeting, MeetingState
from bot.rules.classes.unenrolling import Control, control, quote, return_until, stop, unenrol, week_over
from bot.rules.classes.weeks import WeekClock
from bot.rules.decision import NOTHING
from bot.rules.policies.bad_input import BadInput
from bot.rules.texts import Refused
from tests.rules.classes import DAY, ENROLLED, GUARDIAN, HOUR, SECOND, enrolment, section, utc

INSTANT = timedelta(microseconds=1)
TARO = Applicant(GUARDIAN, "Taro")
LOS_ANGELES = ZoneInfo("America/Los_Angeles")
WEEKS = WeekClock(LOS_ANGELES)
ONE_TIME, MULTI, WEEKLY = ClassKind.ONE_TIME, ClassKind.MULTI_MEETING, ClassKind.WEEKLY
SELF_PACED, SELF_PACED_WEEKLY = ClassKind.SELF_PACED, ClassKind.SELF_PACED_WEEKLY


@pytest.mark.rule("O-2")
@pytest.mark.parametrize(
    ("kind", "now", "begins_at"),
    [
        (ONE_TIME, utc(3, 8) - SECOND, utc(3, 8)),
        (ONE_TIME, utc(3, 8), None),
        (MULTI, utc(3, 8) - SECOND, utc(3, 8)),
        (MULTI, utc(3, 8), None),
        (MULTI, utc(3, 9), None),
        (WEEKLY, utc(3, 8), utc(3, 8)),
        (WEEKLY, utc(3, 8) + SECOND, utc(3, 15)),
        (WEEKLY, utc(3, 22), utc(3, 22)),
        (WEEKLY, utc(3, 22) + SECOND, None),
        (SELF_PACED, utc(3, 8) - SECOND, utc(3, 8)),
        (SELF_PACED, utc(3, 8), utc(3, 8)),
        (SELF_PACED, utc(4, 1), utc(4, 1)),
        (SELF_PACED_WEEKLY, utc(3, 9), utc(3, 9)),
    ],
)
def test_a_class_can_be_entered_as_long_as_something_of_it_begins(kind, now, begins_at):
    if begins_at is None:
        with pytest.raises(Refused) as refused:
            enrol("enr_1", TARO, section(kind), (), now)
        assert refused.value.why.key == "classes.begun"
    else:
        (entered,) = enrol("enr_1", TARO, section(kind), (), now).keep
        assert (entered.begins_at, entered.first_starts_at, entered.deducted_at) == (begins_at, begins_at, now)


def test_a_class_whose_meetings_to_come_were_called_off_cannot_be_entered():
    gone = section(WEEKLY, meetings=(Meeting("mtg_1", utc(3, 8), MeetingState.CANCELLED),))

    with pytest.raises(Refused):
        enrol("enr_1", TARO, gone, (), utc(3, 1))


@pytest.mark.parametrize(
    ("learners", "key"),
    [
        (["Jiro"], None),
        (["Jiro", "Saburo"], "classes.full"),
        (["Taro"], "classes.in_already"),
    ],
)
def test_a_learner_takes_one_seat_of_those_there_are(learners, key):
    others = [enrolment(id=f"enr_{name}", learner=name) for name in learners]
    elsewhere = enrolment(id="enr_x", section_id="sec_2")
    gone = enrolment(id="enr_y", state=EnrolmentState.OVER)
    try:
        enrol("enr_2", TARO, section(seats=2), [*others, elsewhere, gone], ENROLLED)
        said = None
    except Refused as refused:
        said = refused.why.key

    assert said == key


@pytest.mark.rule("O-16", "O-17", "O-18", "O-20", "O-21", "O-22", "O-23")
@pytest.mark.parametrize(
    ("begins_at", "until"),
    [
        (ENROLLED + 48 * HOUR, ENROLLED + DAY),
        (ENROLLED + DAY + INSTANT, ENROLLED + DAY),
        (ENROLLED + DAY, ENROLLED + DAY - INSTANT),
        (ENROLLED + HOUR, ENROLLED + HOUR - INSTANT),
        (ENROLLED, ENROLLED - INSTANT),
        (None, ENROLLED + DAY),
    ],
)
def test_credits_come_back_for_a_day_and_never_after_the_start(begins_at, until):
    """Exactly 24 hours later is still in time, exactly at the start is too late."""
    assert return_until(ENROLLED, begins_at) == until


@pytest.mark.rule("O-16", "O-18", "O-20", "O-21", "O-22", "O-25", "O-27")
@pytest.mark.parametrize(
    ("kind", "rules"),
    [
        (ONE_TIME, ("O-16", "O-17", "O-18", "O-20")),
        (MULTI, ("O-16", "O-17", "O-18", "O-20")),
        (WEEKLY, ("O-19", "O-20")),
        (SELF_PACED, ("O-21",)),
        (SELF_PACED_WEEKLY, ("O-22",)),
    ],
)
def test_unenrolling_in_time_brings_the_credits_back_and_later_does_not(kind, rules):
    place = enrolment(kind)
    in_time = unenrol(place, " moved away ", ENROLLED + DAY)
    late = unenrol(place, "moved away", ENROLLED + DAY + INSTANT)

    assert (in_time.quote.credits, in_time.quote.rules, in_time.quote.until) == (10, rules, ENROLLED + DAY)
    (over,) = in_time.decision.keep
    assert (over.state, over.returned, over.reason) == (EnrolmentState.OVER, 10, "moved away")
    assert (late.quote.credits, late.quote.rules, late.quote.why.key) == (0, ("O-27",), "classes.too_late")
    assert (late.decision.keep[0].state, late.decision.keep[0].returned) == (EnrolmentState.OVER, 0)


@pytest.mark.rule("O-22")
def test_access_that_begins_with_the_enrolment_returns_nothing():
    (entered,) = enrol("enr_1", TARO, section(SELF_PACED, utc(2, 1)), (), ENROLLED).keep

    assert quote(entered, ENROLLED).credits == 0


@pytest.mark.rule("O-16")
def test_what_came_back_before_does_not_come_back_again():
    found = quote(enrolment(returned=4), ENROLLED)

    assert found.credits == 6
    assert found.lines[0].values == {"credits": 10, "returned": 4, "back": 6}


@pytest.mark.rule("O-27", "O-28")
@pytest.mark.parametrize("reason", ["", "  ", "\n"])
def test_the_form_wants_a_reason(reason):
    with pytest.raises(Refused) as refused:
        unenrol(enrolment(), reason, ENROLLED)

    assert refused.value.why.key == "classes.reason_missing"


def test_a_place_is_given_up_once():
    (over,) = unenrol(enrolment(), "ill", ENROLLED).decision.keep

    with pytest.raises(Refused) as refused:
        unenrol(over, "ill", ENROLLED)
    assert refused.value.why.key == "classes.over"


@pytest.mark.rule("O-3")
def test_a_class_paid_in_money_has_other_terms():
    with pytest.raises(Refused) as refused:
        quote(enrolment(paid_by=PaidBy.MONEY), ENROLLED)

    assert refused.value.why.key == "classes.paid_in_money"


@pytest.mark.rule("O-29")
@pytest.mark.parametrize(
    ("kind", "now", "offered"),
    [
        (WEEKLY, utc(3, 8) - SECOND, Control.UNENROL),
        (WEEKLY, utc(3, 8), Control.STOP),
        (SELF_PACED_WEEKLY, utc(3, 8), Control.STOP),
        (MULTI, utc(3, 8), Control.UNENROL),
        (SELF_PACED, utc(3, 8), Control.UNENROL),
    ],
)
def test_a_weekly_class_is_stopped_once_its_first_meeting_began(kind, now, offered):
    assert control(enrolment(kind), now) is offered


SUNDAY = utc(3, 14, 13)  # six in the morning in Los Angeles, on the day on which its clocks go forward
NEXT_SUNDAY = utc(3, 21, 13)
RUNNING = enrolment(WEEKLY, deducted_at=SUNDAY, begins_at=utc(3, 17))


@pytest.mark.rule("O-19", "O-20", "O-30", "O-31")
@pytest.mark.parametrize(
    ("now", "back", "state", "ends_at"),
    [
        (SUNDAY + DAY, 10, EnrolmentState.OVER, SUNDAY + DAY),
        (SUNDAY + DAY + INSTANT, 0, EnrolmentState.STOPPING, NEXT_SUNDAY),
        (utc(3, 20), 0, EnrolmentState.STOPPING, NEXT_SUNDAY),
    ],
)
def test_a_stopped_class_runs_to_sunday_unless_its_week_comes_back(now, back, state, ends_at):
    done = stop(RUNNING, "", NEXT_SUNDAY, now) if not back else stop(RUNNING, "ill", NEXT_SUNDAY, now)

    assert done.quote.credits == back
    assert [(one.state, one.ends_at) for one in done.decision.keep] == [(state, ends_at)]


@pytest.mark.rule("O-20")
def test_a_week_whose_meeting_has_begun_does_not_come_back():
    soon = replace(RUNNING, begins_at=SUNDAY + HOUR)

    assert stop(soon, "ill", NEXT_SUNDAY, SUNDAY + HOUR - INSTANT).quote.credits == 10
    assert stop(soon, "ill", NEXT_SUNDAY, SUNDAY + HOUR).quote.credits == 0


@pytest.mark.rule("O-31")
def test_a_class_is_stopped_once_and_is_over_on_sunday():
    (stopping,) = stop(RUNNING, "ill", NEXT_SUNDAY, utc(3, 20)).decision.keep
    again = stop(stopping, "ill", NEXT_SUNDAY, utc(3, 20))

    assert again.decision == NOTHING
    assert (again.quote.credits, again.quote.why.values) == (0, {"until": NEXT_SUNDAY})
    assert week_over(stopping, NEXT_SUNDAY - SECOND) == NOTHING
    (over,) = week_over(stopping, NEXT_SUNDAY).keep
    assert over.state is EnrolmentState.OVER
    assert week_over(over, NEXT_SUNDAY) == NOTHING
    assert week_over(RUNNING, NEXT_SUNDAY) == NOTHING


@pytest.mark.rule("O-55")
def test_a_place_that_is_not_paid_is_given_up_with_nothing_back():
    kept = replace(RUNNING, state=EnrolmentState.PLACE_KEPT, ends_at=utc(3, 17))
    done = stop(kept, "ill", NEXT_SUNDAY, SUNDAY + HOUR)

    assert (done.quote.credits, done.quote.rules) == (0, ("O-55",))
    assert done.decision.keep[0].state is EnrolmentState.OVER


def test_only_what_is_paid_by_the_week_can_be_stopped():
    with pytest.raises(BadInput, match="paid by the week"):
        stop(enrolment(MULTI), "ill", NEXT_SUNDAY, ENROLLED)
    with pytest.raises(Refused):
        stop(replace(RUNNING, state=EnrolmentState.OVER), "ill", NEXT_SUNDAY, SUNDAY)


@pytest.mark.rule("O-30")
@pytest.mark.parametrize(
    ("after", "at"),
    [
        (utc(3, 7, 13, 59, 59), utc(3, 7, 14)),  # winter: 06:00 is 14:00 by UTC
        (utc(3, 7, 14), utc(3, 14, 13)),  # the week in which the clocks go forward is an hour shorter
        (utc(3, 14, 12, 59, 59), utc(3, 14, 13)),
        (utc(3, 14, 13), utc(3, 21, 13)),
        (utc(3, 15, 6, 59), utc(3, 21, 13)),  # still Sunday in Los Angeles, after its renewal
        (utc(10, 31, 13), utc(11, 7, 14)),  # the week in which they go back is an hour longer
        (utc(11, 7, 13, 30), utc(11, 7, 14)),
        (utc(12, 27, 14), utc(1, 2, 14, year=2028)),
    ],
)
def test_weeks_renew_on_sunday_morning_where_the_plan_lives(after, at):
    assert WEEKS.next_renewal(after) == at


@pytest.mark.rule("O-30")
@pytest.mark.parametrize(("hour", "at"), [(0, utc(3, 14, 8)), (6, utc(3, 14, 13)), (23, utc(3, 15, 6))])
def test_the_hour_of_the_renewal_is_a_setting(hour, at):
    assert WeekClock(LOS_ANGELES, hour).renewal_at(date(2027, 3, 14)) == at


@pytest.mark.parametrize(
    ("act", "name"),
    [
        (lambda: WeekClock(LOS_ANGELES, 24), "hour"),
        (lambda: WeekClock(LOS_ANGELES, -1), "hour"),
        (lambda: WEEKS.renewal_at(date(2027, 3, 15)), "on"),
        (lambda: WEEKS.next_renewal(SUNDAY.replace(tzinfo=None)), "after"),
        (lambda: return_until(ENROLLED.replace(tzinfo=None), None), "deducted_at"),
        (lambda: return_until(ENROLLED, ENROLLED.replace(tzinfo=None)), "begins_at"),
        (lambda: quote(enrolment(), ENROLLED.replace(tzinfo=None)), "now"),
        (lambda: enrol("e", TARO, section(), (), ENROLLED.replace(tzinfo=None)), "now"),
        (lambda: enrolment(credits=-1), "credits"),
        (lambda: enrolment(returned=-1), "returned"),
        (lambda: enrolment(returned=11), "returned"),
        (lambda: enrolment(begins_at=ENROLLED.replace(tzinfo=None)), "begins_at"),
        (lambda: section(MULTI, utc(3, 9), utc(3, 8)), "meetings"),
        (lambda: section(meetings=()), "meetings"),
        (lambda: section(seats=0), "seats"),
        (lambda: section(credits=-1), "credits"),
        (lambda: Meeting("mtg_1", ENROLLED.replace(tzinfo=None)), "starts_at"),
    ],
)
def test_a_value_no_rule_may_guess_about_is_named(act, name):
    with pytest.raises(BadInput) as bad:
        act()

    assert bad.value.name == name
