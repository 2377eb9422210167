"""Billing: taking in what Stripe says of invoices and payments, and trying again on the listed days."""

from dataclasses import replace

from bot.ports import Transaction
from bot.rules import billing, trying
from bot.rules.charges import (
    Attempt,
    AttemptState,
    Charge,
    ChargeState,
    Refund,
    RefundCause,
    RefundState,
    charge_id,
    refund_id,
)
from bot.rules.days import Calendar
from bot.rules.decision import Decision
from bot.rules.effects import PayInvoice
from bot.rules.giving_back import give_back
from bot.rules.ids import AttemptId, ChargeId, MemberId
from bot.rules.members import Member
from bot.rules.payments import Customer, Decline, Dispute, Invoice, InvoiceState, Payment, PaymentRefund
from bot.rules.policies.policy import PolicyBook
from bot.rules.rooms import Membership, Room
from bot.rules.texts import Refused, text
from bot.services.contracts import terms_of


async def invoice_seen(tx: Transaction, invoice: Invoice, *, calendar: Calendar, policies: PolicyBook) -> None:
    """Take in what Stripe says of an invoice now: every payment of it, then its last failure.

    An invoice that is not for a month of a membership of ours changes nothing.
    """
    if invoice.membership_id is None:
        return
    membership = await tx.seek(Membership, invoice.membership_id)
    if membership is None:
        return
    await tx.lock(f"member:{membership.member_id}")
    month = charge_id(membership.id, calendar.month(invoice.starts_at))
    if await _is_in_a_year(tx, membership, invoice, calendar):
        for payment in invoice.payments:
            await _not_owed(tx, membership, payment, policies)
        return
    for payment in invoice.payments:
        charge = await tx.seek(Charge, month) or billing.billed(invoice, membership, calendar, tx.now)
        await _paid(tx, charge, payment, policies)
    if invoice.state is InvoiceState.PAID and not invoice.amount:
        charge = await tx.seek(Charge, month) or billing.billed(invoice, membership, calendar, tx.now)
        await tx.apply(billing.cost_nothing(charge, await tx.get(Membership, membership.id), tx.now))
    if invoice.state is InvoiceState.OPEN and invoice.decline is not None:
        charge = await tx.seek(Charge, month) or billing.billed(invoice, membership, calendar, tx.now)
        room = await tx.get(Room, membership.room_id)
        membership = await tx.get(Membership, membership.id)
        await tx.apply(billing.failed(charge, membership, room, invoice.decline, calendar))


async def month_billed(
    tx: Transaction, charge_id: ChargeId, invoice: Invoice, *, at_once: bool, calendar: Calendar
) -> None:
    """A month that no renewal at Stripe billed has its invoice now. at_once: charge it without waiting for a day."""
    charge = await tx.get(Charge, charge_id)
    await tx.apply(billing.enters_calendar(charge, invoice.id, invoice.pay_url, calendar, tx.today))
    if at_once:
        billed, attempts = await tx.get(Charge, charge_id), await tx.find(Attempt, charge_id=charge_id)
        await tx.apply(trying.at_once(billed, attempts, AttemptId(tx.new_id("try")), tx.now))


async def retry(tx: Transaction, charge_id: ChargeId, *, calendar: Calendar) -> None:
    """Due work: a listed day has come for a month that is unpaid."""
    charge = await tx.get(Charge, charge_id)
    await tx.lock(f"member:{charge.member_id}")
    attempts = await tx.find(Attempt, charge_id=charge_id)
    card = (await tx.get(Member, charge.member_id)).card
    id = AttemptId(tx.new_id("try"))
    await tx.apply(trying.retry(charge, attempts, card, id, calendar=calendar, now=tx.now))


async def end_unpaid(tx: Transaction, charge_id: ChargeId) -> None:
    """Due work: nothing is left to try for a month."""
    charge = await tx.get(Charge, charge_id)
    await tx.lock(f"member:{charge.member_id}")
    membership = await tx.get(Membership, charge.membership_id)
    charges = await tx.find(Charge, membership_id=membership.id)
    attempts = await tx.find(Attempt, charge_id=charge_id)
    await tx.apply(billing.end_unpaid(charge, membership, charges=charges, attempts=attempts, now=tx.now))


async def pay_now(tx: Transaction, member_id: MemberId, charge_id: ChargeId) -> Attempt:
    """The member asks to be charged now. Returns the attempt. Raises Refused while another is under way."""
    await tx.lock(f"member:{member_id}")
    charge = await tx.seek(Charge, charge_id)
    if charge is None or charge.member_id != member_id:
        raise Refused(text("billing.nothing_to_pay"))
    attempts = await tx.find(Attempt, charge_id=charge_id)
    card = (await tx.get(Member, member_id)).card
    id = AttemptId(tx.new_id("try"))
    await tx.apply(trying.pay_now(charge, attempts, card, id, tx.now))
    return await tx.get(Attempt, id)


