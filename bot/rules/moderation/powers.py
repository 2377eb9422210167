"""Powers: who may do what to whom, in which room. An owner never touches another owner's room."""

from dataclasses import dataclass
from enum import StrEnum

from bot.rules.ids import MemberId, RoomId
from bot.rules.texts import Refused, text


class Act(StrEnum):
    DELETE = "delete"  # a message
    TIMEOUT = "timeout"
    STRIKE = "strike"
    LIFT_STRIKE = "lift_strike"
    REFUSE = "refuse"
    EXPEL = "expel"
    LIFT = "lift"  # open a closed door again
    JUDGE_APPEAL = "judge_appeal"


OF_MODERATORS = frozenset({Act.DELETE, Act.TIMEOUT, Act.STRIKE})
OF_OWNERS = OF_MODERATORS | {Act.LIFT_STRIKE, Act.REFUSE, Act.EXPEL, Act.LIFT}
OF_ADMINS = frozenset(Act)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody of the community, and what they are. owns, moderates: rooms."""

    id: MemberId
    is_admin: bool = False
    owns: frozenset[RoomId] = frozenset()
    moderates: frozenset[RoomId] = frozenset()


def powers(person: Person, room_id: RoomId) -> frozenset[Act]:
    """What a person may do in a room, to those who have no power there."""
    if person.is_admin:
        return OF_ADMINS
    if room_id in person.owns:
        return OF_OWNERS
    return OF_MODERATORS if room_id in person.moderates else frozenset()


def check_act(act: Act, by: Person, on: Person, room_id: RoomId) -> None:
    """Refuse an act that is beyond a person's powers, on oneself, or on somebody with as much power in the room."""
    mine, theirs = powers(by, room_id), powers(on, room_id)
    if act not in mine:
        raise Refused(text("moderation.not_yours"))
    if by.id == on.id:
        raise Refused(text("moderation.not_oneself"))
    if mine <= theirs:
        raise Refused(text("moderation.not_an_equal"))
