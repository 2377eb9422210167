"""Collecting: charges once the goal is reached, on days 0, 2, 4 and 7, and what follows if too little comes (E-90)."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta

from bot.rules.days import Calendar
from bot.rules.decision import NOTHING, Decision
from bot.rules.funding.campaigns import Campaign, CampaignState, ShortfallRule
from bot.rules.funding.closing import NOTHING_YET, Verdict, total
from bot.rules.funding.pledges import Pledge, PledgeState, paid_again
from bot.rules.policies.bad_input import check_aware
from bot.rules.texts import text

TRY_DAYS = (0, 2, 4, 7)
"""Days after the end on which a pledge is charged until it is paid; day 0 is the local day of the end."""

TOP_UP_FOR = timedelta(days=7)

TO_CHARGE = (PledgeState.CHARGING, PledgeState.FAILED)


def due(campaign: Campaign, pledges: Iterable[Pledge], today: date) -> tuple[Pledge, ...]:
    """The pledges to charge today. None unless the goal was reached: in no other state is anybody ever charged."""
    if campaign.state is not CampaignState.CHARGING:
        return ()
    return tuple(one for one in pledges if one.try_on is not None and one.try_on <= today)


def collected(pledge: Pledge, campaign: Campaign, payment_id: str, paid_at: datetime) -> Decision:
    """A charge went through. Told twice, nothing changes.

    A second payment goes back (`Surplus`). So does one for a pledge that should never have been charged, or whose
    campaign has returned everything since. One for a pledge given up while its outcome was unknown counts after all.
    """
    if pledge.payment_id is not None:
        return paid_again(pledge, payment_id)
    counts = pledge.state in (*TO_CHARGE, PledgeState.LOST) and campaign.state in (
        CampaignState.CHARGING,
        CampaignState.TOPPING_UP,
        CampaignState.ACHIEVED,
    )
    state = PledgeState.COLLECTED if counts else PledgeState.RETURNED
    return Decision(keep=(replace(pledge, state=state, try_on=None, payment_id=payment_id, paid_at=paid_at),))


def failed(pledge: Pledge, campaign: Campaign, failed_at: datetime, calendar: Calendar) -> Decision:
    """A charge failed: the next of the listed days strictly after that local day, or the pledge is given up.

    Days missed while nobody was at work are not made up for. Nothing for a pledge that is not being charged.
    """
    check_aware("failed_at", failed_at)
    if pledge.state not in TO_CHARGE or campaign.ended_at is None:
        return NOTHING
    ended_on, failed_on = calendar.day(campaign.ended_at), calendar.day(failed_at)
    listed = (ended_on + timedelta(days=days) for days in TRY_DAYS)
    try_on = next((on for on in listed if on > failed_on), None)
    state = PledgeState.LOST if try_on is None else PledgeState.FAILED
    return Decision(keep=(replace(pledge, state=state, try_on=try_on),))


def settle(campaign: Campaign, pledges: Iterable[Pledge], now: datetime) -> Verdict:
    """Every pledge was charged or given up: is it enough? If not, the rule chosen before the launch decides (E-90).

    Nothing while something is left to try. Topping up ends as soon as the goal is there, or after seven days, and then
    everything goes back: nobody pays for a project that did not get what it needs.
    """
    check_aware("now", now)
    known = tuple(pledges)
    is_at_it = campaign.state is CampaignState.CHARGING and not any(one.state in TO_CHARGE for one in known)
    if not is_at_it and campaign.state is not CampaignState.TOPPING_UP:
        return NOTHING_YET
    came = total(known, campaign, PledgeState.COLLECTED)
    line = text("funding.line_collected", collected=came, goal=campaign.goal)
    if came.minor >= campaign.goal.minor:
        return Verdict(Decision(keep=(_achieved(campaign),)), ("E-90",), (line,))
    rule = campaign.shortfall or ShortfallRule.PROCEED
    lines = (line, text("funding.shortfall", rule=rule.value, goal=campaign.goal))
    if campaign.state is CampaignState.TOPPING_UP:
        is_over = campaign.topping_up_until is not None and now >= campaign.topping_up_until
        return Verdict(_all_returned(campaign, known), ("E-90",), lines) if is_over else NOTHING_YET
    return Verdict(_fallen_short(campaign, known, rule, now), ("E-90",), lines)


def _fallen_short(campaign: Campaign, pledges: Iterable[Pledge], rule: ShortfallRule, now: datetime) -> Decision:
    if rule is ShortfallRule.PROCEED:
        return Decision(keep=(_achieved(campaign),))
    if rule is ShortfallRule.RETURN_ALL:
        return _all_returned(campaign, pledges)
    topping = replace(campaign, state=CampaignState.TOPPING_UP, topping_up_until=now + TOP_UP_FOR)
    return Decision(keep=(topping,))


def _achieved(campaign: Campaign) -> Campaign:
    return replace(campaign, state=CampaignState.ACHIEVED, topping_up_until=None)


def _all_returned(campaign: Campaign, pledges: Iterable[Pledge]) -> Decision:
    """The service makes a refund of every pledge that turns `returned`."""
    over = replace(campaign, state=CampaignState.RETURNED, topping_up_until=None)
    back = (replace(one, state=PledgeState.RETURNED) for one in pledges if one.state is PledgeState.COLLECTED)
    return Decision(keep=(over, *back))
