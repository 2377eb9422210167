"""Who may be in which room: the roles a member deserves, and what to change so that they hold just those."""

from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import datetime

from bot.rules.rooms import Membership, MembershipState, Room
from bot.rules.tiers import Tier

LIVE = (
    MembershipState.REQUESTED,
    MembershipState.AWAITING_PAYMENT,
    MembershipState.AWAITING_APPROVAL,
    MembershipState.ACTIVE,
    MembershipState.PAST_DUE,
    MembershipState.SUSPENDED,
    MembershipState.PAUSED,
    MembershipState.LEAVING,
)
"""States of a membership that is not over. A member has at most one of them per room."""

BILLED = (MembershipState.ACTIVE, MembershipState.PAST_DUE, MembershipState.SUSPENDED, MembershipState.LEAVING)
"""States in which the first month was paid."""


@dataclass(frozen=True, slots=True)
class RoleChanges:
    grant: frozenset[int]
    revoke: frozenset[int]


def open_to(membership: Membership, now: datetime) -> bool:
    """Whether this membership opens its room at `now`.

    Access is judged by the clock, not by events: someone who leaves is out when the paid month is over (E-48), and an
    unpaid month keeps the door open until nothing is left to try, unless the room suspends at once (E-45).
    """
    match membership.state:
        case MembershipState.ACTIVE | MembershipState.PAST_DUE:
            return True
        case MembershipState.LEAVING:
            return membership.leaves_at is not None and now < membership.leaves_at
    return False


def deserved_roles(
    memberships: Iterable[Membership], rooms: Iterable[Room], now: datetime, tiers: Iterable[Tier] = ()
) -> frozenset[int]:
    """The roles of the rooms, and of their tiers, that are open to a member. A role that is not made yet gives none."""
    opening = [membership for membership in memberships if open_to(membership, now)]
    of_rooms, of_tiers = {one.room_id for one in opening}, {one.tier_id for one in opening}
    roles = [room.role_id for room in rooms if room.id in of_rooms]
    roles += [tier.role_id for tier in tiers if tier.id in of_tiers]
    return frozenset(role for role in roles if role is not None)


def role_changes(deserved: AbstractSet[int], held: AbstractSet[int], ours: AbstractSet[int]) -> RoleChanges:
    """What to grant and what to take back. Roles that are not `ours` are never touched."""
    return RoleChanges(grant=frozenset(deserved - held), revoke=frozenset((held & ours) - deserved))
