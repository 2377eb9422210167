"""Pledges: support that was promised or paid, and how it may still be changed.

Source: E-86 to E-89; docs/rules.md.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from bot.rules.decision import NOTHING, Decision
from bot.rules.funding.campaigns import Campaign, CampaignState, Method
from bot.rules.ids import MemberId
from bot.rules.money import Money
from bot.rules.policies.bad_input import BadInput, check_amount, check_aware
from bot.rules.rooms import SMALLEST_FEE_MINOR
from bot.rules.texts import Refused, text


class PledgeState(StrEnum):
    ASKED = "asked"  # waits for the card, or for the payment where it is charged at once
    PROMISED = "promised"  # the card is saved, nothing is charged
    CHARGING = "charging"  # the goal was reached: to be charged
    FAILED = "failed"  # the charge failed and is tried again
    COLLECTED = "collected"
    LOST = "lost"  # nothing was left to try
    WITHDRAWN = "withdrawn"  # by the supporter, or never completed
    RELEASED = "released"  # the goal was missed: never charged
    RETURNED = "returned"  # charged, and the money goes back


HOLDS_REWARD = (
    PledgeState.ASKED,
    PledgeState.PROMISED,
    PledgeState.CHARGING,
    PledgeState.FAILED,
    PledgeState.COLLECTED,
)
"""States in which one of a limited reward is taken."""


class PayBy(StrEnum):
    CARD = "card"
    KONBINI = "konbini"


@dataclass(frozen=True, slots=True)
class Pledge:
    """One person's support of one campaign. try_on: the local day of the next charge, None when none is planned."""

    id: str
    campaign_id: str
    member_id: MemberId
    amount: Money
    state: PledgeState
    made_at: datetime
    reward_id: str | None = None
    try_on: date | None = None
    payment_id: str | None = None
    paid_at: datetime | None = None

    def __post_init__(self) -> None:
        check_aware("made_at", self.made_at)
        check_aware("paid_at", self.paid_at)
        is_to_charge = self.state in (PledgeState.CHARGING, PledgeState.FAILED)
        if is_to_charge != (self.try_on is not None):
            raise BadInput("try_on", self.try_on, "a day exactly for a pledge that is to be charged")


@dataclass(frozen=True, slots=True)
class Surplus:
    """A second payment for a pledge that was paid already: it goes back at once. `id` is the payment's."""

    id: str
    pledge_id: str
    member_id: MemberId


@dataclass(frozen=True, slots=True)
class Wish:
    """What a supporter wants to give, and for which reward."""

    amount: Money
    reward_id: str | None = None


def ways_to_pay(campaign: Campaign) -> tuple[PayBy, ...]:
    """Cards for both methods, konbini only where it is paid at once: a store cannot promise (E-87, E-89)."""
    return (PayBy.CARD, PayBy.KONBINI) if campaign.method is Method.ALL_IN else (PayBy.CARD,)


def pledge(
    id: str, campaign: Campaign, member_id: MemberId, wish: Wish, others: Iterable[Pledge], *, now: datetime
) -> Decision:
    """Support a campaign: a pledge that waits for the card or the payment. others: every pledge of this campaign.

    Raises Refused when the campaign takes none, the amount is too small, or the reward is gone; and in All-or-Nothing
    when the member has pledged already, for that pledge can be changed.
    """
    known = tuple(others)
    _check_open(campaign, now)
    _check_wish(campaign, wish, known)
    is_promise = campaign.method is Method.ALL_OR_NOTHING and campaign.state is CampaignState.OPEN
    if is_promise and any(one.member_id == member_id and one.state in HOLDS_REWARD for one in known):
        raise Refused(text("funding.pledged_already"))
    asked = Pledge(id, campaign.id, member_id, wish.amount, PledgeState.ASKED, made_at=now, reward_id=wish.reward_id)
    return Decision(keep=(asked,))


def card_saved(pledge: Pledge, campaign: Campaign, saved_at: datetime) -> Decision:
    """The card for a promise is saved: it counts. Saved at the end or later it is released, for it came too late."""
    if pledge.state is not PledgeState.ASKED:
        return NOTHING
    in_time = campaign.state is CampaignState.OPEN and saved_at < campaign.ends_at
    state = PledgeState.PROMISED if in_time else PledgeState.RELEASED
    return Decision(keep=(replace(pledge, state=state),))


