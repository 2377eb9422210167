"""Whether a body was signed by Stripe: on the raw bytes, in constant time, and neither old nor from the future.

Source: docs.stripe.com/webhooks#verify-manually.
"""

import hashlib
import hmac
from collections.abc import Iterable
from datetime import datetime

TOLERANCE_SECONDS = 300
LONGEST_MOMENT = 12
"""Digits of a moment: seconds since 1970 for some thousands of years."""


class NotSigned(ValueError):
    """The signature is missing, wrong, or of another time. The message says which, for the log."""


def check(body: bytes, header: str | None, secrets: Iterable[str], now: datetime) -> None:
    """Raises NotSigned unless one of `secrets` signed `body` within five minutes of `now`.

    header: `t=<unix>,v1=<hex>[,v1=…]`; while a secret is rolled there are several. Without secrets nothing is signed.
    """
    if not header:
        raise NotSigned("no Stripe-Signature header")
    signed_at, signatures = _parts(header)
    if abs(now.timestamp() - int(signed_at)) > TOLERANCE_SECONDS:
        raise NotSigned(f"signed at {int(signed_at)}, which is not within {TOLERANCE_SECONDS} s of our clock")
    signed = signed_at + b"." + body
    expected = [hmac.digest(secret.encode(), signed, hashlib.sha256).hex().encode() for secret in secrets if secret]
    # Every pair is compared, so that the time taken tells nothing.
    matches = [hmac.compare_digest(one, given) for one in expected for given in signatures]
    if not any(matches):
        raise NotSigned("no signature fits any of STRIPE_WEBHOOK_SECRETS")


def _parts(header: str) -> tuple[bytes, list[bytes]]:
    fields = [part.strip().partition("=") for part in header.encode("utf-8", "replace").decode().split(",")]
    moments = [value for name, _, value in fields if name == "t"]
    signatures = [value.encode("utf-8", "replace") for name, _, value in fields if name == "v1"]
    if len(moments) != 1 or not _is_moment(moments[0]) or not signatures:
        raise NotSigned("the Stripe-Signature header is not t=…,v1=…")
    return moments[0].encode(), signatures


def _is_moment(word: str) -> bool:
    return word.isascii() and word.isdigit() and len(word) <= LONGEST_MOMENT
