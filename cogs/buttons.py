"""Buttons that work for as long as their message exists, through every restart: the id says what to do, and to what.

Views hold nothing but these and links. A view that mixes them with plain buttons takes them away from the whole bot
when it times out (discord.py 2.7.1, `ViewStore.remove_view`).
"""

import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol, Self, cast

import discord

from bot.rules.cards import Act
from cogs import deferring

Handler = Callable[[discord.Interaction, str], Awaitable[None]]
"""Does what a button says; the string is the id of what it is about. The interaction is already deferred, privately."""

Handlers = Mapping[Act, Handler]

STYLES: Mapping[str, discord.ButtonStyle] = {
    Act.LEAVE_FOR_SURE: discord.ButtonStyle.danger,
    Act.PAY_NOW: discord.ButtonStyle.primary,
    Act.JOIN: discord.ButtonStyle.primary,
    Act.DELETE_CARD_FOR_SURE: discord.ButtonStyle.danger,
    Act.ERASE_FOR_SURE: discord.ButtonStyle.danger,
    Act.CONFIRM: discord.ButtonStyle.primary,
    Act.GIVE: discord.ButtonStyle.primary,
    Act.USE_GIFT: discord.ButtonStyle.primary,
}
LONGEST_LABEL, LONGEST_ID = 80, 100


@dataclass(frozen=True, slots=True)
class Acts:
    """What each button does.

    at_once: those that open a modal, which cannot follow a defer. in_place: those that turn the page they stand on,
    where only its reader sees it; on a message that stays (a notice, say) they answer below.
    """

    handlers: Handlers = field(default_factory=dict)
    at_once: frozenset[Act] = frozenset()
    in_place: frozenset[Act] = frozenset()


class Pressed(Protocol):
    """What a button needs of the client it was pressed in."""

    acts: Acts

    async def report(self, interaction: discord.Interaction, fault: Exception) -> None: ...


class ActButton(
    discord.ui.DynamicItem[discord.ui.Button[discord.ui.LayoutView]],
    template=r"rk:(?P<act>[a-z_!]+):(?P<subject>.*)",
):
    """A button whose id is `rk:<act>:<subject>`."""

    def __init__(self, act: str, subject: str, label: str = "") -> None:
        """act: the value of an Act, which an old message may have from a version that knew more of them."""
        custom_id = f"rk:{act}:{subject}"
        assert len(custom_id) <= LONGEST_ID, custom_id
        style = STYLES.get(act, discord.ButtonStyle.secondary)
        super().__init__(discord.ui.Button(label=label or None, style=style, custom_id=custom_id))
        self.act, self.subject = act, subject

    @classmethod
    async def from_custom_id(
        cls,
        interaction: discord.Interaction,  # noqa: ARG003 -- discord.py calls it so
        item: discord.ui.Item[Any],  # noqa: ARG003 -- discord.py calls it so
        match: re.Match[str],
        /,
    ) -> Self:
        """Called by discord.py for every press that fits the template."""
        return cls(match["act"], match["subject"])

    async def callback(self, interaction: discord.Interaction) -> None:
        """Do what the button says. discord.py would only log what is raised here, so every fault is reported."""
        client = cast(Pressed, interaction.client)
        try:
            await self._press(client.acts, interaction)
        except Exception as fault:  # noqa: BLE001 -- the one way out for faults; a person waits for an answer
            await client.report(interaction, fault)

    async def _press(self, acts: Acts, interaction: discord.Interaction) -> None:
        act = next((known for known in acts.handlers if known == self.act), None)
        if act is None:
            raise deferring.Outdated(self.act)
        if act in acts.in_place and _is_private(interaction.message):
            await deferring.defer_in_place(interaction)
        elif act not in acts.at_once:
            await deferring.defer(interaction)
        await acts.handlers[act](interaction, self.subject)


def _is_private(message: discord.Message | None) -> bool:
    return message is not None and message.flags.ephemeral
