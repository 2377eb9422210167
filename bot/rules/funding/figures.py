"""Figures: what a campaign's page shows at any time, so that nobody plans with money that never came."""

from collections.abc import Iterable
from dataclasses import dataclass

from bot.rules.funding.campaigns import Campaign
from bot.rules.funding.closing import total
from bot.rules.funding.pledges import Pledge, PledgeState
from bot.rules.money import Money

SUPPORT = (
    PledgeState.PROMISED,
    PledgeState.CHARGING,
    PledgeState.FAILED,
    PledgeState.COLLECTED,
    PledgeState.LOST,
)


@dataclass(frozen=True, slots=True)
class Figures:
    """pledged: everything promised or paid, and not taken back. Of this: collected, at risk (failed, tried again), and
    lost; what remains is not due yet. percent: of the goal by what was pledged and not lost, rounded down, so that 100
    is shown only when it is reached. supporters: persons, not pledges.
    """

    pledged: Money
    collected: Money
    at_risk: Money
    lost: Money
    percent: int
    supporters: int


def figures(campaign: Campaign, pledges: Iterable[Pledge]) -> Figures:
    """The figures of a campaign. pledges: all of it."""
    known = tuple(pledges)
    pledged, lost = total(known, campaign, *SUPPORT), total(known, campaign, PledgeState.LOST)
    return Figures(
        pledged=pledged,
        collected=total(known, campaign, PledgeState.COLLECTED),
        at_risk=total(known, campaign, PledgeState.FAILED),
        lost=lost,
        percent=(pledged - lost).minor * 100 // campaign.goal.minor,
        supporters=len({one.member_id for one in known if one.state in SUPPORT}),
    )
