"""How rooms are sold, as far as a community decides it."""

from dataclasses import dataclass

from bot.rules.eligibility import SignalSettings


@dataclass(frozen=True, slots=True)
class Selling:
    """signals: which signs of an account are shown to the owner (E-12)."""

    signals: SignalSettings = SignalSettings()  # noqa: RUF009 -- frozen
