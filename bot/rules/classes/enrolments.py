"""Enrolments: one learner's place in one section."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.rules.classes.sections import WITHOUT_TEACHER, ClassKind, Section
from bot.rules.credits.lots import check_credits
from bot.rules.decision import Decision
from bot.rules.ids import MemberId
from bot.rules.policies.bad_input import BadInput, check_aware
from bot.rules.texts import Refused, text


class EnrolmentState(StrEnum):
    ENROLLED = "enrolled"
    PLACE_KEPT = "place_kept"  # the week is not paid yet, the next meeting has not begun
    STOPPING = "stopping"  # paid to the end of the week, not renewed
    ELIGIBILITY_LOST = "eligibility_lost"  # absent too often without a word; the teacher decides
    OVER = "over"


LIVE = (EnrolmentState.ENROLLED, EnrolmentState.PLACE_KEPT, EnrolmentState.STOPPING, EnrolmentState.ELIGIBILITY_LOST)
"""States in which a seat is taken."""


class PaidBy(StrEnum):
    """What paid for an enrolment, which chooses its terms (O-3)."""

    CREDITS = "credits"
    MONEY = "money"


@dataclass(frozen=True, slots=True)
class Enrolment:
    """A learner's place, and what it cost the guardian.

    credits: of the last deduction: the whole class, or one week. deducted_at: when that was. begins_at: the start the
    deadline counts from, None when nothing begins after the deduction. first_starts_at: the first start since the
    enrolment. Moving to a later section changes neither (O-32). returned: credits of this deduction that came back;
    returned_for: the meetings they came back for. ends_at: when a stopped place, or a kept one, is over.
    """

    id: str
    member_id: MemberId
    learner: str
    section_id: str
    class_id: str
    kind: ClassKind
    credits: int
    enrolled_at: datetime
    deducted_at: datetime
    begins_at: datetime | None
    first_starts_at: datetime
    state: EnrolmentState = EnrolmentState.ENROLLED
    paid_by: PaidBy = PaidBy.CREDITS
    returned: int = 0
    returned_for: tuple[str, ...] = ()
    ends_at: datetime | None = None
    reason: str = ""

    def __post_init__(self) -> None:
        for name in ("enrolled_at", "deducted_at", "begins_at", "first_starts_at", "ends_at"):
            check_aware(name, getattr(self, name))
        check_credits("credits", self.credits)
        check_credits("returned", self.returned)
        if self.returned > self.credits:
            raise BadInput("returned", self.returned, f"at most the {self.credits} credits of the enrolment")

    @property
    def left_to_return(self) -> int:
        """How many of its credits have not come back."""
        return self.credits - self.returned


@dataclass(frozen=True, slots=True)
class Applicant:
    """Who is to be enrolled, and by whom. Two guardians for one learner are not supported."""

    member_id: MemberId
    learner: str
    paid_by: PaidBy = PaidBy.CREDITS


def enrol(id: str, who: Applicant, section: Section, others: Iterable[Enrolment], now: datetime) -> Decision:
    """Give a learner a place. others: every enrolment of this section; the credits are another decision (`spend`).

    A class can be entered until it begins; a weekly or self-paced one as long as something of it is still to begin, the
    latter also afterwards when access is already open. Raises Refused when it is too late, full, or entered already.
    """
    check_aware("now", now)
    live = [one for one in others if one.section_id == section.id and one.state in LIVE]
    if any((one.member_id, one.learner) == (who.member_id, who.learner) for one in live):
        raise Refused(text("classes.in_already", learner=who.learner))
    begins_at = entry(section, now)
    if len(live) >= section.seats:
        raise Refused(text("classes.full"))
    enrolment = Enrolment(
        id,
        who.member_id,
        who.learner,
        section.id,
        section.class_id,
        section.kind,
        section.credits,
        enrolled_at=now,
        deducted_at=now,
        begins_at=begins_at,
        first_starts_at=begins_at,
        paid_by=who.paid_by,
    )
    return Decision(keep=(enrolment,))


def entry(section: Section, now: datetime) -> datetime:
    """When what is paid now begins. Raises Refused when it is too late to enter."""
    if section.kind in WITHOUT_TEACHER and section.first_starts_at <= now:
        return now  # the content is open, so access begins with the enrolment (O-22)
    ahead = section.begins_after(now)
    has_begun = section.kind is not ClassKind.WEEKLY and section.first_starts_at <= now
    if ahead is None or has_begun:
        raise Refused(text("classes.begun", at=section.first_starts_at))
    return ahead
