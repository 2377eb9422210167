"""Tiers: levels of one room above its own, each with a fee, a role and a channel of its own (C9, C22).

A member of a tier holds the room's role too. Source: product capability "tiers per room"; docs/rules.md.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from bot.rules.ids import MemberId, RoomId, TierId
from bot.rules.money import Money
from bot.rules.rooms import Room, check_fee, same_name
from bot.rules.texts import Refused, text

TIERS_MAX = 5
"""Of one room: a card has five buttons in a row, and nobody compares more."""


class TierState(StrEnum):
    DRAFT = "draft"  # its role and channel are being made
    OPEN = "open"
    CLOSED = "closed"  # nobody new; who is in it stays for the fee they have


@dataclass(frozen=True, slots=True)
class Tier:
    """One level of a room. fee: for one month; year_fee: for one year, None where one pays by the month only."""

    id: TierId
    room_id: RoomId
    name: str
    about: str
    fee: Money
    state: TierState
    made_at: datetime
    made_by: MemberId
    year_fee: Money | None = None
    role_id: int | None = None
    channel_id: int | None = None


def check_new(tier: Tier, room: Room, others: Iterable[Tier]) -> None:
    """Refuse a tier whose name is taken in the room, whose fees cannot be charged, or that is one too many."""
    known = [one for one in others if one.state is not TierState.CLOSED]
    if len(known) >= TIERS_MAX:
        raise Refused(text("tiers.too_many", most=TIERS_MAX))
    if any(same_name(tier.name, one.name) for one in known) or same_name(tier.name, room.name):
        raise Refused(text("tiers.name_taken", name=tier.name))
    for fee in (tier.fee, tier.year_fee):
        if fee is not None:
            check_fee(fee)


def opened_if_ready(tier: Tier) -> Tier:
    """The tier, open once its role and channel are there; else as it is."""
    if tier.state is TierState.DRAFT and tier.role_id is not None and tier.channel_id is not None:
        return replace(tier, state=TierState.OPEN)
    return tier
