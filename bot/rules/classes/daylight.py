"""Daylight saving: meetings that will be at another hour for a learner although nobody moved them (O-52, O-53)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from bot.rules.classes.sections import Meeting

REMIND_BEFORE = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class HourChange:
    """The first meeting at a new hour. was, becomes: on the learner's clock. remind_at: a week before."""

    meeting: Meeting
    was: time
    becomes: time

    @property
    def remind_at(self) -> datetime:
        """When the guardian is reminded."""
        return self.meeting.starts_at - REMIND_BEFORE


def hour_changes(meetings: Iterable[Meeting], teacher: ZoneInfo, learner: ZoneInfo) -> tuple[HourChange, ...]:
    """Where the hour changes for the learner and not for the teacher, in a series of meetings in order of time.

    A meeting the teacher really moved is not among them: its hour changes for the teacher too.
    """
    return tuple(
        HourChange(after, _clock(before, learner), _clock(after, learner))
        for before, after in pairwise(meetings)
        if _clock(before, teacher) == _clock(after, teacher) and _clock(before, learner) != _clock(after, learner)
    )


def _clock(meeting: Meeting, zone: ZoneInfo) -> time:
    return meeting.starts_at.astimezone(zone).time()
