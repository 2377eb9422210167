"""Commands, presses and forms that people sent from the page, and how each stands while its answer is on the way."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sandbox.discord import interactions
from sandbox.discord.people import People
from sandbox.discord.shapes import Object
from sandbox.discord.state import DEFERRED_MESSAGE, MODAL, Interaction
from sandbox.page.looks import KINDS

SENDING, THINKING, ANSWERED, FORM, FAILED = "sending", "thinking", "answered", "form", "failed"
OPEN = (SENDING, THINKING, FORM)
GRACE_SECONDS = 0.1
KEPT_MAX = 20


@dataclass(slots=True)
class Sent:
    """One of them. at: by the community's clock. closed: whether its form was sent or put away."""

    interaction: Interaction
    at: str
    command: str | None
    closed: bool = False

    @property
    def person(self) -> str:
        return self.interaction.user_id

    @property
    def channel(self) -> str:
        return str(self.interaction.payload["channel_id"])


class Sending:
    """Everything that was sent. `tell` hears of each change, as the page reads it."""

    def __init__(self, people: People, tell: Callable[[str, Any], None]) -> None:
        self._people, self._tell = people, tell
        self._sent: dict[str, Sent] = {}
        self._following: set[asyncio.Task[None]] = set()

    async def follow(self, interaction: Interaction, command: str | None) -> Object:
        """Keep an eye on what was just sent. Returns how it stands once the bot said something, or failed to."""
        at = self._people.state.now().isoformat()
        sent = self._sent[interaction.id] = Sent(interaction, at, command)
        task = asyncio.create_task(self._watch(sent))
        self._following.add(task)
        task.add_done_callback(self._following.discard)
        await self._until(sent, lambda: self.state(sent) != SENDING)
        return self.shown(sent)

    def form(self, id: str, user_id: str) -> Sent:
        """The form somebody has open. Raises KeyError."""
        sent = self._sent[id]
        if sent.person != user_id or self.state(sent) != FORM:
            raise KeyError(id)
        return sent

    def close(self, sent: Sent) -> None:
        """The form was sent, or put away."""
        sent.closed = True
        self._tell("interaction", self.shown(sent))

    def without_message(self, user_id: str, channel_id: str) -> list[Object]:
        """What one sees below the messages: on its way, failed, or an open form. Nothing that failed long ago."""
        mine = [one for one in self._sent.values() if one.person == user_id and one.channel == channel_id]
        return [self.shown(one) for one in mine if self._is_seen(one)][-KEPT_MAX:]

    def _is_seen(self, sent: Sent) -> bool:
        is_young = interactions.age(sent.interaction) <= self._people.state.token_seconds
        state = self.state(sent)
        has_message = sent.interaction.message is not None
        return is_young and not has_message and (state in (SENDING, FAILED) or (state == FORM and not sent.closed))

    def state(self, sent: Sent) -> str:
        """How one stands now."""
        one, limits = sent.interaction, self._people.state
        if one.answer is None:
            return FAILED if interactions.age(one) > limits.answer_seconds else SENDING
        if one.answer["type"] == MODAL:
            return ANSWERED if sent.closed else FORM
        if one.answer["type"] == DEFERRED_MESSAGE and one.waits:
            return FAILED if interactions.age(one) > limits.token_seconds else THINKING
        return ANSWERED

    def shown(self, sent: Sent) -> Object:
        """One of them as the page reads it."""
        one, state = sent.interaction, self.state(sent)
        late = "thinking_too_long" if one.answer else "did_not_respond"
        return {
            "id": one.id,
            "person": sent.person,
            "channel": sent.channel,
            "at": sent.at,
            "kind": KINDS[one.payload["type"]],
            "command": sent.command,
            "state": state,
            "message": one.message["id"] if one.message else None,
            "modal": one.modal if state == FORM else None,
            "failed": late if state == FAILED else None,
        }

    async def _watch(self, sent: Sent) -> None:
        """Tell each change until nothing more is to come."""
        while (state := self.state(sent)) in OPEN:
            self._tell("interaction", self.shown(sent))
            if state == FORM:
                return
            await self._until(sent, lambda before=state: self.state(sent) != before)  # type: ignore[misc]
        self._tell("interaction", self.shown(sent))

    async def _until(self, sent: Sent, enough: Callable[[], bool]) -> None:
        """Wait for a change, or until it is too late for one."""
        state = self._people.state
        allowed = state.answer_seconds if sent.interaction.answer is None else state.token_seconds
        left = max(0.0, allowed - interactions.age(sent.interaction)) + GRACE_SECONDS
        try:
            await self._people.until(enough, left)
        except TimeoutError:
            return

    async def stop(self) -> None:
        """Follow nothing any more."""
        for task in self._following:
            task.cancel()
        await asyncio.gather(*self._following, return_exceptions=True)
