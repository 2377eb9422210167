"""A new version of the terms under a contract that runs: told in time, and never put over it (R-98 to R-100).

A contract keeps its version through renewals. A newer one holds for it from a renewal on when it takes nothing away
from the member, or when the member accepted it; until then nothing changes, however long that is.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime

from bot.rules.days import next_month
from bot.rules.decision import NOTHING, Decision
from bot.rules.effects import ShowNotice
from bot.rules.fees import charged_from
from bot.rules.ids import MemberId, MembershipId, TermsOfferId
from bot.rules.notices import NoticeKind
from bot.rules.policies.changes import is_not_worse
from bot.rules.policies.policy import Pin, Policy
from bot.rules.rooms import Membership
from bot.rules.texts import Refused, text


@dataclass(frozen=True, slots=True)
class TermsOffer:
    """A newer version, shown to one contract.

    before, after: the version it runs under, and the newer one. from_on: the first 1st from which it can hold.
    takes_away: whether it holds only if accepted. accepted_on: the local day, None while it was not.
    """

    id: TermsOfferId
    member_id: MemberId
    membership_id: MembershipId
    before: Pin
    after: Pin
    from_on: date
    takes_away: bool
    told_at: datetime
    accepted_on: date | None = None

    @property
    def holds_from(self) -> date | None:
        """The 1st from which the contract runs under it; None while it waits to be accepted."""
        if not self.takes_away:
            return self.from_on
        return None if self.accepted_on is None else max(self.from_on, next_month(self.accepted_on))


def offer_id(membership_id: MembershipId, after: Pin) -> TermsOfferId:
    """The id of the one offer of a version to a contract: told twice it is told once."""
    return TermsOfferId(f"trm_{membership_id.partition('_')[2]}_{after.id}_{after.version}")


def in_force(bought_under: Pin, offers: Iterable[TermsOffer], today: date) -> Pin:
    """Under which version a contract runs today (R-100)."""
    holding = [one.after for one in offers if one.holds_from is not None and one.holds_from <= today]
    return max(holding, key=lambda pin: pin.version, default=bought_under)


def newest(policies: Iterable[Policy], id: str, today: date) -> Policy | None:
    """The newest version there is to speak of: in effect, or announced (R-98)."""
    known = [
        one
        for one in policies
        if one.id == id and (one.effective_on <= today or (one.announced_on is not None and one.announced_on <= today))
    ]
    return max(known, key=lambda one: one.version, default=None)


def offer(membership: Membership, runs_under: Policy, newer: Policy, today: date, now: datetime) -> Decision:
    """Tell a contract of a newer version; one that takes nothing away and is not important holds without a word."""
    if newer.version <= runs_under.version:
        return NOTHING
    first = charged_from(today)
    while first < newer.effective_on:
        first = next_month(first)
    takes_away = not is_not_worse(runs_under, newer)
    id = offer_id(membership.id, newer.pin)
    made = TermsOffer(
        id, membership.member_id, membership.id, runs_under.pin, newer.pin, first, takes_away=takes_away, told_at=now
    )
    if not (takes_away or newer.important):
        return Decision(keep=(made,))
    return Decision(keep=(made,), effects=(ShowNotice(membership.member_id, NoticeKind.TERMS_CHANGE, id),))


def accept(known: TermsOffer, newest_offer: TermsOffer, today: date) -> Decision:
    """The member accepts what was offered. Raises Refused when there is a newer offer, or nothing to accept."""
    if newest_offer.id != known.id:
        raise Refused(text("terms.newer"))
    if not known.takes_away or known.accepted_on is not None:
        raise Refused(text("terms.nothing_to_accept"))
    told = ShowNotice(known.member_id, NoticeKind.TERMS_CHANGE, known.id)
    return Decision(keep=(replace(known, accepted_on=today),), effects=(told,))
