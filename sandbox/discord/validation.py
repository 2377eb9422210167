"""Limits of messages and forms, those included that Discord's OpenAPI file does not know.

Source: discord.com/developers/docs/resources/message, /components/reference.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from .errors import Refusal, bad_length, invalid, too_long
from .message_shapes import FILE_SCHEME
from .shapes import COMPONENTS_V2

Object = dict[str, Any]

CONTENT_MAX, NONCE_MAX, EMBEDS_MAX, EMBED_CHARACTERS_MAX = 2000, 25, 10, 6000
FILES_MAX, FILE_BYTES_MAX = 10, 10 * 2**20
COMPONENTS_MAX, TEXT_MAX, ROWS_MAX, ROW_MAX = 40, 4000, 5, 5
LABEL_MAX, CUSTOM_ID_MAX, URL_MAX = 80, 100, 512
SELECT_MAX, PLACEHOLDER_MAX, OPTION_MAX = 25, 150, 100
TITLE_MAX, FIELDS_MAX, FIELD_LABEL_MAX = 45, 5, 45
ACTION_ROW, BUTTON, STRING_SELECT, TEXT_DISPLAY, LABEL = 1, 2, 3, 10, 18
LINK = 5


def check_files(body: Object) -> list[str]:
    """The names of the files that come with a request. Raises 50035 for too many, 40005 for one that is too big."""
    files = list(body.get("_files", {}).values())
    if len(files) > FILES_MAX:
        raise too_long("attachments", FILES_MAX)
    if any(len(content) > FILE_BYTES_MAX for _, content in files):
        raise Refusal(413, 40005, "Request entity too large")
    return [name for name, _ in files]


def check_message(body: Object, *, files: Iterable[str] = ()) -> None:
    """Raises 50035 for a message that Discord would not take. files: names of those it has."""
    is_v2 = bool(int(body.get("flags") or 0) & COMPONENTS_V2)
    content, embeds, components = (body.get(name) or [] for name in ("content", "embeds", "components"))
    if len(content) > CONTENT_MAX:
        raise too_long("content", CONTENT_MAX)
    if len(str(body.get("nonce") or "")) > NONCE_MAX:
        raise too_long("nonce", NONCE_MAX)
    if is_v2 and (content or embeds or body.get("poll")):
        raise invalid("", "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2", "content and embeds are not allowed")
    if len(embeds) > EMBEDS_MAX:
        raise too_long("embeds", EMBEDS_MAX)
    if sum(_characters(embed) for embed in embeds) > EMBED_CHARACTERS_MAX:
        raise invalid("embeds", "MAX_EMBED_SIZE_EXCEEDED", "Embed size exceeds maximum size of 6000")
    _check_components(components, is_v2=is_v2, files=set(files))
    if not (content or embeds or components or (files and not is_v2)):
        raise Refusal(400, 50006, "Cannot send an empty message")


def check_form(data: Object) -> None:
    """Raises 50035 for a form that Discord would not open."""
    if not 1 <= len(data.get("title") or "") <= TITLE_MAX:
        raise bad_length("data.title", 1, TITLE_MAX)
    if not 1 <= len(data.get("custom_id") or "") <= CUSTOM_ID_MAX:
        raise bad_length("data.custom_id", 1, CUSTOM_ID_MAX)
    fields = data.get("components") or []
    if not 1 <= len(fields) <= FIELDS_MAX:
        raise bad_length("data.components", 1, FIELDS_MAX)
    if any(len(one["label"]) > FIELD_LABEL_MAX for one in fields if one["type"] == LABEL):
        raise too_long("data.components.label", FIELD_LABEL_MAX)
    _check_custom_ids(list(_walk(fields)))


def _check_components(components: list[Object], *, is_v2: bool, files: set[str]) -> None:
    every = list(_walk(components))
    if len(every) > COMPONENTS_MAX:
        raise invalid("components", "COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED", "at most 40 components in total")
    if not is_v2 and any(one["type"] != ACTION_ROW for one in components):
        raise invalid("components", "COMPONENT_LAYOUT_REQUIRES_V2", "layout components need the components V2 flag")
    if not is_v2 and len(components) > ROWS_MAX:
        raise too_long("components", ROWS_MAX)
    if sum(len(one.get("content") or "") for one in every if one["type"] == TEXT_DISPLAY) > TEXT_MAX:
        raise invalid("components", "COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED", "at most 4000 characters of text")
    missing = {name for one in every for name in _files_named_in(one)} - files
    if missing:
        code = "UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND"
        raise invalid("components", code, f"The referenced attachment is not there: {', '.join(sorted(missing))}")
    _check_custom_ids(every)
    for one in every:
        _check_component(one)


def _check_custom_ids(every: list[Object]) -> None:
    ids = [one["custom_id"] for one in every if one.get("custom_id")]
    if len(ids) != len(set(ids)):
        raise invalid("components", "COMPONENT_CUSTOM_ID_DUPLICATED", "Component custom id cannot be duplicated")
    if any(len(id) > CUSTOM_ID_MAX for id in ids):
        raise too_long("components.custom_id", CUSTOM_ID_MAX)


def _check_component(one: Object) -> None:
    if one["type"] == ACTION_ROW and not 1 <= len(one.get("components") or []) <= ROW_MAX:
        raise bad_length("components.components", 1, ROW_MAX)
    if one["type"] == STRING_SELECT:
        _check_select(one)
    if one["type"] == BUTTON:
        _check_button(one)


def _check_button(one: Object) -> None:
    if len(one.get("label") or "") > LABEL_MAX:
        raise too_long("components.label", LABEL_MAX)
    if len(one.get("url") or "") > URL_MAX:
        raise too_long("components.url", URL_MAX)
    if bool(one.get("url")) == bool(one.get("custom_id")):
        raise invalid("components.custom_id", "BUTTON_COMPONENT_CUSTOM_ID_REQUIRED", "a custom id or a url, not both")
    if bool(one.get("url")) != (one.get("style") == LINK):
        raise invalid("components.style", "BUTTON_COMPONENT_INVALID_STYLE", "a url goes with the style of a link")


def _check_select(one: Object) -> None:
    options = one.get("options") or []
    if not 1 <= len(options) <= SELECT_MAX:
        raise bad_length("components.options", 1, SELECT_MAX)
    if len(one.get("placeholder") or "") > PLACEHOLDER_MAX:
        raise too_long("components.placeholder", PLACEHOLDER_MAX)
    if any(
        len(option.get(name) or "") > OPTION_MAX for option in options for name in ("label", "value", "description")
    ):
        raise too_long("components.options", OPTION_MAX)
    values = [option["value"] for option in options]
    if len(values) != len(set(values)):
        raise invalid("components.options", "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED", "values must be unique")


def _files_named_in(one: Object) -> Iterator[str]:
    """The names of attached files a component shows."""
    media = [one.get("media"), one.get("file"), *(item.get("media") for item in one.get("items") or [])]
    for url in (part.get("url") or "" for part in media if isinstance(part, dict)):
        if url.startswith(FILE_SCHEME):
            yield url.removeprefix(FILE_SCHEME)


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
