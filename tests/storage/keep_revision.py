"""Keeps a database of the newest revision for ever, as SQL: `python -m tests.storage.keep_revision`.

Run once for each revision that is released, before the next one is written: the tests bring every kept one up to date.
"""

import asyncio
import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path

from bot.rules.decision import Decision
from bot.rules.due import Due, DueKind
from bot.rules.effects import ShowNotice, SyncAccess
from bot.rules.settings import Setting
from storage.schema import head
from tests.rules.makers import HANAKO, at
from tests.storage.made import NOTICE, event, settle
from tests.stores import opened

REVISIONS = Path(__file__).parent / "revisions"


async def fill(file):
    """A community with a bit of everything."""
    async with opened(file) as store:
        await store.write(settle)
        work = (SyncAccess(HANAKO), ShowNotice(HANAKO, NOTICE.kind, NOTICE.subject))
        setting = Setting("set_1", "locale", "ja", set_at=at(11, 10))
        due = Due(DueKind.END_UNPAID, "chg_1_202611", at(11, 25))
        await store.write(lambda tx: tx.apply(Decision(keep=(setting, event()), effects=work, due=(due,))))


def dump(file):
    """All of a database as SQL, without the statistics that SQLite keeps for itself."""
    with closing(sqlite3.connect(file)) as connection:
        return "".join(f"{line}\n" for line in connection.iterdump() if "sqlite_" not in line)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        filled = Path(folder) / "filled.sqlite"
        asyncio.run(fill(filled))
        (REVISIONS / f"{head()}.sql").write_text(dump(filled), encoding="utf-8")
