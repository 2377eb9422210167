"""Units of work: all or nothing, one picture, one writer, whatever happens to the caller."""

import asyncio
import random
import sqlite3
from contextlib import closing
from dataclasses import replace

import pytest
from sqlalchemy.exc import OperationalError, ResourceClosedError

from bot.ports import IN_TRANSACTION, Queue
from bot.rules.decision import NOTHING, Decision
from bot.rules.due import Due, DueKind
from bot.rules.effects import AskOrder, EffectState, PendingEffect, SyncAccess
from bot.rules.ids import MemberId, OrderId
from bot.rules.members import Member
from bot.rules.rooms import Room
from tests.rules import makers
from tests.storage.made import MEMBER, event, settle
from tests.stores import HandClock, opened, store_of

TARO = Member(MemberId(43), "0", "ja")
SYNC = SyncAccess(makers.HANAKO)


class Trouble(Exception):
    """Something goes wrong in the middle."""


async def nothing(tx):
    pass


async def count_up(tx):
    """Read, think, write: two members who always have the same number."""
    number = int((await tx.get(Member, makers.HANAKO)).name) + 1
    await asyncio.sleep(0)  # somebody else's turn, if there were one
    await tx.put(replace(MEMBER, name=str(number)))
    await asyncio.sleep(0)
    await tx.put(replace(TARO, name=str(number)))


async def begin_counting(store):
    async def begin(tx):
        await tx.put(replace(MEMBER, name="0"))
        await tx.put(TARO)

    await store.write(begin)


async def counted(store):
    hanako, taro = await store.read(lambda tx: tx.find(Member))
    return int(hanako.name), int(taro.name)


async def test_work_that_fails_leaves_nothing(store):
    async def work(tx):
        await tx.apply(Decision(keep=(MEMBER,), effects=(SYNC,), due=(Due(DueKind.COMPARE, "", tx.now),)))
        await tx.keep_events([event()])
        raise Trouble

    for _ in range(2):
        with pytest.raises(Trouble):
            await store.write(work)

    assert await store.read(lambda tx: tx.find(Member)) == []
    assert await store.read(lambda tx: tx.version(makers.HANAKO)) == 0
    assert await store.read(lambda tx: tx.next_due()) is None


async def test_a_reader_sees_one_picture(store):
    """A page that showed the membership of before and the charge of after would explain nothing."""
    changed, looked = asyncio.Event(), asyncio.Event()

    async def look_twice(tx):
        before = await tx.find(Member)
        looked.set()
        await changed.wait()
        return before, await tx.find(Member)

    looking = asyncio.create_task(store.read(look_twice))
    await looked.wait()
    await store.write(lambda tx: tx.put(MEMBER))
    changed.set()

    assert await looking == ([], [])
    assert await store.read(lambda tx: tx.find(Member)) == [MEMBER]


async def test_a_reader_cannot_write(store):
    for _ in range(5):  # more than there are readers
        with pytest.raises(OperationalError, match="readonly"):
            await store.read(lambda tx: tx.put(MEMBER))

    assert await store.read(lambda tx: tx.find(Member)) == []


async def test_writers_take_turns(store):
    """Two that read 7 and write 8 would lose one of them: a payment, a seat, a strike."""
    await begin_counting(store)

    await asyncio.gather(*(store.write(count_up) for _ in range(50)))

    assert await counted(store) == (50, 50)


async def test_readers_do_not_wait_for_a_writer(store):
    reading_done = asyncio.Event()

    async def write(tx):
        await tx.put(MEMBER)
        async with asyncio.timeout(5):
            await reading_done.wait()

    writing = asyncio.create_task(store.write(write))
    found = [await store.read(lambda tx: tx.find(Member)) for _ in range(3)]
    reading_done.set()
    await writing

    assert found == [[], [], []]


