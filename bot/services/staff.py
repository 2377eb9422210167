"""Who runs the community, as far as the records know: Discord cannot be asked inside a transaction."""

from bot.ports import Transaction
from bot.rules.ids import MemberId
from bot.rules.rooms import Room


async def admins(tx: Transaction) -> list[MemberId]:
    """The admins we know: those who made a room."""
    return sorted({room.made_by for room in await tx.find(Room)})
