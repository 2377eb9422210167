"""Cards about the levels of a room, as its owner sees them."""

from collections.abc import Iterable

from bot.rules.cards import Card, Tone
from bot.rules.rooms import Room
from bot.rules.texts import Link, Mention, Text, text
from bot.rules.tiers import Tier, TierState


def tier_built(tier: Tier) -> Card:
    """What the owner reads after making a tier: that it can be chosen, or that it is still being built."""
    title = text("tiers.title", name=tier.name)
    if tier.state is TierState.DRAFT or tier.channel_id is None:
        return Card(title, (text("tiers.building"),), tone=Tone.WARNING)
    where = text("tiers.open", channel=Mention(Link.CHANNEL, tier.channel_id))
    return Card(title, (_costs(tier), where, text("tiers.how")), tone=Tone.GOOD)


def tier_list(room: Room, tiers: Iterable[Tier]) -> Card:
    """The levels of a room, oldest first; closed ones say so."""
    known = tuple(tiers)
    title = text("tiers.list_title", room=room.name)
    if not known:
        return Card(title, (text("tiers.list_empty"),))
    lines: list[Text] = []
    for tier in known:
        lines.append(text("tiers.list_line", name=tier.name, state=tier.state.value))
        lines.append(_costs(tier))
    return Card(title, tuple(lines))


def tier_closed(tier: Tier) -> Card:
    """What the owner reads after closing one."""
    return Card(text("tiers.title", name=tier.name), (text("tiers.closed"),))


def _costs(tier: Tier) -> Text:
    if tier.year_fee is None:
        return text("tiers.costs", fee=tier.fee)
    return text("tiers.costs_year", fee=tier.fee, year=tier.year_fee)
