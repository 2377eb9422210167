"""A month is paid at most once, whatever the order of joins, leaves, failures, retries and what Stripe repeats."""

from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules import billing, joining, leaving, trying
from bot.rules.access import BILLED, LIVE
from bot.rules.charges import Attempt, AttemptState, Charge, ChargeState, Refund, charge_id, refund_id
from bot.rules.members import Card
from bot.rules.payments import Invoice, InvoiceState, Payment
from bot.rules.rooms import Membership, Order, RoomState
from bot.rules.texts import Refused
from tests.rules.makers import CALENDAR, FEE, at, card, decline, room, screen
from tests.rules.policies import ROOM_TERMS

ACTS = ("join", "pay link", "pay link again", "renew", "refuse renewal", "retry", "pay now", "new card")
ANSWERS = ("went through", "was refused", "went through twice", "leave", "stay", "month over", "end unpaid")

HOURS = timedelta(hours=3)


@dataclass
class World:
    """One member, one room: the records by id, and every payment that ever reached Stripe, by id."""

    now: Any = field(default_factory=lambda: at(11, 10))
    card: Card = field(default_factory=card)
    records: dict[Any, Any] = field(default_factory=dict)
    payments: dict[str, Payment] = field(default_factory=dict)
    made: int = 0

    def all(self, kind, **values):
        found = [one for one in self.records.values() if type(one) is kind]
        return [one for one in found if all(getattr(one, name) == value for name, value in values.items())]

    def newest(self, kind):
        return (self.all(kind) or [None])[-1]

    def apply(self, decision):
        for record in decision.keep:
            self.records[record.id] = record

    def id(self, prefix):
        self.made += 1
        return f"{prefix}_{self.made}"

    def money(self):
        one = Payment(self.id("pi"), FEE, self.now)
        self.payments[one.id] = one
        return one

    def returned(self, money):
        return self.records.get(refund_id(money.id))


def act(world, what):  # noqa: C901, PLR0912, PLR0915 -- a few lines for each act, read from top to bottom
    """Do one thing as the services do it: read, decide, apply."""
    live = next((one for one in world.all(Membership) if one.state in LIVE), None)
    member, order = world.newest(Membership), world.newest(Order)
    attempt = next((one for one in world.all(Attempt) if one.state in trying.OPEN_ATTEMPT), None)
    charges = world.all(Charge, membership_id=member.id) if member else []
    owed = next((one for one in charges if one.state is ChargeState.OPEN), None)
    match what:
        case "join":
            joining.may_join(room(), live)
            if live is None:
                expires_at = joining.link_expires_at(CALENDAR, world.now)
                ids = (world.id("mbs"), world.id("ord"))
                shown = screen(terms=ROOM_TERMS.pin)
                world.apply(joining.first_order(shown, ids, expires_at=expires_at, remind_after=HOURS, now=world.now))
        case "pay link" if order:
            pay_link(world, order, world.money())
        case "pay link again" if order and order.payment_id:
            pay_link(world, order, world.payments[order.payment_id])
        case "renew" if member and member.state in BILLED:
            month_paid(world, member, billed(world, member), world.money())
        case "refuse renewal" if member and member.state in BILLED:
            charge = billed(world, member)
            world.apply(billing.failed(charge, member, room(), decline(world.now), CALENDAR))
        case "retry" if owed:
            tried = world.all(Attempt, charge_id=owed.id)
            id = world.id("try")
            world.apply(trying.retry(owed, tried, world.card, id, calendar=CALENDAR, now=world.now))
        case "pay now" if owed:
            tried = world.all(Attempt, charge_id=owed.id)
            world.apply(trying.pay_now(owed, tried, world.card, world.id("try"), world.now))
        case "new card" if owed:
            world.card = replace(world.card, method_id=world.id("pm"))
            tried = world.all(Attempt, charge_id=owed.id)
            world.apply(trying.card_changed(owed, tried, world.card, world.id("try"), world.now))
        case "went through" | "went through twice" if attempt:
            charge, money = world.records[attempt.charge_id], world.money()
            world.apply(trying.over(attempt, AttemptState.PAID, world.now))
            for _ in range(1 + what.endswith("twice")):
                charge = world.records[attempt.charge_id]
                month_paid(world, world.records[charge.membership_id], charge, money)
        case "was refused" if attempt:
            charge = world.records[attempt.charge_id]
            known = (attempt, charge, world.records[charge.membership_id], room(), decline(world.now))
            world.apply(billing.attempt_failed(*known, calendar=CALENDAR, now=world.now))
        case "leave" if member and member.state in BILLED:
            world.apply(leaving.leave(member, charges, CALENDAR, world.now))
        case "stay" if member:
            world.apply(leaving.undo(member, world.now))
        case "month over" if member:
            world.apply(leaving.month_over(member, world.now))
        case "end unpaid" if owed:
            tried = world.all(Attempt, charge_id=owed.id)
            world.apply(billing.end_unpaid(owed, member, charges=charges, attempts=tried, now=world.now))


def pay_link(world, order, money):
    member = world.records[order.membership_id]
    settled = world.records.get(charge_id(member.id, CALENDAR.month(money.paid_at)))
    known = {"settled": settled, "returned": world.returned(money), "terms": ROOM_TERMS}
    decided = joining.paid(order, member, money, room_state=RoomState.OPEN, calendar=CALENDAR, now=world.now, **known)
    world.apply(decided)


def billed(world, member):
    """The month Stripe bills now: this one, as it is kept or as its invoice makes it."""
    starts_at = CALENDAR.starts_at(CALENDAR.month(world.now))
    invoice = Invoice(world.id("in"), InvoiceState.OPEN, "cus_1", member.id, "sub_1", FEE, starts_at)
    known = world.records.get(charge_id(member.id, CALENDAR.month(world.now)))
    return known or billing.billed(invoice, member, CALENDAR, world.now)


def month_paid(world, member, charge, money):
    others = [one for one in world.all(Charge, membership_id=member.id) if one.id != charge.id]
    known = {"others": others, "returned": world.returned(money), "terms": ROOM_TERMS, "now": world.now}
    world.apply(billing.paid(charge, member, money, **known))


STEPS = st.lists(st.tuples(st.sampled_from(ACTS + ANSWERS), st.integers(0, 15 * 24)), max_size=30)


@pytest.mark.rule("E-33", "E-35", "E-36", "E-43", "E-44", "R-73")
@given(STEPS)
def test_every_payment_buys_one_month_or_comes_back_and_no_month_is_bought_twice(steps):
    world = World()
    for what, hours in steps:
        world.now += timedelta(hours=hours)
        try:
            act(world, what)
        except Refused:
            continue

    bought = {one.payment_id: (one.membership_id, one.month) for one in world.all(Charge) if one.payment_id}
    came_back = {one.payment_id for one in world.all(Refund)}
    assert set(Counter(bought.values()).values()) <= {1}
    assert sorted([*bought, *came_back]) == sorted(world.payments)
    for attempts in Counter(one.charge_id for one in world.all(Attempt, state=AttemptState.PENDING)).values():
        assert attempts == 1
