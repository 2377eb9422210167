"""Moving between the sections of a class."""

from dataclasses import replace

import pytest

from bot.rules.classes.enrolments import EnrolmentState
from bot.rules.classes.moves import Proposal, ProposalState, agree, decline, move
from bot.rules.classes.sections import ClassKind
from bot.rules.classes.unenrolling import quote
from bot.rules.decision import NOTHING
from bot.rules.texts import Refused
from tests.rules.classes import ENROLLED, GUARDIAN, HOUR, SECOND, TEACHER, enrolment, section, utc

MULTI = ClassKind.MULTI_MEETING
DECEMBER_1, DECEMBER_15, NOVEMBER_20 = utc(12, 1), utc(12, 15), utc(11, 20)
FIRST = enrolment(begins_at=DECEMBER_1, first_starts_at=DECEMBER_1, deducted_at=utc(11, 10), enrolled_at=utc(11, 10))


@pytest.mark.rule("O-32")
@pytest.mark.parametrize(
    ("starts", "begins_at"), [((DECEMBER_15,), DECEMBER_1), ((NOVEMBER_20,), NOVEMBER_20), ((DECEMBER_1,), DECEMBER_1)]
)
def test_moving_never_wins_time_to_unenrol(starts, begins_at):
    """Enrolled for 1 December and moved to the 15th, the 1st counts; moved to an earlier section, that one does."""
    (moved,) = move(FIRST, section(MULTI, *starts, id="sec_2"), (), utc(11, 11)).keep

    assert (moved.section_id, moved.begins_at, moved.first_starts_at) == ("sec_2", begins_at, begins_at)


@pytest.mark.rule("O-32")
def test_moved_to_the_15th_and_unenrolled_on_the_2nd_nothing_comes_back():
    late = replace(FIRST, deducted_at=DECEMBER_1 - HOUR, enrolled_at=DECEMBER_1 - HOUR)
    (moved,) = move(late, section(MULTI, DECEMBER_15, id="sec_2"), (), DECEMBER_1 - SECOND).keep

    assert quote(moved, DECEMBER_1 - SECOND).credits == 10
    assert quote(moved, DECEMBER_1).credits == 0


def test_a_week_after_which_nothing_began_counts_from_the_new_section():
    (moved,) = move(replace(FIRST, begins_at=None), section(MULTI, DECEMBER_15, id="sec_2"), (), utc(11, 11)).keep

    assert moved.begins_at == DECEMBER_15


@pytest.mark.parametrize(
    ("target", "others", "now", "key"),
    [
        (section(MULTI, DECEMBER_15, id="sec_2", class_id="cls_2"), (), utc(11, 11), "classes.other_class"),
        (section(MULTI, DECEMBER_15, id="sec_2"), (), DECEMBER_15, "classes.begun"),
        (
            section(MULTI, DECEMBER_15, id="sec_2", seats=1),
            (enrolment(section_id="sec_2", id="enr_2"),),
            utc(11, 11),
            "classes.full",
        ),
    ],
)
def test_a_move_needs_a_free_seat_in_a_section_to_come_of_the_same_class(target, others, now, key):
    with pytest.raises(Refused) as refused:
        move(FIRST, target, others, now)

    assert refused.value.why.key == key


def test_a_seat_that_was_given_up_can_be_moved_into():
    gone = enrolment(section_id="sec_2", id="enr_2", state=EnrolmentState.OVER)
    elsewhere = enrolment(section_id="sec_3", id="enr_3")

    assert move(FIRST, section(MULTI, DECEMBER_15, id="sec_2", seats=1), (gone, elsewhere), utc(11, 11)).keep
    assert move(FIRST, section(MULTI, DECEMBER_1), (), utc(11, 11)) == NOTHING


@pytest.mark.rule("O-47")
def test_a_learner_who_lost_the_right_to_attend_can_make_up_elsewhere():
    lost = replace(FIRST, state=EnrolmentState.ELIGIBILITY_LOST)
    (moved,) = move(lost, section(MULTI, DECEMBER_15, id="sec_2"), (), utc(11, 11)).keep

    assert moved.state is EnrolmentState.ENROLLED


@pytest.mark.parametrize("state", [EnrolmentState.OVER, EnrolmentState.STOPPING, EnrolmentState.PLACE_KEPT])
def test_a_place_that_ends_is_not_moved(state):
    with pytest.raises(Refused):
        move(replace(FIRST, state=state), section(MULTI, DECEMBER_15, id="sec_2"), (), utc(11, 11))


PROPOSAL = Proposal("mov_1", "enr_1", GUARDIAN, "sec_2", ENROLLED)


@pytest.mark.rule("O-51")
@pytest.mark.parametrize(("answer", "state"), [(agree, ProposalState.AGREED), (decline, ProposalState.DECLINED)])
def test_the_guardian_alone_answers_a_move_and_answers_it_once(answer, state):
    (answered,) = answer(PROPOSAL, GUARDIAN).keep

    assert answered.state is state
    assert answer(answered, GUARDIAN) == NOTHING
    with pytest.raises(Refused) as refused:
        answer(PROPOSAL, TEACHER)
    assert refused.value.why.key == "classes.not_guardian"
    with pytest.raises(Refused):
        (decline if answer is agree else agree)(answered, GUARDIAN)
