"""Webhook events: what Stripe told us, kept until we have looked at the truth once."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class EventState(StrEnum):
    WAITING = "waiting"
    LEASED = "leased"  # somebody is at it until `lease_until`
    DONE = "done"
    PARKED = "parked"  # given up: a human must look; `doctor` lists it


@dataclass(frozen=True, slots=True)
class WebhookEvent:
    """A knock at the door: which object changed, never what it says.

    id: Stripe's `evt_…`. kind: the event type. about: the id of the object it tells of.
    customer: Stripe's customer id, or `about` when the event names none; events of one are handled one at a time.
    made_at: when Stripe made it. fault: what went wrong the last time, in words for an operator.
    """

    id: str
    kind: str
    about: str
    customer: str
    made_at: datetime
    received_at: datetime
    state: EventState
    try_at: datetime
    tries: int = 0
    lease_until: datetime | None = None
    done_at: datetime | None = None
    fault: str | None = None
