"""Pre-flight: no link is given when the money that is paid by it could not be honoured.

Each doubt is worked out from what was looked at; any of them holds the link back. Source: C1, C15, C32; docs/rules.md.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.rules.decision import NOTHING, Decision
from bot.rules.effects import ShowNotice
from bot.rules.notices import Delivery, NoticeKind, Posting, Result
from bot.rules.rooms import Room
from bot.rules.texts import Refused, text
from bot.rules.webhook_events import WebhookEvent

HELD_BACK = "joining is held back: "
"""What a fault begins with that only keeps people from paying; it goes when all is well again."""

LATE = timedelta(minutes=5)
LOOK_BACK = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Ways:
    """How somebody can be reached. dms: the tries to bring them a direct message, None of them yet."""

    dms: tuple[Posting, ...]
    has_threads: bool
    has_mail: bool


def late(events: Iterable[WebhookEvent], now: datetime) -> list[WebhookEvent]:
    """The events that should have reached us by now."""
    return [event for event in events if event.made_at <= now - LATE]


def late_fault(unknown: int) -> str:
    """Words for an operator about events that Stripe made and that never came. unknown: how many."""
    return (
        f"{unknown} events that Stripe made more than five minutes ago never came, so a payment might be noticed late: "
        "see the webhook in Stripe's dashboard, Developers, Webhooks"
    )


def check_reachable(ways: Ways) -> None:
    """Refuse whom no word about their money would reach: their messages are closed, and there is no other way.

    Whoever was never written to counts as open: only a try can tell.
    """
    newest = max((one for one in ways.dms if one.rung is Delivery.DM), key=lambda one: one.tried_at, default=None)
    is_closed = newest is not None and newest.result is Result.CLOSED
    if is_closed and not ways.has_threads and not ways.has_mail:
        raise Refused(text("joining.out_of_reach"))


def hold_back(room: Room, why: str) -> Decision:
    """Keep why nobody can join now, and tell the owner once, not once per try. A fault that is known stays."""
    fault = HELD_BACK + why
    if room.fault == fault or (room.fault is not None and not room.fault.startswith(HELD_BACK)):
        return NOTHING
    return Decision(keep=(replace(room, fault=fault),), effects=(_told(room),))


def let_go(room: Room) -> Decision:
    """All is well again: what held people back goes, and the card the owner has says so."""
    if room.fault is None or not room.fault.startswith(HELD_BACK):
        return NOTHING
    return Decision(keep=(replace(room, fault=None),), effects=(_told(room),))


def _told(room: Room) -> ShowNotice:
    return ShowNotice(room.owner_id, NoticeKind.ROOM_FAULT, room.id)
