"""The tables, which record each of them keeps, and the rules that hold whatever the code does."""

from typing import Any

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, MetaData, Table, Text, UniqueConstraint, text

from bot.rules.access import LIVE
from bot.rules.charges import (
    Attempt,
    AttemptCause,
    AttemptState,
    Charge,
    ChargeState,
    DeclineKind,
    Refund,
    RefundCause,
    RefundState,
)
from bot.rules.due import Due, DueKind
from bot.rules.effects import EffectState, Lane, PendingEffect
from bot.rules.members import Member
from bot.rules.notices import Delivery, Notice, NoticeKind
from bot.rules.rooms import EndReason, Membership, MembershipState, Order, OrderState, Room, RoomState
from bot.rules.settings import Setting
from bot.rules.webhook_events import EventState, WebhookEvent
from storage.columns import BigInt, Day, Instant, Packed, money, word, yes

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _table(name: str, *parts: Any) -> Table:
    return Table(name, metadata, *parts, sqlite_strict=True)


def _only_when(condition: str) -> dict[str, Any]:
    """A partial index, on both engines."""
    return {"sqlite_where": text(condition), "postgresql_where": text(condition)}


def _words(column: str, words: tuple[Any, ...]) -> str:
    return f"{column} IN ({', '.join(repr(one.value) for one in words)})"


members = _table(
    "members",
    Column("id", BigInt, primary_key=True, autoincrement=False),
    Column("name", Text, nullable=False),
    Column("locale", Text, nullable=False),
    *yes("in_server"),
    Column("customer_id", Text, unique=True),
    Column("card", Packed),
)

versions = _table(
    "versions",
    Column("member_id", BigInt, primary_key=True, autoincrement=False),
    Column("version", BigInt, nullable=False),
)

