"""How rooms are sold, as far as a community decides it."""

from dataclasses import dataclass
from datetime import timedelta

from bot.rules.eligibility import SignalSettings


@dataclass(frozen=True, slots=True)
class Selling:
    """remind_after: how long a payment page stands open before it is spoken of, once.

    signals: which signs of an account are shown to the owner (E-12).

    late_days: how close the next 1st is when the final screen names both charges together.
    """

    late_days: int = 7
    remind_after: timedelta = timedelta(hours=3)
    signals: SignalSettings = SignalSettings()  # noqa: RUF009 -- frozen
