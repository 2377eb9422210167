"""Messages, their files and their components as they look on the wire."""

import itertools
from collections.abc import Iterator

from .shapes import Object, timestamp
from .snowflakes import snowflake


def message(channel_id: str, author: Object, body: Object, files: list[Object] | None = None) -> Object:
    """A message as a request makes it. files: what came with it, each as `attachment` makes it."""
    made: Object = {
        "id": snowflake(),
        "channel_id": channel_id,
        "author": author,
        "content": body.get("content") or "",
        "timestamp": timestamp(),
        "edited_timestamp": None,
        "tts": False,
        "mention_everyone": False,
        "mentions": [],
        "mention_roles": [],
        "attachments": files or [],
        "embeds": body.get("embeds") or [],
        "components": given_back(body.get("components") or [], files or []),
        "pinned": False,
        "type": 0,
        "flags": int(body.get("flags") or 0),
    }
    return made | ({"nonce": body["nonce"]} if body.get("nonce") else {})


def attachment(name: str, size: int, url: str) -> Object:
    """A file of a message. url: of the service that gives it back."""
    id = snowflake()
    address = f"{url}/attachments/{id}/{name}"
    return {"id": id, "filename": name, "size": size, "url": address, "proxy_url": address}


THUMBNAIL, GALLERY, FILE, SEPARATOR, CONTAINER, STRING_SELECT = 11, 12, 13, 14, 17, 3
ALWAYS_SAID: dict[int, Object] = {
    THUMBNAIL: {"description": None, "spoiler": False},
    FILE: {"spoiler": False},
    SEPARATOR: {"divider": True, "spacing": 1},
    CONTAINER: {"accent_color": None, "spoiler": False},
    STRING_SELECT: {"min_values": 1, "max_values": 1},
}
FILE_SCHEME = "attachment://"


def given_back(components: list[Object], files: list[Object]) -> list[Object]:
    """Components as Discord gives them back: each with a number, without what was left empty, and with its files.

    files: the attachments of the message, to which `attachment://name` leads.
    """
    numbers, attached = itertools.count(1), {one["filename"]: one for one in files}
    return [_given_back(component, numbers, attached) for component in components]


def _given_back(component: Object, numbers: Iterator[int], attached: dict[str, Object]) -> Object:
    filled = {name: value for name, value in component.items() if value is not None}
    made = {"id": next(numbers)} | ALWAYS_SAID.get(component["type"], {}) | filled
    if "components" in made:
        made["components"] = [_given_back(one, numbers, attached) for one in made["components"]]
    for single in ("accessory", "component"):
        if isinstance(made.get(single), dict):
            made[single] = _given_back(made[single], numbers, attached)
    if made["type"] == GALLERY:
        empty = {"description": None, "spoiler": False}
        made["items"] = [empty | one | {"media": _media(one["media"], attached)} for one in made["items"]]
    if made["type"] == THUMBNAIL:
        made["media"] = _media(made["media"], attached)
    if made["type"] == FILE:
        found = attached[made["file"]["url"].removeprefix(FILE_SCHEME)]
        made |= {"file": _media(made["file"], attached), "name": found["filename"], "size": found["size"]}
    return made


def _media(sent: Object, attached: dict[str, Object]) -> Object:
    found = attached.get(sent["url"].removeprefix(FILE_SCHEME))
    if found is None:
        return {"id": snowflake(), "url": sent["url"], "proxy_url": sent["url"]}
    return {"id": snowflake(), "url": found["url"], "proxy_url": found["url"], "attachment_id": found["id"]}
