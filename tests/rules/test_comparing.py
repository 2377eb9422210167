"""What Stripe's list says of a membership, and whether the ledger says the same: in doubt it does not."""

from dataclasses import replace
from datetime import date

import pytest

from bot.rules.charges import ChargeState, charge_id
from bot.rules.comparing import Glance, LastBill, agrees, asked_after
from bot.rules.members import Member
from bot.rules.payments import InvoiceState, Subscription, SubscriptionState
from bot.rules.rooms import MembershipState
from tests.rules import makers
from tests.rules.makers import CALENDAR, at

NOVEMBER, DECEMBER, JANUARY = date(2026, 11, 1), date(2026, 12, 1), date(2027, 1, 1)
CARD = makers.card("pm_1")
MEMBER = Member(makers.HANAKO, "Hanako", "ja", customer_id="cus_1", card=CARD)
JOINED = replace(makers.membership(), subscription_id="sub_1", joined_at=at(11, 20))
MONTH = at(12, 1, 0), at(1, 1, 0, year=2027)
LIVE = Subscription("sub_1", JOINED.id, "cus_1", SubscriptionState.LIVE, False, *MONTH, makers.FEE, "si_1")


def charge(month, state=ChargeState.PAID, **changes):
    """A month of the membership, paid by `pi_<month>` through `in_<month>` unless it says otherwise."""
    known = {
        "payment_id": f"pi_{month.month}" if state is ChargeState.PAID else None,
        "invoice_id": f"in_{month.month}",
    }
    changed = {"id": charge_id(JOINED.id, month), "month": month, "state": state, "membership_id": JOINED.id}
    return replace(makers.unpaid(), **known | {"failed_at": None, "retry_on": None} | changed | changes)


def failed(month):
    return charge(month, ChargeState.OPEN, failed_at=at(12, 1, 1))


def bill(state, *payments, month=DECEMBER):
    return LastBill(f"in_{month.month}", state, CALENDAR.starts_at(month), payments)


PAID, OPEN = bill(InvoiceState.PAID, "pi_12"), bill(InvoiceState.OPEN)
SEEN = Glance(LIVE, CARD, PAID)
LEDGER = (charge(NOVEMBER), charge(DECEMBER))


@pytest.mark.rule("E-35")
@pytest.mark.parametrize(
    ("bill", "charges"),
    [
        (None, [charge(NOVEMBER)]),
        (PAID, LEDGER),
        (PAID, [charge(NOVEMBER), charge(DECEMBER, ChargeState.RETURNED, payment_id="pi_12")]),
        (OPEN, [charge(NOVEMBER), failed(DECEMBER)]),
        (bill(InvoiceState.PAID), [charge(NOVEMBER), charge(DECEMBER, payment_id=None)]),
        (bill(InvoiceState.DRAFT), [charge(NOVEMBER)]),
        (bill(InvoiceState.VOID), [charge(NOVEMBER), charge(DECEMBER, ChargeState.WRITTEN_OFF)]),
        (bill(InvoiceState.PAID, "pi_1", month=JANUARY), [*LEDGER, charge(JANUARY)]),
    ],
    ids=["no bill yet", "paid", "given back", "failed", "cost nothing", "draft", "void", "January"],
)
def test_what_both_say_alike_is_read_no_further(bill, charges):
    assert agrees(replace(SEEN, last_bill=bill), JOINED, MEMBER, charges, CALENDAR)


@pytest.mark.rule("E-35")
@pytest.mark.parametrize(
    ("bill", "charges"),
    [
        (PAID, [charge(NOVEMBER)]),
        (PAID, [charge(NOVEMBER), failed(DECEMBER)]),
        (PAID, [charge(NOVEMBER), charge(DECEMBER, payment_id="pi_other")]),
        (bill(InvoiceState.PAID, "pi_12", "pi_13"), LEDGER),
        (OPEN, [charge(NOVEMBER)]),
        (OPEN, LEDGER),
        (OPEN, [charge(NOVEMBER), charge(DECEMBER, ChargeState.OPEN)]),
        (bill(InvoiceState.VOID), [charge(NOVEMBER), failed(DECEMBER)]),
        (PAID, [failed(NOVEMBER), charge(DECEMBER)]),
        (None, [charge(DECEMBER, ChargeState.DUE, invoice_id=None)]),
        (PAID, [charge(DECEMBER)]),
        (bill(InvoiceState.PAID, "pi_1", month=JANUARY), [charge(DECEMBER), charge(JANUARY)]),
        (bill(InvoiceState.PAID, "pi_1", month=JANUARY), [charge(NOVEMBER), charge(JANUARY)]),
    ],
    ids=[
        "paid and unknown",
        "paid and thought to be failed",
        "paid by something else",
        "paid twice",
        "open and unknown",
        "open and thought to be paid",
        "open and its failure unknown",
        "void and thought to be owed",
        "an older month is owed",
        "a month is owed that nobody billed",
        "the month before is unknown",
        "the month before the last is unknown",
        "a month between is unknown",
    ],
)
def test_whatever_differs_is_read_again(bill, charges):
    assert not agrees(replace(SEEN, last_bill=bill), JOINED, MEMBER, charges, CALENDAR)


@pytest.mark.parametrize(
    ("glance", "state", "agreed"),
    [
        (SEEN, MembershipState.ACTIVE, True),
        (replace(SEEN, subscription=replace(LIVE, state=SubscriptionState.GONE)), MembershipState.ACTIVE, False),
        (replace(SEEN, subscription=replace(LIVE, customer_id="cus_2")), MembershipState.ACTIVE, False),
        (replace(SEEN, subscription=replace(LIVE, ends_with_period=True)), MembershipState.ACTIVE, False),
        (replace(SEEN, subscription=replace(LIVE, ends_with_period=True)), MembershipState.LEAVING, True),
        (replace(SEEN, card=makers.card("pm_2")), MembershipState.ACTIVE, False),
        (replace(SEEN, card=None), MembershipState.ACTIVE, True),
    ],
    ids=["alike", "over", "another customer", "set to end", "leaving", "another card", "no card"],
)
def test_the_subscription_and_the_card_are_compared_too(glance, state, agreed):
    """A card that is gone is no news: nothing can be charged by it."""
    assert agrees(glance, replace(JOINED, state=state), MEMBER, LEDGER, CALENDAR) is agreed


@pytest.mark.parametrize("today", [date(2027, 1, 1), date(2027, 1, 31)])
def test_the_ledger_is_asked_as_far_back_as_a_bill_of_last_month_needs(today):
    """On the 1st the last bill may still be December's: October and November count then."""
    assert asked_after(today) == date(2026, 9, 30)
