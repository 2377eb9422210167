"""Attendance: absences without a word, and meetings to which nobody comes.

Source: O-44 to O-49; docs/rules.md.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from bot.rules.classes.enrolments import Enrolment, EnrolmentState
from bot.rules.classes.sections import Meeting, MeetingState, Section
from bot.rules.decision import NOTHING, Decision
from bot.rules.policies.bad_input import check_aware
from bot.rules.texts import Refused, text

ABSENCES_MAX = 3
"""So many absences in a row without a word cost the right to attend (O-45)."""

WAIT = timedelta(minutes=10)
"""How long a teacher waits for learners; from then on the meeting may be ended (O-48)."""


class Mark(StrEnum):
    """How a learner was at one meeting."""

    PRESENT = "present"
    ABSENT = "absent"
    ANNOUNCED = "announced"  # absent, and the teacher was told before


class Choice(StrEnum):
    """What the teacher may do about a learner who lost the right to attend (O-46, O-47)."""

    UNENROL = "unenrol"
    CALL_OFF = "call_off"  # only where the learner is the only one
    OTHER_SECTION = "other_section"  # only where a seat is free
    RECORDING = "recording"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Absences:
    """Where a learner stands. in_a_row: unannounced absences since they were last there. left: until it is too late."""

    in_a_row: int
    left: int

    @property
    def is_too_many(self) -> bool:
        """Whether the right to attend is lost."""
        return self.left == 0


def absences(marks: Iterable[Mark]) -> Absences:
    """Count the marks of a learner, oldest first. An announced absence neither counts nor resets; attendance resets."""
    in_a_row = 0
    for mark in marks:
        match mark:
            case Mark.ABSENT:
                in_a_row += 1
            case Mark.PRESENT:
                in_a_row = 0
    return Absences(in_a_row, max(0, ABSENCES_MAX - in_a_row))


def marked(enrolment: Enrolment, marks: Iterable[Mark]) -> Decision:
    """The right to attend is lost with the third absence in a row (O-45), and with it the weekly deductions.

    The place stays until the teacher decides (O-46).
    """
    is_counted = enrolment.state in (EnrolmentState.ENROLLED, EnrolmentState.STOPPING)
    if not is_counted or not absences(marks).is_too_many:
        return NOTHING
    return Decision(keep=(replace(enrolment, state=EnrolmentState.ELIGIBILITY_LOST),))


def removed(enrolment: Enrolment, now: datetime) -> Decision:
    """The teacher takes out who lost the right to attend; no credits come back (O-46). Raises Refused for others."""
    if enrolment.state is EnrolmentState.OVER:
        return NOTHING
    if enrolment.state is not EnrolmentState.ELIGIBILITY_LOST:
        raise Refused(text("classes.still_eligible", learner=enrolment.learner))
    return Decision(keep=(replace(enrolment, state=EnrolmentState.OVER, ends_at=now),))


def choices(section: Section, *, free_seat_elsewhere: bool) -> tuple[Choice, ...]:
    """What the teacher is asked about a learner who lost the right to attend (O-46, O-47)."""
    offered = [Choice.UNENROL, Choice.RECORDING, Choice.NOTHING]
    if section.is_one_to_one:
        offered.append(Choice.CALL_OFF)
    if free_seat_elsewhere:
        offered.append(Choice.OTHER_SECTION)
    return tuple(offered)


def nobody_came(meeting: Meeting, present: int, now: datetime) -> Meeting:
    """The meeting, ended because nobody is there ten minutes after its start; it counts as held (O-48, O-49).

    present: enrolled learners in the room. With one of them there it goes on, and the others are absent.
    Raises Refused before the ten minutes are over, when somebody is there, and for a meeting that is over.
    """
    check_aware("now", now)
    if meeting.state is not MeetingState.PLANNED:
        raise Refused(text("classes.meeting_over"))
    if present:
        raise Refused(text("classes.somebody_there", learners=present))
    if now < meeting.starts_at + WAIT:
        raise Refused(text("classes.wait", until=meeting.starts_at + WAIT))
    return replace(meeting, state=MeetingState.NOBODY_CAME)
