import pytest

from bot.rules.money import Money
from webhooks.amounts import from_stripe, to_stripe


@pytest.mark.parametrize(
    ("money", "stripes"),
    [
        (Money(1500, "JPY"), 1500),
        (Money(1999, "EUR"), 1999),
        (Money(500, "ISK"), 50_000),
        (Money(2000, "UGX"), 200_000),
        (Money(0, "JPY"), 0),
    ],
)
def test_amounts_go_to_stripe_and_come_back_the_same(money, stripes):
    """Krona and shilling have no minor unit, and yet Stripe counts hundredths of them: a hundredfold charge else."""
    assert to_stripe(money) == stripes
    assert from_stripe(stripes, money.currency.lower()) == money
