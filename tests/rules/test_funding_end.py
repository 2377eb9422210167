"""The end of a campaign: all or nothing, late charges, and what happens if too little comes."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.rules.decision import NOTHING
from bot.rules.funding.campaigns import CampaignState, ShortfallRule
from bot.rules.funding.closing import NOTHING_YET, close
from bot.rules.funding.collecting import collected, due, failed, settle
from bot.rules.funding.figures import Figures, figures
from bot.rules.funding.pledges import Pledge, PledgeState, Surplus
from bot.rules.ids import MemberId
from bot.rules.policies.bad_input import BadInput
from tests.rules.funding import END, ENDED, all_in, campaign, ended, pledge, yen
from tests.rules.makers import CALENDAR, at

SECOND = timedelta(seconds=1)
DAY_0 = date(2026, 12, 1)
CHARGING, FAILED, COLLECTED = PledgeState.CHARGING, PledgeState.FAILED, PledgeState.COLLECTED
LOST, RELEASED, RETURNED = PledgeState.LOST, PledgeState.RELEASED, PledgeState.RETURNED
OPEN, TOPPING_UP = CampaignState.OPEN, CampaignState.TOPPING_UP


def states(decision):
    return [record.state for record in decision.keep]


@pytest.mark.rule("E-86", "E-87")
@pytest.mark.parametrize(
    ("amounts", "state", "pledges"),
    [
        ((6000, 4000), CampaignState.CHARGING, CHARGING),  # reached exactly
        ((6000, 4001), CampaignState.CHARGING, CHARGING),
        ((6000, 3999), CampaignState.MISSED, RELEASED),  # missed by one yen
        ((), CampaignState.MISSED, None),
    ],
)
def test_at_the_end_every_promise_is_charged_or_every_one_is_released(amounts, state, pledges):
    known = [pledge(number, amount) for number, amount in enumerate(amounts)]
    verdict = close(campaign(), known, CALENDAR, ENDED)

    assert states(verdict.decision) == [state, *[pledges for _ in amounts]]
    assert {one.try_on for one in verdict.decision.keep[1:]} <= {DAY_0 if pledges is CHARGING else None}
    assert verdict.lines[0].values == {"promised": yen(sum(amounts)), "goal": yen(10_000)}
    assert "E-86" in verdict.rules


@pytest.mark.rule("E-86", "E-87")
@pytest.mark.parametrize("state", [PledgeState.ASKED, PledgeState.WITHDRAWN])
def test_a_promise_without_a_card_or_taken_back_does_not_count(state):
    known = [pledge(1, 9999), pledge(2, 1, state)]

    assert close(campaign(), known, CALENDAR, ENDED).decision.keep[0].state is CampaignState.MISSED


@pytest.mark.rule("E-87")
@pytest.mark.parametrize("first", [9999, 10_000])
def test_a_pledge_that_waits_for_its_card_is_released_whatever_the_total(first):
    verdict = close(campaign(), [pledge(1, first), pledge(2, 1, PledgeState.ASKED)], CALENDAR, ENDED)

    assert verdict.decision.keep[2].state is RELEASED


@pytest.mark.rule("E-87")
def test_nothing_is_closed_before_the_end_or_twice():
    known = [pledge(1, 10_000)]

    assert close(campaign(), known, CALENDAR, END - SECOND) == NOTHING_YET
    assert close(campaign(), known, CALENDAR, END).decision.keep[0].ended_at == END
    assert close(ended(), known, CALENDAR, ENDED) == NOTHING_YET


@pytest.mark.rule("E-88", "E-89")
@pytest.mark.parametrize("amount", [1, 9999, 10_000])
def test_all_in_stands_whatever_the_total(amount):
    verdict = close(all_in(), [pledge(1, amount, COLLECTED), pledge(2, 5, PledgeState.ASKED)], CALENDAR, ENDED)

    assert states(verdict.decision) == [CampaignState.ACHIEVED]
    assert (verdict.rules, verdict.lines[0].values["came"]) == (("E-88",), yen(amount))


@pytest.mark.rule("E-86", "E-87", "E-90")
@pytest.mark.parametrize(
    ("state", "is_due"),
    [(one, one is CampaignState.CHARGING) for one in CampaignState],
)
def test_nobody_is_charged_unless_the_goal_was_reached(state, is_due):
    known = [pledge(1, 10_000, CHARGING), pledge(2, 5, COLLECTED), pledge(3, 5)]

    assert due(ended(state), known, DAY_0) == (tuple(known[:1]) if is_due else ())


@pytest.mark.rule("E-90")
@pytest.mark.parametrize(
    ("today", "is_due"), [(date(2026, 12, 2), False), (date(2026, 12, 3), True), (date(2026, 12, 9), True)]
)
def test_a_pledge_is_charged_on_its_day_or_as_soon_as_possible_after_it(today, is_due):
    known = (pledge(1, 10_000, FAILED, try_on=date(2026, 12, 3)),)

    assert due(ended(), known, today) == (known if is_due else ())


@pytest.mark.rule("E-90")
@pytest.mark.parametrize(
    ("failed_at", "state", "try_on"),
    [
        (ENDED, FAILED, date(2026, 12, 3)),
        (at(12, 2, 23, 59, 59), FAILED, date(2026, 12, 3)),
        (at(12, 3, 0), FAILED, date(2026, 12, 5)),
        (at(12, 4), FAILED, date(2026, 12, 5)),  # nobody was at work on the 3rd: it is not made up for
        (at(12, 5), FAILED, date(2026, 12, 8)),
        (at(12, 7, 23, 59, 59), FAILED, date(2026, 12, 8)),
        (at(12, 8, 0), LOST, None),
        (at(12, 20), LOST, None),
    ],
)
def test_a_failed_charge_is_tried_again_on_days_2_4_and_7_and_then_dropped(failed_at, state, try_on):
    """Days by the calendar of Tokyo, where the campaign ended on 1 December."""
    (after,) = failed(pledge(1, 10_000, CHARGING), ended(), failed_at, CALENDAR).keep

    assert (after.state, after.try_on) == (state, try_on)


@pytest.mark.rule("E-90")
@pytest.mark.parametrize("state", [PledgeState.PROMISED, COLLECTED, LOST, RELEASED, PledgeState.WITHDRAWN])
def test_the_failure_of_what_is_not_charged_changes_nothing(state):
    assert failed(pledge(1, 10_000, state), ended(), ENDED, CALENDAR) == NOTHING
    assert failed(pledge(1, 10_000, CHARGING), campaign(), ENDED, CALENDAR) == NOTHING


@pytest.mark.rule("E-86", "E-90")
@pytest.mark.parametrize(
    ("state", "of", "becomes"),
    [
        (CHARGING, ended(), COLLECTED),
        (FAILED, ended(), COLLECTED),
        (LOST, ended(), COLLECTED),  # its outcome was long unknown
        (LOST, ended(TOPPING_UP), COLLECTED),
        (LOST, ended(CampaignState.ACHIEVED), COLLECTED),
        (LOST, ended(CampaignState.RETURNED), RETURNED),
        (RELEASED, ended(CampaignState.MISSED), RETURNED),
        (PledgeState.WITHDRAWN, ended(), RETURNED),
        (PledgeState.PROMISED, campaign(), RETURNED),
    ],
)
def test_money_that_should_not_have_come_goes_back(state, of, becomes):
    (paid,) = collected(pledge(1, 10_000, state), of, "pi_1", ENDED).keep

    assert (paid.state, paid.payment_id, paid.paid_at, paid.try_on) == (becomes, "pi_1", ENDED, None)
    assert collected(paid, of, "pi_1", ENDED) == NOTHING
    assert collected(paid, of, "pi_2", ENDED).keep == (Surplus("pi_2", "plg_1", MemberId(1)),)


SHORT = (pledge(1, 9999, COLLECTED), pledge(2, 5000, LOST))
ENOUGH = (pledge(1, 10_000, COLLECTED), pledge(2, 5000, LOST))
NOW = at(12, 8)
UNTIL = at(12, 15)


@pytest.mark.rule("E-90")
@pytest.mark.parametrize(
    ("rule", "pledges", "expected"),
    [
        (ShortfallRule.PROCEED, SHORT, [CampaignState.ACHIEVED]),
        (ShortfallRule.TOP_UP, SHORT, [TOPPING_UP]),
        (ShortfallRule.RETURN_ALL, SHORT, [CampaignState.RETURNED, RETURNED]),
        (ShortfallRule.PROCEED, ENOUGH, [CampaignState.ACHIEVED]),
        (ShortfallRule.TOP_UP, ENOUGH, [CampaignState.ACHIEVED]),
        (ShortfallRule.RETURN_ALL, ENOUGH, [CampaignState.ACHIEVED]),
    ],
)
def test_the_rule_chosen_before_the_launch_decides_about_a_shortfall(rule, pledges, expected):
    verdict = settle(ended(shortfall=rule), pledges, NOW)

    assert states(verdict.decision) == expected
    assert verdict.lines[0].values["collected"] == pledges[0].amount
    assert len(verdict.lines) == (2 if pledges is SHORT else 1)
    assert {record.id for record in verdict.decision.keep[1:]} <= {pledges[0].id}
    assert verdict.decision.keep[0].topping_up_until == (UNTIL if expected == [TOPPING_UP] else None)


@pytest.mark.rule("E-90")
@pytest.mark.parametrize("state", [CHARGING, FAILED])
def test_nothing_is_settled_while_something_is_left_to_try(state):
    assert settle(ended(), (*ENOUGH, pledge(3, 1, state)), NOW) == NOTHING_YET


@pytest.mark.rule("E-90")
@pytest.mark.parametrize("state", [one for one in CampaignState if one not in (CampaignState.CHARGING, TOPPING_UP)])
def test_a_campaign_is_settled_once(state):
    assert settle(ended(state), SHORT, NOW) == NOTHING_YET


@pytest.mark.rule("E-90")
@pytest.mark.parametrize(
    ("pledges", "now", "expected"),
    [
        (SHORT, UNTIL - SECOND, []),
        (SHORT, UNTIL, [CampaignState.RETURNED, RETURNED]),
        ((*SHORT, pledge(3, 1, COLLECTED)), UNTIL - SECOND, [CampaignState.ACHIEVED]),
        ((*SHORT, pledge(3, 1, COLLECTED)), UNTIL, [CampaignState.ACHIEVED]),
        ((*SHORT, pledge(3, 1, PledgeState.ASKED)), UNTIL - SECOND, []),
    ],
)
def test_topping_up_ends_with_the_goal_or_after_seven_days(pledges, now, expected):
    topping = ended(TOPPING_UP, shortfall=ShortfallRule.TOP_UP, topping_up_until=UNTIL)
    verdict = settle(topping, pledges, now)

    assert states(verdict.decision) == expected
    if expected:
        assert verdict.decision.keep[0].topping_up_until is None


def test_the_page_shows_what_really_came():
    known = (
        pledge(1, 4000, COLLECTED),
        pledge(1, 500, COLLECTED),
        pledge(2, 3000, CHARGING),
        pledge(3, 2000, FAILED),
        pledge(4, 1000, LOST),
        pledge(5, 100, PledgeState.WITHDRAWN),
        pledge(6, 100, PledgeState.ASKED),
        pledge(7, 100, RELEASED),
        pledge(8, 499, PledgeState.PROMISED),
        pledge(9, 100, RETURNED),
    )

    assert figures(campaign(), known) == Figures(
        pledged=yen(10_999),
        collected=yen(4500),
        at_risk=yen(2000),
        lost=yen(1000),
        percent=99,  # 9,999 of 10,000: rounded down, so that 100 is shown only when it is reached
        supporters=5,
    )


AMOUNTS = st.lists(st.integers(50, 6000), max_size=8)
FORTUNE = st.lists(st.booleans(), min_size=40, max_size=40)


@pytest.mark.rule("E-86", "E-87")
@settings(max_examples=60, deadline=None)
@given(AMOUNTS, FORTUNE, st.sampled_from(ShortfallRule), st.integers(0, 20))
def test_nobody_is_ever_charged_when_the_goal_was_missed(amounts, fortune, rule, days_late):
    """Plays the whole end, with charges that fail at random and a machine that may sleep for days."""
    luck, charges = iter(fortune), 0
    now = END + timedelta(days=days_late)
    known = {f"plg_{number}": pledge(number, amount) for number, amount in enumerate(amounts)}
    verdict = close(campaign(shortfall=rule), known.values(), CALENDAR, now)
    project, known = apply(verdict.decision, campaign(shortfall=rule), known)
    for _ in range(10):
        for one in due(project, known.values(), CALENDAR.day(now)):
            charges += 1
            paid = next(luck)
            decision = collected(one, project, f"pi_{charges}", now) if paid else failed(one, project, now, CALENDAR)
            project, known = apply(decision, project, known)
        project, known = apply(settle(project, known.values(), now).decision, project, known)
        now += timedelta(days=1)

    reached = sum(amounts) >= 10_000
    assert reached or charges == 0
    assert (project.state is CampaignState.MISSED) == (not reached)
    assert not {one.state for one in known.values()} & ({CHARGING, FAILED} if reached else {COLLECTED, LOST})
    if project.state is CampaignState.RETURNED:
        assert COLLECTED not in {one.state for one in known.values()}


def apply(decision, project, known):
    changed = {record.id: record for record in decision.keep if isinstance(record, Pledge)}
    projects = [record for record in decision.keep if not isinstance(record, Pledge)]
    return (projects or [project])[-1], known | changed


@pytest.mark.parametrize(
    ("act", "name"),
    [
        (lambda: close(campaign(), (), CALENDAR, ENDED.replace(tzinfo=None)), "now"),
        (lambda: failed(pledge(1, 5, CHARGING), ended(), ENDED.replace(tzinfo=None), CALENDAR), "failed_at"),
        (lambda: settle(ended(), SHORT, NOW.replace(tzinfo=None)), "now"),
        (lambda: replace(ended(), ended_at=NOW.replace(tzinfo=None)), "ended_at"),
    ],
)
def test_a_value_no_rule_may_guess_about_is_named(act, name):
    with pytest.raises(BadInput) as bad:
        act()

    assert bad.value.name == name
