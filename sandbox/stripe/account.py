"""What one Stripe account holds: every object by kind and id, and what lies behind the saved cards."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from datetime import datetime, timedelta
from typing import Any

import orjson

from .cards import TestCard
from .errors import missing

Object = dict[str, Any]

# What is over does nothing by itself any more.
OVER = {
    "subscription": {"canceled", "incomplete_expired"},
    "invoice": {"paid", "void", "uncollectible"},
    "checkout.session": {"complete", "expired"},
}
SETTINGS = ("policy", "public_url", "home_url")
ACCOUNT_ID = "acct_1LocalRoomkeeper"


@dataclass(frozen=True, slots=True)
class Policy:
    """What one would set in Stripe's dashboard.

    konbini: whether konbini is switched on; when it is not, it disappears from Checkout without an error.
    retry_days: days after a failed first charge on which Stripe tries again; none: the account leaves that to us and
    keeps the subscription past_due (Billing, Revenue recovery).
    """

    konbini: bool = True
    retry_days: tuple[int, ...] = ()
    country: str = "JP"


@dataclass(slots=True)
class Account:
    """The state of the local Stripe, in plain objects as Stripe shows them."""

    policy: Policy = field(default_factory=Policy)
    shelves: dict[str, dict[str, Object]] = field(default_factory=lambda: defaultdict(dict))
    cards: dict[str, TestCard] = field(default_factory=dict)  # by payment method
    turned: dict[str, str | None] = field(default_factory=dict)  # payment method -> decline code from now on
    authenticated: set[str] = field(default_factory=set)  # payment methods set up with 3D Secure
    untold: list[Object] = field(default_factory=list)  # events that nobody has been told yet
    voucher_fails_at: dict[str, int] = field(default_factory=dict)  # payment intent -> unix seconds
    refund_fails_at: dict[str, int] = field(default_factory=dict)  # refund -> unix seconds
    session_lines: dict[str, list[Object]] = field(default_factory=dict)  # by checkout session
    session_wishes: dict[str, Mapping[str, Any]] = field(default_factory=dict)  # what the session was made with
    secrets: dict[str, tuple[str, ...]] = field(default_factory=dict)  # signing secrets by webhook endpoint
    heralds: dict[str, Object] = field(default_factory=dict)  # invoice -> the event that told its draft
    public_url: str = "http://127.0.0.1"  # where pages are served
    home_url: str = ""  # where people come from: every page leads back there, if it is known
    _owned: dict[tuple[str, str], list[Object]] = field(default_factory=lambda: defaultdict(list), init=False)
    _living: dict[str, dict[str, Object]] = field(default_factory=lambda: defaultdict(dict), init=False)

    def content(self) -> dict[str, Any]:
        """Everything it holds, by name; not its policy, nor any address."""
        return {one.name: getattr(self, one.name) for one in fields(self) if one.name not in SETTINGS}

    def fill(self, content: dict[str, Any]) -> None:
        """Make an empty account hold what another's `content` was. Raises KeyError for content of another shape."""
        for name, holds in self.content().items():
            holds.extend(content[name]) if isinstance(holds, list) else holds.update(content[name])

    def put(self, thing: Object, *owners: str) -> Object:
        """Keep an object. owners: ids under which `under` finds it again; they must never change."""
        kind, id = thing["object"], thing["id"]
        self.shelves[kind][id] = thing
        if kind in OVER:
            self._living[kind][id] = thing
        for owner in owners:
            self._owned[kind, owner].append(thing)
        return thing

    def under(self, kind: str, owner: str) -> list[Object]:
        """The objects of a kind that were put under this owner, oldest first."""
        return self._owned.get((kind, owner), [])

    def living(self, kind: str) -> list[Object]:
        """The objects of a kind that may still do something by themselves."""
        living = self._living[kind]
        for id in [id for id, thing in living.items() if thing.get("deleted") or thing["status"] in OVER[kind]]:
            del living[id]
        return list(living.values())

    def get(self, kind: str, id: str, param: str = "id") -> Object:
        """The object itself, to be read or changed. Raises StripeError 404 when there is none, or it is deleted."""
        thing = self.shelves[kind].get(id)
        if thing is None or thing.get("deleted"):
            raise missing(kind, id, param)
        return thing

    def holds(self, kind: str, id: str | None) -> bool:
        """Whether there is such an object, and not deleted."""
        thing = self.shelves[kind].get(id or "")
        return thing is not None and not thing.get("deleted")

    def any(self, id: str) -> Object | None:
        """The object with this id, whatever its kind; None when there is none."""
        return next((shelf[id] for shelf in self.shelves.values() if id in shelf), None)

    def all(self, kind: str) -> Iterable[Object]:
        """Every object of a kind, oldest first, deleted ones left out."""
        return [thing for thing in self.shelves[kind].values() if not thing.get("deleted")]


def snapshot(thing: Object) -> Object:
    """A copy that shares nothing. Everything Stripe shows is JSON, and JSON copies ten times faster than deepcopy."""
    copied: Object = orjson.loads(orjson.dumps(thing))
    return copied


def unix(moment: datetime | timedelta) -> int:
    """Whole seconds, as Stripe counts instants and spans."""
    return int(moment.timestamp() if isinstance(moment, datetime) else moment.total_seconds())
