"""The account read as books: what was charged, refunded and subscribed, in plain frozen records."""

from dataclasses import dataclass
from datetime import datetime

from . import drafts, invoice_payments
from .account import Object
from .calendar import instant_of
from .core import LocalStripe


@dataclass(frozen=True, slots=True)
class ChargeLine:
    """One attempt to move money. `status`: succeeded or failed; `why` is the bank's reason when it failed."""

    id: str
    amount: int
    currency: str
    at: datetime
    status: str
    customer: str | None
    customer_metadata: dict[str, str]
    description: str | None
    metadata: dict[str, str]
    why: str | None
    payment_intent: str
    payment_method: str
    invoice: str | None
    subscription: str | None
    amount_refunded: int


@dataclass(frozen=True, slots=True)
class RefundLine:
    id: str
    amount: int
    at: datetime
    status: str
    charge: str
    payment_intent: str
    metadata: dict[str, str]


@dataclass(frozen=True, slots=True)
class SubscriptionLine:
    id: str
    status: str
    customer: str
    customer_metadata: dict[str, str]
    prices: tuple[str, ...]
    metadata: dict[str, str]
    started_at: datetime
    period_ends_at: datetime
    ended_at: datetime | None
    cancel_at_period_end: bool


@dataclass(frozen=True, slots=True)
class InvoiceLine:
    id: str
    status: str
    total: int
    at: datetime
    customer: str
    subscription: str | None
    auto_advance: bool
    attempt_count: int
    hosted_url: str | None


class Books:
    """Reads a core; every question is answered from its present state, oldest first."""

    def __init__(self, core: LocalStripe) -> None:
        self._account = core.account

    @property
    def charges(self) -> list[ChargeLine]:
        return [self._charge(one) for one in self._account.all("charge")]

    @property
    def taken(self) -> list[ChargeLine]:
        """The charges that brought money."""
        return [one for one in self.charges if one.status == "succeeded"]

    @property
    def failed(self) -> list[ChargeLine]:
        return [one for one in self.charges if one.status == "failed"]

    @property
    def refunds(self) -> list[RefundLine]:
        return [
            RefundLine(
                id=one["id"],
                amount=one["amount"],
                at=instant_of(one["created"]),
                status=one["status"],
                charge=one["charge"],
                payment_intent=one["payment_intent"],
                metadata=dict(one["metadata"]),
            )
            for one in self._account.all("refund")
        ]

    @property
    def subscriptions(self) -> list[SubscriptionLine]:
        return [self._subscription(one) for one in self._account.all("subscription")]

    @property
    def invoices(self) -> list[InvoiceLine]:
        return [
            InvoiceLine(
                id=one["id"],
                status=one["status"],
                total=one["total"],
                at=instant_of(one["created"]),
                customer=one["customer"],
                subscription=drafts.parent_subscription(one),
                auto_advance=one["auto_advance"],
                attempt_count=one["attempt_count"],
                hosted_url=one["hosted_invoice_url"],
            )
            for one in self._account.all("invoice")
        ]

    def _customer_metadata(self, customer: str | None) -> dict[str, str]:
        held = self._account.shelves["customer"].get(customer or "")
        return dict(held.get("metadata", {})) if held else {}

    def _charge(self, charge: Object) -> ChargeLine:
        invoice = self._invoice_of(charge["payment_intent"])
        return ChargeLine(
            id=charge["id"],
            amount=charge["amount"],
            currency=charge["currency"],
            at=instant_of(charge["created"]),
            status=charge["status"],
            customer=charge["customer"],
            customer_metadata=self._customer_metadata(charge["customer"]),
            description=charge["description"],
            metadata=dict(charge["metadata"]),
            why=charge["outcome"]["reason"],
            payment_intent=charge["payment_intent"],
            payment_method=charge["payment_method"],
            invoice=invoice["id"] if invoice else None,
            subscription=drafts.parent_subscription(invoice) if invoice else None,
            amount_refunded=charge["amount_refunded"],
        )

    def _invoice_of(self, intent: str) -> Object | None:
        payment = invoice_payments.of_intent(self._account, intent)
        return self._account.get("invoice", payment["invoice"]) if payment else None

    def _subscription(self, subscription: Object) -> SubscriptionLine:
        items = subscription["items"]["data"]
        ended_at = subscription["ended_at"]
        return SubscriptionLine(
            id=subscription["id"],
            status=subscription["status"],
            customer=subscription["customer"],
            customer_metadata=self._customer_metadata(subscription["customer"]),
            prices=tuple(item["price"]["id"] for item in items),
            metadata=dict(subscription["metadata"]),
            started_at=instant_of(subscription["start_date"]),
            period_ends_at=instant_of(items[0]["current_period_end"]),
            ended_at=None if ended_at is None else instant_of(ended_at),
            cancel_at_period_end=subscription["cancel_at_period_end"],
        )
