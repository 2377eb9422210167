"""A story told step by step: the same coroutine as on the command line, held before each act until somebody says go on.

Only what takes time can be held (commands, presses, payments, time that passes); what is merely read or remarked is
told along with the step before.
"""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sandbox.discord.person import Button, Message, Person, Reply
from sandbox.discord.reading import written
from sandbox.stories import STORIES
from sandbox.stories.telling import TOKYO, Differs, Story, as_shown
from sandbox.stripe.person import Outcome
from sandbox.world import World

WAITING, RUNNING, DONE, DIFFERS, BROKE = "waiting", "running", "done", "differs", "broke"


class Telling:
    """One story in its own world. `tell` hears of every sentence and of every change of its state."""

    def __init__(self, name: str, world: World, tell: Callable[[str, Any], None]) -> None:
        self.name, self._tell = name, tell
        self.state, self.difference = RUNNING, ""
        self.told: list[dict[str, Any]] = []
        self._world, self._coming, self._steps = world, None, 0
        self._allowed, self._at_once = 0, False
        self._go_on = asyncio.Event()
        self._telling: asyncio.Task[None] | None = None

    _coming: dict[str, Any] | None

    @property
    def goes_on(self) -> bool:
        """Whether there is more to come."""
        return self.state in (WAITING, RUNNING)

    def shown(self) -> dict[str, Any]:
        """How it stands, as the page reads it."""
        return {
            "name": self.name,
            "state": self.state,
            "step": self._steps,
            "coming": self._coming,
            "told": self.told,
            "difference": self.difference or None,
        }

    def begin(self) -> None:
        """Tell the first sentences, and wait before the first act."""
        self._telling = asyncio.create_task(self._play())

    def go_on(self, steps: int | None) -> None:
        """Let so many more acts happen; None: all there are."""
        self._at_once = steps is None
        self._allowed += steps or 0
        self._go_on.set()

    async def close(self) -> None:
        """Break off."""
        if self._telling is not None:
            self._telling.cancel()
            await asyncio.gather(self._telling, return_exceptions=True)

    async def _play(self) -> None:
        play, _ = STORIES[self.name]
        try:
            await play(Paced(self._world, _unheard, self))
            self._become(DONE)
        except Differs as difference:
            self.difference = str(difference)
            self._become(DIFFERS)
        except Exception as fault:
            self.difference = f"{type(fault).__name__}: {fault}"
            self._become(BROKE)
            raise

    def _become(self, state: str) -> None:
        self.state, self._coming = state, None
        self._tell("story", self.shown())

    async def before(self, step: dict[str, Any]) -> None:
        """Hold here until this step may happen."""
        self._coming = step
        while not self._at_once and not self._allowed:
            self.state = WAITING
            self._tell("story", self.shown())
            self._go_on.clear()
            await self._go_on.wait()
        self._allowed -= not self._at_once
        self._steps += 1
        self.state, self._coming = RUNNING, None
        self._tell("story", self.shown())

    def say(self, step: dict[str, Any], at: datetime) -> None:
        """A sentence of what has just happened."""
        told = step | {"n": len(self.told) + 1, "at": at.isoformat(), "answer": None}
        self.told.append(told)
        self._tell("told", told)

    def answered(self, words: str) -> None:
        """What came back belongs to the sentence before."""
        if self.told:
            self.told[-1]["answer"] = words
            self._tell("told", self.told[-1])


def _unheard(words: str) -> None:
    """The lines of the transcript: the page makes its own of the steps."""


def step(act: str, words: str, who: Person | None = None, **with_: Any) -> dict[str, Any]:
    """One step as the page reads it."""
    return {"act": act, "who": who.name if who else None, "words": words, "with": with_}


@dataclass(slots=True)
class Paced(Story):
    """The story's own verbs, each held before it acts."""

    telling: Telling
    _now: list[dict[str, Any]] = field(default_factory=list)

    def tell(self, words: str) -> None:
        """What an act says of itself is told as that act; a sentence of the story's own stands alone."""
        told = self._now.pop() if self._now else step("says", words)
        self.telling.say(told | {"words": words}, self.world.clock.now())

    def quote(self, words: str, buttons: Sequence[Button] = ()) -> None:
        """What somebody reads."""
        self.telling.answered(as_shown(words, self.world))

    async def until(self, month: int, day: int, hour: int = 12, minute: int = 0, **more: int) -> None:
        """Time passes."""
        to = datetime(more.get("year", 2026), month, day, hour, minute, more.get("second", 0), tzinfo=TOKYO)
        await self._pass(to)

    async def later(self, **span: float) -> None:
        """Time passes."""
        await self._pass(self.world.clock.now() + timedelta(**span))

    async def _pass(self, to: datetime) -> None:
        words = f"until {to.astimezone(TOKYO):%Y-%m-%d %H:%M}"
        passing = step("time", words, to=to.isoformat())
        await self.telling.before(passing)
        await self.world.advance(to)
        self.telling.say(passing, self.world.clock.now())

    async def slash(self, who: Person, command: str, **options: Any) -> Reply:
        """Somebody types."""
        shown = " ".join(f"{name}:{value}" for name, value in options.items())
        words = f"{who.name}: /{command} {shown}".rstrip()
        await self._act(step("slash", words, who, command=command, options=options))
        return await Story.slash(self, who, command, **options)

    async def click(self, who: Person, where: Reply | Message, label: str) -> Reply:
        """Somebody presses."""
        await self._act(step("click", f"{who.name} presses [{label}]", who, label=label))
        return await Story.click(self, who, where, label)

    async def pay(self, who: Person, url: str, card: str = "4242424242424242") -> Outcome:
        """Somebody pays."""
        words = f"{who.name} pays with the card that ends in {card[-4:]}"
        await self._act(step("pay", words, who, card=card[-4:]))
        return await Story.pay(self, who, url, card)

    async def fill_in(self, who: Person, form: Reply, **values: Any) -> Reply:
        """Somebody writes into a form."""
        shown = {name: written({name: value}) for name, value in values.items()}
        await self._act(step("form", f"{who.name} writes: {written(values)}", who, values=shown))
        return await Story.fill_in(self, who, form, **values)

    async def leaves_server(self, who: Person) -> None:
        """Somebody goes."""
        await self._act(step("says", f"{who.name} leaves the server", who))
        await Story.leaves_server(self, who)

    async def comes_back(self, who: Person) -> None:
        """Somebody comes back."""
        await self._act(step("says", f"{who.name} comes back to the server", who))
        await Story.comes_back(self, who)

    async def is_banned(self, who: Person) -> None:
        """Somebody is sent away for good."""
        await self._act(step("says", f"{who.name} is banned", who))
        await Story.is_banned(self, who)

    async def _act(self, coming: dict[str, Any]) -> None:
        await self.telling.before(coming)
        self._now.append(coming)

    def turn_card(self, who: Person, decline_code: str | None) -> None:
        """A bank changes its mind."""
        self._now.append(step("bank", "", who, answer=decline_code))
        Story.turn_card(self, who, decline_code)

    def read_dm(self, who: Person, *, newest: int = 1) -> Message:
        """Somebody reads."""
        self._now.append(step("reads", "", who))
        return Story.read_dm(self, who, newest=newest)
