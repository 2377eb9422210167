"""The ledger: what each month costs, each try to charge it, and what goes back."""

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Text, UniqueConstraint

from bot.rules.charges import AttemptCause, AttemptState, ChargeState, DeclineKind, RefundCause, RefundState
from storage.columns import BigInt, Day, Instant, money, word, yes
from storage.tables.parts import is_one_of, only_when, table

OPEN_ATTEMPT = (AttemptState.PENDING, AttemptState.UNKNOWN)

charges = table(
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
    Column("months", BigInt, nullable=False),
    # One row per membership and month decides whether it is paid.
    UniqueConstraint("membership_id", "month"),
    Index("ix_charges_member_id", "member_id"),
    CheckConstraint("state <> 'paid' OR payment_id IS NOT NULL OR amount_minor = 0", name="paid_by_a_payment"),
)

attempts = table(
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
    Index("uq_attempts_open", "invoice_id", unique=True, **only_when(is_one_of("state", OPEN_ATTEMPT))),
    Index(
        "uq_attempts_listed",
        "charge_id",
        "listed_on",
        unique=True,
        **only_when("listed_on IS NOT NULL AND state <> 'dropped'"),
    ),
)

refunds = table(
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
