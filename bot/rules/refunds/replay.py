"""Replay: how many open contracts a new version would decide differently, before it is published (R-100)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from bot.rules.business_days import BusinessDays
from bot.rules.money import Money
from bot.rules.policies.policy import Pin, Policy, PolicyBook
from bot.rules.policies.terms import Reason
from bot.rules.refunds.grounds import Verdict
from bot.rules.refunds.purchase import Claim, Purchase, TechnicalProblem
from bot.rules.refunds.quote import quote


@dataclass(frozen=True, slots=True)
class Contract:
    """A purchase with the terms it was made under."""

    purchase: Purchase
    pin: Pin


@dataclass(frozen=True, slots=True)
class Difference:
    """One contract and one reason that would be answered otherwise, were it asked at `asked_at`."""

    contract: Contract
    reason: Reason
    asked_at: datetime
    before: tuple[Verdict, Money]
    after: tuple[Verdict, Money]


def replay(
    contracts: Iterable[Contract], book: PolicyBook, newer: Policy, asked_at: datetime, open_days: BusinessDays
) -> Iterator[Difference]:
    """Every answer that `newer` would change for the contracts of its policy, were every reason asked at `asked_at`.

    A contract keeps its version, so this is what would happen to those who accept the new one, and to those who buy
    next. Contracts of other policies are passed over. Raises UnknownPolicy and PolicyEdited for a pin that is lost.
    """
    for contract in contracts:
        if contract.pin.id != newer.id:
            continue
        bought_under = book.pinned(contract.pin)
        for reason in Reason:
            claim = _claim(reason, contract.purchase, asked_at)
            if claim is None:
                continue
            before, after = (_answer(contract.purchase, policy, claim, open_days) for policy in (bought_under, newer))
            if before != after:
                yield Difference(contract, reason, asked_at, before, after)


def _answer(purchase: Purchase, policy: Policy, claim: Claim, open_days: BusinessDays) -> tuple[Verdict, Money]:
    answered = quote(purchase, policy, claim, open_days)
    return answered.verdict, answered.arrives


def _claim(reason: Reason, purchase: Purchase, asked_at: datetime) -> Claim | None:
    """The claim to try; None for a reason that needs a term this purchase does not have."""
    if reason in (Reason.ENDING_EARLY, Reason.SERVICE_ENDED) and purchase.term is None:
        return None
    # A fault that was reported now and is never mended: otherwise the answer would be to wait, under every version.
    never_mended = TechnicalProblem(asked_at, seen_at=datetime.max.replace(tzinfo=asked_at.tzinfo))
    return Claim(asked_at, reason, problem=never_mended)
