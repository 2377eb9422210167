"""Notices: what a member sees of our own accord. Kept in `keeping`, put together in a module per subject."""

from bot.services.notices.about_months import failed_charge
from bot.services.notices.cards import card
from bot.services.notices.keeping import Told, history, owed, said, shown, to_show, tried

__all__ = ["Told", "card", "failed_charge", "history", "owed", "said", "shown", "to_show", "tried"]
