"""How rooms are sold, as far as a community decides it."""

from dataclasses import dataclass

from bot.rules.eligibility import SignalSettings


@dataclass(frozen=True, slots=True)
class Selling:
    """signals: which signs of an account are shown to the owner (E-12).

    late_days: how close the next 1st is when the final screen names both charges together.
    """

    late_days: int = 7
    signals: SignalSettings = SignalSettings()  # noqa: RUF009 -- frozen
