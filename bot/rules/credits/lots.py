"""Lots: credits that came together and lapse together, and what became of every single one.

Nothing is ever lost: whatever was granted is spent, expired, held or left (`totals`).
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from bot.rules.ids import MemberId
from bot.rules.policies.bad_input import BadInput, check_aware


class LotSource(StrEnum):
    GRANTED = "granted"  # by a paid invoice
    RETURNED = "returned"  # spent before, came back after its own lot would lapse too early


@dataclass(frozen=True, slots=True)
class Lot:
    """Credits of one grant. `granted` never changes; the other numbers say where those credits are.

    expires_at: from this instant on they cannot be spent, whether or not anybody swept them. moved: came back after
    they were spent, and live on in a lot of source `returned`.
    Raises BadInput for a number below zero, for more credits gone than were granted, and for a time without its zone.
    """

    id: str
    plan_id: str
    member_id: MemberId
    source: LotSource
    granted: int
    granted_at: datetime
    expires_at: datetime
    spent: int = 0
    held: int = 0
    expired: int = 0
    moved: int = 0

    def __post_init__(self) -> None:
        for name in ("granted", "spent", "held", "expired", "moved"):
            check_credits(name, getattr(self, name))
        check_aware("granted_at", self.granted_at)
        check_aware("expires_at", self.expires_at)
        if self.left < 0:
            raise BadInput("lot", self, "at most as many credits gone as were granted")

    @property
    def left(self) -> int:
        """What is neither spent, held, expired nor moved on. It can be spent only while the lot has not expired."""
        return self.granted - self.spent - self.held - self.expired - self.moved


@dataclass(frozen=True, slots=True)
class Totals:
    """The whole of an account: granted = spent + held + expired + left."""

    granted: int
    spent: int
    held: int
    expired: int
    left: int


def check_credits(name: str, credits: int) -> None:
    """Raise BadInput for a number of credits below zero."""
    if credits < 0:
        raise BadInput(name, credits, "a number of credits of zero or more")


def lot_id(invoice_id: str) -> str:
    """The id of the lot an invoice grants: derived, so that one invoice never grants twice."""
    return f"lot_{invoice_id}"


def totals(lots: Iterable[Lot]) -> Totals:
    """Where all credits of an account are. What moved on to a returned lot counts once, as granted the first time."""
    known = tuple(lots)
    return Totals(
        granted=sum(lot.granted for lot in known if lot.source is LotSource.GRANTED),
        spent=sum(lot.spent for lot in known),
        held=sum(lot.held for lot in known),
        expired=sum(lot.expired for lot in known),
        left=sum(lot.left for lot in known),
    )


def in_order(lots: Iterable[Lot]) -> list[Lot]:
    """Lots in the order in which they are spent and cut: the one that expires first is the first."""
    return sorted(lots, key=lambda lot: (lot.expires_at, lot.granted_at, lot.id))


def usable(lots: Iterable[Lot], now: datetime) -> int:
    """How many credits can be spent at `now`. An expired lot counts for nothing, swept or not."""
    return sum(lot.left for lot in lots if now < lot.expires_at)


def lapsed(lots: Iterable[Lot], now: datetime) -> tuple[Lot, ...]:
    """The lots that change because their time is over at `now`, as they are then. What is held stays held."""
    return tuple(replace(lot, expired=lot.expired + lot.left) for lot in lots if lot.expires_at <= now and lot.left)


def with_changes(lots: Iterable[Lot], changed: Iterable[object]) -> tuple[Lot, ...]:
    """The lots with the changed ones in the place of the old, new ones at the end. Other records are passed over."""
    known = {lot.id: lot for lot in lots}
    known.update({lot.id: lot for lot in changed if isinstance(lot, Lot)})
    return tuple(known.values())
