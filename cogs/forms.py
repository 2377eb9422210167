"""Forms as Discord shows them: a modal whose answer comes back to whoever opened it.

Nothing of a form outlives the bot: sent after a restart it is answered as outdated, and opened anew.
"""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Protocol, cast

import discord

from bot.rules.cards import Blank, Form, Tick
from cogs import answers
from cogs.cards import shortened
from cogs.speaking import Speaker

LONGEST_TITLE = LONGEST_LABEL = 45
LONGEST_ABOUT = 100
"""Discord's limits, in characters (discord.com/developers/docs/components/reference)."""

OPEN_SECONDS = 3600

Answers = Mapping[str, str | bool]
"""What was filled in, by the names of the blanks: words, "" for none, and whether a box was ticked."""

Then = Callable[[discord.Interaction, Answers], Awaitable[None]]
"""Takes the answers. The interaction is already deferred, privately."""


class Reporting(Protocol):
    """What a form needs of the client it was sent to."""

    async def report(self, interaction: discord.Interaction, fault: Exception) -> None: ...


class FormModal(discord.ui.Modal):
    """A form that is open at somebody's."""

    def __init__(self, form: Form, then: Then, speaker: Speaker, locale: str) -> None:
        super().__init__(title=shortened(speaker.plain(form.title, locale), LONGEST_TITLE), timeout=OPEN_SECONDS)
        self._then = then
        self._filled: dict[str, discord.ui.TextInput[Any] | discord.ui.Checkbox[Any]] = {}
        for blank in form.blanks:
            self._filled[blank.name] = _component(blank)
            about = shortened(speaker.plain(blank.about, locale), LONGEST_ABOUT) if blank.about else None
            label = shortened(speaker.plain(blank.label, locale), LONGEST_LABEL)
            self.add_item(discord.ui.Label(text=label, description=about, component=self._filled[blank.name]))

    async def on_submit(self, interaction: discord.Interaction) -> None:
        """Called by discord.py when the form is sent."""
        await answers.defer(interaction)
        await self._then(interaction, {name: one.value for name, one in self._filled.items()})

    async def on_error(self, interaction: discord.Interaction, error: Exception) -> None:  # type: ignore[override]
        """Called by discord.py with whatever `on_submit` raised."""
        await cast(Reporting, interaction.client).report(interaction, error)


async def ask(interaction: discord.Interaction, form: Form, speaker: Speaker, then: Then) -> None:
    """Open a form, as the first answer to an interaction: it cannot follow a defer."""
    await interaction.response.send_modal(FormModal(form, then, speaker, interaction.locale.value))


def _component(blank: Blank | Tick) -> discord.ui.TextInput[Any] | discord.ui.Checkbox[Any]:
    if isinstance(blank, Tick):
        return discord.ui.Checkbox(custom_id=blank.name)
    style = discord.TextStyle.paragraph if blank.long else discord.TextStyle.short
    return discord.ui.TextInput(
        custom_id=blank.name,
        style=style,
        default=blank.before[: blank.longest] or None,
        required=blank.required,
        max_length=blank.longest,
    )
