"""Bad input: a value that no rule may guess about. It is a fault of the caller, never an answer for a member."""

from datetime import datetime

from bot.rules.money import Money


class BadInput(ValueError):
    """A value a rule cannot work with: says which one, what it was, and what was expected."""

    def __init__(self, name: str, value: object, expected: str) -> None:
        super().__init__(f"{name} is {value!r}: expected {expected}")
        self.name = name


def check_aware(name: str, at: datetime | None) -> None:
    """Raise BadInput for a time without a zone; None passes."""
    if at is not None and at.tzinfo is None:
        raise BadInput(name, at, "an instant with its zone")


def check_amount(name: str, amount: Money, currency: str) -> None:
    """Raise BadInput for an amount below zero or in another currency."""
    if amount.currency != currency:
        raise BadInput(name, amount, f"an amount in {currency}")
    if amount.minor < 0:
        raise BadInput(name, amount, "an amount of zero or more")
