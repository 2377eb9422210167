"""The levels of rooms."""

from sqlalchemy import CheckConstraint, Column, ForeignKey, Text

from bot.rules.tiers import TierState
from storage.columns import BigInt, Instant, money, word
from storage.tables.parts import table

tiers = table(
    "tiers",
    Column("id", Text, primary_key=True),
    Column("room_id", ForeignKey("rooms.id"), nullable=False, index=True),
    Column("name", Text, nullable=False),
    Column("about", Text, nullable=False),
    *money("fee"),
    *word("state", TierState),
    Column("made_at", Instant, nullable=False),
    Column("made_by", BigInt, nullable=False),
    Column("year_fee_minor", BigInt),
    Column("year_fee_currency", Text),
    Column("role_id", BigInt, unique=True),
    Column("channel_id", BigInt),
    CheckConstraint("fee_minor > 0", name="fee_positive"),
)
