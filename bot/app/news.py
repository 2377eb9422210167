"""What becomes of what Discord tells us of its own accord: noted in the records, which heal the roles."""

import asyncio

from bot.ports import Store
from bot.rules.absence import Parting
from bot.rules.ids import MemberId
from bot.services import members, rooms
from cogs.client import News


def told_to(store: Store, connected: asyncio.Event) -> News:
    """Everybody who must hear something. connected: set as soon as Discord is there."""

    async def ready() -> None:
        connected.set()
        await store.write(members.compare_roles)

    async def joined(id: MemberId) -> None:
        await store.write(lambda tx: members.came_back(tx, id))

    async def left(id: MemberId) -> None:
        await store.write(lambda tx: members.left_server(tx, id))

    async def sent_away(id: MemberId, by: MemberId | None, *, banned: bool) -> None:
        how = Parting.BANNED if banned else Parting.KICKED
        await store.write(lambda tx: members.sent_away(tx, id, how, by))

    async def roles_changed(id: MemberId, changed: frozenset[int]) -> None:
        await store.write(lambda tx: members.roles_changed(tx, id, changed))

    async def role_deleted(role_id: int) -> None:
        await store.write(lambda tx: rooms.role_deleted(tx, role_id))

    return News(ready, joined, left, sent_away, roles_changed, role_deleted)
