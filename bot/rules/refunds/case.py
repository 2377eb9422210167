"""A refund case as it is kept, and what a step of it asks for outside."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NewType

from bot.rules.business_days import BusinessDays
from bot.rules.ids import MemberId
from bot.rules.money import Money
from bot.rules.policies.policy import Pin
from bot.rules.policies.terms import Clocks, Evidence, Reason
from bot.rules.refunds.clocks import Deadline
from bot.rules.refunds.purchase import Way
from bot.rules.texts import Text

CaseId = NewType("CaseId", str)


class CaseState(StrEnum):
    ASKED = "asked"  # received, but not everything was said, or a fault may still be mended
    AWAITING_EVIDENCE = "awaiting_evidence"
    DECIDING = "deciding"  # complete: the clock of the decision runs
    APPROVED = "approved"
    REFUSED = "refused"
    PAYING = "paying"  # made at Stripe, or on its way to the bank
    PAID = "paid"
    FAILED = "failed"  # the money came back: a person must look


@dataclass(frozen=True, slots=True)
class RefundCase:
    """One application for one refund.

    proposed: what the quote says. at_least: what is due whatever a person decides. left: what can still go back of the
    purchase. needed: what is still to be shown. amount: what was decided on. decided_by: None for the machine.
    details_asked_at: when the member was asked for a bank account (E-83). appealed_at: when a refusal was appealed.
    """

    id: CaseId
    member_id: MemberId
    purchase_id: str
    pin: Pin
    reason: Reason
    way: Way
    state: CaseState
    asked_at: datetime
    proposed: Money
    at_least: Money
    left: Money
    ends_access: bool
    why: Text
    needed: tuple[Evidence, ...] = ()
    evidence_until: datetime | None = None
    decide: Deadline | None = None
    amount: Money | None = None
    decided_at: datetime | None = None
    decided_by: MemberId | None = None
    note: str = ""
    pay: Deadline | None = None
    details_asked_at: datetime | None = None
    settled_at: datetime | None = None
    appealed_at: datetime | None = None
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Pay:
    """Send the money. The case's id is the idempotency key."""

    case_id: CaseId
    amount: Money
    way: Way


@dataclass(frozen=True, slots=True)
class EndAccess:
    """What was bought is over: access, and the right to use what was downloaded (R-77, R-78)."""

    purchase_id: str


@dataclass(frozen=True, slots=True)
class Tell:
    """Say it to the member."""

    what: Text


@dataclass(frozen=True, slots=True)
class TellDesk:
    """Say it to whoever decides about refunds (R-105)."""

    what: Text


@dataclass(frozen=True, slots=True)
class WakeAt:
    """Look at the case again."""

    at: datetime


Ask = Pay | EndAccess | Tell | TellDesk | WakeAt


@dataclass(frozen=True, slots=True)
class Moved:
    """A case after a step, and what the step asks for; nothing when the step had been taken already."""

    case: RefundCase
    asks: tuple[Ask, ...] = ()


@dataclass(frozen=True, slots=True)
class Desk:
    """How the desk that decides works: its clocks, as the policy has them, and its business days."""

    clocks: Clocks
    open_days: BusinessDays
