"""The ledger: what each month of each membership cost, and how it was or was not paid."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from bot.rules.days import add_months
from bot.rules.ids import AttemptId, ChargeId, MemberId, MembershipId, RefundId, RoomId
from bot.rules.money import Money


class ChargeState(StrEnum):
    DUE = "due"  # owed; no invoice yet
    OPEN = "open"  # an invoice is there and not paid
    PAID = "paid"
    WRITTEN_OFF = "written_off"  # nothing was left to try; the claim was dropped
    RETURNED = "returned"  # paid and given back in full


class DeclineKind(StrEnum):
    """Why a charge did not go through, as far as a member should know."""

    REFUSED = "refused"  # by the card company: the limit, or no reason given (E-40)
    EXPIRED = "expired"  # the card is past its date (E-41)
    AUTHENTICATION = "authentication"  # the bank wants its customer to confirm


@dataclass(frozen=True, slots=True)
class Charge:
    """One month of one membership, or one year of it: the one row that says whether it is paid.

    month: its first day; months: how many it settles from there, 1 or 12. invoice_id: Stripe's; None for a month paid
    by joining. payment_id: the payment that settled it; any other success for the same month is a duplicate. decline:
    of the last failure. decline_code: as Stripe words it, for operators. spent_card: a card that was refused for good,
    not to be tried again. retry_on: the next listed day, None when none is left.
    """

    id: ChargeId
    member_id: MemberId
    membership_id: MembershipId
    room_id: RoomId
    month: date
    amount: Money
    state: ChargeState
    made_at: datetime
    invoice_id: str | None = None
    payment_id: str | None = None
    failed_at: datetime | None = None
    settled_at: datetime | None = None
    decline: DeclineKind | None = None
    decline_code: str | None = None
    spent_card: str | None = None
    retry_on: date | None = None
    pay_url: str | None = None
    disputed: bool = False
    months: int = 1

    @property
    def over_on(self) -> date:
        """The first day that is no longer covered."""
        return add_months(self.month, self.months)

    def covers(self, month: date) -> bool:
        """Whether the month that begins on `month` is among those it settles."""
        return self.month <= month < self.over_on


def charge_id(membership_id: MembershipId, month: date) -> ChargeId:
    """The id of the one charge of that month of that membership."""
    return ChargeId(f"chg_{membership_id.partition('_')[2]}_{month:%Y%m}")


class AttemptCause(StrEnum):
    RETRY = "retry"  # a listed day
    RENEWAL = "renewal"  # a year begins
    PAY_NOW = "pay_now"
    NEW_CARD = "new_card"


class AttemptState(StrEnum):
    PENDING = "pending"
    UNKNOWN = "unknown"  # asked, no answer: Stripe is asked again, it is never taken for a failure
    PAID = "paid"
    FAILED = "failed"
    DROPPED = "dropped"  # settled otherwise before it was performed


@dataclass(frozen=True, slots=True)
class Attempt:
    """One try of ours to charge an open invoice. At most one of an invoice is pending or unknown.

    listed_on: the retry day it stands for, None for a try by the member. card: the method to charge, None for the
    customer's default.
    """

    id: AttemptId
    member_id: MemberId
    charge_id: ChargeId
    invoice_id: str
    cause: AttemptCause
    state: AttemptState
    asked_at: datetime
    listed_on: date | None = None
    card: str | None = None
    settled_at: datetime | None = None
    decline_code: str | None = None


class RefundCause(StrEnum):
    DUPLICATE = "duplicate"  # the month was paid already
    ORDER_DEAD = "order_dead"  # paid for an order that no longer counts
    NOT_ADMITTED = "not_admitted"  # paid for a request that was declined, not answered, or taken back
    CARD_NOT_TAKEN = "card_not_taken"  # paid with a card of another brand than rooms take (E-37)
    GIFT_UNUSED = "gift_unused"  # given to somebody who did not use it
    LEFT_BEFORE_RENEWAL = "left_before_renewal"  # renewed although the member had left in time


class RefundState(StrEnum):
    ASKED = "asked"
    PENDING = "pending"  # Stripe has it; the money is on its way
    SUCCEEDED = "succeeded"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Refund:
    """Money that goes back. Its id is the idempotency key, so asking twice gives back once."""

    id: RefundId
    member_id: MemberId
    room_id: RoomId
    payment_id: str
    amount: Money
    cause: RefundCause
    state: RefundState
    asked_at: datetime
    stripe_id: str | None = None
    settled_at: datetime | None = None


def refund_id(payment_id: str) -> RefundId:
    """The id of the one refund that gives back a whole payment, however often that is decided."""
    return RefundId(f"ref_{payment_id}")
