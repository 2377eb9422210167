"""The inbox: events a second from stored to committed change, beside commits of one row by the driver alone."""

import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import cast

from bot.clock import SystemClock
from bot.inbox import AT_ONCE, Inbox
from bot.metrics import Metrics
from bot.ports import Payments
from bot.rules.charges import Charge
from bot.rules.decision import Decision
from bot.rules.ids import MemberId, MembershipId
from bot.rules.members import Member
from bot.rules.payments import Invoice, InvoiceState
from bot.rules.rooms import Membership
from bot.rules.webhook_events import EventState, WebhookEvent
from storage.engines import WRITER
from storage.store import SqlStore
from tests.bench.endpoint import open_store, url_of
from tests.bench.figures import Figure, rounded
from tests.rules import makers
from tests.rules.policies import BOOK
from webhooks.handlers import handlers

BESIDE = "one row a commit, by the driver alone"
PAID_AT = makers.at(12, 1, 1)


@dataclass(frozen=True, slots=True)
class PaidInvoices:
    """A Stripe that answers at once: every membership's December is paid, so that only our own work is measured."""

    async def invoice(self, id: str) -> Invoice:
        number = id.removeprefix("in_")
        payment = makers.payment(f"pi_{number}", PAID_AT)
        membership_id, subscription_id = MembershipId(f"mbs_{number}"), f"sub_{number}"
        ours = (f"cus_{number}", membership_id, subscription_id, makers.FEE, makers.CALENDAR.starts_at(makers.DECEMBER))
        return Invoice(id, InvoiceState.PAID, *ours, payments=(payment,))


async def measure(folder: Path, events: int) -> list[Figure]:
    """Renewals of as many members, first side by side and then one after the other."""
    store = await open_store(url_of(folder / "inbox.sqlite"))
    try:
        await _join(store, range(2 * events))
        bare = _bare_rate(folder / "rows.sqlite", events)
        beside = await _rate(store, range(events), lambda number: f"cus_{number}")
        behind = await _rate(store, range(events, 2 * events), lambda _: "cus_of_all")
        charged = len(await store.read(lambda tx: tx.find(Charge)))
    finally:
        await store.close()
    assert charged == 2 * events, f"{charged} months were paid by {2 * events} events"
    notes = f"{AT_ONCE} customers at once; one by one {rounded(behind):,g}/s; bare {rounded(bare):,g}/s"
    return [Figure("inbox_handling", rounded(beside), "events/s", rounded(beside / bare), BESIDE, notes)]


async def _join(store: SqlStore, numbers: range) -> None:
    """Members of one room, each with a membership that has been paid for so far."""
    room = makers.room()
    for number in numbers:
        id = MemberId(1000 + number)
        member = Member(id, f"member {number}", "ja", customer_id=f"cus_{number}")
        changes = {"member_id": id, "subscription_id": f"sub_{number}"}
        membership: Membership = replace(makers.membership(), id=MembershipId(f"mbs_{number}"), **changes)
        await store.write(lambda tx, kept=(room, member, membership): tx.apply(Decision(keep=kept)))


async def _rate(store: SqlStore, numbers: range, customer: Callable[[int], str]) -> float:
    """Events a second, from stored to every one handled."""
    await store.keep_events([_event(number, customer(number)) for number in numbers])
    inbox = Inbox(store, cast("Payments", PaidInvoices()), handlers(makers.CALENDAR, BOOK), Metrics())
    began = time.perf_counter()
    while await inbox.step():
        pass
    seconds = time.perf_counter() - began
    undone = await store.read(lambda tx: tx.find(WebhookEvent, state=EventState.WAITING))
    assert undone == [], undone[0]
    return len(numbers) / seconds


def _event(number: int, customer: str) -> WebhookEvent:
    now = SystemClock().now()
    return WebhookEvent(f"evt_{number}", "invoice.paid", f"in_{number}", customer, now, now, EventState.WAITING, now)


def _bare_rate(file: Path, commits: int) -> float:
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        for pragma in WRITER:
            connection.execute(f"PRAGMA {pragma}")
        connection.execute("CREATE TABLE rows (id INTEGER PRIMARY KEY, words TEXT) STRICT")
        began = time.perf_counter()
        for number in range(commits):
            connection.execute("INSERT INTO rows VALUES (?, ?)", (number, "paid"))
        return commits / (time.perf_counter() - began)
