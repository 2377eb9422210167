"""The stage: which world is played in now. One's own stands in a folder; a story gets one of its own while it plays."""

import asyncio
import shutil
import tempfile
from contextlib import AsyncExitStack
from datetime import UTC, datetime, time
from http import HTTPStatus
from pathlib import Path
from typing import Any

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


class Stage:
    """Opens and closes worlds, one at a time: the bot's Discord library knows only one address per process."""

    def __init__(self, folder: Path, *, port: int = 0, start: datetime | None = None, furnished: bool = True) -> None:
        """folder: of one's own world. port: of the bot; Discord and Stripe take the two after it (0: any).

        start: when a new world begins, by default at noon today. furnished: whether a new one has rooms and people.
        """
        self.hub = Hub()
        self.public_url = ""
        self._folder, self._port, self._furnished = folder, port, furnished
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
    def kind(self) -> str:
        """Whose world it is: one's own, or a story's."""
        return STORY if self._scene is not None and self._scene.telling is not None else KEPT

    async def open(self) -> None:
        """Open one's own world."""
        async with self._turn:
            await self._change(None)

    async def close(self) -> None:
        """Put the world away, and end every line."""
        async with self._turn:
            await self._put_away()
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
        scene, self._scene = self._scene, None
        if scene is not None:
            if scene.telling is not None:
                await scene.telling.close()
            await scene.close()
        await self._open.aclose()
        self._open = AsyncExitStack()

    async def _own(self, *, anew: bool) -> Scene:
        folder = self._folder
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        world = await self._opened(folder, self._start)
        if self._furnished:
            await furnish(world)
        return Scene(world, self.hub.tell, self._rested)

    async def _of_story(self, name: str) -> Scene:
        _, day = STORIES[name]
        folder = Path(self._open.enter_context(tempfile.TemporaryDirectory()))
        world = await self._opened(folder, starts_at(*day))
        return Scene(world, self.hub.tell, self._rested, Telling(name, world, self.hub.tell))

    async def _opened(self, folder: Path, start: datetime) -> World:
        made = opened(folder, start, port=self._port, public_url=self.public_url)
        return await self._open.enter_async_context(made)

    async def _rested(self) -> None:
        """Everything has come to rest."""
