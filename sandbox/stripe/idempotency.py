"""Idempotency keys: the first answer under a key is the answer, be it a 402 or a 500.

Keys are kept at least 24 hours; nobody may rely on the hour after that either way.
"""

import json
from dataclasses import dataclass, field
from datetime import timedelta

from sandbox.wire import Answer, Request

from .account import unix
from .errors import StripeError
from .forms import Params

KEPT_FOR = unix(timedelta(hours=25))
KEY_MAX = 255


@dataclass(frozen=True, slots=True)
class Stored:
    asked: str
    answer: Answer
    at: int


@dataclass(slots=True)
class Keys:
    """Every key and its answer. A key in `in_use` belongs to a request that is still being worked on elsewhere."""

    stored: dict[str, Stored] = field(default_factory=dict)
    in_use: set[str] = field(default_factory=set)

    def replay(self, request: Request, params: Params, now: int) -> Answer | None:
        """The stored answer to a repeated request; None for a new one.

        Raises StripeError: 400 `idempotency_error` for other parameters, 409 while the first request is at work.
        """
        key = key_of(request)
        if key is None:
            return None
        if len(key) > KEY_MAX:
            raise StripeError(400, "idempotency_error", f"Idempotency keys can have at most {KEY_MAX} characters.")
        if key in self.in_use:
            message = "There is currently another in-progress request using this Idempotency Key. Try again later."
            raise StripeError(409, "idempotency_error", message, code="idempotency_key_in_use")
        held = self.stored.get(key)
        if held is None or now - held.at > KEPT_FOR:
            return None
        if held.asked != _asked(request, params):
            message = (
                "Keys for idempotent requests can only be used with the same parameters they were first used with."
            )
            raise StripeError(400, "idempotency_error", f"{message} Try using a key other than '{key}'.")
        return Answer(held.answer.status, held.answer.body, {**held.answer.headers, "Idempotent-Replayed": "true"})

    def remember(self, request: Request, params: Params, answer: Answer, now: int) -> None:
        key = key_of(request)
        if key is not None:
            self.stored[key] = Stored(_asked(request, params), answer, now)

    def overwrite(self, request: Request, answer: Answer) -> None:
        """The work was done, but what left the house was another answer (a 500): that one is replayed from now on."""
        key = key_of(request)
        held = None if key is None else self.stored.get(key)
        if key is not None and held is not None:
            self.stored[key] = Stored(held.asked, answer, held.at)


def key_of(request: Request) -> str | None:
    """The key of a POST; reading and deleting take none."""
    return request.headers.get("idempotency-key") if request.method == "POST" else None


def _asked(request: Request, params: Params) -> str:
    return f"{request.path} {json.dumps(params.fields, sort_keys=True)}"