@pytest.mark.parametrize("seed", [1, 2, 3])
async def test_callers_who_give_up_harm_nobody(store, seed):
    """A timeout in the middle of a statement would leave a connection that takes no other, and holds the lock."""
    chance, started = random.Random(seed), 0
    await begin_counting(store)

    async def count_and_tell(tx):
        nonlocal started
        started += 1
        await count_up(tx)

    async def impatient():
        for _ in range(15):
            try:
                async with asyncio.timeout(chance.choice([0, 0.001, 0.003, 0.01, 0.03])):
                    await store.write(count_and_tell)
            except TimeoutError:
                pass

    await asyncio.gather(*(impatient() for _ in range(10)))
    async with asyncio.timeout(5):
        for _ in range(20):
            await store.write(count_and_tell)

    assert started > 20
    assert await counted(store) == (started, started)


async def test_work_goes_on_when_its_caller_is_cancelled(store):
    begun, go_on = asyncio.Event(), asyncio.Event()

    async def work(tx):
        begun.set()
        await go_on.wait()
        await tx.put(MEMBER)

    caller = asyncio.create_task(store.write(work))
    await begun.wait()
    caller.cancel()
    await asyncio.wait([caller])
    go_on.set()

    assert caller.cancelled()
    await store.write(nothing)  # its turn comes after the first
    assert await store.read(lambda tx: tx.find(Member)) == [MEMBER]


async def test_a_fault_is_told_although_its_caller_gave_up(store):
    """Else a payment that could not be kept would be missed by nobody."""
    begun, go_on, reported = asyncio.Event(), asyncio.Event(), []
    asyncio.get_running_loop().set_exception_handler(lambda _, context: reported.append(context["exception"]))

    async def work(tx):
        begun.set()
        await go_on.wait()
        raise Trouble

    caller = asyncio.create_task(store.write(work))
    await begun.wait()
    caller.cancel()
    await asyncio.wait([caller])
    go_on.set()
    await store.write(nothing)

    assert [type(fault) for fault in reported] == [Trouble]


@pytest.mark.parametrize("outer", ["write", "read"])
@pytest.mark.parametrize("inner", ["write", "read"])
async def test_a_transaction_in_a_transaction_is_our_own_mistake(store, outer, inner):
    """On SQLite the inner one would wait for the outer one for ever."""

    async def nested(tx):
        await getattr(store, inner)(nothing)

    for _ in range(2):
        with pytest.raises(AssertionError, match="pass it on"):
            await getattr(store, outer)(nested)

    await getattr(store, outer)(nothing)


@pytest.mark.parametrize("act", ["write", "read"])
async def test_only_the_work_itself_is_in_a_transaction(store, act):
    """Whoever waits for the work, or is told of it, may go to the network."""
    told, marks = asyncio.Event(), []

    def listen(_):
        marks.append(IN_TRANSACTION.get())
        told.set()

    async def work(tx):
        marks.append(IN_TRANSACTION.get())
        if act == "write":
            await tx.put(MEMBER)
        else:
            told.set()

    store.on_commit(listen)
    await getattr(store, act)(work)
    await told.wait()

    assert marks == ([True, False] if act == "write" else [True])
    assert not IN_TRANSACTION.get()


async def test_a_transaction_that_is_over_cannot_be_used(store):
    kept = []

    async def keep(tx):
        kept.append(tx)

    await store.write(keep)

    with pytest.raises(ResourceClosedError):
        await kept[0].put(MEMBER)


async def test_a_transaction_is_at_one_moment_of_its_own_day(store, clock):
    clock.time = makers.at(12, 1, 0)  # the last day of November in UTC
    moments = []

    async def look(tx):
        moments.append((tx.now, tx.today))
        clock.time = makers.at(12, 2)
        moments.append((tx.now, tx.today))

    await store.read(look)

    assert moments == [(makers.at(12, 1, 0), makers.DECEMBER)] * 2


