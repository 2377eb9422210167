"""Leaving the server, being sent away, coming back: asked, stopped in time, and nothing lost that was paid."""

import pytest

from bot.rules.absence import Absence, Parting
from bot.rules.notices import Delivery, Notice, NoticeKind
from bot.rules.rooms import EndReason, Membership
from bot.rules.texts import Refused
from bot.services import absence
from bot.waiting import until
from tests.journeys.journey import labels, tokyo

KEEP, CANCEL, STOP = "支払いを続ける", "すべて退会する", "Stop billing"
JOINED, RENEWAL = "11-10 12:00 500", "12-01 01:00 500"


@pytest.fixture
def start():
    return tokyo(11, 10)


async def heard(journey, was):
    """Wait until the bot has heard what Discord told it of its own accord, and has done what follows."""
    store = journey.world.app.store
    await until(store, lambda tx: tx.find(Absence), lambda found: any(map(was, found)), seconds=20)
    await journey.world.settle()


async def go(journey, who):
    await who.leave_server()
    await heard(journey, lambda absence: absence.back_at is None)


async def come_back(journey, who):
    await who.join_server()
    await heard(journey, lambda absence: absence.back_at is not None)


async def send_away(journey, who, how):
    owner = journey.world.discord.owner
    await (owner.ban(who) if how is Parting.BANNED else owner.kick(who))
    await heard(journey, lambda absence: absence.how is how)


def admin_cards(journey):
    return [message for message in journey.world.discord.owner.dms() if "not in the server" in message.text]


async def test_whoever_leaves_and_says_nothing_is_not_charged_again_and_keeps_the_paid_month(journey, member):
    await go(journey, member)
    asked = await journey.only(Notice, kind=NoticeKind.ABSENT)
    await journey.until(11, 18)
    stopped = await journey.only(Membership)
    await journey.until(12, 2)
    await come_back(journey, member)

    assert asked.delivery in (Delivery.DM, Delivery.MAIL, Delivery.NEXT_COMMAND)
    assert (stopped.state, stopped.leaves_because) == ("leaving", EndReason.ABSENT)
    assert len(admin_cards(journey)) == 1
    assert (await journey.only(Membership)).end_reason is EndReason.ABSENT
    assert journey.taken == [JOINED]
    assert member.roles() == set()


async def test_coming_back_before_the_month_is_over_lets_everything_go_on(journey, member):
    await go(journey, member)
    await journey.until(11, 20)
    await come_back(journey, member)
    await member.until(lambda: member.roles() == {"Gold"})
    await journey.until(12, 2)

    assert member.roles() == {"Gold"}
    assert journey.taken == [JOINED, RENEWAL]
    assert journey.subscriptions == ["active"]
    assert await journey.states() == ["active"]


async def test_somebody_found_gone_and_found_back_by_comparing_is_dealt_with_alike(journey, member):
    """The bot was down both times; what Discord says when it is up again is what counts."""
    await journey.world.stop_bot()
    await member.leave_server()
    await journey.world.start_bot()
    gone = await journey.only(Absence)
    await journey.until(11, 20)
    await journey.world.stop_bot()
    await member.join_server()
    await journey.world.start_bot()

    assert gone.back_at is None
    assert (await journey.only(Absence)).back_at is not None
    assert member.roles() == {"Gold"}
    assert await journey.states() == ["active"]


async def test_a_ban_stops_the_next_charge_at_once_and_tells_the_admins(journey, member):
    await send_away(journey, member, Parting.BANNED)
    membership, known = await journey.only(Membership), await journey.only(Absence)
    card = admin_cards(journey)[-1]
    await journey.click(journey.world.discord.owner, card, STOP)
    await journey.until(12, 2)

    assert known.how is Parting.BANNED
    assert str(known.sent_by) == journey.world.discord.owner.id
    assert membership.state == "leaving"
    assert "was banned" in card.text
    assert (await journey.only(Membership)).end_reason is EndReason.REMOVED
    assert journey.taken == [JOINED]


async def test_a_kick_asks_the_member_and_tells_the_admins(journey, member):
    await send_away(journey, member, Parting.KICKED)
    card = admin_cards(journey)[-1]
    state = await journey.states()
    await come_back(journey, member)
    await journey.until(12, 2)

    assert "was removed" in card.text
    assert labels(card.buttons) == [STOP]
    assert state == ["active"]
    assert journey.taken == [JOINED, RENEWAL]
    assert "They are back" in admin_cards(journey)[-1].text


async def test_only_an_admin_stops_the_billing_of_others(journey, member):
    await send_away(journey, member, Parting.KICKED)
    store, found = journey.world.app.store, await journey.only(Absence)
    calendar = journey.world.app.house.calendar

    with pytest.raises(Refused):
        await store.write(lambda tx: absence.stop_billing(tx, found.member_id, found.id, calendar=calendar))
    assert await journey.states() == ["active"]