async def customer_seen(tx: Transaction, customer: Customer) -> None:
    """Take in the card Stripe would charge now; a new one is tried at once for every month that is open."""
    found = await tx.find(Member, customer_id=customer.id)  # of a deleted one Stripe no longer says whose it was
    if not found:
        return
    [member] = found
    await tx.lock(f"member:{member.id}")
    if customer.deleted:
        lost = member.customers_lost + 1
        await tx.put(replace(member, customer_id=None, card=None, customers_lost=lost))
        return
    if customer.card is None or customer.card == member.card:
        return
    await tx.put(replace(member, card=customer.card))
    for charge in await tx.find(Charge, member_id=member.id, state=ChargeState.OPEN):
        attempts = await tx.find(Attempt, charge_id=charge.id)
        id = AttemptId(tx.new_id("try"))
        await tx.apply(trying.card_changed(charge, attempts, customer.card, id, tx.now))


async def attempt_settled(
    tx: Transaction, attempt_id: AttemptId, outcome: Payment | Decline, *, calendar: Calendar, policies: PolicyBook
) -> None:
    """An attempt of ours went through or was refused."""
    attempt = await tx.get(Attempt, attempt_id)
    await tx.lock(f"member:{attempt.member_id}")
    charge = await tx.get(Charge, attempt.charge_id)
    membership = await tx.get(Membership, charge.membership_id)
    if isinstance(outcome, Decline):
        room = await tx.get(Room, charge.room_id)
        decision = billing.attempt_failed(attempt, charge, membership, room, outcome, calendar=calendar, now=tx.now)
        await tx.apply(decision)
        return
    await tx.apply(trying.over(attempt, AttemptState.PAID, tx.now))
    await _paid(tx, charge, outcome, policies)


async def attempt_unanswered(tx: Transaction, attempt_id: AttemptId) -> None:
    """Stripe gave no answer: the attempt may or may not have charged. It is asked again, never taken for a failure."""
    attempt = await tx.get(Attempt, attempt_id)
    if attempt.state is AttemptState.PENDING:
        await tx.put(replace(attempt, state=AttemptState.UNKNOWN))


async def attempt_dropped(tx: Transaction, attempt_id: AttemptId) -> None:
    """The invoice was settled otherwise before this attempt was performed."""
    attempt = await tx.get(Attempt, attempt_id)
    await tx.apply(trying.over(attempt, AttemptState.DROPPED, tx.now))


async def attempt_anew(tx: Transaction, attempt_id: AttemptId) -> None:
    """Ask again under a new key: Stripe goes on repeating a stored answer for the old one for a day."""
    attempt = await tx.get(Attempt, attempt_id)
    if attempt.state not in trying.OPEN_ATTEMPT:
        return
    await tx.apply(trying.over(attempt, AttemptState.DROPPED, tx.now))
    again = replace(attempt, id=AttemptId(tx.new_id("try")), state=AttemptState.PENDING, asked_at=tx.now)
    await tx.apply(Decision(keep=(again,), effects=(PayInvoice(again.id),)))


async def refund_seen(tx: Transaction, seen: PaymentRefund) -> None:
    """Take in what Stripe says of a refund of ours; one that is settled never goes back to pending."""
    if seen.refund_id is None:
        return
    refund = await tx.seek(Refund, seen.refund_id)
    if refund is None or refund.state in (RefundState.SUCCEEDED, RefundState.FAILED):
        return
    state = RefundState.FAILED if seen.failed else RefundState.SUCCEEDED if seen.settled else RefundState.PENDING
    settled_at = tx.now if state is not RefundState.PENDING else None
    await tx.put(replace(refund, state=state, stripe_id=seen.id, settled_at=settled_at))


async def dispute_seen(tx: Transaction, dispute: Dispute) -> None:
    """Mark the month whose payment is disputed: it postpones the end of an unpaid one."""
    for charge in await tx.find(Charge, payment_id=dispute.payment_id):
        await tx.put(replace(charge, disputed=dispute.open))


async def _is_in_a_year(tx: Transaction, membership: Membership, invoice: Invoice, calendar: Calendar) -> bool:
    """Whether Stripe renewed a month that a year of ours covers: it had not yet heard of the change."""
    month = calendar.month(invoice.starts_at)
    years = [one for one in await tx.find(Charge, membership_id=membership.id) if one.months > 1 and one.covers(month)]
    return any(one.invoice_id != invoice.id for one in years if one.state is not ChargeState.RETURNED)


async def _not_owed(tx: Transaction, membership: Membership, payment: Payment, policies: PolicyBook) -> None:
    if await tx.seek(Refund, refund_id(payment.id)) is None:
        terms = await terms_of(tx, membership.id, policies)
        await tx.apply(give_back(membership, payment, RefundCause.DUPLICATE, terms, tx.now))


async def _paid(tx: Transaction, charge: Charge, payment: Payment, policies: PolicyBook) -> None:
    membership = await tx.get(Membership, charge.membership_id)
    others = [other for other in await tx.find(Charge, membership_id=membership.id) if other.id != charge.id]
    returned = await tx.seek(Refund, refund_id(payment.id))
    terms = await terms_of(tx, membership.id, policies)
    decision = billing.paid(charge, membership, payment, others=others, returned=returned, terms=terms, now=tx.now)
    if payment.card is not None and decision != Decision():
        member = await tx.get(Member, charge.member_id)
        decision = replace(decision, keep=(*decision.keep, replace(member, card=payment.card)))
    await tx.apply(decision)
