"""Codes: made by an owner, used by members, in the money that Stripe moves."""

import asyncio

import pytest

from bot.rules.charges import Charge
from bot.rules.pricing import Coupon, Discount
from bot.rules.rooms import Membership
from sandbox.discord.person import Person
from tests.journeys.journey import LONG

JOINED = "11-28 12:00 500"


@pytest.fixture
async def mika(world, journey):
    """The owner of Gold."""
    state = world.discord.core.state
    return Person(world.discord.people, next(id for id, one in state.users.items() if one["username"] == "mika"))


async def test_half_off_for_two_months_and_then_the_fee_again(journey, member, mika):
    made = await journey.slash(mika, "owner coupon-create", room="Gold", code="AUTUMN", percent=50, months=2)
    used = await journey.slash(member, "room code", room="Gold", code="Autumn")
    await journey.until(3, 2, year=2027)

    assert "¥500 → **¥250** a month" in made.text
    assert "500円 → **250円**" in used.text
    assert journey.taken == [JOINED, "12-01 01:00 250", "01-01 01:00 250", "02-01 01:00 500", "03-01 01:00 500"]
    assert member.roles() == {"Gold"}


async def test_a_free_month_is_paid_without_a_payment_and_keeps_the_door_open(journey, member, mika):
    await journey.slash(mika, "owner coupon-create", room="Gold", code="gift", percent=100, months=1)
    await journey.slash(member, "room code", room="Gold", code="gift")
    await journey.until(12, 15)
    december = (await journey.records(Charge))[-1]
    left = await journey.press_leave(member)
    await journey.until(1, 2, year=2027)

    assert (december.state, december.amount.minor, december.payment_id) == ("paid", 0, None)
    assert "2027年" in left.text or "<t:" in left.text  # the free month is a paid one: access stays to its end
    assert journey.taken == [JOINED]
    assert await journey.states() == ["left"]
    assert await journey.parked() == []


async def test_a_free_month_that_is_told_late_and_twice_is_one_month(journey, member, mika):
    await journey.slash(mika, "owner coupon-create", room="Gold", code="gift", percent=100, months=1)
    await journey.slash(member, "room code", room="Gold", code="gift")
    await journey.world.stop_bot()
    await journey.until(12, 1, 9)
    await journey.world.start_bot()
    await journey.until(1, 2, year=2027)

    assert journey.taken == [JOINED, "01-01 01:00 500"]
    assert [charge.state.value for charge in await journey.records(Charge)] == ["paid", "paid", "paid"]
    assert await journey.states() == ["active"]


async def test_a_code_typed_twice_at_once_counts_once(journey, member, mika):
    await journey.slash(mika, "owner coupon-create", room="Gold", code="autumn", percent=50, months=1, uses=1)
    typed = [journey.slash(member, "room code", room="Gold", code="autumn") for _ in range(2)]
    first, second = sorted([reply.text for reply in await asyncio.gather(*typed)], key=len)
    await journey.until(1, 2, year=2027)

    assert len(await journey.records(Discount)) == 1
    assert {"すでにお使い" in first, "すでにお使い" in second} == {True, False}
    assert journey.taken == [JOINED, "12-01 01:00 250", "01-01 01:00 500"]


@pytest.mark.parametrize("code", ["spring", ""])
async def test_a_code_nobody_made_changes_nothing(journey, member, code):
    refused = await journey.slash(member, "room code", room="Gold", code=code or "x")

    assert "そのコードはありません" in refused.text
    assert await journey.records(Discount) == []


async def test_only_the_owner_makes_and_closes_codes(journey, member, mika):
    await journey.slash(mika, "owner coupon-create", room="Gold", code="autumn", percent=50)
    refused = [
        await journey.slash(member, "owner coupon-create", room="Gold", code="mine", percent=100),
        await journey.slash(member, "owner coupon-list", room="Gold"),
        await journey.slash(member, "owner coupon-close", room="Gold", code="autumn"),
    ]

    assert all("オーナー" in reply.text for reply in refused)
    assert [(one.code, one.closed_at) for one in await journey.records(Coupon)] == [("autumn", None)]


