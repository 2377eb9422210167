"""Months of a room that one member pays for and another one uses."""

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Text

from bot.rules.gifts.gift import GiftEnd, GiftState
from storage.columns import BigInt, Instant, Packed, money, word
from storage.tables.parts import only_when, table

gifts = table(
    "gifts",
    Column("id", Text, primary_key=True),
    Column("member_id", ForeignKey("members.id"), nullable=False, index=True),
    Column("receiver_id", ForeignKey("members.id"), nullable=False),
    Column("room_id", ForeignKey("rooms.id"), nullable=False),
    Column("months", BigInt, nullable=False),
    *money("fee"),
    *word("state", GiftState),
    Column("made_at", Instant, nullable=False),
    Column("terms", Packed, nullable=False),
    Column("expires_at", Instant),
    Column("tries", BigInt, nullable=False),
    Column("session_id", Text, unique=True),
    Column("url", Text),
    Column("payment_id", Text, unique=True),
    Column("paid_at", Instant),
    Column("unused_until", Instant),
    Column("settled_at", Instant),
    *word("end_reason", GiftEnd, optional=True),
    # One gift, one use.
    Column("access_code_id", Text, unique=True),
    Index("ix_gifts_waiting", "receiver_id", **only_when("state = 'paid'")),
    CheckConstraint("months BETWEEN 1 AND 12", name="months_range"),
)
