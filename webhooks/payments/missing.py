"""Objects that are not there (any more)."""

from collections.abc import Awaitable
from typing import TypeVar

import stripe

from bot.ports import Rejected

T = TypeVar("T")


async def or_none(asked: Awaitable[T]) -> T | None:
    """What Stripe answers; None when it knows no such object."""
    try:
        return await asked
    except Rejected as refused:
        if has_code(refused, "resource_missing"):
            return None
        raise


def has_code(refused: Rejected, code: str) -> bool:
    """Whether Stripe refused with this code."""
    cause = refused.__cause__
    return isinstance(cause, stripe.InvalidRequestError) and cause.code == code
