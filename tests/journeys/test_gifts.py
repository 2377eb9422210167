"""A month as a gift: paid once by one member, used by another, and back in full as long as it was not."""

import asyncio

import pytest

from bot.rules.gifts.gift import Gift
from bot.rules.money import Money
from bot.rules.rooms import Membership, Room, RoomState
from bot.rules.texts import Refused
from bot.services import gifts
from tests.journeys.journey import LONG, labels
from tests.journeys.reaper import Reaper

GIVE, USE, TAKE_BACK, DROP = "確認してお支払いへ進む", "ギフトを使う", "ギフトを取り消す", "ギフトを取りやめる"
PAID = "11-28 12:00 1000"


@pytest.fixture
async def ken(world):
    """Who gives, and reads Japanese too."""
    return await world.discord.person("ken")


@pytest.fixture
async def asked(journey, ken, hanako):
    """Ken is shown what two months of Gold for Hanako cost."""
    return await journey.slash(ken, "room gift", room="Gold", member=hanako.name, months=2)


@pytest.fixture
async def link(journey, ken, asked):
    """Ken confirmed it, and has the link."""
    return await journey.click(ken, asked, GIVE)


@pytest.fixture
async def given(journey, ken, link):
    """Ken paid it."""
    await journey.pay(ken, link.url())


async def state(journey):
    gift = await journey.only(Gift)
    return gift.state.value, gift.end_reason and gift.end_reason.value


async def use(journey, who):
    """Press *use it* on the message about the gift."""
    message = next(one for one in who.dms() if "ギフトが届きました" in one.text)
    return (await journey.click(who, message, USE)).messages[-1]


async def test_what_giving_means_is_read_before_there_is_a_link(journey, asked, link, hanako):
    assert "2ヶ月分" in asked.text
    assert "1,000円(500円 × 2ヶ月)" in asked.text
    assert f"<@{hanako.id}>" in asked.text
    assert "90日間使われなかった場合" in asked.text
    assert [button for button in asked.buttons if button.url] == []
    assert len([button for button in link.buttons if button.url]) == 1
    assert (hanako.dms(), journey.taken) == ([], [])


async def test_a_gift_opens_the_room_to_a_stranger_and_renews_nothing(journey, given, ken, hanako):
    told = [ken.dms()[-1].text, hanako.dms()[-1].text]
    message = hanako.dms()[-1]
    both = await asyncio.gather(*(hanako.click(message, USE) for _ in range(2)))
    used, again = sorted((reply.text for reply in both), key=lambda words: "すでに" in words)
    await journey.world.settle()
    roles = hanako.roles()
    after = ken.dms()[-1]
    await journey.until(2, 2, year=2027)

    assert "お支払い済み" in told[0]
    assert f"<@{ken.id}>" in told[1]
    assert "カードの登録は不要" in used
    assert "すでにお使い" in again
    assert roles == {"Gold"}
    assert "使われました" in after.text
    assert labels(after.buttons) == []
    assert hanako.roles() == set()
    assert (journey.taken, journey.refunded, journey.subscriptions) == ([PAID], [], [])
    assert await journey.parked() == []


async def test_for_who_pays_already_the_next_months_are_free(journey, member, given):
    used = await use(journey, member)
    await journey.until(2, 2, year=2027)

    assert "2026年12月分から 500円 → **0円**" in used.text
    assert [line.split()[0] for line in journey.taken if line.endswith(" 500")] == ["11-28", "02-01"]


async def test_the_gift_takes_off_what_was_paid_for_it_and_no_more(journey, member, given):
    """The member pays more than the room costs by now: a level of it, say."""
    await journey.change(Membership, fee=Money(900, "JPY"))
    used = await use(journey, member)

    assert "900円 → **400円**" in used.text


