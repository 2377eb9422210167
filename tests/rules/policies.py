"""The shipped policies, and a purchase to ask about: 10,000 yen by card on 10 January, for 14 March at 15:00."""

from datetime import datetime
from typing import Any

from bot.policies.closed_days import japan
from bot.policies.loading import load
from bot.rules.business_days import BusinessDays
from bot.rules.giving_back import Terms
from bot.rules.money import Money
from bot.rules.policies.policy import Policy
from bot.rules.policies.terms import Reason
from bot.rules.refunds.purchase import Claim, Method, Purchase
from bot.rules.refunds.quote import Quote, quote
from tests.rules.makers import TOKYO, at

BOOK = load()
OPEN_DAYS = BusinessDays(TOKYO, japan())
START = at(3, 14, 15)
BOUGHT = at(1, 10, 12)


def yen(minor: int) -> Money:
    return Money(minor, "JPY")


def policy(id: str) -> Policy:
    return BOOK.get(id, 1)


ROOM_TERMS = Terms(policy("room").pin, BOOK)


def purchase(**changes: Any) -> Purchase:
    known: dict[str, Any] = {
        "price": yen(10_000),
        "bought_at": BOUGHT,
        "method": Method.CARD,
        "payment_fee": yen(0),
        "transfer_fee": yen(0),
        "refunded": yen(0),
        "starts_at": START,
        "period_starts_at": BOUGHT,
    }
    return Purchase("ord_1", **(known | changes))


def asked(asked_at: datetime, reason: Reason = Reason.CANCELLED, **changes: Any) -> Claim:
    return Claim(asked_at, reason, **changes)


def answer(id: str, bought: Purchase, claim: Claim) -> Quote:
    """The quote of the shipped policy `id`."""
    return quote(bought, policy(id), claim, OPEN_DAYS)
