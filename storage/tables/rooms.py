"""Rooms, memberships in them, and the orders that pay for the first month."""

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Text

from bot.rules.access import LIVE
from bot.rules.policies.terms import Cycle
from bot.rules.rooms import EndReason, MembershipState, OrderState, RoomState
from bot.rules.switching import SwitchState
from storage.columns import BigInt, Day, Instant, Packed, money, word, yes
from storage.tables.parts import is_one_of, only_when, table

rooms = table(
    "rooms",
    Column("id", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("description", Text, nullable=False),
    Column("owner_id", BigInt, nullable=False),
    *money("fee"),
    Column("year_fee_minor", BigInt),
    Column("year_fee_currency", Text),
    Column("pause_months_max", BigInt),
    *word("state", RoomState),
    Column("made_at", Instant, nullable=False),
    Column("made_by", BigInt, nullable=False),
    *yes("suspend_at_first_failure"),
    Column("role_id", BigInt, unique=True),
    Column("category_id", BigInt),
    Column("channel_id", BigInt),
    Column("product_id", Text),
    Column("join_price_id", Text),
    Column("month_price_id", Text),
    *yes("role_tried"),
    Column("fault", Text),
    Column("profile", Text, nullable=False),
    Column("offline", Text, nullable=False),
    Column("questions", Text, nullable=False),
    Column("capacity", BigInt),
    *yes("needs_approval"),
    CheckConstraint("fee_minor > 0", name="fee_positive"),
    CheckConstraint("capacity > 0", name="capacity_positive"),
)

memberships = table(
    "memberships",
    Column("id", Text, primary_key=True),
    Column("member_id", ForeignKey("members.id"), nullable=False),
    Column("room_id", ForeignKey("rooms.id"), nullable=False, index=True),
    *word("state", MembershipState),
    *money("fee"),
    Column("asked_at", Instant, nullable=False),
    Column("joined_at", Instant),
    Column("leaves_at", Instant),
    *word("leaves_because", EndReason, optional=True),
    Column("ended_at", Instant),
    *word("end_reason", EndReason, optional=True),
    Column("subscription_id", Text, unique=True),
    Column("subscriptions_made", BigInt, nullable=False),
    *word("every", Cycle),
    Column("tier_id", Text),
    Column("free_until", Instant),
    Column("pauses_on", Day),
    Column("resumes_on", Day),
    Column("access_code_id", Text, index=True),
    Column("application_id", Text),
    # One live membership per member and room: nobody pays twice for one door.
    Index("uq_memberships_live", "member_id", "room_id", unique=True, **only_when(is_one_of("state", LIVE))),
    Index("ix_memberships_member_id", "member_id"),
)

switches = table(
    "switches",
    Column("id", Text, primary_key=True),
    Column("member_id", ForeignKey("members.id"), nullable=False),
    Column("membership_id", ForeignKey("memberships.id"), nullable=False, index=True),
    Column("room_id", ForeignKey("rooms.id"), nullable=False),
    Column("from_month", Day, nullable=False),
    *word("every", Cycle),
    *money("fee"),
    *word("state", SwitchState),
    Column("asked_at", Instant, nullable=False),
    Column("asked_by", BigInt, nullable=False),
    Column("tier_id", Text),
    Column("settled_at", Instant),
    # A membership becomes one thing at a time.
    Index("uq_switches_waiting", "membership_id", unique=True, **only_when("state = 'waiting'")),
)

orders = table(
    "orders",
    Column("id", Text, primary_key=True),
    Column("member_id", ForeignKey("members.id"), nullable=False),
    Column("membership_id", ForeignKey("memberships.id"), nullable=False, index=True),
    Column("room_id", ForeignKey("rooms.id"), nullable=False),
    *money("amount"),
    *word("state", OrderState),
    Column("made_at", Instant, nullable=False),
    Column("expires_at", Instant, nullable=False),
    Column("tries", BigInt, nullable=False),
    Column("session_id", Text, unique=True),
    Column("url", Text),
    Column("payment_id", Text),
    Column("settled_at", Instant),
    Column("terms", Packed),
    Column("answer_within_days", BigInt),
    Column("screen_id", Text),
    Column("coupon_id", Text, index=True),
    Index("uq_orders_open", "membership_id", unique=True, **only_when("state = 'open'")),
)
