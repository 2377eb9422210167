"""Amounts as Stripe counts them: minor units, with two currencies that only look as if they had none."""

from bot.rules.money import Money

TWO_DECIMALS_ALL_THE_SAME = {"ISK", "UGX"}
"""No minor unit in daily life, two decimals at Stripe (docs.stripe.com/currencies#special-cases)."""


def to_stripe(money: Money) -> int:
    """The number Stripe is asked to charge."""
    return money.minor * 100 if money.currency in TWO_DECIMALS_ALL_THE_SAME else money.minor


def from_stripe(amount: int, currency: str) -> Money:
    """What Stripe says, as ours. currency: as Stripe writes it, in small letters."""
    code = currency.upper()
    return Money(amount // 100 if code in TWO_DECIMALS_ALL_THE_SAME else amount, code)
