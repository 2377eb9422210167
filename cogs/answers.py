"""Answering an interaction: always privately, and in the language of the reader's Discord."""

import discord

from bot.rules.cards import Card, Tone
from bot.rules.texts import Refused, text
from cogs import cards
from cogs.deferring import Outdated, defer, defer_in_place
from cogs.speaking import Speaker

__all__ = ["Outdated", "add", "answer", "defer", "defer_in_place", "refuse"]


async def answer(interaction: discord.Interaction, card: Card, speaker: Speaker) -> None:
    """Answer privately with a card: the answer promised by `defer`, or one given at once."""
    view = cards.layout(card, speaker, interaction.locale.value)
    if interaction.response.is_done():
        await interaction.edit_original_response(view=view)
    else:
        await interaction.response.send_message(view=view, ephemeral=True)


async def add(interaction: discord.Interaction, card: Card, speaker: Speaker) -> None:
    """Show one more card, privately, below the answer."""
    view = cards.layout(card, speaker, interaction.locale.value)
    await interaction.followup.send(view=view, ephemeral=True)


async def refuse(interaction: discord.Interaction, refused: Refused, speaker: Speaker) -> None:
    """Say why the rules say no."""
    card = Card(text("errors.refused"), (refused.why,), tone=Tone.WARNING)
    if interaction.response.type is discord.InteractionResponseType.deferred_message_update:
        await add(interaction, card, speaker)  # the page one was on stays
    else:
        await answer(interaction, card, speaker)
