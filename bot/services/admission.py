"""How people get into a room, as its owner set it: how many seats there are, and whether they are let in one by one."""

from dataclasses import replace

from bot.ports import Transaction
from bot.rules import deciding, queueing
from bot.rules.answers.admission import Admission
from bot.rules.deciding import Decider
from bot.rules.decision import Decision
from bot.rules.due import seat_freed
from bot.rules.rooms import Room
from bot.services import queueing as seats
from bot.services import rooms, settings
from bot.services.approving import waiting_in


async def run_by(tx: Transaction, by: Decider) -> list[Room]:
    """The rooms somebody may set, by name: their own, or all for who runs the server."""
    found = [room for room in await tx.find(Room) if deciding.may_decide(room, by)]
    return sorted(found, key=lambda room: room.name.casefold())


async def change(
    tx: Transaction, by: Decider, name_or_id: str, *, capacity: int | None = None, needs_approval: bool | None = None
) -> Admission:
    """Set what is given, and leave the rest. capacity: 0 for no limit. Returns how it is now.

    More seats are offered to the line at once. Whoever asked before keeps what they were told before paying. Raises
    Refused for somebody else's room.
    """
    found = await rooms.called(tx, name_or_id)
    await tx.lock(f"room:{found.id}")
    room = await tx.get(Room, found.id)
    deciding.check_may_run(room, by)
    changed = room if capacity is None else queueing.with_capacity(room, capacity)
    if needs_approval is not None:
        changed = replace(changed, needs_approval=needs_approval)
    if changed != room:
        await tx.apply(Decision(keep=(changed,), due=(seat_freed(room.id, tx.now),)))
    return Admission(
        changed, await seats.seats(tx, changed), await waiting_in(tx, changed), await settings.deadlines(tx)
    )
