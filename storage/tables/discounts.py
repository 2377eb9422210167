"""What makes months of a room cost less or nothing: coupons, what they took off, and access codes."""

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Text, UniqueConstraint

from bot.rules.pricing import DiscountCause
from storage.columns import BigInt, Day, Instant, word
from storage.tables.parts import only_when, table

ONE_OF_TWO = "(percent IS NULL) <> (off_minor IS NULL)"
PERCENT = "percent IS NULL OR percent BETWEEN 1 AND 100"

coupons = table(
    "coupons",
    Column("id", Text, primary_key=True),
    Column("room_id", ForeignKey("rooms.id"), nullable=False),
    Column("code", Text, nullable=False),
    Column("made_at", Instant, nullable=False),
    Column("made_by", BigInt, nullable=False),
    Column("percent", BigInt),
    Column("off_minor", BigInt),
    Column("off_currency", Text),
    Column("months", BigInt),
    Column("uses_max", BigInt),
    Column("ends_at", Instant),
    Column("closed_at", Instant),
    # Of the coupons of a room that are in use, a code means one.
    Index("uq_coupons_code", "room_id", "code", unique=True, **only_when("closed_at IS NULL")),
    CheckConstraint(ONE_OF_TWO, name="percent_or_off"),
    CheckConstraint(PERCENT, name="percent_range"),
)

discounts = table(
    "discounts",
    Column("id", Text, primary_key=True),
    Column("member_id", ForeignKey("members.id"), nullable=False),
    Column("membership_id", ForeignKey("memberships.id"), nullable=False, index=True),
    *word("cause", DiscountCause),
    Column("cause_id", Text, nullable=False, index=True),
    Column("made_at", Instant, nullable=False),
    Column("from_month", Day, nullable=False),
    Column("to_month", Day),
    Column("percent", BigInt),
    Column("off_minor", BigInt),
    Column("off_currency", Text),
    # A coupon helps a member once, however often they type it.
    UniqueConstraint("member_id", "cause_id"),
    CheckConstraint(ONE_OF_TWO, name="percent_or_off"),
    CheckConstraint(PERCENT, name="percent_range"),
)

access_codes = table(
    "access_codes",
    Column("id", Text, primary_key=True),
    Column("room_id", ForeignKey("rooms.id"), nullable=False),
    Column("code", Text, nullable=False),
    Column("months", BigInt, nullable=False),
    Column("made_at", Instant, nullable=False),
    Column("made_by", BigInt, nullable=False),
    Column("uses_max", BigInt),
    Column("member_id", BigInt),
    Column("ends_at", Instant),
    Column("closed_at", Instant),
    Index("uq_access_codes_code", "room_id", "code", unique=True, **only_when("closed_at IS NULL")),
    CheckConstraint("months > 0", name="months_positive"),
)
