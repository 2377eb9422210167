"""A room that is full: the line before it, a seat that is offered for a time, and who gets it."""

import asyncio

import pytest

from bot.rules.access import LIVE
from bot.rules.queueing import Place
from bot.rules.rooms import Membership, Order
from tests.journeys.journey import begins, labels

WAIT, STOP, JOIN = "Join the waiting list", "Leave the waiting list", "Join"


async def person(journey, name):
    return await journey.world.discord.person(name, locale="en-US")


async def set_seats(journey, seats):
    return await journey.slash(await person(journey, "mika"), "owner room-settings", room="Gold", seats=seats)


async def waits(journey, name):
    """Somebody who found the room full and stands in line."""
    who = await person(journey, name)
    reply = await journey.slash(who, "room join", room="Gold")
    await journey.click(who, reply, WAIT)
    await journey.later(minutes=1)
    return who


@pytest.fixture
async def full(journey, hanako):
    """Gold has one seat, and Hanako has it."""
    await set_seats(journey, 1)
    await journey.join(hanako, "Gold")
    return hanako


async def states(journey):
    return [(place.state.value) for place in await journey.records(Place)]


async def test_a_full_room_takes_no_money_and_shows_the_way_into_the_line(journey, full):
    ken = await person(journey, "ken")
    reply = await journey.slash(ken, "room join", room="Gold")
    first = await journey.click(ken, reply, WAIT)
    again = await journey.click(ken, reply, WAIT)
    asked = await journey.slash(ken, "room join", room="Gold")

    assert "The only seat is taken." in reply.text
    assert "number 1 in line" in first.text
    assert first.text == again.text == asked.text
    assert await states(journey) == ["waiting"]
    assert len(await journey.records(Order)) == 1


async def test_the_place_in_line_stands_on_my_page_and_in_why(journey, full):
    await waits(journey, "ken")
    rei = await waits(journey, "rei")
    home = await journey.slash(rei, "mypage")
    first = home.text
    pages = await journey.click(rei, home, "Rooms")
    why = await journey.slash(rei, "why", room="Gold")
    stopped = await journey.click(rei, why, STOP)

    assert "number 2 on the waiting list" in first
    assert "number 2 in line" in pages.text
    assert "number 2 in line" in why.text
    assert "not on the waiting list any more" in stopped.text
    assert await states(journey) == ["waiting", "given_up"]


async def test_the_page_of_a_full_room_says_so_and_leaving_it_means_to_stop_waiting(journey, full):
    ken = await waits(journey, "ken")
    page = await journey.slash(ken, "room show", room="Gold")
    offered = await ken.autocomplete("room leave", room="go")
    where = await journey.slash(ken, "room leave", room="Gold")
    await journey.click(ken, where, STOP)
    again = await journey.slash(ken, "room leave", room="Gold")

    assert "all 1 are taken and one person waits" in page.text
    assert offered == ["Gold"]
    assert "number 1 in line" in where.text
    assert "You are not in this room" in again.text


@begins(11, 10)
async def test_a_seat_that_frees_goes_to_the_first_in_line_and_is_paid_like_any_other(journey, full):
    """Hanako's paid month ends at midnight; nobody is woken, and the night takes nothing from the time to answer."""
    ken, rei = await waits(journey, "ken"), await waits(journey, "rei")
    await journey.press_leave(full)
    await journey.until(12, 1, 8)
    before = len(ken.dms())
    await journey.until(12, 1, 9)
    offer = ken.dms()[-1]
    early = await journey.slash(rei, "room join", room="Gold")
    reply = await journey.confirm(ken, await journey.declare(ken, await journey.click(ken, offer, JOIN)))
    await journey.pay(ken, reply.url())

    assert before == 0
    assert "A seat for you in Gold" in offer.text
    assert "number 1 in line" in early.text
    assert ken.roles() == {"Gold"}
    assert rei.dms() == []
    assert "the seat is yours" in ken.dms()[0].text  # the same message, edited
    assert await states(journey) == ["taken", "waiting"]
    assert journey.taken == ["11-10 12:00 500", "12-01 09:00 500"]


