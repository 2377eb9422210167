"""One world as the page shows it: from the moment it is open until it is put away."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any

import structlog

from bot.rules.rooms import Room
from sandbox.discord.people import People
from sandbox.discord.shapes import Object
from sandbox.page import bank, looks
from sandbox.page.faults import Switches
from sandbox.page.guard import busy, unknown
from sandbox.page.journal import Journal
from sandbox.page.marks import Marks
from sandbox.page.moving import Mover
from sandbox.page.sent import Sending
from sandbox.page.telling import Telling
from sandbox.world import World

log = structlog.get_logger(__name__)

GATHERING_SECONDS, RESTED_SECONDS = 0.03, 1.0


class Scene:
    """Notices what changes in a world, tells the pages of it, and lets everything that is due at this moment happen."""

    def __init__(
        self,
        world: World,
        tell: Callable[[str, Any], None],
        rested: Callable[[], Awaitable[None]],
        telling: Telling | None = None,
    ) -> None:
        """rested: called when everything has come to rest for a while. telling: of the story that plays here."""
        self.world, self.tell, self.telling = world, tell, telling
        self.marks = Marks()
        self.sending = Sending(self.people, tell)
        self.switches = Switches(world, tell)
        self.mover = Mover(world, self.stir)
        self.journal = Journal(world, self.stir)
        self.stirs, self._rested = 0, rested
        self._stirred, self._restless = asyncio.Event(), asyncio.Event()
        self._seen: tuple[object, ...] = ()
        self._tasks: list[asyncio.Task[None]] = []

    @property
    def people(self) -> People:
        """Everybody's hands."""
        return self.world.discord.people

    @property
    def version(self) -> int:
        """Counted up with whatever changes."""
        return self.people.state.changed + self.world.stripe.requests

    def open(self) -> None:
        """Begin to notice."""
        self.journal.open()
        self.world.clock.on_move(self.stir)
        self.world.app.store.on_commit(lambda _: self.stir())
        self._tasks = [asyncio.create_task(one) for one in (self._listen(), self._gather(), self._settle())]
        for task in self._tasks:
            task.add_done_callback(self._ended)

    async def close(self) -> None:
        """Notice nothing any more, and let nothing go on that was begun from the page."""
        await self.mover.close()
        await self.sending.stop()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def stir(self) -> None:
        """Something may have changed."""
        self.stirs += 1
        self._stirred.set()
        self._restless.set()

    def free_hands(self) -> None:
        """Raises Failed while a story is told: nobody else may act in it."""
        if self.telling is not None and self.telling.goes_on:
            raise busy("a story is being told; leave it, or let it come to its end")

    def somebody(self, id: str) -> str:
        """The id of a person. Raises Failed for nobody, and for a bot."""
        user = self.people.state.users.get(id)
        if user is None or user["bot"]:
            raise unknown(f"there is nobody with the id {id}")
        return id

    async def persons(self, *ids: str) -> list[Object]:
        """People as the page reads them; without ids everybody, in the order they came."""
        state = self.people.state
        rooms = await self.world.app.store.read(lambda tx: tx.find(Room))
        runs = {id: [room.name for room in rooms if str(room.owner_id) == id] for id in state.users}
        wanted = ids or [id for id, one in state.users.items() if not one["bot"]]
        return [self._person(state.users[id], runs[id]) for id in wanted]

    def _person(self, user: Object, runs: list[str]) -> Object:
        state, id = self.people.state, user["id"]
        member = state.members.get(id)
        return looks.named(user) | {
            "locale": state.locales.get(id, "ja"),
            "in_server": member is not None,
            "dms_open": id not in state.closed_to_messages,
            "banned": id in state.bans,
            "timed_out": member is not None and state.rights.is_timed_out(member),
            "roles": list(member["roles"]) if member else [],
            "is": looks.standing(self.people, id) + (["room_owner"] if runs else []),
            "runs": runs,
            "unread": self.marks.unread_direct(self.people, id),
            "bank": bank.answer(self.world, id),
        }

    # -- noticing

    def _ended(self, task: asyncio.Task[None]) -> None:
        """None of them ends by itself: whoever looks must know that what they see stands still."""
        if not task.cancelled() and (fault := task.exception()) is not None:
            log.error("the page notices nothing any more", exc_info=fault)
            self.tell("world", {"state": "broken", "words": f"{type(fault).__name__}: {fault}"})

    async def _listen(self) -> None:
        """What people do goes over no wire; the local Discord says that something changed."""
        seen = self.people.state.changed
        while True:
            with suppress(TimeoutError):
                await self.people.until(lambda before=seen: self.people.state.changed != before)  # type: ignore[misc]
                seen = self.people.state.changed
                self.stir()

    async def _gather(self) -> None:
        """Tell what changed, many changes at once: at most one telling in `GATHERING_SECONDS`."""
        told_now = None
        while True:
            await self._stirred.wait()
            self._stirred.clear()
            if parts := self._changed_parts():
                self.tell("changed", {"version": self.version, "parts": parts})
            now = await self.mover.shown()
            if now != told_now:
                self.tell("time", now)
            told_now = now
            await asyncio.sleep(GATHERING_SECONDS)

    def _changed_parts(self) -> list[str]:
        state = self.people.state
        commands = tuple(id(one) for found in state.registered.values() for one in found)
        now = (state.changed, commands)
        before, self._seen = self._seen, now
        chat = ["chat", "people"] if before[:1] != now[:1] else []
        return [*chat, *(["commands"] if before[1:] != now[1:] else []), "inside"]

    async def _settle(self) -> None:
        """After every change, let the doubles and the bot come to rest at this moment of the clock; then `rested`."""
        while True:
            await self._restless.wait()
            self._restless.clear()
            await self.world.settle()
            with suppress(TimeoutError):
                async with asyncio.timeout(RESTED_SECONDS):
                    await self._restless.wait()
            if not self._restless.is_set() and not self.mover.moving:
                await self._rested()
