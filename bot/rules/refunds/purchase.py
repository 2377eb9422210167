"""What is known when money is asked back: the purchase, and the claim."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from bot.rules.money import Money
from bot.rules.policies.bad_input import BadInput, check_amount, check_aware
from bot.rules.policies.terms import Cycle, Exclusion, Reason, Stage


class Method(StrEnum):
    """How something was paid."""

    CARD = "card"
    KONBINI = "konbini"
    BANK = "bank"
    OTHER = "other"


class Way(StrEnum):
    """Where a refund goes (R-63..R-66, E-82, E-83)."""

    CARD = "card"  # to the card that paid, never to another one
    BANK = "bank"  # to an account the member names; konbini too, for cash cannot be taken back
    AGREED = "agreed"  # agreed upon with the member


WAY_OF = {
    Method.CARD: Way.CARD,
    Method.KONBINI: Way.BANK,
    Method.BANK: Way.BANK,
    Method.OTHER: Way.AGREED,
}


@dataclass(frozen=True, slots=True)
class Fraction:
    """`part` of `whole`, both counted: views of a course, meetings of a class. Raises BadInput outside of 0 to 1."""

    part: int
    whole: int

    def __post_init__(self) -> None:
        if self.whole < 1 or not 0 <= self.part <= self.whole:
            raise BadInput("fraction", (self.part, self.whole), "a part between 0 and a whole of at least 1")


@dataclass(frozen=True, slots=True)
class Term:
    """The days a payment is for; `ends_on` is the first day it no longer covers."""

    cycle: Cycle
    starts_on: date
    ends_on: date

    def __post_init__(self) -> None:
        if self.ends_on <= self.starts_on:
            raise BadInput("term", (self.starts_on, self.ends_on), "an end after its beginning")


@dataclass(frozen=True, slots=True)
class Purchase:
    """One payment and what came of it.

    payment_fee: what the payment cost us, as recorded. transfer_fee: what sending the money to a bank would cost.
    refunded: what went back already. starts_at: of the session, event or class. term, period_starts_at: of what is
    paid by the month or year; the latter is the instant the present period began. use: None where nothing measures it.
    Raises BadInput for an amount below zero or in a second currency, and for a time without its zone.
    """

    id: str
    price: Money
    bought_at: datetime
    method: Method
    payment_fee: Money
    transfer_fee: Money
    refunded: Money
    stage: Stage = Stage.FIRST
    starts_at: datetime | None = None
    period_starts_at: datetime | None = None
    term: Term | None = None
    use: Fraction | None = None
    opened: bool = False
    attended: bool = False
    credits_used: bool = False
    bought_before: bool = False

    def __post_init__(self) -> None:
        for name in ("price", "payment_fee", "transfer_fee", "refunded"):
            check_amount(name, getattr(self, name), self.price.currency)
        if self.refunded.minor > self.price.minor:
            raise BadInput("refunded", self.refunded, f"at most the price, {self.price}")
        for name in ("bought_at", "starts_at", "period_starts_at"):
            check_aware(name, getattr(self, name))

    @property
    def left(self) -> Money:
        """What can still go back."""
        return self.price - self.refunded


@dataclass(frozen=True, slots=True)
class TechnicalProblem:
    """A fault somebody reported (R-89..R-92).

    seen_at: when we last looked: unsolved at that moment if `solved_at` is None. at_members_end: the connection, the
    device or browser, or missing system requirements are the cause.
    """

    reported_at: datetime
    seen_at: datetime
    solved_at: datetime | None = None
    at_members_end: bool = False

    def __post_init__(self) -> None:
        for name in ("reported_at", "seen_at", "solved_at"):
            check_aware(name, getattr(self, name))


@dataclass(frozen=True, slots=True)
class Claim:
    """Money asked back. exclusions: those established so far. missed: the part of the service not provided (R-69)."""

    asked_at: datetime
    reason: Reason
    exclusions: frozenset[Exclusion] = frozenset()
    problem: TechnicalProblem | None = None
    missed: Fraction | None = None

    def __post_init__(self) -> None:
        check_aware("asked_at", self.asked_at)
