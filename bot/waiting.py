"""Waiting for a record to become what a person waits for, without asking again and again."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

from bot.ports import Store, Transaction

T = TypeVar("T")


async def until(
    store: Store, ask: Callable[[Transaction], Awaitable[T]], enough: Callable[[T], bool], *, seconds: float
) -> T:
    """Ask after every commit until the answer is enough, or the time is up. Returns the last answer either way.

    seconds: of the person who waits, not of the community's clock.
    """
    committed = asyncio.Event()
    forget = store.on_commit(lambda _: committed.set())
    try:
        async with asyncio.timeout(seconds):
            while True:
                committed.clear()
                answer = await store.read(ask)
                if enough(answer):
                    return answer
                await committed.wait()
    except TimeoutError:
        return await store.read(ask)
    finally:
        forget()
