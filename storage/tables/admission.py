"""The way in where it takes a while: places in line before a full room, and requests that wait for the owner's word."""

from sqlalchemy import Column, ForeignKey, Index, Text

from bot.rules.approving import ApprovalState
from bot.rules.queueing import IN_LINE, PlaceState
from storage.columns import BigInt, Instant, money, word
from storage.tables.parts import is_one_of, only_when, table

places = table(
    "places",
    Column("id", Text, primary_key=True),
    Column("member_id", ForeignKey("members.id"), nullable=False, index=True),
    Column("room_id", ForeignKey("rooms.id"), nullable=False),
    *word("state", PlaceState),
    Column("joined_at", Instant, nullable=False),
    Column("offered_at", Instant),
    Column("offered_until", Instant),
    Column("ended_at", Instant),
    # Nobody stands twice in one line.
    Index("uq_places_in_line", "room_id", "member_id", unique=True, **only_when(is_one_of("state", IN_LINE))),
)

approvals = table(
    "approvals",
    Column("id", Text, primary_key=True),
    Column("member_id", ForeignKey("members.id"), nullable=False, index=True),
    Column("room_id", ForeignKey("rooms.id"), nullable=False),
    Column("membership_id", ForeignKey("memberships.id"), nullable=False, unique=True),
    Column("payment_id", Text, nullable=False, unique=True),
    *money("amount"),
    Column("paid_at", Instant, nullable=False),
    *word("state", ApprovalState),
    Column("asked_at", Instant, nullable=False),
    Column("escalates_at", Instant, nullable=False),
    Column("ends_at", Instant, nullable=False),
    Column("escalated_at", Instant),
    Column("decided_at", Instant),
    Column("decided_by", BigInt),
    Column("words", Text, nullable=False),
    Index("ix_approvals_waiting", "room_id", "asked_at", **only_when("state = 'waiting'")),
)
