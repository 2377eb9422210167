"""Signed webhook events, as large as Stripe's own, made before any clock runs."""

import time
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import orjson

from sandbox.stripe.blank_bills import INVOICE, INVOICE_LINE
from sandbox.stripe.webhooks import sign
from webhooks.ours import APP

SECRET, GUILD = "whsec_bench", 1
MARK = {"app": APP, "guild_id": str(GUILD)}
CUSTOMERS = 1000
BODY_BYTES = 5700
"""What `invoice.paid` of one monthly subscription takes on the wire."""


def bodies(count: int, prefix: str) -> Iterator[bytes]:
    """The bodies of `count` paid invoices: `evt_<prefix>_0`, … A prefix of its own makes them new."""
    return (body(f"{prefix}_{number}", number % CUSTOMERS) for number in range(count))


def body(name: str, customer: int) -> bytes:
    """One `invoice.paid`, filled up to the size that Stripe's have."""
    told: dict[str, Any] = {
        "id": f"evt_{name}",
        "object": "event",
        "api_version": "2026-10-29",
        "created": int(time.time()),
        "livemode": False,
        "type": "invoice.paid",
        "data": {"object": _invoice(name, customer)},
    }
    missing = BODY_BYTES - len(_stripes_json(told))
    told["data"]["object"]["description"] = "x" * max(0, missing)
    return _stripes_json(told)


def request(content: bytes, host: str) -> bytes:
    """The whole POST, signed now."""
    signature = sign(content, (SECRET,), int(time.time()))
    lines = (
        "POST /stripe/webhook HTTP/1.1",
        f"Host: {host}",
        "Content-Type: application/json; charset=utf-8",
        f"Content-Length: {len(content)}",
        f"Stripe-Signature: {signature}",
    )
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + content


def _invoice(name: str, customer: int) -> dict[str, Any]:
    parent = {"type": "subscription_details", "subscription_details": {"subscription": "sub_1", "metadata": MARK}}
    line = deepcopy(INVOICE_LINE) | {"id": f"il_{name}", "amount": 500, "currency": "jpy", "invoice": f"in_{name}"}
    lines = {"object": "list", "data": [line], "has_more": False, "url": f"/v1/invoices/in_{name}/lines"}
    known = {"id": f"in_{name}", "customer": f"cus_{customer}", "currency": "jpy", "status": "paid", "total": 500}
    return deepcopy(INVOICE) | known | {"lines": lines, "parent": parent, "description": ""}


def _stripes_json(told: dict[str, Any]) -> bytes:
    return orjson.dumps(told, option=orjson.OPT_INDENT_2)