@pytest.mark.parametrize(
    ("decision", "told"),
    [
        (NOTHING, []),
        (Decision(keep=(MEMBER,)), [set()]),
        (Decision(effects=(SYNC,)), [{Queue.CHAT}]),
        (Decision(effects=(SYNC, AskOrder(OrderId("ord_1")))), [{Queue.CHAT, Queue.MONEY}]),
        (Decision(due=(Due(DueKind.COMPARE, "", makers.at(11, 11)),)), [{Queue.DUE}]),
        (Decision(keep=(event(),)), [{Queue.EVENTS}]),
    ],
)
async def test_listeners_are_told_what_a_commit_added_to(store, decision, told):
    heard = []
    stop = store.on_commit(heard.append)

    await store.write(lambda tx: tx.apply(decision))
    assert heard == told

    stop()
    await store.write(lambda tx: tx.put(makers.room()))
    assert heard == told


async def test_listeners_are_told_of_what_comes_in_and_what_is_put_back(store):
    """A worker that is not woken sleeps until the next alarm."""
    heard = []
    store.on_commit(heard.append)
    waiting = PendingEffect("eff_1", SYNC, EffectState.WAITING, asked_at=makers.at(11, 10), try_at=makers.at(11, 10))

    await store.write(lambda tx: tx.keep_events([event()]))
    await store.write(lambda tx: tx.keep_events([event()]))
    await store.write(lambda tx: tx.put(waiting))
    await store.write(lambda tx: tx.put(replace(waiting, state=EffectState.DONE)))

    assert heard == [{Queue.EVENTS}, {Queue.CHAT}, set()]


async def test_listeners_hear_nothing_of_what_was_not_kept(store):
    heard = []
    store.on_commit(heard.append)

    async def fail(tx):
        await tx.put(MEMBER)
        raise Trouble

    with pytest.raises(Trouble):
        await store.write(fail)
    await store.read(lambda tx: tx.find(Member))

    assert heard == []


async def test_a_listener_that_breaks_does_not_make_a_commit_look_failed(store):
    """The caller would try again what is done already."""
    reported = []
    asyncio.get_running_loop().set_exception_handler(lambda _, context: reported.append(context["exception"]))

    def broken(_):
        raise Trouble

    store.on_commit(broken)
    await store.write(lambda tx: tx.put(MEMBER))

    assert await store.read(lambda tx: tx.find(Member)) == [MEMBER]
    assert [type(fault) for fault in reported] == [Trouble]


@pytest.mark.parametrize("act", ["write", "read"])
async def test_closing_waits_for_the_work_in_hand(file, clock, act):
    async with opened(file, clock) as store:
        begun, go_on = asyncio.Event(), asyncio.Event()

        async def work(tx):
            begun.set()
            await go_on.wait()
            if act == "write":
                await tx.apply(Decision(keep=(MEMBER,), effects=(SYNC,)))
            return len(await tx.find(Member))

        working = asyncio.create_task(getattr(store, act)(work))
        await begun.wait()
        closing = asyncio.create_task(store.close())
        done, _ = await asyncio.wait([closing], timeout=0.05)  # it would be closed by then
        assert not done
        go_on.set()
        found, _ = await asyncio.gather(working, closing)

    again = store_of(file, clock)
    assert len(await again.read(lambda tx: tx.find(Member))) == found
    assert len(await again.read(lambda tx: tx.find(PendingEffect))) == found
    assert found == (1 if act == "write" else 0)
    await again.close()


async def test_a_closed_store_takes_no_work(file):
    async with opened(file, HandClock(makers.at(11, 10))) as store:
        await store.write(lambda tx: tx.put(MEMBER))

    for act in (store.write, store.read):
        with pytest.raises(AssertionError, match="closed"):
            await act(nothing)
    await store.close()


async def test_closing_leaves_one_file(file):
    """What is copied while the bot is stopped must be all there is."""
    async with opened(file) as store:
        await store.write(lambda tx: tx.put(makers.room()))
        await store.read(lambda tx: tx.find(Room))

    assert [path.name for path in file.parent.iterdir()] == [file.name]


async def test_closing_leaves_word_for_the_planner(file):
    """SQLite chooses its indexes by statistics that somebody must ask for."""
    async with opened(file) as store:
        await store.write(settle)

    with closing(sqlite3.connect(file)) as connection:
        assert connection.execute("SELECT count(*) FROM sqlite_stat1").fetchone() > (0,)
