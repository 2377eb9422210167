"""Sections: one run of a class, with its meetings."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.rules.credits.lots import check_credits
from bot.rules.ids import MemberId
from bot.rules.policies.bad_input import BadInput, check_aware


class ClassKind(StrEnum):
    ONE_TIME = "one_time"
    MULTI_MEETING = "multi_meeting"
    WEEKLY = "weekly"  # goes on until it is stopped; every week is paid on its Sunday
    SELF_PACED = "self_paced"  # its "meetings" are the moments at which access begins
    SELF_PACED_WEEKLY = "self_paced_weekly"  # access goes on week by week, each paid on its Sunday


PAID_WEEKLY = (ClassKind.WEEKLY, ClassKind.SELF_PACED_WEEKLY)
WITHOUT_TEACHER = (ClassKind.SELF_PACED, ClassKind.SELF_PACED_WEEKLY)


class MeetingState(StrEnum):
    PLANNED = "planned"
    HELD = "held"
    CANCELLED = "cancelled"  # by the teacher
    NOBODY_CAME = "nobody_came"  # ended by the teacher after the wait; counts as held


@dataclass(frozen=True, slots=True)
class Meeting:
    """One live meeting, or one part of a self-paced class becoming open. starts_at: the instant, wherever one lives."""

    id: str
    starts_at: datetime
    state: MeetingState = MeetingState.PLANNED

    def __post_init__(self) -> None:
        check_aware("starts_at", self.starts_at)


@dataclass(frozen=True, slots=True)
class Section:
    """One run of a class. credits: for all of it, or for each week of a weekly one. meetings: in order of time."""

    id: str
    class_id: str
    teacher_id: MemberId
    kind: ClassKind
    credits: int
    seats: int
    meetings: tuple[Meeting, ...]

    def __post_init__(self) -> None:
        check_credits("credits", self.credits)
        starts = [meeting.starts_at for meeting in self.meetings]
        if not starts or starts != sorted(starts):
            raise BadInput("meetings", starts, "at least one meeting, in order of time")
        if self.seats < 1:
            raise BadInput("seats", self.seats, "at least one seat")

    @property
    def first_starts_at(self) -> datetime:
        """When the class begins."""
        return self.meetings[0].starts_at

    @property
    def is_one_to_one(self) -> bool:
        """Whether it is held for a single learner."""
        return self.seats == 1

    def begins_after(self, at: datetime) -> datetime | None:
        """The first start at `at` or later of what was not cancelled; None when nothing more begins."""
        starts = (one.starts_at for one in self.meetings if one.state is not MeetingState.CANCELLED)
        return next((start for start in starts if start >= at), None)
