"""Events as Stripe posts them."""

import hmac
from typing import Any

import orjson

from tests.webhooks.town import MARK, NOVEMBER

SECRET = "whsec_door"
NOW = int(NOVEMBER.timestamp())


def event(kind: str = "checkout.session.completed", event_id: str = "evt_1", **thing: Any) -> dict[str, Any]:
    """An event about an object of ours, unless `thing` says otherwise."""
    told = {"id": "cs_1", "object": "checkout.session", "customer": "cus_1", "metadata": dict(MARK)} | thing
    return {
        "id": event_id,
        "object": "event",
        "type": kind,
        "created": NOW,
        "livemode": False,
        "data": {"object": told},
    }


def signed(told: Any, secret: str = SECRET, at: int = NOW) -> tuple[bytes, dict[str, str]]:
    """A body and the header that signs it. told: bytes as they are, anything else as JSON."""
    body = told if isinstance(told, bytes) else orjson.dumps(told)
    signature = hmac.digest(secret.encode(), f"{at}.".encode() + body, "sha256").hex()
    return body, {"Stripe-Signature": f"t={at},v1={signature}"}
