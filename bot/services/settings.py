"""Settings of the community, and small facts about our own work, as rows."""

from dataclasses import fields
from datetime import datetime

from bot.ports import Transaction
from bot.rules.ids import MemberId
from bot.rules.settings import Deadlines, Setting
from bot.rules.texts import Refused, text

CAUGHT_UP_AT = "stripe.caught_up_at"
FIXED = ("timezone", "currency")
"""Settings that cannot change once money was taken under them."""


async def seed(tx: Transaction, **values: str) -> dict[str, str]:
    """Write the environment's values at the first start, and only then. Returns what counts now, by name."""
    known = await current(tx)
    for name, value in values.items():
        if name not in known:
            await put(tx, name, value, by=None)
    return await current(tx)


async def current(tx: Transaction) -> dict[str, str]:
    """Every setting by its name, as last set."""
    rows = sorted(await tx.find(Setting), key=lambda row: (row.set_at, row.id))
    return {row.name: row.value for row in rows}


async def deadlines(tx: Transaction) -> Deadlines:
    """How long people have time to answer, as last set; what was never set is as we ship it."""
    known = await current(tx)
    return Deadlines(**{one.name: int(known[one.name]) for one in fields(Deadlines) if one.name in known})


async def put(tx: Transaction, name: str, value: str, *, by: MemberId | None) -> None:
    """Set a setting; the older rows are its history. Raises Refused for one that is fixed."""
    if name in FIXED and by is not None:
        raise Refused(text("settings.fixed", name=name))
    await tx.put(Setting(tx.new_id("set"), name, value, set_at=tx.now, set_by=by))


async def recall(tx: Transaction, name: str) -> str | None:
    """A small fact we noted about our own work; None when there is none."""
    found = await tx.seek(Setting, name)
    return found.value if found else None


async def remember(tx: Transaction, name: str, value: str) -> None:
    """Note a small fact about our own work; it replaces the one of the same name."""
    await tx.put(Setting(name, name, value, set_at=tx.now))


async def caught_up_at(tx: Transaction) -> datetime | None:
    """Up to when we know every event Stripe made."""
    value = await recall(tx, CAUGHT_UP_AT)
    return datetime.fromisoformat(value) if value else None


async def caught_up(tx: Transaction, at: datetime) -> None:
    """Note that every event made before `at` is known."""
    await remember(tx, CAUGHT_UP_AT, at.isoformat())
