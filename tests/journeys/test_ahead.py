"""Before the next 1st: told in time, told once, and silent as soon as there is nothing to say."""

import random

import pytest

from bot.rules.notices import Notice, NoticeKind
from tests.journeys.journey import LEAVE, labels, tokyo

MUTE, UNMUTE = "更新のお知らせを停止", "更新のお知らせを再開"


@pytest.fixture
def start():
    return tokyo(11, 10)


def about_renewal(who):
    return [message for message in who.dms() if "続けない場合は" in message.text]


def about_card(who):
    return [message for message in who.dms() if "決済までにカードの有効期限が切れます" in message.text]


async def join_with(journey, who, expiry):
    """Join Gold with a card that is good until then ("12/26")."""
    reply = await journey.order(who, "Gold")
    await journey.world.payer.pay(reply.url(), expiry=expiry)
    await journey.world.settle()


def renew_card(journey, expiry):
    """The card network tells Stripe of a new expiry."""
    stripe = journey.world.stripe
    [method] = [one for one in stripe.core.account.all("payment_method") if one["customer"]]
    stripe._send(stripe.core.renew_card(method["id"], expiry, journey.world.clock.now(), random.Random(1)))


@pytest.mark.rule("R-84", "R-85")
async def test_the_renewal_is_told_fourteen_days_before_with_the_way_out(journey, member):
    await journey.until(11, 17, 9, 59)
    before = about_renewal(member)
    await journey.until(11, 17, 10)
    [told] = about_renewal(member)
    await journey.click(member, told, "「Gold」を退会する")
    await journey.until(11, 30)

    assert before == []
    assert "12月1日" in told.text
    assert "500円" in told.text
    assert "4242" in told.text
    assert labels(told.buttons) == ["カードを変更する", "「Gold」を退会する", MUTE]
    assert len(about_renewal(member)) == 1


@pytest.mark.rule("R-84")
async def test_two_rooms_are_one_notice_with_the_sum(journey, member):
    ryo = await journey.world.discord.person("ryo")
    await journey.open_room(ryo, "Silver", 1200)
    await journey.join(member, "Silver")
    await journey.until(11, 18)

    [told] = about_renewal(member)
    assert "1,700円" in told.text


@pytest.mark.rule("R-84")
async def test_muted_it_is_not_told_and_unmuted_it_is(journey, member):
    await journey.until(11, 17)
    [told] = about_renewal(member)
    muted = await journey.click(member, told, MUTE)
    await journey.until(12, 20)
    silent = len(about_renewal(member))
    await journey.click(member, muted, UNMUTE)
    await journey.until(12, 31)

    assert "停止中" in muted.text
    assert silent == 1
    assert ["1月1日" in message.text for message in about_renewal(member)] == [False, True]


async def test_who_has_left_by_then_hears_nothing_of_a_renewal(journey, member):
    """Between the look and the sending the member may leave: what is shown is worked out when it is shown."""
    await journey.slash(member, "notices", quiet_from=9, quiet_to=12)
    await journey.until(11, 17, 10, 30)
    await journey.press_leave(member)
    await journey.until(11, 30)

    assert about_renewal(member) == []
    assert len(await journey.records(Notice, kind=NoticeKind.RENEWAL)) == 1


async def test_a_machine_that_was_down_on_the_day_tells_it_once_it_is_up(journey, member):
    await journey.world.stop_bot()
    await journey.until(11, 21)
    await journey.world.start_bot()
    await journey.world.stop_bot()
    await journey.world.start_bot()
    await journey.until(11, 28)

    assert len(about_renewal(member)) == 1


async def test_a_members_own_quiet_hours_count_for_them(journey, member):
    reply = await journey.slash(member, "notices", quiet_from=8, quiet_to=19)
    half = await journey.slash(member, "notices", quiet_from=8)
    await journey.until(11, 17, 18, 59)
    before = about_renewal(member)
    await journey.until(11, 17, 19)

    assert "8:00" in reply.text
    assert "両方" in half.text
    assert before == []
    assert len(about_renewal(member)) == 1


async def test_an_admin_sets_the_quiet_hours_of_everybody_else(journey, member):
    """They count at once, without a restart."""
    await journey.later(minutes=1)
    await journey.slash(journey.world.discord.owner, "admin quiet-hours", quiet_from=8, quiet_to=14)
    await journey.until(11, 17, 13, 59)
    before = about_renewal(member)
    await journey.until(11, 17, 14)

    assert before == []
    assert len(about_renewal(member)) == 1


async def test_a_card_that_will_have_expired_is_spoken_of_three_times(journey, hanako):
    await join_with(journey, hanako, "12/26")
    told = []
    for month, day, hour in ((12, 2, 9), (12, 2, 10), (12, 18, 10), (12, 29, 10), (12, 31, 23)):
        await journey.until(month, day, hour)
        told.append(len(about_card(hanako)))

    assert told == [0, 1, 2, 3, 3]
    assert labels(about_card(hanako)[0].buttons) == ["カードを変更する"]
    assert "12月31日" in about_card(hanako)[0].text


async def test_a_card_that_the_bank_renewed_by_itself_is_not_spoken_of(journey, hanako):
    await join_with(journey, hanako, "12/26")
    await journey.until(12, 3)
    renew_card(journey, (12, 2031))
    await journey.until(12, 31)

    assert len(about_card(hanako)) == 1
    assert "4242" in about_renewal(hanako)[-1].text


async def test_a_card_that_was_replaced_is_not_spoken_of(journey, hanako):
    await join_with(journey, hanako, "12/26")
    await journey.until(12, 3)
    page = await journey.click(hanako, about_card(hanako)[0], "カードを変更する")
    await journey.world.payer.change_card(page.url(), "5555555555554444")
    await journey.world.settle()
    await journey.until(12, 31)

    assert len(about_card(hanako)) == 1


async def test_what_muted_everything_else_is_read_in_english_too(journey):
    ken = await journey.world.discord.person("ken", locale="en-US")
    await journey.join(ken, "Gold")
    await journey.until(11, 17)
    journey.read_dm(ken)
    answer = await journey.slash(ken, "notices")

    assert "Next charge on Tue, 1 December" in ken.dms()[-1].text
    assert "Quiet hours: between 21:00 and 9:00" in answer.text
    assert LEAVE not in labels(ken.dms()[-1].buttons)
