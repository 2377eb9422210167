"""What `doctor` looks at: the database, Stripe, Discord, the roles of each room, and what waits for a person."""

from collections.abc import Awaitable, Callable, Iterable, Sequence

from rich.console import Console
from rich.markup import escape

from bot.ports import Chat, Finding, Payments, Store, Transaction
from bot.rules.effects import EffectState, PendingEffect, about
from bot.rules.rooms import Room
from bot.rules.webhook_events import EventState, WebhookEvent

Look = Callable[[], Awaitable[Sequence[Finding]]]

MOST_SHOWN = 5


async def examine(looks: Iterable[Look]) -> list[Finding]:
    """Every finding, in the order of the looks. One look that breaks is a finding itself and stops nobody."""
    findings: list[Finding] = []
    for look in looks:
        try:
            findings += await look()
        except Exception as fault:  # noqa: BLE001 -- a doctor who dies of the disease helps nobody
            name = getattr(look, "__name__", "look")
            findings.append(Finding(name, well=False, seen=f"{type(fault).__name__}: {fault}", remedy="see the log"))
    return findings


async def at_stripe(payments: Payments) -> list[Finding]:
    """The key and the webhook endpoint."""
    return await payments.examine()


async def in_discord(chat: Chat, store: Store) -> list[Finding]:
    """The token, the intents, our permissions, and the role order of each room."""

    async def every_room(tx: Transaction) -> list[Room]:
        return await tx.find(Room)

    rooms = await store.read(every_room)
    faults = [
        Finding(f"room {room.name}", well=False, seen=room.fault, remedy="mend it, then /admin room-build")
        for room in rooms
        if room.fault is not None
    ]
    return [*await chat.examine(rooms), *faults]


async def parked(store: Store) -> list[Finding]:
    """What the machine gave up on: a person must look."""

    async def look(tx: Transaction) -> list[Finding]:
        effects = await tx.find(PendingEffect, state=EffectState.PARKED)
        events = await tx.find(WebhookEvent, state=EventState.PARKED)
        lines = [f"{type(one.effect).__name__}({about(one.effect)}): {one.fault}" for one in effects]
        lines += [f"{one.kind} {one.about}: {one.fault}" for one in events]
        if not lines:
            return [Finding("parked work", well=True, seen="none")]
        remedy = "mend the cause, then `python -m bot retry` gives everything that is parked another try"
        seen = f"{len(lines)}: " + "; ".join(lines[:MOST_SHOWN])
        return [Finding("parked work", well=False, seen=seen, remedy=remedy)]

    return await store.read(look)


def show(findings: Iterable[Finding], console: Console) -> bool:
    """Print the findings, green or red with the remedy. Returns whether all is well."""
    all_well = True
    for finding in findings:
        mark = "[green]✓[/]" if finding.well else "[red]✗[/]"
        console.print(f"{mark} {escape(finding.name)}: {escape(finding.seen)}")
        if not finding.well:
            all_well = False
            console.print(f"  [bold]remedy:[/] {escape(finding.remedy)}")
    return all_well
