"""The statements: answered from an index on SQLite, and understood by PostgreSQL."""

import sqlite3
from contextlib import closing
from datetime import timedelta

import pytest
from sqlalchemy import event
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.schema import CreateIndex, CreateTable

from bot.ports import AtMost, OneOf
from bot.rules.access import LIVE
from bot.rules.charges import Attempt, Charge, ChargeState
from bot.rules.due import Due
from bot.rules.effects import EffectState, Lane, PendingEffect
from bot.rules.members import Member
from bot.rules.notices import Delivery, Notice
from bot.rules.rooms import Membership, Order, OrderState, Room
from bot.rules.settings import Setting
from bot.rules.webhook_events import EventState, WebhookEvent
from storage import claims, statements
from storage.engines import POSTGRESQL
from storage.reports import standings
from storage.tables import KEEPS, metadata, versions
from tests.rules import makers

LEASE = timedelta(minutes=5)
NOW = makers.at(11, 10)

OFTEN_ASKED = {
    "by id": lambda tx: tx.seek(Membership, "mbs_1"),
    "a member's memberships": lambda tx: tx.find(Membership, member_id=42),
    "a live membership": lambda tx: tx.find(Membership, member_id=42, room_id="room_1", state=OneOf(LIVE)),
    "who a customer is": lambda tx: tx.find(Member, customer_id="cus_1"),
    "the room of a role": lambda tx: tx.find(Room, role_id=7),
    "an open order": lambda tx: tx.find(Order, membership_id="mbs_1", state=OrderState.OPEN),
    "a membership's months": lambda tx: tx.find(Charge, membership_id="mbs_1"),
    "a member's open months": lambda tx: tx.find(Charge, member_id=42, state=ChargeState.OPEN),
    "the month of an invoice": lambda tx: tx.find(Charge, invoice_id="in_1"),
    "the month of a payment": lambda tx: tx.find(Charge, payment_id="pi_1"),
    "the tries of a month": lambda tx: tx.find(Attempt, charge_id="chg_1"),
    "what was said": lambda tx: tx.find(Notice, member_id=42, delivery=Delivery.NEXT_COMMAND, delivered_at=None),
    "a setting": lambda tx: tx.find(Setting, name="locale"),
    "what is due": lambda tx: tx.find(Due, due_at=AtMost(NOW), done_at=None),
    "parked effects": lambda tx: tx.find(PendingEffect, state=EffectState.PARKED),
    "parked events": lambda tx: tx.find(WebhookEvent, state=EventState.PARKED),
    "open effects": lambda tx: tx.find(PendingEffect, state=OneOf((EffectState.WAITING, EffectState.LEASED))),
    "a twin": lambda tx: tx.find(PendingEffect, kind="SyncAccess", about="42", state=EffectState.WAITING),
    "a version": lambda tx: tx.version(42),
    "the next moment": lambda tx: tx.next_due(),
    "how the queues stand": standings,
    "events to take": lambda tx: tx.claim_events(16, LEASE),
    "effects to take": lambda tx: tx.claim_effects(Lane.MONEY, 8, LEASE),
}


@pytest.mark.parametrize("question", OFTEN_ASKED.values(), ids=OFTEN_ASKED)
async def test_what_is_often_asked_is_answered_from_an_index(store, file, question):
    """What is done stays in the tables: a question that read it all would be slower every month."""
    said = []
    event.listen(store._writer.sync_engine, "before_cursor_execute", lambda *told: said.append(told[2:4]))
    await store.write(question)

    questions = [(statement, values) for statement, values in said if statement.startswith("SELECT")]
    plans = [plan for statement, values in questions for plan in explain(file, statement, values)]
    assert plans
    assert [plan for plan in plans if reads_all(plan)] == []


SMALL_INDEXES = {
    index.name
    for table in metadata.tables.values()
    for index in table.indexes
    if index.dialect_options["sqlite"]["where"] is not None
}
"""Those that hold open rows only, and may be read from end to end."""


def reads_all(plan):
    """Whether a step of SQLite's plan reads a table, or an index of all its rows, from end to end.

    A minimum over a whole table is called a search, too, but one that uses nothing.
    """
    if plan.startswith("SEARCH"):
        return "USING" not in plan
    return plan.startswith("SCAN") and plan != "SCAN CONSTANT ROW" and plan.split()[-1] not in SMALL_INDEXES


def explain(file, statement, values):
    with closing(sqlite3.connect(file)) as connection:
        return [row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {statement}", values)]


def in_order(table):
    """The indexes of a table, the same way round in every process."""
    return sorted(table.indexes, key=lambda index: index.name)


EVERY_STATEMENT = {
    **{f"keep {table}": statements.keep(POSTGRESQL, table) for table in KEEPS.values()},
    "ask for": statements.ask_for(POSTGRESQL),
    "keep new events": statements.keep_new_events(POSTGRESQL),
    "count up": statements.count_up(POSTGRESQL),
    "find": statements.rows_where(KEEPS[Due], {"due_at": AtMost(NOW), "done_at": None}, 5),
    "find words": statements.rows_where(KEEPS[Membership], {"state": OneOf(LIVE)}, None),
    "events to take": claims.waiting_events(NOW, 16),
    "effects to take": claims.waiting_effects(Lane.CHAT, NOW, 8),
    **{f"next moment {number}": query for number, query in enumerate(claims.NEXT_MOMENTS)},
    **{f"create {table}": CreateTable(table) for table in metadata.sorted_tables},
    **{f"create {index.name}": CreateIndex(index) for table in metadata.sorted_tables for index in in_order(table)},
}


@pytest.mark.parametrize("statement", EVERY_STATEMENT.values(), ids=EVERY_STATEMENT)
def test_every_statement_can_be_said_to_postgresql(statement):
    assert str(statement.compile(dialect=postgresql.dialect()))


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("events to take", "FOR UPDATE SKIP LOCKED"),
        ("effects to take", "FOR UPDATE SKIP LOCKED"),
        ("ask for", "ON CONFLICT (kind, about) WHERE state = 'waiting' DO NOTHING"),
        ("keep due", "ON CONFLICT (id) DO UPDATE SET"),
        ("create members", "id BIGINT NOT NULL"),
        ("create uq_orders_open", "WHERE state = 'open'"),
    ],
)
def test_postgresql_is_told_what_sqlite_need_not_be(name, words):
    said = str(EVERY_STATEMENT[name].compile(dialect=postgresql.dialect()))

    assert words in " ".join(said.split())


def test_every_table_is_strict_on_sqlite_and_has_no_type_that_strict_refuses():
    with closing(sqlite3.connect(":memory:")) as connection:
        for table in metadata.sorted_tables:
            connection.execute(str(CreateTable(table).compile(dialect=sqlite.dialect())))
        listed = {name: strict for _, name, kind, _, _, strict in connection.execute("PRAGMA table_list")}

    assert {listed[table.name] for table in (*KEEPS.values(), versions)} == {1}
