"""The sender, in a process of its own: posts signed events over connections that stay open, and times each answer.

    python -m tests.bench.posting PORT COUNT AT_ONCE [same]

Everything is made and signed before the clock starts. `same`: every request is a copy of one event. Prints one JSON
object: `seconds`, `latencies_ms` (p50 and p99) and how often each `status` was answered.
"""

import asyncio
import secrets
import sys
import time
from collections import Counter
from collections.abc import Iterator

import orjson

from tests.bench.events import bodies, body, request
from tests.bench.figures import percentile

HOST = "127.0.0.1"
END_OF_HEAD, LENGTH = b"\r\n\r\n", b"Content-Length: "


class Sender(asyncio.Protocol):
    """One connection: sends the next request as soon as the last one is answered."""

    def __init__(self, waiting: Iterator[bytes], seen: "Seen") -> None:
        self._waiting, self._seen = waiting, seen
        self._answer, self._sent_at = b"", 0.0
        self.done = asyncio.get_running_loop().create_future()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def send_next(self) -> None:
        """Send another request, or hang up when there is none."""
        following = next(self._waiting, None)
        if following is None:
            self.done.set_result(None)
            self._transport.close()
            return
        self._answer, self._sent_at = b"", time.perf_counter()
        self._transport.write(following)

    def data_received(self, data: bytes) -> None:
        self._answer += data
        head, found, rest = self._answer.partition(END_OF_HEAD)
        if found and len(rest) >= _content_length(head):
            self._seen.note(int(head[9:12]), time.perf_counter() - self._sent_at)
            self.send_next()

    def connection_lost(self, exc: Exception | None) -> None:
        if not self.done.done():
            self.done.set_exception(exc or ConnectionError("the server hung up"))


class Seen:
    """What came back."""

    def __init__(self) -> None:
        self.statuses: Counter[int] = Counter()
        self.seconds: list[float] = []

    def note(self, status: int, seconds: float) -> None:
        self.statuses[status] += 1
        self.seconds.append(seconds)


def _content_length(head: bytes) -> int:
    return int(head.partition(LENGTH)[2].partition(b"\r\n")[0])


async def post(port: int, requests: list[bytes], at_once: int) -> dict[str, object]:
    """Send them all over `at_once` connections. Returns what the module's docstring says."""
    waiting, seen, loop = iter(requests), Seen(), asyncio.get_running_loop()
    opened = [await loop.create_connection(lambda: Sender(waiting, seen), HOST, port) for _ in range(at_once)]
    began = time.perf_counter()
    for _, sender in opened:
        sender.send_next()
    await asyncio.gather(*(sender.done for _, sender in opened))
    seconds = time.perf_counter() - began
    latencies = [percentile(seen.seconds, percent) * 1000 for percent in (50, 99)]
    return {"seconds": seconds, "latencies_ms": latencies, "statuses": dict(seen.statuses)}


def main(port: int, count: int, at_once: int, *, same: bool) -> None:
    host, prefix = f"{HOST}:{port}", secrets.token_hex(4)
    contents = [body(prefix, 0)] * count if same else bodies(count, prefix)
    requests = [request(content, host) for content in contents]
    told = asyncio.run(post(port, requests, at_once))
    sys.stdout.write(orjson.dumps(told, option=orjson.OPT_NON_STR_KEYS).decode() + "\n")


if __name__ == "__main__":
    main(*(int(word) for word in sys.argv[1:4]), same="same" in sys.argv[4:])
