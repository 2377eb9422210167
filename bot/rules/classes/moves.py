"""Moves to another section of the same class: by the guardian, or by the teacher with the guardian's agreement.

Source: O-32, O-51; docs/rules.md.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from bot.rules.classes.enrolments import LIVE, Enrolment, EnrolmentState, entry
from bot.rules.classes.sections import Section
from bot.rules.decision import NOTHING, Decision
from bot.rules.ids import MemberId
from bot.rules.texts import Refused, text


class ProposalState(StrEnum):
    ASKED = "asked"  # waits for the guardian
    AGREED = "agreed"
    DECLINED = "declined"


@dataclass(frozen=True, slots=True)
class Proposal:
    """A teacher's wish to move a learner. Nothing moves until the guardian agrees (O-51)."""

    id: str
    enrolment_id: str
    guardian_id: MemberId
    section_id: str
    asked_at: datetime
    state: ProposalState = ProposalState.ASKED


def move(enrolment: Enrolment, section: Section, others: Iterable[Enrolment], now: datetime) -> Decision:
    """Move a learner to `section`. others: the enrolments of that section.

    The deadline stays that of the first section, or becomes that of an earlier one: moving never wins time (O-32).
    Raises Refused for another class, a full section, or one that cannot be entered any more.
    """
    if enrolment.state not in (EnrolmentState.ENROLLED, EnrolmentState.ELIGIBILITY_LOST):
        raise Refused(text("classes.over"))
    if section.class_id != enrolment.class_id:
        raise Refused(text("classes.other_class"))
    if section.id == enrolment.section_id:
        return NOTHING
    begins_at = entry(section, now)
    if sum(one.section_id == section.id and one.state in LIVE for one in others) >= section.seats:
        raise Refused(text("classes.full"))
    moved = replace(
        enrolment,
        section_id=section.id,
        state=EnrolmentState.ENROLLED,
        begins_at=min(begins_at, enrolment.begins_at) if enrolment.begins_at else begins_at,
        first_starts_at=min(begins_at, enrolment.first_starts_at),
    )
    return Decision(keep=(moved,))


def agree(proposal: Proposal, by: MemberId) -> Decision:
    """The guardian agrees; `move` follows. Nothing when they did already. Raises Refused for anybody else."""
    return _answered(proposal, by, ProposalState.AGREED)


def decline(proposal: Proposal, by: MemberId) -> Decision:
    """The guardian does not agree: the learner stays. Raises Refused for anybody else."""
    return _answered(proposal, by, ProposalState.DECLINED)


def _answered(proposal: Proposal, by: MemberId, state: ProposalState) -> Decision:
    if by != proposal.guardian_id:
        raise Refused(text("classes.not_guardian"))
    if proposal.state is state:
        return NOTHING
    if proposal.state is not ProposalState.ASKED:
        raise Refused(text("classes.answered"))
    return Decision(keep=(replace(proposal, state=state),))
