"""Campaigns: what an owner asks for, by which method, and what is fixed from the launch on.

Source: E-86 to E-90; docs/rules.md.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from bot.rules.decision import NOTHING, Decision
from bot.rules.ids import MemberId
from bot.rules.money import Money
from bot.rules.policies.bad_input import BadInput, check_amount, check_aware
from bot.rules.texts import Refused, Text, text


class Method(StrEnum):
    ALL_OR_NOTHING = "all_or_nothing"  # charged after the end, and only when the goal is reached
    ALL_IN = "all_in"  # charged at once, whatever the total


class ShortfallRule(StrEnum):
    """What happens when the goal was promised but cannot all be collected."""

    PROCEED = "proceed"
    TOP_UP = "top_up"  # seven days in which the missing part may be given; then as RETURN_ALL
    RETURN_ALL = "return_all"


class CampaignState(StrEnum):
    DRAFT = "draft"
    OPEN = "open"
    CHARGING = "charging"  # the goal was reached, the pledges are being charged
    TOPPING_UP = "topping_up"
    ACHIEVED = "achieved"
    MISSED = "missed"  # nobody was charged
    RETURNED = "returned"  # too little could be collected, so that everything goes back


@dataclass(frozen=True, slots=True)
class Reward:
    """What a supporter gets for at least so much. limit: how many there are, None for no limit."""

    id: str
    title: str
    least: Money
    limit: int | None = None

    def __post_init__(self) -> None:
        if self.limit is not None and self.limit < 1:
            raise BadInput("limit", self.limit, "at least one reward, or None")


@dataclass(frozen=True, slots=True)
class Campaign:
    """One project that collects money.

    ends_at: the first instant that is too late for a pledge. shortfall: chosen before the launch, and only for
    All-or-Nothing; it is fixed from then on. ended_at: when the end was noticed, day 0 of the charges.
    topping_up_until: while it is topping up.
    Raises BadInput for a goal below one, for another currency, and for a time without its zone.
    """

    id: str
    owner_id: MemberId
    title: str
    story: str
    goal: Money
    method: Method
    ends_at: datetime
    rewards: tuple[Reward, ...] = ()
    shortfall: ShortfallRule | None = None
    state: CampaignState = CampaignState.DRAFT
    launched_at: datetime | None = None
    ended_at: datetime | None = None
    topping_up_until: datetime | None = None

    def __post_init__(self) -> None:
        if self.goal.minor < 1:
            raise BadInput("goal", self.goal, "an amount above zero")
        for reward in self.rewards:
            check_amount("least", reward.least, self.goal.currency)
        for name in ("ends_at", "launched_at", "ended_at", "topping_up_until"):
            check_aware(name, getattr(self, name))

    def reward(self, id: str) -> Reward:
        """The reward with that id. Raises Refused when there is none."""
        for reward in self.rewards:
            if reward.id == id:
                return reward
        raise Refused(text("funding.no_such_reward"))


def launch(campaign: Campaign, now: datetime) -> Decision:
    """Open a draft for pledges. Nothing when it is open already.

    Raises Refused without a story, with an end that has passed, and for All-or-Nothing without a rule for the case that
    too little can be collected: it is decided before anybody pledges, not by mood.
    """
    check_aware("now", now)
    if campaign.state is CampaignState.OPEN:
        return NOTHING
    if campaign.state is not CampaignState.DRAFT:
        raise Refused(text("funding.over"))
    if not campaign.story.strip():
        raise Refused(text("funding.no_story"))
    if campaign.ends_at <= now:
        raise Refused(text("funding.end_passed", at=campaign.ends_at))
    if (campaign.shortfall is None) == (campaign.method is Method.ALL_OR_NOTHING):
        raise Refused(text("funding.choose_shortfall", method=campaign.method.value))
    return Decision(keep=(replace(campaign, state=CampaignState.OPEN, launched_at=now),))


FIXED = ("goal", "method", "ends_at", "rewards", "shortfall", "owner_id")
"""What a supporter relied on: it cannot be changed after the launch."""


def edit(campaign: Campaign, wanted: Campaign) -> Decision:
    """Change what may still be changed: everything of a draft, title and story afterwards.

    Raises Refused for anything else.
    """
    if campaign.state is not CampaignState.DRAFT and any(
        getattr(campaign, name) != getattr(wanted, name) for name in FIXED
    ):
        raise Refused(text("funding.fixed"))
    changed = replace(
        campaign,
        title=wanted.title,
        story=wanted.story,
        **{name: getattr(wanted, name) for name in FIXED},
    )
    return Decision(keep=(changed,)) if changed != campaign else NOTHING


def explained(campaign: Campaign) -> tuple[Text, ...]:
    """What the method, and the rule for a shortfall, mean for whoever pledges; shown before they do (E-86 to E-90)."""
    goal = campaign.goal
    how = text("funding.method", method=campaign.method.value, goal=goal, ends_at=campaign.ends_at)
    if campaign.shortfall is None:
        return (how,)
    return (how, text("funding.shortfall", rule=campaign.shortfall.value, goal=goal))
