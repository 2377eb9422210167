"""Members: who we met, in which language, and whether they are in the server."""

from collections import defaultdict
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import replace

from bot.ports import OneOf, Transaction
from bot.rules import access
from bot.rules.absence import Parting
from bot.rules.access import BILLED, RoleChanges
from bot.rules.decision import Decision
from bot.rules.due import seat_freed
from bot.rules.effects import CompareRoles, SyncAccess
from bot.rules.ids import MemberId, RoomId
from bot.rules.members import Member
from bot.rules.queueing import Place, PlaceState
from bot.rules.rooms import Membership, Room
from bot.rules.tiers import Tier
from bot.services import absence, gifts


async def met(tx: Transaction, id: MemberId, name: str, locale: str) -> Member:
    """Note who typed a command and in which language their Discord speaks. Returns the member as kept now."""
    known = await tx.seek(Member, id)
    member = replace(known, name=name, locale=locale) if known else Member(id, name, locale)
    if member != known:
        await tx.put(member)
    return member


async def heard_of(tx: Transaction, id: MemberId, name: str, locale: str) -> Member:
    """Note somebody in the server who typed nothing themselves, so far. locale: to speak to them until they do."""
    known = await tx.seek(Member, id)
    member = replace(known, name=name, in_server=True) if known else Member(id, name, locale)
    if member != known:
        await tx.put(member)
    return member


async def left_server(tx: Transaction, id: MemberId) -> None:
    """Note that a member is gone. What they paid stays theirs (R-83); leaving the server is not leaving a room."""
    if (known := await tx.seek(Member, id)) is not None:
        await absence.gone(tx, known)
        await gifts.receiver_left(tx, id)


async def sent_away(tx: Transaction, id: MemberId, how: Parting, by: MemberId | None) -> None:
    """Note that a moderator sent a member away. by: who, as the audit log says."""
    if (known := await tx.seek(Member, id)) is not None:
        await absence.sent_away(tx, known, how, by)


async def came_back(tx: Transaction, id: MemberId) -> None:
    """Give back the roles of whatever is paid: Discord forgets them when somebody leaves.

    Where they wait in line they are looked at again: nobody was asked in their place while there was a seat for them.
    """
    if (known := await tx.seek(Member, id)) is not None:
        places = await tx.find(Place, member_id=id, state=PlaceState.WAITING)
        looks = tuple(seat_freed(place.room_id, tx.now) for place in places)
        await tx.apply(Decision(keep=(replace(known, in_server=True),), effects=(SyncAccess(id),), due=looks))
        await absence.ended(tx, id)


async def seen_again(tx: Transaction, present: AbstractSet[MemberId]) -> None:
    """Whoever is in the server although we thought them gone came back while nobody told us."""
    for member in await tx.find(Member, in_server=False):
        if member.id in present:
            await came_back(tx, member.id)


async def roles_changed(tx: Transaction, id: MemberId, changed: frozenset[int]) -> None:
    """The roles of a member were edited, perhaps by hand: put right what is ours. changed: the roles that did."""
    if changed & (await our_roles(tx)).keys():
        await tx.apply(Decision(effects=(SyncAccess(id),)))


async def compare_roles(tx: Transaction) -> None:
    """Compare every member's roles: after every connection to Discord, for what was missed meanwhile."""
    await tx.apply(Decision(effects=(CompareRoles(),)))


async def everyone(tx: Transaction) -> list[MemberId]:
    """Everybody who ever asked to join a room and is in the server, as far as we know."""
    return [member.id for member in await tx.find(Member, in_server=True)]


async def paying(tx: Transaction) -> list[Membership]:
    """Every membership whose first month was paid and that is not over."""
    return await tx.find(Membership, state=OneOf(BILLED))


async def with_other_roles(tx: Transaction, held: Mapping[MemberId, AbstractSet[int]]) -> list[MemberId]:
    """Those we know in the server who hold other roles of ours than they deserve, or are not in `held` at all.

    held: everybody's roles as one list told them.
    """
    rooms, tiers, of_member = await tx.find(Room), await tx.find(Tier), defaultdict[MemberId, list[Membership]](list)
    for membership in await paying(tx):
        of_member[membership.member_id].append(membership)
    ours = (await our_roles(tx)).keys()
    return [
        id
        for id in await everyone(tx)
        if id not in held or held[id] & ours != access.deserved_roles(of_member[id], rooms, tx.now, tiers)
    ]


async def role_changes(tx: Transaction, id: MemberId, held: frozenset[int]) -> RoleChanges:
    """What to grant to and to take from a member who holds these roles. Only roles of rooms and tiers are touched."""
    rooms, tiers = await tx.find(Room), await tx.find(Tier)
    memberships = await tx.find(Membership, member_id=id)
    ours = (await our_roles(tx)).keys()
    return access.role_changes(access.deserved_roles(memberships, rooms, tx.now, tiers), held, ours)


async def our_roles(tx: Transaction) -> dict[int, RoomId]:
    """Every role that we grant and take, and the room it is for. Nobody else's role is ever touched."""
    found = [(room.role_id, room.id) for room in await tx.find(Room)]
    found += [(tier.role_id, tier.room_id) for tier in await tx.find(Tier)]
    return {role_id: room_id for role_id, room_id in found if role_id is not None}