rooms = _table(
    "rooms",
    Column("id", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("description", Text, nullable=False),
    Column("owner_id", BigInt, nullable=False),
    *money("fee"),
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
    CheckConstraint("fee_minor > 0", name="fee_positive"),
)

memberships = _table(
    "memberships",
    Column("id", Text, primary_key=True),
    Column("member_id", ForeignKey("members.id"), nullable=False),
    Column("room_id", ForeignKey("rooms.id"), nullable=False, index=True),
    *word("state", MembershipState),
    *money("fee"),
    Column("asked_at", Instant, nullable=False),
    Column("joined_at", Instant),
    Column("leaves_at", Instant),
    Column("ended_at", Instant),
    *word("end_reason", EndReason, optional=True),
    Column("subscription_id", Text, unique=True),
    Column("subscriptions_made", BigInt, nullable=False),
    # One live membership per member and room: nobody pays twice for one door.
    Index("uq_memberships_live", "member_id", "room_id", unique=True, **_only_when(_words("state", LIVE))),
    Index("ix_memberships_member_id", "member_id"),
)

orders = _table(
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
    Index("uq_orders_open", "membership_id", unique=True, **_only_when("state = 'open'")),
)

charges = _table(
    "charges",
    Column("id", Text, primary_key=True),
    Column("member_id", ForeignKey("members.id"), nullable=False),
    Column("membership_id", ForeignKey("memberships.id"), nullable=False),
    Column("room_id", ForeignKey("rooms.id"), nullable=False),
    Column("month", Day, nullable=False),
    *money("amount"),
    *word("state", ChargeState),
    Column("made_at", Instant, nullable=False),
    Column("invoice_id", Text, unique=True),
    Column("payment_id", Text, unique=True),
    Column("failed_at", Instant),
    Column("settled_at", Instant),
    *word("decline", DeclineKind, optional=True),
    Column("decline_code", Text),
    Column("spent_card", Text),
    Column("retry_on", Day),
    Column("pay_url", Text),
    *yes("disputed"),
    # One row per membership and month decides whether it is paid.
    UniqueConstraint("membership_id", "month"),
    Index("ix_charges_open", "member_id", **_only_when("state = 'open'")),
    CheckConstraint("state <> 'paid' OR payment_id IS NOT NULL", name="paid_by_a_payment"),
)

attempts = _table(
    "attempts",
    Column("id", Text, primary_key=True),
    Column("member_id", ForeignKey("members.id"), nullable=False),
    Column("charge_id", ForeignKey("charges.id"), nullable=False, index=True),
    Column("invoice_id", Text, nullable=False),
    *word("cause", AttemptCause),
    *word("state", AttemptState),
    Column("asked_at", Instant, nullable=False),
    Column("listed_on", Day),
    Column("card", Text),
    Column("settled_at", Instant),
    Column("decline_code", Text),
    # Pay now, a retry and a new card can never both charge; and a listed day is tried once.
    Index("uq_attempts_open", "invoice_id", unique=True, **_only_when("state IN ('pending', 'unknown')")),
    Index(
        "uq_attempts_listed",
        "charge_id",
        "listed_on",
        unique=True,
        **_only_when("listed_on IS NOT NULL AND state <> 'dropped'"),
    ),
)

refunds = _table(
    "refunds",
    Column("id", Text, primary_key=True),
    Column("member_id", ForeignKey("members.id"), nullable=False, index=True),
    Column("room_id", ForeignKey("rooms.id"), nullable=False),
    Column("payment_id", Text, nullable=False, unique=True),
    *money("amount"),
    *word("cause", RefundCause),
    *word("state", RefundState),
    Column("asked_at", Instant, nullable=False),
    Column("stripe_id", Text),
    Column("settled_at", Instant),
    CheckConstraint("amount_minor > 0", name="amount_positive"),
)

notices = _table(
    "notices",
    Column("id", Text, primary_key=True),
    Column("member_id", BigInt, nullable=False, index=True),
    *word("kind", NoticeKind),
    Column("subject", Text, nullable=False),
    Column("made_at", Instant, nullable=False),
    *word("delivery", Delivery),
    Column("delivered_at", Instant),
    Column("channel_id", BigInt),
    Column("message_id", BigInt),
    Column("shown", Text),
)

settings = _table(
    "settings",
    Column("id", Text, primary_key=True),
    Column("name", Text, nullable=False, index=True),
    Column("value", Text, nullable=False),
    Column("set_at", Instant, nullable=False),
    Column("set_by", BigInt),
)

due = _table(
    "due",
    Column("id", Text, primary_key=True),
    *word("kind", DueKind),
    Column("subject", Text, nullable=False),
    Column("due_at", Instant, nullable=False),
    Column("done_at", Instant),
    Index("ix_due_waiting", "due_at", **_only_when("done_at IS NULL")),
)

effects = _table(
    "effects",
    Column("id", Text, primary_key=True),
    Column("effect", Packed, nullable=False),
    Column("kind", Text, nullable=False),
    Column("about", Text, nullable=False),
    *word("lane", Lane),
    *word("state", EffectState),
    Column("asked_at", Instant, nullable=False),
    Column("try_at", Instant, nullable=False),
    Column("tries", BigInt, nullable=False),
    Column("lease_until", Instant),
    Column("done_at", Instant),
    Column("fault", Text),
    # Equal effects that wait are one: they look at the present state when they are performed.
    Index("uq_effects_waiting", "kind", "about", unique=True, **_only_when("state = 'waiting'")),
    Index("ix_effects_open", "lane", "try_at", **_only_when("state IN ('waiting', 'leased')")),
    Index("ix_effects_parked", "asked_at", **_only_when("state = 'parked'")),
)

events = _table(
    "events",
    Column("id", Text, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("about", Text, nullable=False),
    Column("customer", Text, nullable=False),
    Column("made_at", Instant, nullable=False),
    Column("received_at", Instant, nullable=False),
    *word("state", EventState),
    Column("try_at", Instant, nullable=False),
    Column("tries", BigInt, nullable=False),
    Column("lease_until", Instant),
    Column("done_at", Instant),
    Column("fault", Text),
    Index("ix_events_open", "try_at", "customer", **_only_when("state IN ('waiting', 'leased')")),
    Index("ix_events_parked", "received_at", **_only_when("state = 'parked'")),
)

KEEPS: dict[type[Any], Table] = {
    Member: members,
    Room: rooms,
    Membership: memberships,
    Order: orders,
    Charge: charges,
    Attempt: attempts,
    Refund: refunds,
    Notice: notices,
    Setting: settings,
    Due: due,
    PendingEffect: effects,
    WebhookEvent: events,
}
"""Which table keeps which record."""
