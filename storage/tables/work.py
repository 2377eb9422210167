"""What waits to be done: due work, effects and webhook events."""

from sqlalchemy import Column, Index, Text

from bot.rules.due import DueKind
from bot.rules.effects import EffectState, Lane
from bot.rules.webhook_events import EventState
from storage.columns import BigInt, Instant, Packed, word
from storage.tables.parts import is_one_of, only_when, table

OPEN_EFFECT = (EffectState.WAITING, EffectState.LEASED)
OPEN_EVENT = (EventState.WAITING, EventState.LEASED)

due = table(
    "due",
    Column("id", Text, primary_key=True),
    *word("kind", DueKind),
    Column("subject", Text, nullable=False),
    Column("due_at", Instant, nullable=False),
    Column("done_at", Instant),
    Index("ix_due_waiting", "due_at", **only_when("done_at IS NULL")),
)

effects = table(
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
    Index("uq_effects_waiting", "kind", "about", unique=True, **only_when("state = 'waiting'")),
    Index("ix_effects_open", "lane", "asked_at", "id", **only_when(is_one_of("state", OPEN_EFFECT))),
    Index("ix_effects_alike", "kind", "about", **only_when(is_one_of("state", OPEN_EFFECT))),
    Index("ix_effects_parked", "asked_at", **only_when("state = 'parked'")),
)

events = table(
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
    Index("ix_events_open", "received_at", "id", **only_when(is_one_of("state", OPEN_EVENT))),
    Index("ix_events_customer", "customer", **only_when(is_one_of("state", OPEN_EVENT))),
    Index("ix_events_parked", "received_at", **only_when("state = 'parked'")),
)
