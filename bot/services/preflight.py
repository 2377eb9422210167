"""Pre-flight: what we know ourselves, and what is kept of a doubt."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.ports import Transaction
from bot.rules import preflight
from bot.rules.ids import MemberId, RoomId
from bot.rules.members import Member
from bot.rules.notices import Posting
from bot.rules.rooms import Room
from bot.rules.webhook_events import WebhookEvent


@dataclass(frozen=True, slots=True)
class Known:
    """What is kept about who wants to pay for what. dms: every try to write to them."""

    room: Room
    member: Member | None
    dms: tuple[Posting, ...]


async def known(tx: Transaction, member_id: MemberId, room_id: RoomId) -> Known:
    """What is looked at without asking anybody."""
    postings = await tx.find(Posting, member_id=member_id)
    return Known(await tx.get(Room, room_id), await tx.seek(Member, member_id), tuple(postings))


async def take_in(tx: Transaction, events: Sequence[WebhookEvent]) -> int:
    """Keep the events that should have reached us by now. Returns how many did not: they are handled from here on."""
    return await tx.keep_events(preflight.late(events, tx.now))


async def hold_back(tx: Transaction, room_id: RoomId, why: str) -> None:
    """Something keeps people from joining: the owner hears of it once."""
    await tx.apply(preflight.hold_back(await tx.get(Room, room_id), why))


async def let_go(tx: Transaction, room_id: RoomId) -> None:
    """All is well."""
    await tx.apply(preflight.let_go(await tx.get(Room, room_id)))
