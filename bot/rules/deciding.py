"""Who decides about a room: who gets in, and how many."""

from dataclasses import dataclass

from bot.rules.ids import MemberId
from bot.rules.rooms import Room
from bot.rules.texts import Refused, text


@dataclass(frozen=True, slots=True)
class Decider:
    """Who answers a request. is_admin: whether they run the server."""

    id: MemberId
    is_admin: bool = False


def may_decide(room: Room, by: Decider) -> bool:
    """Whether somebody may answer requests of a room: its owner, and whoever runs the server."""
    return by.is_admin or room.owner_id == by.id


def check_may_decide(room: Room, by: Decider) -> None:
    """Refuse whoever may not; another owner's requests are nobody's business."""
    if not may_decide(room, by):
        raise Refused(text("approving.not_yours"))


def check_may_run(room: Room, by: Decider) -> None:
    """Refuse to let anybody but its owner, and who runs the server, set how people get into a room."""
    if not may_decide(room, by):
        raise Refused(text("admission.not_yours", room=room.name))
