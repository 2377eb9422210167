"""The house: what everybody who goes outside needs, as one value."""

from dataclasses import dataclass

from bot.ports import Chat, Mail, Payments, Store
from bot.rules.days import Calendar


@dataclass(frozen=True, slots=True)
class House:
    """The store, the two outsides, mail, and where the community lives. locale: of the community, "ja" or "en"."""

    store: Store
    payments: Payments
    chat: Chat
    mail: Mail
    calendar: Calendar
    locale: str
