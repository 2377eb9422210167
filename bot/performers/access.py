"""Access: makes the roles a member holds match what they deserve, and touches nothing else."""

from dataclasses import dataclass

from bot.house import House
from bot.ports import Rejected, Transaction
from bot.rules.access import RoleChanges
from bot.rules.effects import CompareRoles, SyncAccess
from bot.rules.ids import MemberId
from bot.services import members, rooms

REVOKES_ALWAYS_FINE, REVOKES_PERCENT = 3, 5
"""A comparison that would take more roles away than three, and than 5 % of all it looked at, stops and asks."""


@dataclass(frozen=True, slots=True)
class _Found:
    member_id: MemberId
    changes: RoleChanges


async def sync(house: House, effect: SyncAccess, tries: int) -> None:
    """Grant what is missing, take back what is not deserved. Somebody who is not in the server holds nothing."""
    found = await _look(house, effect.member_id)
    if found is not None:
        await _change(house, found)


async def compare(house: House, effect: CompareRoles, tries: int) -> None:
    """Look at every member in one list, and once more at those whose roles are not as they should be.

    Unknown never revokes, and neither does a suspicious lot of it; grants are made in any case. Raises Rejected when
    too many roles would go.
    """
    held = await house.chat.roles_of_everyone()
    await house.store.write(lambda tx: members.seen_again(tx, held.keys()))
    looked_at = len(held.keys() & await house.store.read(members.everyone))
    doubtful = await house.store.read(lambda tx: members.with_other_roles(tx, held))
    found = [one for id in doubtful if (one := await _look(house, id)) is not None]
    revokes = sum(len(one.changes.revoke) for one in found)
    too_many = revokes > max(REVOKES_ALWAYS_FINE, looked_at * REVOKES_PERCENT // 100)
    for one in found:
        grants_only = RoleChanges(one.changes.grant, frozenset())
        await _change(house, _Found(one.member_id, grants_only) if too_many else one)
    if too_many:
        raise Rejected(
            f"the comparison would take {revokes} roles from {looked_at} members: nothing was taken. "
            "Look at what changed by hand; if it is right, press on with `python -m bot sync`"
        )


async def _look(house: House, member_id: MemberId) -> _Found | None:
    """What is to change for a member; None when they are not in the server, which is noted."""
    held = await house.chat.roles_of(member_id)
    if held is None:
        await house.store.write(lambda tx: members.left_server(tx, member_id))
        return None

    changes = await house.store.read(lambda tx: members.role_changes(tx, member_id, held))
    return _Found(member_id, changes)


async def _change(house: House, found: _Found) -> None:
    try:
        for role_id in sorted(found.changes.grant):
            await house.chat.grant(found.member_id, role_id, "paid")
        for role_id in sorted(found.changes.revoke):
            await house.chat.revoke(found.member_id, role_id, "not paid for")
    except Rejected as fault:
        await _tell_owner(house, found, str(fault))
        raise


async def _tell_owner(house: House, found: _Found, fault: str) -> None:
    touched = found.changes.grant | found.changes.revoke

    async def note(tx: Transaction) -> None:
        ours = await members.our_roles(tx)
        for room_id in dict.fromkeys(ours[role_id] for role_id in sorted(touched)):
            await rooms.note_fault(tx, room_id, fault)

    await house.store.write(note)
