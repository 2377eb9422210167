"""The stage: which world is played in now. One's own stands in a folder; a story gets one of its own while it plays."""

import asyncio
import tempfile
from contextlib import AsyncExitStack
from datetime import UTC, datetime, time
from http import HTTPStatus
from pathlib import Path
from typing import Any

from bot.app import CannotStart
from sandbox.keeping import Kept, Shelf, Strange
from sandbox.page.furnishing import furnish
from sandbox.page.guard import Failed, busy, unknown
from sandbox.page.hub import Hub
from sandbox.page.scene import Scene
from sandbox.page.telling import Telling
from sandbox.stories import STORIES
from sandbox.stories.telling import TOKYO, starts_at
from sandbox.world import World, opened

KEPT, STORY = "kept", "story"
NOON = time(12)
REST_SECONDS = 10


class Stage:
    """Opens and closes worlds, one at a time: the bot's Discord library knows only one address per process."""

    def __init__(self, folder: Path, *, port: int = 0, start: datetime | None = None, furnished: bool = True) -> None:
        """folder: of one's own world. port: of the bot; Discord and Stripe take the two after it (0: any).

        start: when a new world begins, by default at noon today. furnished: whether a new one has rooms and people.
        """
        self.hub = Hub()
        self.public_url = ""
        self.remarks: list[str] = []  # for whoever started it
        self._shelf, self._port, self._furnished = Shelf(folder), port, furnished
        self._start = start or datetime.combine(datetime.now(TOKYO).date(), NOON, TOKYO).astimezone(UTC)
        self._scene: Scene | None = None
        self._open = AsyncExitStack()
        self._turn = asyncio.Lock()

    @property
    def scene(self) -> Scene:
        """What is played now. Raises Failed while worlds are changed."""
        if self._scene is None:
            raise Failed(HTTPStatus.SERVICE_UNAVAILABLE, "changing", "a world is being opened")
        return self._scene

    @property
    def world(self) -> World:
        """The world of the scene."""
        return self.scene.world

    @property
    def version(self) -> int:
        """Counted up with whatever changes; 0 while worlds are changed: whoever listens then hears of the next one."""
        return 0 if self._scene is None else self._scene.version

    @property
    def kind(self) -> str:
        """Whose world it is: one's own, or a story's."""
        return STORY if self._scene is not None and self._scene.telling is not None else KEPT

    async def open(self) -> None:
        """Open one's own world. Raises InUse when another sandbox has it open."""
        async with self._turn:
            self._shelf.open()
            await self._change(None)

    async def close(self) -> None:
        """Put the world away, and end every line."""
        async with self._turn:
            await self._put_away()
            self._shelf.close()
            self.hub.close()

    async def reset(self) -> None:
        """Throw one's own world away and begin anew. Raises Failed while a story plays."""
        async with self._turn:
            if self.kind == STORY:
                raise busy("leave the story first")
            await self._change(None, anew=True)

    async def play(self, name: str) -> dict[str, Any]:
        """Tell a story, in a world of its own. Raises Failed for one there is not."""
        if name not in STORIES:
            raise unknown(f"there is no story {name}")
        async with self._turn:
            await self._change(name)
        return self.story()

    async def leave(self) -> None:
        """Back to one's own world."""
        async with self._turn:
            if self.kind == STORY:
                await self._change(None)

    def story(self) -> dict[str, Any]:
        """The story that plays. Raises Failed when none does."""
        return self.telling.shown()

    @property
    def telling(self) -> Telling:
        """The telling of the story that plays. Raises Failed when none does."""
        telling = self.scene.telling
        if telling is None:
            raise unknown("no story plays")
        return telling

    async def _keep_at_last(self, scene: Scene) -> None:
        """Keep the world once it rests; one that does not come to rest stays as it was kept before."""
        try:
            async with asyncio.timeout(REST_SECONDS):
                await scene.world.settle()
        except TimeoutError:
            self.remarks.append("The community did not come to rest; it is kept as it was a little earlier.")
            return
        await self._keep()

    async def _keep_this(self, scene: Scene) -> None:
        world, marks, stirs = scene.world, scene.marks, scene.stirs
        if world.stripe.core.post.under_way:
            return  # then it does not rest, and this is called again
        marks.forget_lost(scene.people)
        await self._shelf.put(world.kept({"read": marks.read}), world.app.store, lambda: scene.stirs == stirs)

    # -- changing worlds

    async def _change(self, story: str | None, *, anew: bool = False) -> None:
        self.hub.tell("world", {"state": "closing"})
        await self._put_away()
        try:
            self._scene = await (self._own(anew=anew) if story is None else self._of_story(story))
        except Exception as fault:
            self.hub.tell("world", {"state": "broken", "words": str(fault)})
            raise
        self._scene.open()
        if self._scene.telling is not None:
            self._scene.telling.begin()
        self.hub.tell("world", {"state": "ready", "world": self.kind})

    async def _put_away(self) -> None:
        if (scene := self._scene) is not None:
            if scene.telling is not None:
                await scene.telling.close()
            await scene.close()
            if scene.telling is None:
                await self._keep_at_last(scene)
            self._scene = None
        await self._open.aclose()
        self._open = AsyncExitStack()

    async def _own(self, *, anew: bool) -> Scene:
        """One's own world, as it was left; or a new one, where there is none or it cannot be opened any more."""
        if anew:
            self._shelf.clear()
        try:
            kept = self._shelf.take()
            world = await self._opened(self._shelf.running, self._start, kept)
        except (Strange, CannotStart) as fault:
            await self._open.aclose()
            self._open = AsyncExitStack()
            aside = self._shelf.put_aside()
            self.remarks.append(f"What you left cannot be opened: {fault}. It is in {aside} now, and a new one began.")
            kept = self._shelf.take()
            world = await self._opened(self._shelf.running, self._start, None)
        if kept is None and self._furnished:
            await furnish(world)
        scene = Scene(world, self.hub.tell, self._keep)
        scene.marks.read = kept.notes["read"] if kept else {}
        return scene

    async def _of_story(self, name: str) -> Scene:
        _, day = STORIES[name]
        folder = Path(self._open.enter_context(tempfile.TemporaryDirectory()))
        world = await self._opened(folder, starts_at(*day), None)
        return Scene(world, self.hub.tell, self._keep, Telling(name, world, self.hub.tell))

    async def _opened(self, folder: Path, start: datetime, kept: Kept | None) -> World:
        made = opened(folder, start, port=self._port, public_url=self.public_url, kept=kept)
        return await self._open.enter_async_context(made)

    async def _keep(self) -> None:
        """Keep one's own world as it stands now; a story's is thrown away."""
        if self._scene is not None and self._scene.telling is None:
            await self._keep_this(self._scene)