@begins(11, 10)
async def test_an_offer_that_is_not_taken_in_time_goes_to_the_next(journey, full):
    ken, rei = await waits(journey, "ken"), await waits(journey, "rei")
    await journey.press_leave(full)
    await journey.until(12, 2, 8, 59)
    before = len(rei.dms())
    await journey.until(12, 2, 9)
    offer = rei.dms()[-1]
    late = await journey.click(ken, ken.dms()[-1], WAIT)

    assert before == 0
    assert "A seat for you in Gold" in offer.text
    assert "the next in line was asked" in ken.dms()[-1].text
    assert "number 1 in line" in late.text
    assert await states(journey) == ["passed", "offered", "waiting"]


@begins(11, 10)
async def test_an_offer_that_is_given_back_goes_to_the_next_at_once(journey, full):
    ken, rei = await waits(journey, "ken"), await waits(journey, "rei")
    await journey.press_leave(full)
    await journey.until(12, 1, 10)
    await journey.click(ken, ken.dms()[-1], STOP)
    await journey.world.settle()

    assert "A seat for you in Gold" in rei.dms()[-1].text
    assert await states(journey) == ["given_up", "offered"]


async def test_a_link_that_expires_unpaid_frees_its_seat_for_the_line(journey, hanako):
    """The seat was held while the link was open, and not a minute longer than Stripe said."""
    await set_seats(journey, 1)
    await journey.order(hanako, "Gold")
    ken = await waits(journey, "ken")
    await journey.until(11, 29, 11, 59)
    before = len(ken.dms())
    await journey.until(11, 29, 12, 5)

    assert before == 0
    assert "A seat for you in Gold" in ken.dms()[-1].text


async def test_more_seats_are_offered_at_once_and_fewer_put_nobody_out(journey, full):
    ken = await waits(journey, "ken")
    more = await set_seats(journey, 2)
    await journey.world.settle()
    form = await journey.click(ken, ken.dms()[-1], JOIN)
    reply = await journey.confirm(ken, await journey.declare(ken, form))
    await journey.pay(ken, reply.url())
    fewer = await set_seats(journey, 1)
    rei = await person(journey, "rei")
    refused = await journey.slash(rei, "room join", room="Gold")

    assert "1 of 2 are taken" in more.text
    assert "2 of 1 are taken" in fewer.text
    assert "Nobody is put out" in fewer.text
    assert "is full" in refused.text
    assert full.roles() == ken.roles() == {"Gold"}


async def test_whoever_left_the_server_is_passed_over_and_keeps_their_place(journey, full):
    ken, rei = await waits(journey, "ken"), await waits(journey, "rei")
    await ken.leave_server()
    await set_seats(journey, 2)
    await journey.world.settle()

    assert ken.dms() == []
    assert "A seat for you in Gold" in rei.dms()[-1].text

    await ken.join_server()
    await set_seats(journey, 3)
    await journey.world.settle()

    assert "A seat for you in Gold" in ken.dms()[-1].text


@begins(11, 10)
async def test_an_offer_made_before_a_crash_ends_after_it(journey, full):
    """The bot is down while the time runs out: the next one is asked when it is back, and the late press is refused."""
    ken, rei = await waits(journey, "ken"), await waits(journey, "rei")
    await journey.press_leave(full)
    await journey.until(12, 1, 10)
    await journey.world.stop_bot()
    await journey.until(12, 2, 12)
    await journey.world.start_bot()
    late = await journey.click(ken, ken.dms()[-1], JOIN) if JOIN in labels(ken.dms()[-1].buttons) else None

    assert late is None
    assert "A seat for you in Gold" in rei.dms()[-1].text
    assert await states(journey) == ["passed", "offered"]


@pytest.mark.timeout(120)
async def test_twenty_who_press_at_once_share_five_seats(journey):
    """Nobody gets a link whom there is no seat for, however they race."""
    await set_seats(journey, 5)
    people = [await person(journey, f"p{n}") for n in range(20)]
    replies = await asyncio.gather(*(journey.order(one, "Gold") for one in people))
    await journey.world.settle()

    links = [one for one in replies if any(button.url for button in one.buttons)]
    live = [one for one in await journey.records(Membership) if one.state in LIVE]
    assert len(links) == len(live) == 5
    assert len(journey.world.books.subscriptions) == 0

    turned_away = [(who, one) for who, one in zip(people, replies, strict=True) if one not in links]
    await asyncio.gather(*(who.click(one, WAIT) for who, one in turned_away))
    await journey.world.settle()

    ranks = sorted(place.joined_at for place in await journey.records(Place))
    assert len(ranks) == 15
    assert await states(journey) == ["waiting"] * 15
