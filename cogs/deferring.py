"""Before an answer: that it will come, and that there is nobody left to give it. Buttons and cards both need this."""

import discord


class Outdated(Exception):
    """A button or form of an earlier version, which nobody answers any more."""


async def defer(interaction: discord.Interaction) -> None:
    """Say that the answer comes; it must within 15 minutes. First line of whatever touches records or the network.

    Discord waits three seconds for this, and decides here that the answer is private.
    """
    await interaction.response.defer(ephemeral=True, thinking=True)


async def defer_in_place(interaction: discord.Interaction) -> None:
    """Say that the message whose button was pressed will change; it must within 15 minutes."""
    await interaction.response.defer()
