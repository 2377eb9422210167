"""Stripe's rate limits of a sandbox account, in real time (docs.stripe.com/rate-limits)."""

import time
from collections import defaultdict, deque
from collections.abc import Callable
from dataclasses import dataclass, field

from sandbox.wire import Answer, Request

from . import routes

SECOND = 1.0
BODY = (
    b'{"error": {"type": "invalid_request_error", "code": "rate_limit", '
    b'"message": "Request rate limit exceeded. Learn more about rate limits in the documentation."}}'
)


def too_many(reason: str) -> Answer:
    """429, with the reason and without any `Retry-After`."""
    return Answer(429, BODY, {"Content-Type": "application/json", "Stripe-Rate-Limited-Reason": reason})


@dataclass(slots=True)
class Limits:
    """How many requests a second are let through: for each endpoint (method and path), and in all."""

    per_endpoint: float = 25
    total: float = 100
    clock: Callable[[], float] = time.monotonic
    _seen: dict[str, deque[float]] = field(default_factory=lambda: defaultdict(deque))

    @classmethod
    def scaled(cls, factor: float) -> "Limits":
        """The real limits times `factor`, for a clock that runs faster."""
        return cls(per_endpoint=25 * factor, total=100 * factor)

    @classmethod
    def off(cls) -> "Limits":
        return cls(per_endpoint=float("inf"), total=float("inf"))

    def refuse(self, request: Request) -> Answer | None:
        """The refusal of one request too many; None when it may pass."""
        found = routes.find(request.method, request.path)
        endpoint = f"{request.method} {found[2] if found else request.path}"
        if self._count("") >= self.total:
            return too_many("global-rate")
        if self._count(endpoint) >= self.per_endpoint:
            return too_many("endpoint-rate")
        for name in ("", endpoint):
            self._seen[name].append(self.clock())
        return None

    def _count(self, name: str) -> int:
        seen, since = self._seen[name], self.clock() - SECOND
        while seen and seen[0] <= since:
            seen.popleft()
        return len(seen)
