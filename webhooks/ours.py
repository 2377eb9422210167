"""What this community made at Stripe, told from everything else in the same account by its metadata."""

from collections.abc import Iterator, Mapping
from typing import Any

APP = "roomkeeper"
ALWAYS_MARKED = ("checkout.session", "customer", "subscription")


class Ours:
    """The mark on everything we make: the application, and the community it keeps."""

    def __init__(self, guild_id: int) -> None:
        self.mark = {"app": APP, "guild_id": str(guild_id)}

    def marked(self, metadata: Mapping[str, str]) -> bool:
        """Whether this metadata bears our mark."""
        return self.mark.items() <= metadata.items()

    def may_concern(self, thing: Mapping[str, Any]) -> bool:
        """Whether an object inside an event, as Stripe's JSON tells it, can be of ours.

        Refunds by hand, disputes and payment methods bear nobody's mark: they may be. A shop beside us in the account
        marks its objects otherwise or not at all: they are not.
        """
        known = list(_metadata(thing))
        if any(self.marked(metadata) for metadata in known):
            return True
        foreign = any("app" in metadata for metadata in known)
        # Only a present-day invoice says whether it has a parent; one in an older version must be looked at.
        telling = thing.get("object") in ALWAYS_MARKED or (thing.get("object") == "invoice" and "parent" in thing)
        return not (foreign or telling)


def _metadata(thing: Mapping[str, Any]) -> Iterator[Mapping[str, str]]:
    """Where metadata stands: on the object, and on an invoice also in the copy of its subscription's."""
    parent = thing.get("parent")
    details = parent.get("subscription_details") if isinstance(parent, dict) else None
    for bearer in (thing, details):
        metadata = bearer.get("metadata") if isinstance(bearer, dict) else None
        if isinstance(metadata, dict):
            yield metadata
