"""Launching a campaign, and pledging, changing and withdrawing until its end."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.rules.decision import NOTHING
from bot.rules.funding.campaigns import CampaignState, Method, Reward, ShortfallRule, edit, explained, launch
from bot.rules.funding.pledges import (
    PayBy,
    Pledge,
    PledgeState,
    Surplus,
    Wish,
    card_saved,
    change,
    give_back_double,
    paid_at_once,
    pledge,
    ways_to_pay,
    withdraw,
)
from bot.rules.ids import MemberId
from bot.rules.money import Money
from bot.rules.policies.bad_input import BadInput
from bot.rules.texts import Refused
from tests.rules import funding
from tests.rules.funding import END, REWARDS, all_in, campaign, yen
from tests.rules.makers import HANAKO, at

SECOND = timedelta(seconds=1)
NOW = at(11, 15)
DRAFT, OPEN, TOPPING_UP = CampaignState.DRAFT, CampaignState.OPEN, CampaignState.TOPPING_UP
MADE = funding.pledge(42, 3000)


def refusal(act):
    try:
        act()
    except Refused as refused:
        return refused.why.key
    return None


@pytest.mark.rule("E-86", "E-88", "E-90")
@pytest.mark.parametrize(
    ("draft", "now", "key"),
    [
        (campaign(DRAFT), NOW, None),
        (all_in(DRAFT), NOW, None),
        (campaign(DRAFT, shortfall=None), NOW, "funding.choose_shortfall"),
        (all_in(DRAFT, shortfall=ShortfallRule.TOP_UP), NOW, "funding.choose_shortfall"),
        (campaign(DRAFT, story=" "), NOW, "funding.no_story"),
        (campaign(DRAFT), END - SECOND, None),
        (campaign(DRAFT), END, "funding.end_passed"),
        (campaign(CampaignState.MISSED), NOW, "funding.over"),
    ],
)
def test_a_campaign_is_launched_once_everything_is_decided(draft, now, key):
    """The rule for a shortfall is chosen before anybody pledges, not by mood."""
    assert refusal(lambda: launch(draft, now)) == key
    if key is None:
        (opened,) = launch(draft, now).keep
        assert (opened.state, opened.launched_at) == (OPEN, now)
        assert launch(opened, now) == NOTHING


@pytest.mark.rule("E-90")
@pytest.mark.parametrize(
    ("changes", "key"),
    [
        ({"story": "A better story."}, None),
        ({"title": "A better title"}, None),
        ({"goal": yen(10_001)}, "funding.fixed"),
        ({"method": Method.ALL_IN}, "funding.fixed"),
        ({"ends_at": END + SECOND}, "funding.fixed"),
        ({"rewards": ()}, "funding.fixed"),
        ({"shortfall": ShortfallRule.TOP_UP}, "funding.fixed"),
        ({"owner_id": HANAKO}, "funding.fixed"),
    ],
)
def test_what_supporters_rely_on_is_fixed_from_the_launch_on(changes, key):
    live = campaign()
    wanted = replace(live, **changes)

    assert refusal(lambda: edit(live, wanted)) == key
    assert edit(campaign(DRAFT), replace(campaign(DRAFT), **changes)).keep == (replace(campaign(DRAFT), **changes),)
    if key is None:
        assert edit(live, wanted).keep == (wanted,)
        assert edit(live, live) == NOTHING


@pytest.mark.rule("E-86", "E-87", "E-88", "E-89", "E-90")
def test_a_supporter_reads_what_the_method_means_before_pledging():
    assert [line.values.get("method", line.values.get("rule")) for line in explained(campaign())] == [
        "all_or_nothing",
        "proceed",
    ]
    assert [line.values["method"] for line in explained(all_in())] == ["all_in"]


def test_the_smallest_goal_is_one_unit():
    assert campaign(goal=yen(1)).goal == yen(1)


@pytest.mark.rule("E-87", "E-89")
def test_a_store_takes_only_what_is_paid_at_once():
    assert ways_to_pay(campaign()) == (PayBy.CARD,)
    assert ways_to_pay(all_in()) == (PayBy.CARD, PayBy.KONBINI)


def asked(of, wish, others=(), now=NOW, member=HANAKO):
    return pledge("plg_42", of, member, wish, others, now=now)


DINNERS = [funding.pledge(number, 3000, reward_id="rwd_2") for number in (1, 2)]


@pytest.mark.rule("E-87")
@pytest.mark.parametrize(
    ("of", "wish", "others", "now", "key"),
    [
        (campaign(), Wish(yen(50)), (), NOW, None),
        (campaign(), Wish(yen(49)), (), NOW, "funding.too_small"),
        (campaign(), Wish(yen(500), "rwd_1"), (), NOW, None),
        (campaign(), Wish(yen(499), "rwd_1"), (), NOW, "funding.too_small"),
        (campaign(), Wish(yen(500), "rwd_9"), (), NOW, "funding.no_such_reward"),
        (campaign(), Wish(yen(3000), "rwd_2"), DINNERS[:1], NOW, None),
        (campaign(), Wish(yen(3000), "rwd_2"), DINNERS, NOW, "funding.reward_gone"),
        (campaign(), Wish(yen(3000)), DINNERS, NOW, None),
        (campaign(), Wish(yen(3000), "rwd_1"), DINNERS, NOW, None),
        (campaign(), Wish(yen(3000)), (MADE,), NOW, "funding.pledged_already"),
        (campaign(), Wish(yen(3000)), (replace(MADE, state=PledgeState.WITHDRAWN),), NOW, None),
        (all_in(), Wish(yen(3000)), (replace(MADE, state=PledgeState.COLLECTED),), NOW, None),
        (campaign(TOPPING_UP, topping_up_until=at(12, 16)), Wish(yen(3000)), (MADE,), at(12, 16) - SECOND, None),
        (campaign(TOPPING_UP, topping_up_until=at(12, 16)), Wish(yen(3000)), (), at(12, 16), "funding.not_open"),
        (campaign(), Wish(yen(3000)), (), END - SECOND, None),
        (campaign(), Wish(yen(3000)), (), END, "funding.not_open"),
        (campaign(DRAFT), Wish(yen(3000)), (), NOW, "funding.not_open"),
        (campaign(CampaignState.CHARGING), Wish(yen(3000)), (), NOW, "funding.not_open"),
    ],
)
def test_a_pledge_is_taken_while_the_campaign_is_open_and_the_reward_is_there(of, wish, others, now, key):
    assert refusal(lambda: asked(of, wish, others, now)) == key
    if key is None:
        (made,) = asked(of, wish, others, now).keep
        assert (made.state, made.amount, made.reward_id) == (PledgeState.ASKED, wish.amount, wish.reward_id)


@pytest.mark.rule("E-87")
@pytest.mark.parametrize("state", [PledgeState.WITHDRAWN, PledgeState.LOST, PledgeState.RELEASED, PledgeState.RETURNED])
def test_a_reward_that_was_given_up_is_free_again(state):
    given_up = [replace(DINNERS[0], state=state), DINNERS[1]]

    assert refusal(lambda: asked(campaign(), Wish(yen(3000), "rwd_2"), given_up)) is None


ASKED = replace(MADE, state=PledgeState.ASKED)


@pytest.mark.rule("E-87")
@pytest.mark.parametrize(
    ("of", "saved_at", "state"),
    [
        (campaign(), END - SECOND, PledgeState.PROMISED),
        (campaign(), END, PledgeState.RELEASED),
        (campaign(CampaignState.MISSED), END - SECOND, PledgeState.RELEASED),
        (campaign(CampaignState.CHARGING), END - SECOND, PledgeState.RELEASED),
    ],
)
def test_a_promise_counts_once_its_card_is_saved_in_time(of, saved_at, state):
    (saved,) = card_saved(ASKED, of, saved_at).keep

    assert (saved.state, saved.payment_id) == (state, None)
    assert card_saved(saved, of, saved_at) == NOTHING


UNTIL = at(12, 16)


@pytest.mark.rule("E-88", "E-89", "E-90")
@pytest.mark.parametrize(
    ("of", "known", "paid_at", "state"),
    [
        (all_in(), ASKED, END - SECOND, PledgeState.COLLECTED),
        (all_in(), ASKED, END, PledgeState.RETURNED),  # a store's slip, paid after the end
        (all_in(CampaignState.ACHIEVED), ASKED, END - SECOND, PledgeState.RETURNED),
        (all_in(), replace(ASKED, state=PledgeState.WITHDRAWN), NOW, PledgeState.RETURNED),
        (campaign(TOPPING_UP, topping_up_until=UNTIL), ASKED, UNTIL - SECOND, PledgeState.COLLECTED),
        (campaign(TOPPING_UP, topping_up_until=UNTIL), ASKED, UNTIL, PledgeState.RETURNED),
    ],
)
def test_the_moment_of_payment_is_the_moment_of_the_support(of, known, paid_at, state):
    (paid,) = paid_at_once(known, of, "pi_1", paid_at).keep

    assert (paid.state, paid.payment_id, paid.paid_at) == (state, "pi_1", paid_at)
    assert paid_at_once(paid, of, "pi_1", paid_at) == NOTHING
    assert paid_at_once(paid, of, "pi_2", paid_at).keep == (Surplus("pi_2", "plg_42", HANAKO),)


@pytest.mark.rule("E-87")
@pytest.mark.parametrize(
    ("known", "wish", "now", "key"),
    [
        (MADE, Wish(yen(700), "rwd_1"), END - SECOND, None),
        (MADE, Wish(yen(700), "rwd_1"), END, "funding.not_open"),
        (MADE, Wish(yen(49)), NOW, "funding.too_small"),
        (replace(MADE, reward_id="rwd_2"), Wish(yen(3500), "rwd_2"), NOW, None),
        (replace(MADE, reward_id="rwd_3"), Wish(yen(3500), "rwd_3"), NOW, None),
        (MADE, Wish(yen(3500), "rwd_4"), NOW, "funding.reward_gone"),
        (replace(MADE, state=PledgeState.COLLECTED), Wish(yen(700)), NOW, "funding.stands"),
    ],
)
def test_a_promise_is_changed_freely_until_the_end(known, wish, now, key):
    """The reward one has already does not count against oneself."""
    others = (DINNERS[0], replace(DINNERS[1], reward_id="rwd_4"), known)
    of = campaign(
        rewards=(*REWARDS, Reward("rwd_3", "A tree", yen(50), limit=1), Reward("rwd_4", "A bench", yen(50), 1))
    )

    assert refusal(lambda: change(known, wish, of, others, now)) == key
    if key is None:
        (changed,) = change(known, wish, of, others, now).keep
        assert (changed.amount, changed.reward_id, changed.state) == (wish.amount, wish.reward_id, PledgeState.PROMISED)
        assert change(changed, wish, of, others, now) == NOTHING


@pytest.mark.rule("E-87", "E-88")
@pytest.mark.parametrize(
    ("known", "now", "key"),
    [
        (MADE, END - SECOND, None),
        (ASKED, END - SECOND, None),
        (MADE, END, "funding.not_open"),
        (replace(MADE, state=PledgeState.COLLECTED), NOW, "funding.stands"),
        (funding.pledge(42, 3000, PledgeState.CHARGING), NOW, "funding.stands"),
    ],
)
def test_a_promise_is_taken_back_freely_until_the_end(known, now, key):
    assert refusal(lambda: withdraw(known, campaign(), now)) == key
    if key is None:
        (gone,) = withdraw(known, campaign(), now).keep
        assert (gone.state, gone.payment_id) == (PledgeState.WITHDRAWN, None)
        assert withdraw(gone, campaign(), END) == NOTHING


EARLIER = Pledge("plg_41", "cmp_1", HANAKO, yen(3000), PledgeState.COLLECTED, at(11, 10))
LATER = replace(EARLIER, id="plg_42", made_at=at(11, 10) + timedelta(hours=24))


@pytest.mark.rule("E-88", "E-89")
@pytest.mark.parametrize(
    ("later", "earlier", "key"),
    [
        (LATER, EARLIER, None),
        (replace(LATER, made_at=EARLIER.made_at), EARLIER, None),
        (replace(LATER, made_at=LATER.made_at + SECOND), EARLIER, "funding.not_double"),
        (EARLIER, LATER, "funding.not_double"),  # the first of the two stands
        (LATER, replace(EARLIER, amount=yen(3001)), "funding.not_double"),
        (LATER, replace(EARLIER, reward_id="rwd_1"), "funding.not_double"),
        (LATER, replace(EARLIER, member_id=MemberId(7)), "funding.not_double"),
        (LATER, replace(EARLIER, state=PledgeState.RETURNED), "funding.not_double"),
        (replace(LATER, state=PledgeState.PROMISED), EARLIER, "funding.not_double"),
        (LATER, LATER, "funding.not_double"),
    ],
)
def test_of_two_equal_payments_within_a_day_the_later_goes_back_in_one_step(later, earlier, key):
    assert refusal(lambda: give_back_double(later, [earlier])) == key
    if key is None:
        (back,) = give_back_double(later, [earlier, later]).keep
        assert back.state is PledgeState.RETURNED
        assert give_back_double(back, [earlier]) == NOTHING


@pytest.mark.parametrize(
    ("act", "name"),
    [
        (lambda: campaign(goal=yen(0)), "goal"),
        (lambda: campaign(rewards=(Reward("r", "t", Money(5, "EUR")),)), "least"),
        (lambda: campaign(ends_at=END.replace(tzinfo=None)), "ends_at"),
        (lambda: Reward("r", "t", yen(5), limit=0), "limit"),
        (lambda: launch(campaign(DRAFT), NOW.replace(tzinfo=None)), "now"),
        (lambda: asked(campaign(), Wish(Money(3000, "EUR"))), "amount"),
        (lambda: asked(campaign(), Wish(yen(-1))), "amount"),
        (lambda: asked(campaign(), Wish(yen(3000)), now=NOW.replace(tzinfo=None)), "now"),
        (lambda: replace(MADE, made_at=NOW.replace(tzinfo=None)), "made_at"),
        (lambda: replace(MADE, paid_at=NOW.replace(tzinfo=None)), "paid_at"),
        (lambda: replace(MADE, state=PledgeState.CHARGING), "try_on"),
        (lambda: replace(MADE, try_on=END.date()), "try_on"),
    ],
)
def test_a_value_no_rule_may_guess_about_is_named(act, name):
    with pytest.raises(BadInput) as bad:
        act()

    assert bad.value.name == name
