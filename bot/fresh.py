"""Fresh reads: what Stripe said is only decided upon while nothing we keep about the member changed meanwhile.

Without this a handler that read an invoice as "open", and was held up, would overwrite the news that it was paid.
"""

from collections.abc import Awaitable, Callable
from typing import TypeVar

from bot.ports import Store, Transaction, Unreachable
from bot.rules.ids import MemberId

T = TypeVar("T")
LOOKS_MAX = 10

Look = Callable[[], Awaitable[T]]
Decide = Callable[[Transaction, T], Awaitable[None]]


async def decide_fresh(store: Store, member_id: MemberId | None, look: Look[T], decide: Decide[T]) -> T:
    """Look outside, then decide in one transaction; look again when the member's records changed in between.

    member_id: whose records the decision is about, None when it is about nobody's. Returns what was seen. Raises
    Unreachable when they change faster than we can look.
    """
    for _ in range(LOOKS_MAX):
        before = await store.read(lambda tx: _version(tx, member_id))
        seen = await look()

        async def decide_if_fresh(tx: Transaction, before: int = before, seen: T = seen) -> bool:
            if await _version(tx, member_id) != before:
                return False
            await decide(tx, seen)
            return True

        if await store.write(decide_if_fresh):
            return seen
    raise Unreachable(f"the records of member {member_id} changed {LOOKS_MAX} times while Stripe was read")


async def _version(tx: Transaction, member_id: MemberId | None) -> int:
    return 0 if member_id is None else await tx.version(member_id)
