"""The end of a campaign: all or nothing (E-86, E-87), or whatever came (E-88)."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from bot.rules.days import Calendar
from bot.rules.decision import NOTHING, Decision
from bot.rules.funding.campaigns import Campaign, CampaignState, Method
from bot.rules.funding.pledges import Pledge, PledgeState
from bot.rules.money import Money
from bot.rules.policies.bad_input import check_aware
from bot.rules.texts import Text, text


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of a campaign, because of which rules, and the sums that decided it."""

    decision: Decision
    rules: tuple[str, ...] = ()
    lines: tuple[Text, ...] = ()


NOTHING_YET = Verdict(NOTHING)


def total(pledges: Iterable[Pledge], campaign: Campaign, *states: PledgeState) -> Money:
    """The sum of the pledges that are in one of `states`."""
    return sum((one.amount for one in pledges if one.state in states), Money(0, campaign.goal.currency))


def close(campaign: Campaign, pledges: Iterable[Pledge], calendar: Calendar, now: datetime) -> Verdict:
    """The period is over. pledges: all of this campaign. Nothing before its end, or when it was closed already.

    All-or-Nothing: what was promised is compared with the goal; reached exactly is reached. Every promise is then to
    be charged from today on, or every one is released uncharged. All-in: the support stands. A pledge whose card or
    payment is still waited for is not counted; a payment that comes later finds the campaign closed and goes back.
    """
    check_aware("now", now)
    if campaign.state is not CampaignState.OPEN or now < campaign.ends_at:
        return NOTHING_YET
    known = tuple(pledges)
    if campaign.method is Method.ALL_IN:
        came = total(known, campaign, PledgeState.COLLECTED)
        done = replace(campaign, state=CampaignState.ACHIEVED, ended_at=now)
        return Verdict(Decision(keep=(done,)), ("E-88",), (text("funding.line_all_in", came=came),))
    promised = total(known, campaign, PledgeState.PROMISED)
    line = text("funding.line_goal", promised=promised, goal=campaign.goal)
    if promised.minor < campaign.goal.minor:
        missed = replace(campaign, state=CampaignState.MISSED, ended_at=now)
        released = tuple(replace(one, state=PledgeState.RELEASED) for one in known if one.state in WAITING)
        return Verdict(Decision(keep=(missed, *released)), ("E-86",), (line,))
    reached = replace(campaign, state=CampaignState.CHARGING, ended_at=now)
    moved = tuple(_to_charge(one, calendar, now) for one in known if one.state in WAITING)
    return Verdict(Decision(keep=(reached, *moved)), ("E-86", "E-87"), (line,))


WAITING = (PledgeState.ASKED, PledgeState.PROMISED)


def _to_charge(pledge: Pledge, calendar: Calendar, now: datetime) -> Pledge:
    if pledge.state is PledgeState.ASKED:
        return replace(pledge, state=PledgeState.RELEASED)
    return replace(pledge, state=PledgeState.CHARGING, try_on=calendar.day(now))
