"""Looking ahead to the next 1st: the renewal that is told of, and the card that will have expired by then.

Source: R-84, E-41; docs/rules.md. One piece of due work per membership, which plans itself anew for as long as the
membership lives: a machine that slept says what still helps, once, and leaves out what is too late.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.rules.days import Calendar, next_month
from bot.rules.decision import NOTHING, Decision
from bot.rules.due import Due, DueKind
from bot.rules.effects import Effect, ShowNotice
from bot.rules.ids import MemberId, MembershipId
from bot.rules.members import Card, Member
from bot.rules.notices import NoticeKind
from bot.rules.policies.renewals import notice
from bot.rules.policies.terms import Cycle, RenewalTerms
from bot.rules.rooms import Membership, MembershipState

CARD_DAYS = (30, 14, 3)
"""How many days before the first charge that it cannot pay a card is spoken of."""

RENEWING = (MembershipState.ACTIVE, MembershipState.PAST_DUE, MembershipState.SUSPENDED)
"""States whose next 1st charges. While a month is unpaid its own card tells what comes, and the renewal waits."""


CHARGED_AGAIN = (*RENEWING, MembershipState.PAUSED)
"""A pause ends by itself, with a charge."""


def renews(membership: Membership) -> bool:
    """Whether the next 1st may charge it; of guests, who pay nothing, it charges none."""
    return membership.state in CHARGED_AGAIN and membership.free_until is None


@dataclass(frozen=True, slots=True)
class Renewal:
    """What one member is told of one 1st: the id of the notice about it."""

    member_id: MemberId
    on: date

    @property
    def subject(self) -> str:
        return f"{self.member_id}:{self.on:%Y%m}"


def renewal_of(subject: str) -> Renewal:
    """The renewal a notice is about, from its subject."""
    member, _, month = subject.partition(":")
    return Renewal(MemberId(int(member)), date(int(month[:4]), int(month[4:6]), 1))


@dataclass(frozen=True, slots=True)
class NextCharge:
    """The 1st on which a membership is charged next, and for how long that pays."""

    on: date
    cycle: Cycle = Cycle.MONTH


def unusable_from(card: Card) -> date:
    """The first 1st on which the card has expired: it is good until the last day of its month."""
    return next_month(date(card.exp_year, card.exp_month, 1))


def fails_on(card: Card | None, next_charge: NextCharge) -> date | None:
    """The first 1st whose charge the card cannot pay for having expired; None for none that is to be spoken of.

    A card whose date has passed and that still paid a month is the bank's business: of that nobody is reminded.
    """
    if card is None:
        return None
    from_then_on = unusable_from(card)
    if next_charge.cycle is Cycle.YEAR:
        return next_charge.on if from_then_on <= next_charge.on else None
    return from_then_on if next_charge.on <= from_then_on else None


def card_step(fails: date, today: date) -> int | None:
    """Which of the warnings it is time for: 30, 14 or 3 days before; None for none, or too late."""
    days_left = (fails - today).days
    return min((days for days in CARD_DAYS if 0 < days_left <= days), default=None)


def next_look(membership_id: MembershipId, terms: RenewalTerms, calendar: Calendar, now: datetime) -> Due:
    """When to look ahead the next time, strictly after `now`: at the retries' hour, a decent one."""
    firsts = [next_month(calendar.day(now))]
    firsts += [next_month(firsts[0]), next_month(next_month(firsts[0]))]
    days_before = {terms.notice_days, *CARD_DAYS}
    moments = (calendar.retry_at(first - timedelta(days=days)) for first in firsts for days in days_before)
    return Due(DueKind.LOOK_AHEAD, membership_id, min(at for at in moments if at > now))


def look(
    membership: Membership,
    member: Member,
    next_charge: NextCharge,
    *,
    terms: RenewalTerms,
    muted: bool,
    calendar: Calendar,
    now: datetime,
) -> Decision:
    """Say what is due to be said of the next 1st, and plan the next look; nothing once the membership is over.

    Whoever joined after the day of the notice read date and amount on the screen before paying. muted: counts only
    where the terms let it, and not for somebody who is not in the server, who has no other way to see it coming.
    """
    if membership.ended_at is not None:
        return NOTHING
    plan = Decision(due=(next_look(membership.id, terms, calendar, now),))
    if not renews(membership):
        return plan
    today = calendar.day(now)
    told = notice(terms, next_charge.on, next_charge.cycle)
    effects: list[Effect] = []
    joined_before = membership.joined_at is not None and calendar.day(membership.joined_at) < told.tell_on
    is_paid = membership.state in (MembershipState.ACTIVE, MembershipState.PAUSED)
    if is_paid and joined_before and told.tell_on <= today and not (muted and told.is_mutable and member.in_server):
        effects.append(ShowNotice(member.id, NoticeKind.RENEWAL, Renewal(member.id, next_charge.on).subject))
    fails = fails_on(member.card, next_charge)
    if fails is not None and (step := card_step(fails, today)) is not None:
        effects.append(ShowNotice(member.id, NoticeKind.CARD_EXPIRES, f"{Renewal(member.id, fails).subject}:{step}"))
    return Decision(effects=tuple(effects)) + plan
