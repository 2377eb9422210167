"""A planted fault that says when it strikes."""

import asyncio
from dataclasses import dataclass, field

from sandbox.wire import Fault, Request


@dataclass(slots=True)
class Noticed(Fault):
    """Like any other; `struck` is set as soon as a request has suffered it."""

    struck: asyncio.Event = field(default_factory=asyncio.Event)

    def strikes(self, request: Request) -> bool:
        strikes = Fault.strikes(self, request)
        if strikes:
            self.struck.set()
        return strikes