async def test_a_closed_code_is_not_taken_but_what_it_gave_stays(journey, member, mika, world):
    ken = await world.discord.person("ken")
    await journey.join(ken, "Gold")
    await journey.slash(mika, "owner coupon-create", room="Gold", code="autumn", amount=200)
    await journey.slash(member, "room code", room="Gold", code="autumn")
    await journey.slash(mika, "owner coupon-close", room="Gold", code="Autumn")
    late = await journey.slash(ken, "room code", room="Gold", code="autumn")
    again = await journey.slash(mika, "owner coupon-create", room="Gold", code="autumn", amount=100)
    await journey.until(12, 2)

    assert "そのコードはありません" in late.text
    assert "¥400" in again.text
    assert sorted(journey.taken[2:]) == ["12-01 01:00 300", "12-01 01:00 500"]


@LONG
async def test_a_discount_survives_a_failed_month_and_a_new_card(journey, member, mika):
    await journey.slash(mika, "owner coupon-create", room="Gold", code="autumn", percent=50, months=2)
    await journey.slash(member, "room code", room="Gold", code="autumn")
    journey.turn_card(member, "insufficient_funds")
    await journey.until(12, 7)
    journey.turn_card(member, None)
    await journey.until(2, 2, year=2027)

    assert journey.taken == [JOINED, "12-10 10:00 250", "01-01 01:00 250", "02-01 01:00 500"]


async def test_leaving_and_staying_keeps_the_discount(journey, member, mika):
    await journey.slash(mika, "owner coupon-create", room="Gold", code="autumn", percent=50, months=1)
    await journey.slash(member, "room code", room="Gold", code="autumn")
    left = await journey.press_leave(member)
    await journey.click(member, left, "退会を取り消す")
    await journey.until(12, 2)

    assert journey.taken == [JOINED, "12-01 01:00 250"]


async def with_code(journey, who, code):
    """Ask to join, and type a code on the final screen. Returns the screen anew, or why not."""
    screen = await journey.ask_to_join(who, "Gold")
    form = await journey.click(who, screen, "コードを使う")
    return await journey.fill_in(who, form, code=code)


async def test_a_code_typed_while_joining_counts_from_the_first_month(journey, hanako, mika):
    await journey.slash(mika, "owner coupon-create", room="Gold", code="autumn", percent=50, months=2)
    screen = await with_code(journey, hanako, "Autumn")
    reply = await journey.confirm(hanako, screen)
    await journey.pay(hanako, reply.url())
    await journey.until(1, 2, year=2027)

    assert "500円 → **250円**(今月分から2ヶ月分)" in screen.text
    assert journey.taken == ["11-28 12:00 250", "12-01 01:00 250", "01-01 01:00 500"]
    assert hanako.roles() == {"Gold"}
    assert len(await journey.records(Discount)) == 1


async def test_a_code_that_was_closed_meanwhile_orders_nothing_at_another_price(journey, hanako, mika):
    await journey.slash(mika, "owner coupon-create", room="Gold", code="autumn", percent=50)
    screen = await with_code(journey, hanako, "autumn")
    await journey.slash(mika, "owner coupon-close", room="Gold", code="autumn")
    refused = await journey.confirm(hanako, screen)

    assert "受付は終了" in refused.text
    assert await journey.records(Membership) == []


async def test_an_open_order_has_taken_the_last_use_of_a_code(journey, hanako, mika, world):
    ken = await world.discord.person("ken")
    await journey.slash(mika, "owner coupon-create", room="Gold", code="autumn", percent=50, uses=1)
    await journey.confirm(hanako, await with_code(journey, hanako, "autumn"))
    late = await with_code(journey, ken, "autumn")
    await journey.later(hours=25)
    freed = await with_code(journey, ken, "autumn")

    assert "定員" in late.text
    assert "**250円**" in freed.text


@pytest.mark.parametrize(("code", "words"), [("free", "入会後に"), ("nothing", "そのコードはありません")])
async def test_a_code_that_does_not_count_while_joining_says_so(journey, hanako, mika, code, words):
    await journey.slash(mika, "owner coupon-create", room="Gold", code="free", percent=100)
    refused = await with_code(journey, hanako, code)

    assert words in refused.text
