"""Japanese names and descriptions of commands. The English ones stand in the code, because Discord answers by them.

They are messages of locales/ja/commands.ftl: `commands-` and the command's whole name, its parts joined by "-". The
message is the command's name; its attributes are the rest:

    commands-room-join = 入会
        .description = ルームに入会します
        .option-room = ルーム
        .option-room-description = 入会したいルーム

Choices are attributes of `commands-choices`, by their English name in lower case with "-" for every gap.
"""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import discord
from discord import app_commands
from fluent.syntax import FluentParser, ast

CHOICES = "commands-choices"

NAMES = {
    app_commands.TranslationContextLocation.command_name,
    app_commands.TranslationContextLocation.group_name,
}
DESCRIPTIONS = {
    app_commands.TranslationContextLocation.command_description,
    app_commands.TranslationContextLocation.group_description,
}


class Translator(app_commands.Translator):
    """Answers discord.py, which asks for every string in each of its 32 languages."""

    def __init__(self, japanese: Mapping[str, str]) -> None:
        """japanese: what `read` found, by key."""
        super().__init__()
        self._japanese = japanese

    async def translate(
        self,
        string: app_commands.locale_str,
        locale: discord.Locale,
        context: app_commands.TranslationContext[Any, Any],
    ) -> str | None:
        """The Japanese for `string`; None in any other language, and for what has no translation."""
        if locale is not discord.Locale.japanese:
            return None
        return self._japanese.get(key(string, context))


def key(string: app_commands.locale_str, context: app_commands.TranslationContext[Any, Any]) -> str:
    """The message, and after a dot its attribute, that says `string` in Japanese."""
    location, about = context.location, context.data
    if location is app_commands.TranslationContextLocation.choice_name:
        return f"{CHOICES}.{_slug(string.message)}"
    if isinstance(about, app_commands.Parameter):
        is_name = location is app_commands.TranslationContextLocation.parameter_name
        return f"{_message(about.command)}.option-{_slug(about.name)}{'' if is_name else '-description'}"
    return _message(about) if location in NAMES else f"{_message(about)}.description"


def read(path: Path) -> dict[str, str]:
    """The messages and attributes of a commands.ftl, by key. They have no blanks to fill."""
    found: dict[str, str] = {}
    for entry in FluentParser().parse(path.read_text(encoding="utf-8")).body:
        if isinstance(entry, ast.Message):
            found[entry.id.name] = _text(entry.value)
            found |= {f"{entry.id.name}.{one.id.name}": _text(one.value) for one in entry.attributes}
    return found


def _message(command: Any) -> str:
    return f"commands-{_slug(command.qualified_name)}"


def _slug(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")


def _text(pattern: ast.Pattern | None) -> str:
    parts = pattern.elements if pattern is not None else []
    return "".join(part.value for part in parts if isinstance(part, ast.TextElement))
