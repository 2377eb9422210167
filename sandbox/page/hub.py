"""Telling every open page what happens, as server-sent events."""

import asyncio
import json
from typing import Any

from aiohttp import web

BEATS_SECONDS = 15
BACKLOG = 2000
HEADERS = {"Content-Type": "text/event-stream; charset=utf-8", "Cache-Control": "no-store", "X-Accel-Buffering": "no"}


class Hub:
    """Every listener, each with its own queue. One that does not listen any more loses its line, and comes again."""

    def __init__(self) -> None:
        self._listening: set[asyncio.Queue[str | None]] = set()

    def tell(self, kind: str, data: Any) -> None:
        """Send one event to everybody who listens."""
        words = as_sent(kind, data)
        for queue in tuple(self._listening):
            if queue.qsize() >= BACKLOG:
                self._listening.discard(queue)
                queue.put_nowait(None)
            else:
                queue.put_nowait(words)

    def close(self) -> None:
        """End every line."""
        for queue in self._listening:
            queue.put_nowait(None)
        self._listening.clear()

    async def listen(self, request: web.Request, hello: Any) -> web.StreamResponse:
        """Answer a request with events, `hello` first, until either side hangs up."""
        response = web.StreamResponse(headers=HEADERS)
        await response.prepare(request)
        queue: asyncio.Queue[str | None] = asyncio.Queue()
        self._listening.add(queue)
        try:
            await response.write(f"retry: 500\n\n{as_sent('hello', hello)}".encode())
            while (words := await _next(queue)) is not None:
                await response.write(words.encode())
        except ConnectionError:
            pass  # the page is gone
        finally:
            self._listening.discard(queue)
        return response


def as_sent(kind: str, data: Any) -> str:
    """One event on the wire."""
    return f"event: {kind}\ndata: {json.dumps(data, ensure_ascii=False)}\n\n"


async def _next(queue: asyncio.Queue[str | None]) -> str | None:
    try:
        async with asyncio.timeout(BEATS_SECONDS):
            return await queue.get()
    except TimeoutError:
        return ": still here\n\n"
