"""A process that writes for ever, and says what it was told is kept.

`python -m tests.storage.writing_until_killed FILE`
"""

import asyncio
import itertools
import sys
from pathlib import Path

from bot.rules.decision import Decision
from bot.rules.effects import SyncAccess
from bot.rules.ids import MemberId
from bot.rules.members import Member
from tests.rules.makers import at
from tests.stores import HandClock, store_of


async def main(path):
    store = store_of(path, HandClock(at(11, 10)))

    async def join(number):
        member = Member(MemberId(number), "name", "ja")
        await store.write(lambda tx: tx.apply(Decision(keep=(member,), effects=(SyncAccess(member.id),))))
        sys.stdout.write(f"{number}\n")
        sys.stdout.flush()

    for first in itertools.count(1, step=8):
        await asyncio.gather(*(join(number) for number in range(first, first + 8)))


asyncio.run(main(Path(sys.argv[1])))
