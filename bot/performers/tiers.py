"""Building a tier: its role and its channel in Discord, one at a time and each kept at once."""

from bot.house import House
from bot.ports import Rejected, Transaction
from bot.rules.effects import BuildTier
from bot.rules.rooms import Room
from bot.rules.tiers import Tier
from bot.services import members, rooms, tiers


async def build(house: House, effect: BuildTier, tries: int) -> None:
    """Make what is missing and see that the role can be granted. A crash in between goes on where it stopped."""

    async def look(tx: Transaction) -> tuple[Tier, Room]:
        tier = await tx.get(Tier, effect.tier_id)
        return tier, await tx.get(Room, tier.room_id)

    store, chat = house.store, house.chat
    tier, room = await store.read(look)
    try:
        if tier.role_id is None:
            role_id = await chat.make_tier_role(tier)
            await chat.try_role(role_id)
            if tier.channel_id is not None:
                await chat.let_in(tier.channel_id, role_id)  # the role takes the place of a deleted one
            tier = await store.write(lambda tx: tiers.note_built(tx, effect.tier_id, role_id=role_id))
        if tier.channel_id is None:
            channel_id = await chat.make_tier_channel(tier, room)
            await store.write(lambda tx: tiers.note_built(tx, effect.tier_id, channel_id=channel_id))
        await store.write(members.compare_roles)
    except Rejected as fault:
        words = str(fault)
        await store.write(lambda tx: rooms.note_fault(tx, room.id, words))
        raise
