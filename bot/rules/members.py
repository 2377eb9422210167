"""Members: people of the community, as far as we must know them."""

from dataclasses import dataclass

from bot.rules.ids import MemberId


@dataclass(frozen=True, slots=True)
class Card:
    """The card Stripe would charge. `method_id` is Stripe's; we never see the number."""

    method_id: str
    brand: str
    last4: str
    exp_month: int
    exp_year: int


@dataclass(frozen=True, slots=True)
class Member:
    """One Discord user, and their one customer at Stripe.

    locale: the language of their own Discord, as last seen. customer_id, card: None until their first order, payment.
    in_server: False once they left the server; their memberships and what they paid stay. customers_lost: how many of
    their customers were deleted at Stripe, so that a new one is asked for under a new key.
    """

    id: MemberId
    name: str
    locale: str
    in_server: bool = True
    customer_id: str | None = None
    card: Card | None = None
    customers_lost: int = 0
