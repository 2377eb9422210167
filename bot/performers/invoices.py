"""Invoices, the attempts to charge them, and refunds."""

from datetime import datetime, timedelta
from functools import partial

from bot.fresh import decide_fresh
from bot.house import House
from bot.outbox import Later
from bot.ports import Rejected, Transaction, Unreachable
from bot.rules.charges import Attempt, Charge, ChargeState, Refund
from bot.rules.effects import BillMonth, GiveBack, HoldInvoice, PayInvoice
from bot.rules.members import Member
from bot.rules.patience import may_be_made_at
from bot.rules.payments import Invoice, InvoiceState
from bot.rules.rooms import Room
from bot.rules.trying import OPEN_ATTEMPT
from bot.services import billing

TRIES_PER_KEY = 3
KEY_LIVES = timedelta(hours=23)


async def hold(house: House, effect: HoldInvoice, tries: int) -> None:
    """Take the retries of an unpaid month over from Stripe."""
    charge = await house.store.read(lambda tx: tx.get(Charge, effect.charge_id))
    if charge.state is ChargeState.OPEN and charge.invoice_id is not None:
        await house.payments.collect(charge.invoice_id, wanted=False)


async def bill(house: House, effect: BillMonth, tries: int) -> None:
    """Make the invoice of a month that no renewal at Stripe bills, put it into the retry calendar, or charge it now."""

    async def look(tx: Transaction) -> tuple[Charge, Room, Member]:
        charge = await tx.get(Charge, effect.charge_id)
        return charge, await tx.get(Room, charge.room_id), await tx.get(Member, charge.member_id)

    charge, room, member = await house.store.read(look)
    if charge.state is not ChargeState.DUE or member.customer_id is None:
        return
    invoice = await house.payments.bill(charge, room, member.customer_id)
    calendar = house.calendar
    billed = partial(billing.month_billed, charge_id=charge.id, invoice=invoice, at_once=effect.at_once)
    await house.store.write(lambda tx: billed(tx, calendar=calendar))


async def pay(house: House, effect: PayInvoice, tries: int) -> None:
    """Perform an attempt. The invoice is read first: one that is not open any more is settled from what it says.

    No answer leaves the attempt unknown, to be asked again under the same key; after repeated faults, or when the key
    is old, a new attempt takes its place, and waits the longer the more of them did.
    """

    async def look(tx: Transaction) -> tuple[Attempt, Charge, datetime, datetime]:
        attempt = await tx.get(Attempt, effect.attempt_id)
        attempts = await tx.find(Attempt, charge_id=attempt.charge_id)
        return attempt, await tx.get(Charge, attempt.charge_id), may_be_made_at(attempt, attempts), tx.now

    attempt, charge, made_at, now = await house.store.read(look)
    if attempt.state not in OPEN_ATTEMPT:
        return
    if now < made_at:
        raise Later(made_at)
    if charge.state is not ChargeState.OPEN or await _settled_otherwise(house, attempt):
        await house.store.write(lambda tx: billing.attempt_dropped(tx, attempt.id))
        return
    if now - attempt.asked_at > KEY_LIVES or tries >= TRIES_PER_KEY:
        await house.store.write(lambda tx: billing.attempt_anew(tx, attempt.id))
        return
    try:
        outcome = await house.payments.pay(attempt)
    except Unreachable:
        await house.store.write(lambda tx: billing.attempt_unanswered(tx, attempt.id))
        raise
    except Rejected:
        await house.store.write(lambda tx: billing.attempt_dropped(tx, attempt.id))
        raise
    calendar, policies = house.calendar, house.policies
    settled = partial(billing.attempt_settled, attempt_id=attempt.id, outcome=outcome)
    await house.store.write(lambda tx: settled(tx, calendar=calendar, policies=policies))


async def _settled_otherwise(house: House, attempt: Attempt) -> bool:
    """Whether the invoice needs no attempt any more; what it says is taken in."""

    async def decide(tx: Transaction, seen: Invoice | None) -> None:
        if seen is not None and seen.state is not InvoiceState.OPEN:
            await billing.invoice_seen(tx, seen, calendar=house.calendar, policies=house.policies)

    seen = await decide_fresh(
        house.store, attempt.member_id, lambda: house.payments.invoice(attempt.invoice_id), decide
    )
    return seen is None or seen.state is not InvoiceState.OPEN


async def give_back(house: House, effect: GiveBack, tries: int) -> None:
    """Ask for a refund; asked twice, Stripe makes one."""
    refund = await house.store.read(lambda tx: tx.get(Refund, effect.refund_id))
    seen = await house.payments.refund(refund)
    await house.store.write(lambda tx: billing.refund_seen(tx, seen))
