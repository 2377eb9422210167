"""What autocomplete offers."""

from collections.abc import Sequence

from discord import app_commands

from bot.rules.rooms import Room

MOST_CHOICES = 25
LONGEST_CHOICE = 100
Choices = list[app_commands.Choice[str]]


def choices(found: Sequence[Room], typed: str) -> Choices:
    """Rooms whose name contains what was typed."""
    matching = [room for room in found if typed.casefold() in room.name.casefold()]
    return [app_commands.Choice(name=room.name[:LONGEST_CHOICE], value=room.id) for room in matching[:MOST_CHOICES]]
