"""Limits of messages and commands, those included that Discord's OpenAPI file does not know.

Source: discord.com/developers/docs/resources/message, /components/reference, /interactions/application-commands.
"""

from collections.abc import Iterator
from typing import Any

from .errors import invalid

Object = dict[str, Any]

COMPONENTS_V2 = 1 << 15
CONTENT_MAX, EMBEDS_MAX, EMBED_CHARACTERS_MAX = 2000, 10, 6000
COMPONENTS_MAX, TEXT_MAX, ROW_MAX = 40, 4000, 5
LABEL_MAX, CUSTOM_ID_MAX, URL_MAX = 80, 100, 512
COMMAND_CHARACTERS_MAX, OPTIONS_MAX, DESCRIPTION_MAX = 8000, 25, 100
ACTION_ROW, BUTTON, TEXT_DISPLAY = 1, 2, 10
SUBCOMMANDS = (1, 2)


def check_message(body: Object) -> None:
    """Raises 50035 for a message that Discord would not take."""
    flags = int(body.get("flags") or 0)
    if len(body.get("content") or "") > CONTENT_MAX:
        raise invalid("content", "BASE_TYPE_MAX_LENGTH", "Must be 2000 or fewer in length.")
    if flags & COMPONENTS_V2 and (body.get("content") or body.get("embeds") or body.get("poll")):
        raise invalid("", "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2", "content and embeds are not allowed")
    embeds = body.get("embeds") or []
    if len(embeds) > EMBEDS_MAX:
        raise invalid("embeds", "BASE_TYPE_MAX_LENGTH", "Must be 10 or fewer in length.")
    if sum(_characters(embed) for embed in embeds) > EMBED_CHARACTERS_MAX:
        raise invalid("embeds", "MAX_EMBED_SIZE_EXCEEDED", "Embed size exceeds maximum size of 6000")
    _check_components(body.get("components") or [], is_v2=bool(flags & COMPONENTS_V2))
    if not (body.get("content") or embeds or body.get("components") or body.get("_files")):
        raise invalid("", "CANNOT_SEND_EMPTY_MESSAGE", "Cannot send an empty message")


def _check_components(components: list[Object], *, is_v2: bool) -> None:
    every = list(_walk(components))
    if len(every) > COMPONENTS_MAX:
        raise invalid("components", "COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED", "at most 40 components in total")
    if not is_v2 and any(one["type"] != ACTION_ROW for one in components):
        raise invalid("components", "COMPONENT_LAYOUT_REQUIRES_V2", "layout components need the components V2 flag")
    if sum(len(one.get("content") or "") for one in every if one["type"] == TEXT_DISPLAY) > TEXT_MAX:
        raise invalid("components", "COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED", "at most 4000 characters of text")
    ids = [one["custom_id"] for one in every if one.get("custom_id")]
    if len(ids) != len(set(ids)):
        raise invalid("components", "COMPONENT_CUSTOM_ID_DUPLICATED", "Component custom id cannot be duplicated")
    for one in every:
        _check_component(one)


def _check_component(one: Object) -> None:
    if len(one.get("custom_id") or "") > CUSTOM_ID_MAX:
        raise invalid("components.custom_id", "BASE_TYPE_MAX_LENGTH", "Must be 100 or fewer in length.")
    if one["type"] == ACTION_ROW and not 1 <= len(one.get("components") or []) <= ROW_MAX:
        raise invalid("components.components", "BASE_TYPE_BAD_LENGTH", "Must be between 1 and 5 in length.")
    if one["type"] != BUTTON:
        return
    if len(one.get("label") or "") > LABEL_MAX:
        raise invalid("components.label", "BASE_TYPE_MAX_LENGTH", "Must be 80 or fewer in length.")
    if len(one.get("url") or "") > URL_MAX:
        raise invalid("components.url", "BASE_TYPE_MAX_LENGTH", "Must be 512 or fewer in length.")
    if bool(one.get("url")) == bool(one.get("custom_id")):
        raise invalid("components.custom_id", "BUTTON_COMPONENT_CUSTOM_ID_REQUIRED", "a custom id or a url, not both")


def _walk(components: list[Object]) -> Iterator[Object]:
    for one in components:
        yield one
        yield from _walk(one.get("components") or [])
        for single in ("accessory", "component"):
            if isinstance(one.get(single), dict):
                yield from _walk([one[single]])


def _characters(embed: Object) -> int:
    fields = embed.get("fields") or []
    parts = [embed.get("title"), embed.get("description"), (embed.get("footer") or {}).get("text")]
    parts += [(embed.get("author") or {}).get("name")]
    parts += [part for field in fields for part in (field.get("name"), field.get("value"))]
    return sum(len(part or "") for part in parts)


def check_command(command: Object) -> None:
    """Raises 50035 for a command that Discord would not register."""
    if _command_characters(command) > COMMAND_CHARACTERS_MAX:
        raise invalid("", "APPLICATION_COMMAND_TOO_LARGE", "Command exceeds maximum size (8000)")
    for one in _commands(command):
        options = one.get("options") or []
        if len(options) > OPTIONS_MAX:
            raise invalid("options", "BASE_TYPE_MAX_LENGTH", "Must be 25 or fewer in length.")
        needed = [bool(option.get("required")) for option in options if option["type"] not in SUBCOMMANDS]
        if needed != sorted(needed, reverse=True):
            code = "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID"
            raise invalid("options", code, "Required options must be placed before non-required options")
        if len(one.get("description") or "") > DESCRIPTION_MAX:
            raise invalid("description", "BASE_TYPE_BAD_LENGTH", "Must be between 1 and 100 in length.")


def _commands(command: Object) -> Iterator[Object]:
    yield command
    for option in command.get("options") or []:
        if option["type"] in SUBCOMMANDS:
            yield from _commands(option)


def _command_characters(part: Object) -> int:
    """Of each text the longest translation counts."""
    total = 0
    for name in ("name", "description"):
        translated = (part.get(f"{name}_localizations") or {}).values()
        total += max(len(words) for words in (part.get(name) or "", *translated))
    total += len(str(part.get("value", ""))) if "value" in part else 0
    below = [*(part.get("options") or []), *(part.get("choices") or [])]
    return total + sum(_command_characters(one) for one in below)
