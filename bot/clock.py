"""The one place that asks the system the time."""

from collections.abc import Callable
from datetime import UTC, datetime


class SystemClock:
    """The time as the machine knows it."""

    def now(self) -> datetime:
        """The present instant, in UTC."""
        return datetime.now(UTC)


class MovableClock:
    """A clock that stands still until it is set: of the sandbox and the tests. It never goes back."""

    def __init__(self, now: datetime) -> None:
        assert now.tzinfo is not None, now
        self._now = now.astimezone(UTC)
        self._told: list[Callable[[], None]] = []

    def now(self) -> datetime:
        """The instant it was last set to, in UTC."""
        return self._now

    def set(self, to: datetime) -> None:
        """Move on to `to`, and tell whoever listens."""
        assert to.tzinfo is not None, to
        assert to >= self._now, (to, self._now)
        self._now = to.astimezone(UTC)
        for told in tuple(self._told):
            told()

    def on_move(self, told: Callable[[], None]) -> Callable[[], None]:
        """Call `told` after every move. Returns how to stop that."""
        self._told.append(told)
        return lambda: self._told.remove(told)
