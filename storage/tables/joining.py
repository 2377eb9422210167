"""What happens before an order: applications, and the final screens that were shown."""

from sqlalchemy import Column, ForeignKey, Text

from bot.rules.screens import Start
from storage.columns import BigInt, Day, Instant, Packed, money, word, yes
from storage.tables.parts import table

applications = table(
    "applications",
    Column("id", Text, primary_key=True),
    Column("member_id", ForeignKey("members.id"), nullable=False, index=True),
    Column("room_id", ForeignKey("rooms.id"), nullable=False),
    Column("declared_at", Instant, nullable=False),
    Column("filled", Packed, nullable=False),
)

screens = table(
    "screens",
    Column("id", Text, primary_key=True),
    Column("application_id", ForeignKey("applications.id"), nullable=False),
    Column("member_id", ForeignKey("members.id"), nullable=False, index=True),
    Column("room_id", ForeignKey("rooms.id"), nullable=False),
    *money("fee"),
    *word("start", Start),
    Column("month", Day, nullable=False),
    Column("terms", Packed, nullable=False),
    Column("words", Text, nullable=False),
    Column("hash", Text, nullable=False),
    Column("locale", Text, nullable=False),
    Column("shown_at", Instant, nullable=False),
    *yes("anew"),
    Column("confirmed_at", Instant),
    # One screen, one order: what was confirmed is the evidence of nothing else.
    Column("order_id", Text, unique=True),
    Column("answer_within_days", BigInt),
    Column("coupon_id", Text),
    Column("first_minor", BigInt),
    Column("first_currency", Text),
)