async def test_two_gifts_follow_each_other(journey, member, given, ken):
    second = await journey.slash(ken, "room gift", room="Gold", member=member.name, months=1)
    await journey.pay(ken, (await journey.click(ken, second, GIVE)).url())
    first, last = [one for one in member.dms() if "ギフトが届きました" in one.text]
    await journey.click(member, first, USE)
    used = await journey.click(member, last, USE)

    assert "2027年2月分から" in used.text


async def test_taken_back_before_it_is_used_everything_goes_back_once(journey, given, ken, hanako):
    card = ken.dms()[-1]
    both = await asyncio.gather(*(ken.click(card, TAKE_BACK) for _ in range(2)))
    await journey.world.settle()
    late = await use_if_there(journey, hanako)

    assert all("全額カードに返金" in reply.text for reply in both)
    assert journey.refunded == [PAID]
    assert await state(journey) == ("returned", "taken_back")
    assert "戻りました" in hanako.dms()[-1].text
    assert late == []
    assert hanako.roles() == set()


async def use_if_there(journey, who):
    """The labels of what can still be pressed."""
    return labels(who.dms()[-1].buttons)


async def test_what_was_used_cannot_be_taken_back(journey, given, ken, hanako):
    card = ken.dms()[-1]
    await use(journey, hanako)
    refused = await ken.click(card, TAKE_BACK)

    assert "取り消せません" in refused.text
    assert journey.refunded == []


async def test_nobody_else_uses_it_or_takes_it_back(journey, given, ken, hanako):
    """Discord shows the buttons to nobody else; whoever sends their ids all the same is turned away."""
    app, gift = journey.world.app, await journey.only(Gift)
    policies = app.house.policies
    refused = []
    for act in (
        lambda tx: gifts.use(tx, gift.member_id, gift.id, calendar=app.house.calendar, policies=policies),
        lambda tx: gifts.take_back(tx, gift.receiver_id, gift.id, policies=policies),
    ):
        with pytest.raises(Refused) as why:
            await app.store.write(act)
        refused.append(why.value.why.key)

    assert refused == ["gifts.not_yours", "gifts.unknown"]
    assert await state(journey) == ("paid", None)


@LONG
async def test_unused_for_ninety_days_it_goes_back_by_itself(journey, given, ken, hanako):
    await journey.until(2, 26, 11, year=2027)
    before = await state(journey)
    await journey.until(2, 26, 13, year=2027)

    assert before == ("paid", None)
    assert await state(journey) == ("returned", "unused")
    assert journey.refunded == ["02-26 12:00 1000"]
    assert "使用されませんでした" in ken.dms()[-1].text
    assert await use_if_there(journey, hanako) == []


async def test_a_receiver_who_leaves_the_server_sends_it_back(journey, given, ken, hanako):
    await journey.leaves_server(hanako)
    await journey.world.settle()

    assert await state(journey) == ("returned", "receiver_left")
    assert journey.refunded == [PAID]


async def test_a_room_that_closed_sends_it_back_and_the_receiver_reads_why(journey, given, hanako):
    await journey.change(Room, state=RoomState.CLOSED)
    read = await use(journey, hanako)
    await journey.world.settle()

    assert "ルームが終了" in read.text
    assert journey.refunded == [PAID]
    assert await state(journey) == ("returned", "room_closed")


async def test_before_a_full_room_it_is_kept(journey, given, hanako, world):
    await journey.change(Room, capacity=1)
    await journey.join(await world.discord.person("aoi"), "Gold")
    full = await use(journey, hanako)

    assert "キャンセル待ち" in full.text
    assert "お取り置き" in full.text
    assert await state(journey) == ("paid", None)


async def test_confirming_twice_at_once_is_one_link(journey, asked, ken):
    both = await asyncio.gather(*(ken.click(asked, GIVE) for _ in range(2)))

    assert len({reply.url() for reply in both}) == 1
    assert len(journey.world.stripe.core.account.all("checkout.session")) == 1


