"""Discord's ids: the milliseconds since 2015, shifted, and a counter, as a string on the wire."""

import itertools
import time

EPOCH_MS = 1420070400000
_counter = itertools.count(1)


def snowflake() -> str:
    """A fresh id that sorts after every earlier one."""
    return str(((int(time.time() * 1000) - EPOCH_MS) << 22) | (next(_counter) & 0x3FFFFF))
