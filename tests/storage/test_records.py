"""Records come back as they were kept, whatever they hold."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import get_args

import orjson
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.exc import StatementError

from bot.ports import After, AtMost, Missing, OneOf
from bot.rules import effects
from bot.rules.applications import Filled
from bot.rules.charges import Charge, ChargeState, DeclineKind
from bot.rules.decision import NOTHING, Decision
from bot.rules.effects import SyncAccess
from bot.rules.ids import MemberId
from bot.rules.members import Card, Member
from bot.rules.money import Money
from bot.rules.policies.policy import Pin
from bot.rules.rooms import Room
from storage.packing import KINDS, as_meant, pack, unpack
from storage.rows import to_row
from storage.tables import KEEPS, metadata, versions
from tests.rules import makers
from tests.storage.made import MEMBER, any_record, settle

every_kind = pytest.mark.parametrize("kind", KEEPS, ids=lambda kind: kind.__name__)


class Enough(Exception):
    """Ends a transaction without keeping anything."""


@every_kind
@given(data=st.data())
@settings(max_examples=1)
def test_a_table_has_a_column_for_every_field_and_no_other(kind, data):
    """A field without a column would be lost, and a column without a field would say nothing."""
    row = to_row(data.draw(any_record(kind)))

    assert set(row) == {column.name for column in KEEPS[kind].columns}


def test_every_table_keeps_a_record():
    assert set(metadata.tables.values()) == {*KEEPS.values(), versions}


@every_kind
@given(data=st.data())
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
async def test_a_record_comes_back_as_it_was_kept(store, kind, data):
    first = data.draw(any_record(kind))
    later = data.draw(any_record(kind))
    seen = []

    async def keep_twice(tx):
        for record in (first, first, replace(later, **key_of(first))):
            await tx.put(record)
            seen.append((record, await tx.get(kind, first.id), len(await tx.find(kind))))
        raise Enough

    await store.say("PRAGMA foreign_keys = OFF")  # each kind by itself: what it refers to is not there
    with pytest.raises(Enough):
        await store.write(keep_twice)

    assert [got for _, got, _ in seen] == [kept for kept, _, _ in seen]
    assert [many for _, _, many in seen] == [1, 1, 1]


def key_of(record):
    """What makes it the same record: its id, or what its id is made of."""
    return {"kind": record.kind, "subject": record.subject} if hasattr(record, "due_at") else {"id": record.id}


async def test_what_is_not_there_is_missing(store):
    async def look(tx):
        assert await tx.seek(Room, "room_0") is None
        await tx.get(Room, "room_0")

    with pytest.raises(Missing, match="room_0"):
        await store.read(look)


FEES = [Money(500, "JPY"), Money(700, "JPY"), Money(900, "JPY")]


@pytest.mark.parametrize(
    ("where", "found"),
    [
        ({}, [1, 2, 3]),
        ({"limit": 2}, [1, 2]),
        ({"fee_minor": 700}, [2]),
        ({"fee_minor": AtMost(700)}, [1, 2]),
        ({"fee_minor": After(500)}, [2, 3]),
        ({"fee_minor": OneOf((500, 900))}, [1, 3]),
        ({"fee_minor": OneOf(())}, []),
        ({"made_at": AtMost(makers.at(10, 2))}, [1, 2]),
        ({"made_at": After(makers.at(10, 2))}, [3]),
        ({"state": OneOf(("open", "draft"))}, [1, 2, 3]),
        ({"state": "closed"}, []),
        ({"role_id": None}, [2, 3]),
        ({"role_id": 7, "fee_minor": 900}, []),
    ],
)
async def test_a_question_is_answered_in_order_of_id(store, where, found):
    async def ask(tx):
        for number in (3, 1, 2):
            room = makers.room(made_at=makers.at(10, number), role_id=7 if number == 1 else None)
            await tx.put(replace(room, id=f"room_{number}", fee=FEES[number - 1]))
        return [room.id for room in await tx.find(Room, **where)]

    assert await store.write(ask) == [f"room_{number}" for number in found]


async def test_a_moment_without_a_zone_is_refused(store):
    """It would be a different moment on a machine in another zone."""
    naive = datetime(2026, 11, 10)  # noqa: DTZ001 -- that is the point

    with pytest.raises(StatementError, match="time zone"):
        await store.write(lambda tx: tx.put(makers.room(made_at=naive)))


async def test_a_microsecond_is_kept(store):
    """Money in a float would be an error; so is time: 2**53 microseconds are soon over."""
    far = datetime(9999, 12, 31, 23, 59, 59, 999_999, tzinfo=UTC)

    await store.write(lambda tx: tx.put(makers.room(made_at=far)))

    assert (await store.read(lambda tx: tx.get(Room, "room_1"))).made_at == far


async def test_a_day_and_a_word_come_back_as_what_they_are(store):
    failed = makers.unpaid()

    await store.write(settle)
    await store.write(lambda tx: tx.put(failed))

    [charge] = await store.read(lambda tx: tx.find(Charge, state=ChargeState.OPEN, month=makers.NOVEMBER))
    assert (charge.month, charge.retry_on) == (date(2026, 11, 1), date(2026, 11, 5))
    assert charge.decline is DeclineKind.REFUSED


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.__name__)
@given(data=st.data())
@settings(max_examples=20)
def test_what_is_packed_is_unpacked_to_an_equal_value(kind, data):
    value = data.draw(any_record(kind))

    assert unpack(pack(value)) == value
    assert unpack(pack(unpack(pack(value)))) == value


def test_every_effect_can_be_packed():
    assert set(get_args(effects.Effect)) | {Card, Filled, Pin} == set(KINDS.values())


def test_a_kind_that_cannot_come_back_is_not_packed():
    with pytest.raises(AssertionError):
        pack(MEMBER)


@pytest.mark.parametrize(
    ("hint", "value"),
    [
        (date | None, date(2026, 11, 5)),
        (date | None, None),
        (datetime, makers.at(11, 5)),
        (MemberId, MemberId(42)),
        (MemberId | None, MemberId(42)),
        (tuple[Money, ...], (Money(1, "JPY"), Money(2, "EUR"))),
        (tuple[ChargeState, ...], (ChargeState.OPEN, ChargeState.PAID)),
        (SyncAccess, SyncAccess(makers.HANAKO)),
    ],
)
def test_json_is_read_as_what_was_meant(hint, value):
    """Effects and cards may get any such field; until then nothing else would show that it comes back."""
    read = as_meant(hint, orjson.loads(orjson.dumps(value)))

    assert read == value
    assert type(read) is type(value)


async def test_whatever_is_kept_about_a_member_counts_up_once(store):
    """A version that stood still would let a stale look at Stripe overwrite the news."""
    seen = []
    for decision in (
        NOTHING,
        Decision(keep=(MEMBER,)),
        Decision(keep=(MEMBER, makers.room(), makers.membership(), makers.order())),
        Decision(keep=(makers.room(),), effects=(SyncAccess(makers.HANAKO),)),
    ):
        await store.write(lambda tx, decision=decision: tx.apply(decision))
        seen.append(await store.read(lambda tx: tx.version(makers.HANAKO)))
    for record in (MEMBER, makers.membership(), makers.room()):
        await store.write(lambda tx, record=record: tx.put(record))
        seen.append(await store.read(lambda tx: tx.version(makers.HANAKO)))

    assert seen == [0, 1, 2, 2, 3, 4, 4]
    assert await store.read(lambda tx: tx.version(MemberId(43))) == 0


async def test_a_member_without_a_card_is_kept_without_one(store):
    await store.write(lambda tx: tx.put(MEMBER))
    await store.write(lambda tx: tx.put(replace(MEMBER, card=None)))

    assert (await store.read(lambda tx: tx.get(Member, makers.HANAKO))).card is None
