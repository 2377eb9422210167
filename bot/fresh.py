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
Whose = MemberId | None | Callable[[Transaction], Awaitable[MemberId | None]]


async def decide_fresh(store: Store, whose: Whose, look: Look[T], decide: Decide[T]) -> T:
    """Look outside, then decide in one transaction; look again when the member's records changed in between.

    whose: records the decision is about, or how to find that out; None when it is about nobody's. Returns what was
    seen. Raises Unreachable when they change faster than we can look.
    """
    for _ in range(LOOKS_MAX):
        member_id, before = await store.read(lambda tx: _standing(tx, whose))
        seen = await look()

        async def decide_if_fresh(
            tx: Transaction, member_id: MemberId | None = member_id, before: int = before, seen: T = seen
        ) -> bool:
            if await _version(tx, member_id) != before:
                return False
            await decide(tx, seen)
            return True

        if await store.write(decide_if_fresh):
            return seen
    raise Unreachable(f"what it is about changed {LOOKS_MAX} times while Stripe was read")


async def _standing(tx: Transaction, whose: Whose) -> tuple[MemberId | None, int]:
    """Whose records they are and their version, in one visit to the database."""
    member_id = await whose(tx) if callable(whose) else whose
    return member_id, await _version(tx, member_id)


async def _version(tx: Transaction, member_id: MemberId | None) -> int:
    return 0 if member_id is None else await tx.version(member_id)
