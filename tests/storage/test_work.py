"""Effects, events and due work: what waits is one of each, and is taken by one at a time."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.rules.decision import Decision
from bot.rules.due import Due, DueKind
from bot.rules.effects import AskOrder, CloseOrder, EffectState, Lane, PendingEffect, SyncAccess
from bot.rules.ids import MemberId, OrderId
from bot.rules.webhook_events import EventState, WebhookEvent
from tests.rules import makers
from tests.storage.made import event

LEASE = timedelta(minutes=5)
SYNC, ASK, CLOSE = SyncAccess(makers.HANAKO), AskOrder(OrderId("ord_1")), CloseOrder(OrderId("ord_1"))


async def ask_for(store, *effects, due=()):
    await store.write(lambda tx: tx.apply(Decision(effects=effects, due=due)))


async def claim(store, lane=Lane.CHAT, limit=10):
    return await store.write(lambda tx: tx.claim_effects(lane, limit, LEASE))


async def put(store, *records):
    async def each(tx):
        for record in records:
            await tx.put(record)

    await store.write(each)


async def claim_events(store, limit=10):
    return [one.id for one in await store.write(lambda tx: tx.claim_events(limit, LEASE))]


async def all_effects(store):
    return await store.read(lambda tx: tx.find(PendingEffect))


async def test_equal_effects_that_wait_are_one(store):
    """Ten changes of one member are one look at their roles."""
    await ask_for(store, SYNC, SYNC)
    await ask_for(store, SYNC)

    assert [one.effect for one in await all_effects(store)] == [SYNC]


async def test_effects_of_other_kinds_or_about_others_wait_beside_it(store):
    await ask_for(store, SYNC, SyncAccess(MemberId(43)), ASK, CLOSE)

    assert {one.effect for one in await all_effects(store)} == {SYNC, SyncAccess(MemberId(43)), ASK, CLOSE}


async def test_an_effect_asked_for_while_its_like_is_carried_waits_its_turn(store):
    """What asked for it may have changed the records after they were looked at."""
    await ask_for(store, SYNC)
    [first] = await claim(store)
    await ask_for(store, SYNC)

    assert await claim(store) == []

    await put(store, replace(first, state=EffectState.DONE, lease_until=None))
    assert [one.id != first.id for one in await claim(store)] == [True]


async def test_an_effect_that_failed_gives_way_to_its_like(store, clock):
    await ask_for(store, SYNC)
    [first] = await claim(store)
    await ask_for(store, SYNC)
    back = replace(first, state=EffectState.WAITING, tries=1, lease_until=None, fault="down")

    await put(store, back, back)

    given_way, waiting = await all_effects(store)
    assert (given_way.state, given_way.fault, given_way.done_at) == (EffectState.DONE, "superseded", clock.now())
    assert (waiting.state, waiting.tries) == (EffectState.WAITING, 0)


async def test_an_effect_that_waits_is_not_its_own_like(store):
    """One that is put off twice would be thrown away, and a door would stay shut."""
    waiting = PendingEffect("eff_1", SYNC, EffectState.WAITING, asked_at=NOW, try_at=NOW + LEASE)

    await put(store, waiting, waiting)

    assert await all_effects(store) == [waiting]


async def test_an_effect_that_failed_alone_waits_for_its_time(store, clock):
    await ask_for(store, SYNC)
    [first] = await claim(store)
    try_at = clock.now() + timedelta(seconds=5)
    await put(store, replace(first, state=EffectState.WAITING, tries=1, try_at=try_at, lease_until=None))

    assert await claim(store) == []
    clock.time = try_at
    assert [one.tries for one in await claim(store)] == [1]


async def test_effects_are_taken_by_lane_oldest_first_and_no_more_than_asked(store, clock):
    for effect in (ASK, SyncAccess(MemberId(2)), SyncAccess(MemberId(1)), SyncAccess(MemberId(3))):
        await ask_for(store, effect)
        clock.time += timedelta(seconds=1)

    assert [one.effect.member_id for one in await claim(store, limit=2)] == [2, 1]
    assert [one.effect.member_id for one in await claim(store, limit=2)] == [3]
    assert [one.effect for one in await claim(store, Lane.MONEY)] == [ASK]


async def test_an_effect_whose_carrier_did_not_come_back_is_taken_again(store, clock):
    await ask_for(store, SYNC)
    [first] = await claim(store)
    clock.time += LEASE - timedelta(microseconds=1)

    assert await claim(store) == []
    clock.time += timedelta(microseconds=1)
    assert await claim(store) == [replace(first, lease_until=clock.now() + LEASE)]


async def test_like_effects_are_not_taken_together_when_a_lease_ran_out(store, clock):
    """The lost one and the one that waits behind it are both free then; two at once would race for the same role."""
    await ask_for(store, SYNC)
    [first] = await claim(store)
    await ask_for(store, SYNC)
    clock.time += LEASE

    assert [one.id for one in await claim(store)] == [first.id]
    assert await claim(store) == []


async def test_an_event_is_kept_once(store):
    assert await store.write(lambda tx: tx.keep_events([])) == 0
    assert await store.write(lambda tx: tx.keep_events([event("evt_1"), event("evt_2")])) == 2
    assert await store.write(lambda tx: tx.keep_events([event("evt_2"), event("evt_3"), event("evt_3")])) == 1

    assert len(await store.read(lambda tx: tx.find(WebhookEvent))) == 3


async def test_an_event_told_again_does_not_undo_what_became_of_it(store):
    await put(store, event("evt_1", state=EventState.DONE))

    await store.write(lambda tx: tx.keep_events([event("evt_1")]))

    assert (await store.read(lambda tx: tx.get(WebhookEvent, "evt_1"))).state is EventState.DONE


async def test_events_of_one_customer_are_taken_one_at_a_time(store):
    """Two handlers of one customer would overtake each other; the oldest goes first, whatever its id."""
    at = makers.at(11, 10, 9)
    late = makers.at(11, 10, 10)
    given = [event("evt_1", "cus_a", late), event("evt_2", "cus_a", at), event("evt_0", "cus_b", late)]
    await store.write(lambda tx: tx.keep_events(given))

    assert await claim_events(store) == ["evt_2", "evt_0"]
    assert await claim_events(store) == []

    await put(store, event("evt_2", "cus_a", at, state=EventState.DONE))
    assert await claim_events(store) == ["evt_1"]


async def test_a_customer_with_many_events_does_not_hold_up_the_others(store):
    flood = [event(f"evt_{number:03}", "cus_a", makers.at(11, 10, 9)) for number in range(300)]
    await store.write(lambda tx: tx.keep_events([*flood, event("evt_x", "cus_b")]))

    assert await claim_events(store, limit=2) == ["evt_000", "evt_x"]


async def test_an_event_whose_handler_did_not_come_back_is_taken_again_before_the_next(store, clock):
    await store.write(lambda tx: tx.keep_events([event("evt_1"), event("evt_2")]))
    await claim_events(store)
    clock.time += LEASE

    assert await claim_events(store) == ["evt_1"]
    assert await claim_events(store) == []


async def test_the_only_process_takes_back_every_lease(store):
    """After a crash nobody else is at work, and waiting for the leases would hold up the start."""
    await ask_for(store, SYNC, ASK)
    await claim(store)
    await claim(store, Lane.MONEY)
    await ask_for(store, SYNC)
    await store.write(lambda tx: tx.keep_events([event()]))
    await claim_events(store)

    assert await store.write(lambda tx: tx.release_leases()) == 3
    assert await store.write(lambda tx: tx.release_leases()) == 0

    assert len(await claim(store)) == 1  # the like that waited took the place of the lost one
    assert len(await claim(store, Lane.MONEY)) == 1
    assert await claim_events(store) == ["evt_1"]


async def test_due_work_asked_for_again_moves_and_is_open_again(store, clock):
    first, later = clock.now() + timedelta(hours=1), clock.now() + timedelta(hours=2)
    due = Due(DueKind.ASK_ORDER, "ord_1", first)
    await ask_for(store, due=(due,))
    await put(store, replace(due, done_at=clock.now()))

    await ask_for(store, due=(Due(DueKind.ASK_ORDER, "ord_1", later),))

    assert await store.read(lambda tx: tx.find(Due)) == [Due(DueKind.ASK_ORDER, "ord_1", later)]


NOW = makers.at(11, 10)
WAITING = event(at=NOW - timedelta(hours=1))
PENDING = PendingEffect("eff_1", SYNC, EffectState.WAITING, asked_at=NOW, try_at=NOW + timedelta(minutes=2))
TO_DO = Due(DueKind.RETRY, "chg_1", NOW + timedelta(days=1))


@pytest.mark.parametrize(
    ("records", "next_due"),
    [
        ([], None),
        ([WAITING], WAITING.try_at),
        ([replace(WAITING, state=EventState.LEASED, lease_until=NOW + LEASE)], NOW + LEASE),
        ([replace(WAITING, state=EventState.DONE)], None),
        ([replace(WAITING, state=EventState.PARKED)], None),
        ([PENDING], PENDING.try_at),
        ([replace(PENDING, state=EffectState.LEASED, lease_until=NOW + LEASE)], NOW + LEASE),
        ([replace(PENDING, state=EffectState.DONE)], None),
        ([replace(PENDING, state=EffectState.PARKED)], None),
        ([TO_DO], TO_DO.due_at),
        ([replace(TO_DO, done_at=NOW)], None),
        ([TO_DO, PENDING, WAITING], WAITING.try_at),
        ([TO_DO, PENDING], PENDING.try_at),
    ],
)
async def test_the_next_moment_is_the_first_at_which_anything_may_be_taken(store, records, next_due):
    await put(store, *records)

    assert await store.read(lambda tx: tx.next_due()) == next_due