def paid_at_once(pledge: Pledge, campaign: Campaign, payment_id: str, paid_at: datetime) -> Decision:
    """A support that is charged at once was paid (E-89). The moment of payment is the moment of the support.

    Paid at the end or later (a store's slip can be), or after it was withdrawn, the money goes back: the state says so.
    """
    if pledge.payment_id is not None:
        return paid_again(pledge, payment_id)
    until = campaign.ends_at if campaign.topping_up_until is None else campaign.topping_up_until
    in_time = pledge.state is PledgeState.ASKED and takes_support(campaign) and paid_at < until
    state = PledgeState.COLLECTED if in_time else PledgeState.RETURNED
    return Decision(keep=(replace(pledge, state=state, payment_id=payment_id, paid_at=paid_at),))


def paid_again(pledge: Pledge, payment_id: str) -> Decision:
    """A payment for a pledge that was paid: the same one changes nothing, another one goes back."""
    if pledge.payment_id == payment_id:
        return NOTHING
    return Decision(keep=(Surplus(payment_id, pledge.id, pledge.member_id),))


def change(pledge: Pledge, wish: Wish, campaign: Campaign, others: Iterable[Pledge], now: datetime) -> Decision:
    """Change a promise, freely until the end. Raises Refused for what was charged, and as `pledge` does."""
    _check_open(campaign, now)
    if pledge.state is not PledgeState.PROMISED:
        raise Refused(text("funding.stands"))
    _check_wish(campaign, wish, tuple(one for one in others if one.id != pledge.id))
    changed = replace(pledge, amount=wish.amount, reward_id=wish.reward_id)
    return Decision(keep=(changed,)) if changed != pledge else NOTHING


def withdraw(pledge: Pledge, campaign: Campaign, now: datetime) -> Decision:
    """Take a promise back, freely until the end (E-87); nothing was charged. Nothing when it was taken back already.

    Raises Refused for support that was paid at once: it stands whatever the total (E-88).
    """
    if pledge.state is PledgeState.WITHDRAWN:
        return NOTHING
    if pledge.state not in (PledgeState.ASKED, PledgeState.PROMISED):
        raise Refused(text("funding.stands"))
    _check_open(campaign, now)
    return Decision(keep=(replace(pledge, state=PledgeState.WITHDRAWN),))


DOUBLE_WITHIN = timedelta(hours=24)


def give_back_double(pledge: Pledge, others: Iterable[Pledge]) -> Decision:
    """Return a support that was paid twice by mistake: the later of two equal ones within a day, in one step.

    Raises Refused when no other pledge of the member for the same amount and reward was collected before it.
    """
    if pledge.state is PledgeState.RETURNED:
        return NOTHING
    is_double = pledge.state is PledgeState.COLLECTED and any(_is_double(pledge, one) for one in others)
    if not is_double:
        raise Refused(text("funding.not_double"))
    return Decision(keep=(replace(pledge, state=PledgeState.RETURNED),))


def takes_support(campaign: Campaign) -> bool:
    """Whether pledges count at all in this state; the time is another question."""
    return campaign.state in (CampaignState.OPEN, CampaignState.TOPPING_UP)


def _is_double(pledge: Pledge, other: Pledge) -> bool:
    same = ("campaign_id", "member_id", "amount", "reward_id", "state")
    is_earlier = (other.made_at, other.id) < (pledge.made_at, pledge.id)
    is_near = pledge.made_at - other.made_at <= DOUBLE_WITHIN
    return is_earlier and is_near and all(getattr(pledge, name) == getattr(other, name) for name in same)


def _check_open(campaign: Campaign, now: datetime) -> None:
    check_aware("now", now)
    until = campaign.ends_at if campaign.topping_up_until is None else campaign.topping_up_until
    if not takes_support(campaign) or now >= until:
        raise Refused(text("funding.not_open"))


def _check_wish(campaign: Campaign, wish: Wish, others: Iterable[Pledge]) -> None:
    check_amount("amount", wish.amount, campaign.goal.currency)
    if wish.amount.minor < SMALLEST_FEE_MINOR:
        raise Refused(text("funding.too_small", least=Money(SMALLEST_FEE_MINOR, wish.amount.currency)))
    if wish.reward_id is None:
        return
    reward = campaign.reward(wish.reward_id)
    if wish.amount.minor < reward.least.minor:
        raise Refused(text("funding.too_small", least=reward.least))
    taken = sum(one.reward_id == reward.id and one.state in HOLDS_REWARD for one in others)
    if reward.limit is not None and taken >= reward.limit:
        raise Refused(text("funding.reward_gone", reward=reward.title))
