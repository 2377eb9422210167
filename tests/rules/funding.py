"""Records for tables of crowdfunding: 10,000 yen by the last day of November 2026, Tokyo."""

from typing import Any

from bot.rules.funding.campaigns import Campaign, CampaignState, Method, Reward, ShortfallRule
from bot.rules.funding.pledges import Pledge, PledgeState
from bot.rules.ids import MemberId
from bot.rules.money import Money
from tests.rules.makers import at

OWNER = MemberId(1)
END = at(12, 1, 0)
ENDED = at(12, 1, 0, 5)
"""When the end was noticed: the 1st of December, day 0 of the charges."""

REWARDS = (Reward("rwd_1", "A postcard", Money(500, "JPY")), Reward("rwd_2", "A dinner", Money(3000, "JPY"), limit=2))
TO_CHARGE = (PledgeState.CHARGING, PledgeState.FAILED)


def yen(minor: int) -> Money:
    return Money(minor, "JPY")


def campaign(state: CampaignState = CampaignState.OPEN, **changes: Any) -> Campaign:
    known: dict[str, Any] = {
        "title": "A book",
        "story": "We write a book together.",
        "goal": yen(10_000),
        "method": Method.ALL_OR_NOTHING,
        "ends_at": END,
        "rewards": REWARDS,
        "shortfall": ShortfallRule.PROCEED,
    } | changes
    return Campaign("cmp_1", OWNER, state=state, **known)


def all_in(state: CampaignState = CampaignState.OPEN, **changes: Any) -> Campaign:
    return campaign(state, **({"method": Method.ALL_IN, "shortfall": None} | changes))


def ended(state: CampaignState = CampaignState.CHARGING, **changes: Any) -> Campaign:
    return campaign(state, **({"ended_at": ENDED} | changes))


def pledge(number: int, minor: int, state: PledgeState = PledgeState.PROMISED, **changes: Any) -> Pledge:
    """The pledge `number` of a member of the same number."""
    known: dict[str, Any] = {"member_id": MemberId(number), "made_at": at(11, 10)} | changes
    if state in TO_CHARGE:
        known.setdefault("try_on", ENDED.date())
    return Pledge(f"plg_{number}", "cmp_1", known.pop("member_id"), yen(minor), state, **known)
