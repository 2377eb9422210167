"""Strikes: warnings that add up and lapse, and what a person is then asked to do."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from bot.rules.decision import NOTHING, Decision
from bot.rules.ids import MemberId, RoomId
from bot.rules.moderation.doors import Reason
from bot.rules.policies.bad_input import BadInput, check_aware
from bot.rules.texts import Refused, text


class Measure(StrEnum):
    """What is proposed; a person still has to do it (E-11 says "may")."""

    TIMEOUT = "timeout"
    EXPEL = "expel"


@dataclass(frozen=True, slots=True)
class StrikeSettings:
    """days: after so many a strike lapses. steps: (points, measure), rising; met at the number itself."""

    days: int = 90
    steps: tuple[tuple[int, Measure], ...] = ((2, Measure.TIMEOUT), (3, Measure.EXPEL))

    def __post_init__(self) -> None:
        if self.days < 1:
            raise BadInput("days", self.days, "at least one day")
        if sorted(self.steps) != list(self.steps) or any(points < 1 for points, _ in self.steps):
            raise BadInput("steps", self.steps, "points of at least one, rising")


@dataclass(frozen=True, slots=True)
class Strike:
    """One warning. It counts from `given_at` until just before `lapses_at`, unless it was lifted."""

    id: str
    member_id: MemberId
    room_id: RoomId
    reason: Reason
    given_by: MemberId
    given_at: datetime
    lapses_at: datetime
    points: int = 1
    lifted_at: datetime | None = None

    def __post_init__(self) -> None:
        for name in ("given_at", "lapses_at", "lifted_at"):
            check_aware(name, getattr(self, name))
        if self.points < 1:
            raise BadInput("points", self.points, "at least one point")


@dataclass(frozen=True, slots=True)
class Warned:
    """Whom a strike is given, where, and by whom."""

    member_id: MemberId
    room_id: RoomId
    by: MemberId


def give(id: str, to: Warned, reason: Reason, now: datetime, settings: StrikeSettings, *, points: int = 1) -> Decision:
    """Give a strike, with words the member reads. Raises Refused without them."""
    if not reason.words.strip():
        raise Refused(text("moderation.say_why"))
    lapses_at = now + timedelta(days=settings.days)
    return Decision(keep=(Strike(id, to.member_id, to.room_id, reason, to.by, now, lapses_at, points),))


def lift(strike: Strike, now: datetime) -> Decision:
    """Take a strike back; it stays in the history. Nothing when it was taken back already."""
    return NOTHING if strike.lifted_at else Decision(keep=(replace(strike, lifted_at=now),))


def points(strikes: Iterable[Strike], now: datetime) -> int:
    """What the strikes add up to at `now`. strikes: of one member in one room."""
    check_aware("now", now)
    return sum(one.points for one in strikes if one.lifted_at is None and one.given_at <= now < one.lapses_at)


def proposed(strikes: Iterable[Strike], now: datetime, settings: StrikeSettings) -> Measure | None:
    """The measure to propose: that of the highest step that is met, None when none is."""
    total = points(strikes, now)
    return next((measure for least, measure in reversed(settings.steps) if total >= least), None)
