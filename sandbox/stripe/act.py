"""One thing that happens at one instant: a request, a page, or a date that has come."""

import string
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from random import Random
from typing import Any

import stripe

from .account import Account, Object, snapshot, unix

ALPHABET = string.ascii_letters + string.digits
ID_LENGTH = 24
EVENTS_KEPT_FOR = unix(timedelta(days=30))
API_VERSION = stripe.api_version


@dataclass(frozen=True, slots=True)
class Act:
    """Everything a module needs in order to change the account. `now` is unix seconds of business time.

    request_id, idempotency_key: None when nobody asked and a date simply came.
    """

    account: Account
    now: int
    random: Random
    request_id: str | None = None
    idempotency_key: str | None = None

    def new_id(self, prefix: str) -> str:
        return f"{prefix}_{''.join(self.random.choices(ALPHABET, k=ID_LENGTH))}"

    def tell(self, kind: str, thing: Object, previous: Object | None = None) -> None:
        """Write down an event about `thing` as it is now."""
        told: Object = {"object": snapshot(thing)}
        if previous is not None:
            told["previous_attributes"] = previous
        event = {
            "id": self.new_id("evt"),
            "object": "event",
            "api_version": API_VERSION,
            "created": self.now,
            "data": told,
            "livemode": False,
            "pending_webhooks": 0,
            "request": {"id": self.request_id, "idempotency_key": self.idempotency_key},
            "type": kind,
        }
        self.account.untold.append(self.account.put(event))
        self._forget_old_events()

    def _forget_old_events(self) -> None:
        events = self.account.shelves["event"]
        while (oldest := next(iter(events.values())))["created"] < self.now - EVENTS_KEPT_FOR:
            del events[oldest["id"]]

    @contextmanager
    def changing(self, thing: Object, kind: str) -> Iterator[Object]:
        """Change `thing` inside; if anything did change, an event of `kind` tells it with its previous attributes."""
        before = snapshot(thing)
        yield thing
        previous = difference(before, thing)
        if previous:
            self.tell(kind, thing, previous)


def difference(before: Object, after: Object) -> Object:
    """The former values of what changed, nested like the object itself; lists are told whole."""
    previous: Object = {}
    for name in before.keys() | after.keys():
        was: Any = before.get(name)
        now: Any = after.get(name)
        if was == now:
            continue
        nested = isinstance(was, dict) and isinstance(now, dict) and was.get("object") != "list"
        previous[name] = difference(was, now) if nested else was
    return previous
