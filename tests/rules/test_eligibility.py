"""Signals about an account, and the declaration."""

from datetime import timedelta

import pytest

from bot.rules.eligibility import Account, Signal, SignalSettings, check_declaration, signals
from bot.rules.policies.bad_input import BadInput
from bot.rules.texts import Refused
from tests.rules.makers import at

NOW = at(11, 20)
SECOND = timedelta(seconds=1)
DAY = timedelta(days=1)
EVERYTHING = SignalSettings(account_days=30, server_days=1, wants_avatar=True, wants_full_name=True)
NOT_LOOKING = SignalSettings(account_days=0, server_days=0, wants_avatar=False)


def account(age=30 * DAY, stay=DAY, *, has_avatar=True, full_name="Yamada Hanako"):
    return Account(NOW - age, NOW - stay, has_avatar, full_name)


@pytest.mark.rule("E-12")
@pytest.mark.parametrize(
    ("known", "found"),
    [
        (account(), ()),
        (account(age=30 * DAY - SECOND), (Signal.YOUNG_ACCOUNT,)),
        (account(stay=DAY - SECOND), (Signal.NEW_IN_SERVER,)),
        (account(has_avatar=False), (Signal.NO_AVATAR,)),
        (account(full_name=" "), (Signal.NO_FULL_NAME,)),
        (account(DAY, 0 * DAY, has_avatar=False, full_name=""), tuple(Signal)),
    ],
)
def test_signals_are_shown_and_refuse_nobody(known, found):
    """Whether an account is active is judged by a person: the rule only answers with flags."""
    assert signals(known, EVERYTHING, NOW) == found


@pytest.mark.rule("E-12")
@pytest.mark.parametrize(
    ("known", "found"),
    [
        (account(full_name=""), ()),
        (account(age=30 * DAY - SECOND), (Signal.YOUNG_ACCOUNT,)),
        (account(stay=DAY - SECOND), (Signal.NEW_IN_SERVER,)),
        (account(has_avatar=False), (Signal.NO_AVATAR,)),
    ],
)
def test_unless_it_is_set_otherwise_a_month_a_day_and_an_avatar_are_looked_for(known, found):
    """No name: Discord asks for none."""
    assert signals(known, SignalSettings(), NOW) == found


@pytest.mark.rule("E-12")
def test_a_community_looks_only_for_what_it_wants():
    assert signals(account(0 * DAY, 0 * DAY, has_avatar=False, full_name=""), NOT_LOOKING, NOW) == ()


@pytest.mark.rule("E-14")
def test_who_joins_declares_to_sell_no_information_products():
    check_declaration(has_declared=True)
    with pytest.raises(Refused) as refused:
        check_declaration(has_declared=False)

    assert refused.value.why.key == "moderation.declare_first"


@pytest.mark.parametrize(
    ("act", "name"),
    [
        (lambda: SignalSettings(account_days=-1), "account_days"),
        (lambda: SignalSettings(server_days=-1), "server_days"),
        (lambda: signals(account(), EVERYTHING, NOW.replace(tzinfo=None)), "now"),
        (lambda: Account(NOW.replace(tzinfo=None), NOW, has_avatar=True), "made_at"),
        (lambda: Account(NOW, NOW.replace(tzinfo=None), has_avatar=True), "joined_server_at"),
    ],
)
def test_a_value_no_rule_may_guess_about_is_named(act, name):
    with pytest.raises(BadInput) as bad:
        act()

    assert bad.value.name == name
