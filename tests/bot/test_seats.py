"""Seats by the services and a real store: whatever people do in whatever order, none is promised or sold twice."""

import asyncio
import tempfile
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.ports import OneOf
from bot.rules.access import LIVE
from bot.rules.due import Due, DueKind, seat_freed
from bot.rules.ids import MemberId, MembershipId
from bot.rules.lines import is_offered
from bot.rules.members import Member
from bot.rules.queueing import IN_LINE, Place, PlaceState
from bot.rules.rooms import Membership, MembershipState
from bot.rules.texts import Refused
from bot.services import members, queueing
from bot.services.queueing import line_of
from tests.rules.makers import CALENDAR, at, room
from tests.stores import HandClock, opened

PEOPLE = [MemberId(n) for n in range(1, 8)]
ROOM = room(capacity=2)
NOON = at(11, 10)

ACTS = st.lists(
    st.one_of(
        st.tuples(st.sampled_from(["join", "wait", "give up", "leave", "go", "come back"]), st.sampled_from(PEOPLE)),
        st.tuples(st.just("capacity"), st.sampled_from([0, 1, 2, 3])),
        st.tuples(st.just("hours"), st.sampled_from([1, 12, 24, 30])),
    ),
    max_size=30,
)


class Town:
    """A room and people, over a real store; due work is done as the schedule does it, after every act."""

    def __init__(self, store, clock):
        self.store, self.clock = store, clock

    async def found(self):
        for id in PEOPLE:
            await self.store.write(lambda tx, id=id: tx.put(Member(id, f"P{id}", "ja")))
        await self.store.write(lambda tx: tx.put(ROOM))

    async def act(self, act, by):
        match act:
            case "hours":
                self.clock.time += timedelta(hours=by)
            case "capacity":
                known = await self.room()
                await self.store.write(lambda tx: _put(tx, queueing_capacity(known, by), seat_freed(ROOM.id, tx.now)))
            case "go":
                await self.store.write(lambda tx: members.left_server(tx, by))
            case "come back":
                await self.store.write(lambda tx: members.came_back(tx, by))
            case "join":
                await self._try(lambda tx: self._join(tx, by))
            case "wait":
                await self._try(lambda tx: queueing.stand_in_line(tx, by, ROOM.id))
            case "give up":
                await self._try(lambda tx: queueing.give_up(tx, by, ROOM.id))
            case "leave":
                await self.store.write(lambda tx: _end(tx, by))
        await self.work_off()

    async def _try(self, work):
        try:
            await self.store.write(work)
        except Refused:
            return

    async def _join(self, tx, by):
        """What `/room join` does about seats: look and take in one transaction."""
        await tx.lock(f"member:{by}", f"room:{ROOM.id}")
        known = await tx.get(type(ROOM), ROOM.id)
        if await tx.find(Membership, member_id=by, state=OneOf(LIVE)):
            return
        left = (await queueing.seats(tx, known)).left
        first = await self._first_in_line(tx)
        place = await queueing.place_of(tx, by, ROOM.id)
        was_offered = place is not None and is_offered(place, tx.now)
        await queueing.take_seat(tx, by, known)
        assert was_offered or left is None or first is None or left > 0  # nobody overtakes the line
        id = MembershipId(tx.new_id("mbs"))
        await tx.put(Membership(id, by, ROOM.id, MembershipState.AWAITING_PAYMENT, ROOM.fee, asked_at=tx.now))

    async def _first_in_line(self, tx):
        waiting = [place for place in await line_of(tx, ROOM.id) if place.state is PlaceState.WAITING]
        return waiting[0] if waiting else None

    async def work_off(self):
        while due := await self.store.read(_ripe):
            for one in due:
                await self.store.write(lambda tx, one=one: _do(tx, one))

    async def room(self):
        return await self.store.read(lambda tx: tx.get(type(ROOM), ROOM.id))

    async def look(self, before):
        """What must hold after every act. before: how many seats were taken before it."""
        known = await self.room()
        live = await self.store.read(lambda tx: tx.find(Membership, state=OneOf(LIVE)))
        places = await self.store.read(lambda tx: tx.find(Place, state=OneOf(IN_LINE)))
        now = self.clock.now()
        offered = [place for place in places if is_offered(place, now)]
        waiting = [place for place in places if place.state is PlaceState.WAITING]
        away = {one.id for one in await self.store.read(lambda tx: tx.find(Member, in_server=False))}
        taken = len(live) + len(offered)
        if known.capacity is not None:
            assert taken <= max(known.capacity, before), "a seat was promised or taken twice"
            there = [place for place in waiting if place.member_id not in away]
            assert not there or taken >= known.capacity, "somebody waits before a free seat"
        assert not [place for place in places if place.state is PlaceState.OFFERED and place not in offered]
        return taken


