"""The house: what everybody who goes outside needs, as one value."""

from dataclasses import dataclass

from bot.ports import Chat, Mail, Payments, Store
from bot.rules.days import Calendar
from bot.rules.operator import Operator
from bot.rules.policies.policy import PolicyBook
from bot.rules.selling import Selling


@dataclass(frozen=True, slots=True)
class House:
    """The store, the two outsides, mail, and where the community lives.

    policies: every version of every policy. locale: of the community, "ja" or "en".
    """

    store: Store
    payments: Payments
    chat: Chat
    mail: Mail
    calendar: Calendar
    policies: PolicyBook
    locale: str
    operator: Operator = Operator()  # noqa: RUF009 -- frozen
    selling: Selling = Selling()  # noqa: RUF009 -- frozen
