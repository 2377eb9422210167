"""Telling the outside: signed deliveries, tried again when nobody took them, and the mischief of real networks.

Signature: HMAC-SHA256 of `{t}.{raw body}` under every secret of the endpoint (docs.stripe.com/webhooks).
"""

import hashlib
import hmac
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from http import HTTPStatus
from random import Random

import orjson

from .account import Account, Object, unix

MINUTE, HOUR = unix(timedelta(minutes=1)), unix(timedelta(hours=1))
BACK_OFF = (5 * MINUTE, 30 * MINUTE, 2 * HOUR, 5 * HOUR, 10 * HOUR, 12 * HOUR, 12 * HOUR, 12 * HOUR, 12 * HOUR)


@dataclass(slots=True)
class Mischief:
    """What the network does to deliveries. Shares are probabilities between 0 and 1; `late` waits `late_seconds`."""

    lost: float = 0.0
    doubled: float = 0.0
    late: float = 0.0
    late_seconds: int = 2 * HOUR
    reordered: float = 0.0


@dataclass(frozen=True, slots=True)
class Delivery:
    """One signed telling of one event to one endpoint, ready to be posted. `number` is its own, `attempt` counts."""

    number: int
    event_id: str
    event_type: str
    endpoint_id: str
    url: str
    body: bytes
    headers: dict[str, str]
    attempt: int


@dataclass(slots=True)
class Letter:
    """An event on its way to an endpoint. `next_at` None: under way, arrived, or given up."""

    event: Object
    endpoint: Object
    next_at: int | None
    attempts: int = 0


@dataclass(slots=True)
class Post:
    """Carries the events of an account to its endpoints."""

    account: Account
    mischief: Mischief = field(default_factory=Mischief)
    waiting: list[Letter] = field(default_factory=list)
    under_way: dict[int, Letter] = field(default_factory=dict)  # by number of the delivery
    arrived: set[tuple[str, str]] = field(default_factory=set)  # (event, endpoint)
    sent: int = 0

    def take_up(self, now: int, random: Random) -> None:
        """Address what has happened since the last time to every endpoint that wants to hear of it."""
        for event in self.account.untold:
            for endpoint in self.account.all("webhook_endpoint"):
                wanted = endpoint["enabled_events"]
                if endpoint["status"] == "enabled" and (event["type"] in wanted or "*" in wanted):
                    event["pending_webhooks"] += 1
                    if event["type"] == "invoice.created":
                        self.account.heralds[event["data"]["object"]["id"]] = event
                    self.waiting += self._letters(event, endpoint, now, random)
        self.account.untold.clear()

    def _letters(self, event: Object, endpoint: Object, now: int, random: Random) -> list[Letter]:
        if random.random() < self.mischief.lost:
            return []
        late = self.mischief.late_seconds if random.random() < self.mischief.late else 0
        copies = 2 if random.random() < self.mischief.doubled else 1
        return [Letter(event, endpoint, now + late) for _ in range(copies)]

    def next_due(self) -> int | None:
        return min((letter.next_at for letter in self.waiting if letter.next_at is not None), default=None)

    def send(self, now: int, random: Random) -> list[Delivery]:
        """What is to be posted at `now`, in order unless mischief is on. Every one must be reported back."""
        due = [letter for letter in self.waiting if letter.next_at is not None and letter.next_at <= now]
        if due and random.random() < self.mischief.reordered:
            random.shuffle(due)
        self.waiting = [letter for letter in self.waiting if letter.next_at is None or letter.next_at > now]
        return [self._posted(letter, now) for letter in due]

    def _posted(self, letter: Letter, now: int) -> Delivery:
        letter.attempts += 1
        letter.next_at = None
        self.sent += 1
        self.under_way[self.sent] = letter
        endpoint = letter.endpoint["id"]
        body = orjson.dumps(letter.event, option=orjson.OPT_INDENT_2)
        signature = sign(body, self.account.secrets[endpoint], now)
        return Delivery(
            number=self.sent,
            event_id=letter.event["id"],
            event_type=letter.event["type"],
            endpoint_id=endpoint,
            url=letter.endpoint["url"],
            body=body,
            headers={"Content-Type": "application/json; charset=utf-8", "Stripe-Signature": signature},
            attempt=letter.attempts,
        )

    def report(self, delivery: Delivery, status: int | None, now: int) -> None:
        """What came of a delivery: the endpoint's status, or None when there was no answer. Not 2xx: tried again."""
        letter = self.under_way.pop(delivery.number, None)
        if letter is None:
            return
        place = (delivery.event_id, delivery.endpoint_id)
        if status is not None and HTTPStatus.OK <= status < HTTPStatus.MULTIPLE_CHOICES:
            if place not in self.arrived:
                self.arrived.add(place)
                letter.event["pending_webhooks"] -= 1
            return
        if delivery.attempt <= len(BACK_OFF):
            letter.next_at = now + BACK_OFF[delivery.attempt - 1]
            self.waiting.append(letter)


def sign(body: bytes, secrets: Iterable[str], now: int) -> str:
    """The `Stripe-Signature` header: one v1 for every secret."""
    signed = f"{now}.".encode() + body
    marks = [hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest() for secret in secrets]
    return ",".join([f"t={now}", *(f"v1={mark}" for mark in marks)])
