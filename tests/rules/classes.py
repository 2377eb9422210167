"""Records for tables of classes: sections of one class, and one learner in them, in March 2027."""

from datetime import UTC, datetime, timedelta
from typing import Any

from bot.rules.classes.enrolments import Enrolment
from bot.rules.classes.sections import ClassKind, Meeting, Section
from bot.rules.ids import MemberId

GUARDIAN, TEACHER, ADMIN = MemberId(42), MemberId(7), MemberId(1)
SECOND = timedelta(seconds=1)
MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


def utc(month: int, day: int, hour: int = 12, minute: int = 0, second: int = 0, *, year: int = 2027) -> datetime:
    return datetime(year, month, day, hour, minute, second, tzinfo=UTC)


ENROLLED = utc(3, 1)


def section(kind: ClassKind = ClassKind.MULTI_MEETING, *starts: datetime, **changes: Any) -> Section:
    """A section "sec_1" of "cls_1" with four seats, ten credits, and three weekly meetings from 8 March on."""
    planned = starts or (utc(3, 8), utc(3, 15), utc(3, 22))
    meetings = tuple(Meeting(f"mtg_{number}", at) for number, at in enumerate(planned, 1))
    known: dict[str, Any] = {"id": "sec_1", "class_id": "cls_1", "credits": 10, "seats": 4, "meetings": meetings}
    return Section(teacher_id=TEACHER, kind=kind, **(known | changes))


def enrolment(kind: ClassKind = ClassKind.MULTI_MEETING, **changes: Any) -> Enrolment:
    known: dict[str, Any] = {
        "id": "enr_1",
        "member_id": GUARDIAN,
        "learner": "Taro",
        "section_id": "sec_1",
        "class_id": "cls_1",
        "credits": 10,
        "enrolled_at": ENROLLED,
        "deducted_at": ENROLLED,
        "begins_at": utc(3, 8),
        "first_starts_at": utc(3, 8),
    }
    return Enrolment(kind=kind, **(known | changes))