def queueing_capacity(known, seats):
    return replace(known, capacity=seats or None)


async def _put(tx, record, due):
    await tx.put(record)
    await tx.put(due)


async def _end(tx, by):
    for membership in await tx.find(Membership, member_id=by, state=OneOf(LIVE)):
        await tx.put(replace(membership, state=MembershipState.LEFT, ended_at=tx.now))
        await tx.put(seat_freed(ROOM.id, tx.now))


async def _ripe(tx):
    return [due for due in await tx.find(Due, done_at=None) if due.due_at <= tx.now]


async def _do(tx, due):
    if due.kind is DueKind.SERVE_LINE:
        await queueing.serve(tx, due.subject, calendar=CALENDAR)
    else:
        await queueing.offer_over(tx, due.subject)
    if await tx.seek(Due, due.id) == due:
        await tx.put(replace(due, done_at=tx.now))


@settings(max_examples=60, deadline=None)
@given(ACTS)
def test_whatever_people_do_no_seat_is_promised_or_taken_twice(acts):
    """Join, wait, give up, leave, lapse, go away, come back; seats more and fewer; and time in between."""

    async def live():
        with tempfile.TemporaryDirectory() as folder:
            clock = HandClock(NOON)
            async with opened(Path(folder) / "town.sqlite", clock) as store:
                town = Town(store, clock)
                await town.found()
                taken = 0
                for act, by in acts:
                    await town.act(act, by)
                    taken = await town.look(taken)

    asyncio.run(live())


@pytest.fixture
async def town(tmp_path):
    clock = HandClock(NOON)
    async with opened(tmp_path / "town.sqlite", clock) as store:
        town = Town(store, clock)
        await town.found()
        yield town


async def test_whoever_comes_back_is_offered_the_seat_that_nobody_took_meanwhile(town):
    for act in (("join", 1), ("join", 2), ("wait", 3), ("go", 3), ("leave", 1)):
        await town.act(*act)
    before = (await town.store.read(lambda tx: tx.find(Place)))[0].state
    await town.act("come back", 3)

    [place] = await town.store.read(lambda tx: tx.find(Place))
    assert (before, place.state) == (PlaceState.WAITING, PlaceState.OFFERED)


async def test_the_nightly_look_serves_a_line_that_nobody_told_about(town):
    """Whatever forgot to say that a seat is free: nobody waits longer than a night."""
    for act in (("join", 1), ("join", 2), ("wait", 3)):
        await town.act(*act)
    [first, _] = await town.store.read(lambda tx: tx.find(Membership))
    await town.store.write(lambda tx: tx.put(replace(first, state=MembershipState.LEFT)))
    await town.store.write(queueing.serve_all)
    await town.work_off()

    [place] = await town.store.read(lambda tx: tx.find(Place))
    assert place.state is PlaceState.OFFERED


async def test_whoever_waits_before_a_closed_room_is_asked_nothing(town):
    for act in (("join", 1), ("join", 2), ("wait", 3)):
        await town.act(*act)
    known = await town.room()
    await town.store.write(lambda tx: tx.put(replace(known, state="closed")))
    await town.act("leave", 1)

    [place] = await town.store.read(lambda tx: tx.find(Place))
    assert place.state is PlaceState.WAITING