async def test_paid_while_the_bot_was_away_it_arrives_afterwards(journey, link, ken):
    await journey.world.stop_bot()
    await journey.world.payer.pay(link.url())
    await journey.world.start_bot()
    taken = [one for one in ken.dms() if "お支払い済み" in one.text]

    assert len(taken) == 1
    assert await state(journey) == ("paid", None)


async def test_paid_while_it_was_being_given_up_the_money_goes_back(journey, link, ken, hanako):
    world = journey.world
    world.stripe.core.mischief.lost = 1.0
    await world.payer.pay(link.url())
    await journey.click(ken, link, DROP)
    await world.settle()

    assert await state(journey) == ("expired", "taken_back")
    assert journey.refunded == [PAID]
    assert hanako.dms() == []


async def test_a_link_that_ran_out_is_no_gift_and_the_card_shows_it_anew(journey, link, asked, ken):
    await journey.later(hours=25)
    over = await state(journey)
    anew = await journey.click(ken, asked, GIVE)
    kept = await journey.records(Gift)

    assert over == ("expired", "ran_out")
    assert "2ヶ月分" in anew.text
    assert [gift.state.value for gift in kept] == ["expired", "asked"]
    assert journey.taken == []


async def test_a_lost_webhook_costs_minutes(journey, link, ken, hanako):
    journey.world.stripe.core.mischief.lost = 1.0
    await journey.world.payer.pay(link.url())
    await journey.later(minutes=3)

    assert await state(journey) == ("paid", None)
    assert "ギフトが届きました" in hanako.dms()[-1].text


async def test_a_fee_that_changed_in_between_is_shown_anew(journey, asked, ken):
    await journey.change(Room, fee=Money(700, "JPY"))
    anew = await journey.click(ken, asked, GIVE)

    assert "変更がありました" in anew.text
    assert "1,400円" in anew.text
    assert journey.world.stripe.core.account.all("checkout.session") == []


async def test_the_payment_and_what_went_back_stand_on_the_giver_s_page(journey, given, ken):
    await journey.click(ken, ken.dms()[-1], TAKE_BACK)
    page = await journey.click(ken, await journey.slash(ken, "mypage"), "お支払い")

    assert "ギフト2ヶ月分" in page.text
    assert "1,000円のご返金" in page.text


async def test_the_button_works_after_a_restart(journey, given, hanako):
    await journey.world.stop_bot()
    await journey.world.start_bot()
    await use(journey, hanako)

    assert hanako.roles() == {"Gold"}


@pytest.mark.parametrize("place", [2, 3, 4])
async def test_a_bot_that_dies_while_money_goes_back_gives_it_back_once(journey, given, ken, place):
    """Stripe may have done it already, and nobody here knows."""
    reaper, card = Reaper(journey.world), ken.dms()[-1]
    reaper.watch_calls(place)

    async def take_back():
        await ken.click(card, TAKE_BACK)
        await journey.later(minutes=10)

    await reaper.survive(take_back())
    await journey.later(minutes=10)

    assert reaper.places >= place
    assert [line.split()[-1] for line in journey.refunded] == ["1000"]
    assert await state(journey) == ("returned", "taken_back")


async def test_it_is_for_somebody_else_and_for_a_person(journey, ken):
    bot = journey.world.discord.core.state.users
    robot = next(one["username"] for one in bot.values() if one.get("bot"))
    to_self = await journey.slash(ken, "room gift", room="Gold", member=ken.name, months=1)
    to_bot = await journey.slash(ken, "room gift", room="Gold", member=robot, months=1)

    assert "ほかの方に贈るもの" in to_self.text
    assert "ボットは" in to_bot.text
    assert await journey.records(Gift) == []


async def test_where_the_owner_lets_people_in_only_who_is_in_can_be_given_it(journey, ken, hanako):
    await journey.change(Room, needs_approval=True)
    refused = await journey.slash(ken, "room gift", room="Gold", member=hanako.name, months=1)

    assert "オーナーが入会を承認" in refused.text
