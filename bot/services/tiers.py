"""Tiers of a room: made and closed by its owner, built in Discord like the room itself."""

from dataclasses import replace

from bot.ports import Transaction
from bot.rules import rooms as room_rules
from bot.rules import tiers
from bot.rules.decision import Decision
from bot.rules.effects import BuildTier
from bot.rules.ids import MemberId, RoomId, TierId
from bot.rules.money import Money
from bot.rules.rooms import Room
from bot.rules.texts import Refused, text
from bot.rules.tiers import Tier, TierState


async def create(
    tx: Transaction, room: Room, name: str, about: str, *, fee: Money, year_fee: Money | None, by: MemberId
) -> Tier:
    """A tier in draft, to be built in Discord. Raises Refused for a name that is taken or a wrong fee."""
    await tx.lock(f"room:{room.id}")
    clean, words = " ".join(name.split()), " ".join(about.split())
    id = TierId(tx.new_id("tier"))
    tier = Tier(id, room.id, clean, words, fee, TierState.DRAFT, tx.now, by, year_fee)
    tiers.check_new(tier, room, await of_room(tx, room.id))
    await tx.apply(Decision(keep=(tier,), effects=(BuildTier(tier.id),)))
    return tier


async def close(tx: Transaction, room: Room, name: str) -> Tier:
    """Sell a tier no longer; whoever is in it stays. Raises Refused when the room has no such tier."""
    await tx.lock(f"room:{room.id}")
    for tier in await of_room(tx, room.id):
        if tier.state is not TierState.CLOSED and (tier.id == name or room_rules.same_name(tier.name, name)):
            closed = replace(tier, state=TierState.CLOSED)
            await tx.put(closed)
            return closed
    raise Refused(text("tiers.unknown", name=name))


async def of_room(tx: Transaction, room_id: RoomId) -> list[Tier]:
    """Every tier a room ever had, oldest first."""
    return await tx.find(Tier, room_id=room_id)


async def note_built(
    tx: Transaction, tier_id: TierId, *, role_id: int | None = None, channel_id: int | None = None
) -> Tier:
    """Keep the id of a part that was just made in Discord, and open the tier if that was the last. Returns it."""
    tier = await tx.get(Tier, tier_id)
    known = replace(tier, role_id=role_id or tier.role_id, channel_id=channel_id or tier.channel_id)
    opened = tiers.opened_if_ready(known)
    await tx.put(opened)
    return opened
