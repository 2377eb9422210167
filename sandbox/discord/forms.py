"""Filling in: what Discord's client lets one pick in a menu, and send in a form.

Source: discord.com/developers/docs/components/reference.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from .errors import NotAllowed
from .shapes import Object

STRING_SELECT, TEXT_INPUT, USER_SELECT, ROLE_SELECT, MENTIONABLE_SELECT, CHANNEL_SELECT = 3, 4, 5, 6, 7, 8
ACTION_ROW, LABEL, RADIO_GROUP, CHECKBOX_GROUP, CHECKBOX = 1, 18, 21, 22, 23
TEXT_MAX = 4000


class Thing(StrEnum):
    """What one can name instead of knowing its id."""

    USER = "user"
    ROLE = "role"
    CHANNEL = "channel"


ENTITIES = {
    USER_SELECT: (Thing.USER,),
    ROLE_SELECT: (Thing.ROLE,),
    MENTIONABLE_SELECT: (Thing.USER, Thing.ROLE),
    CHANNEL_SELECT: (Thing.CHANNEL,),
}
SELECTS = (STRING_SELECT, *ENTITIES)

Find = Callable[[str, tuple[Thing, ...]], str | None]
"""The id of somebody or something of these kinds by its name; None when there is no such thing."""


@dataclass(frozen=True, slots=True)
class Field:
    """One thing to fill in. `label` is what stands above it, `options` the labels one may pick from."""

    custom_id: str
    label: str
    kind: int
    component: Object

    @property
    def options(self) -> list[str]:
        """The labels one may pick from; nothing for a field to type into."""
        return [one["label"] for one in self.component.get("options") or []]

    @property
    def required(self) -> bool:
        """Whether the client insists; it never does for a checkbox."""
        return self.kind != CHECKBOX and self.component.get("required") is not False


def fields_of(form: Object) -> list[Field]:
    """What a form asks for, in order; mere text is left out."""
    return [Field(one["custom_id"], label, one["type"], one) for label, one in _fields(form["components"])]


def _fields(components: list[Object]) -> Iterator[tuple[str, Object]]:
    for one in components:
        if one["type"] == LABEL:
            yield one["label"], one["component"]
        elif one["type"] == ACTION_ROW:
            yield from ((inner.get("label") or "", inner) for inner in one["components"])


def filled(form: Object, values: dict[str, Any], find: Find) -> list[Object]:
    """A form with what was put into its fields, by their custom ids or labels.

    Raises NotAllowed for a field there is not, one that was left out, and what the client would not take.
    """
    known = {name for field in fields_of(form) for name in (field.custom_id, field.label)}
    if strange := set(values) - known:
        raise NotAllowed(f"the form has no field {', '.join(sorted(strange))}; it has {', '.join(sorted(known))}")
    return [_filled(one, values, find) for one in form["components"]]


def _filled(component: Object, values: dict[str, Any], find: Find) -> Object:
    made = {"type": component["type"], "id": component.get("id", 0)}
    if component["type"] == LABEL:
        return made | {"component": _answered(component["label"], component["component"], values, find)}
    if component["type"] == ACTION_ROW:
        inner = [_answered(one.get("label") or "", one, values, find) for one in component["components"]]
        return made | {"components": inner}
    return made


def _answered(label: str, one: Object, values: dict[str, Any], find: Find) -> Object:
    field = Field(one["custom_id"], label, one["type"], one)
    value = values.get(field.custom_id, values.get(label))
    made = {"type": field.kind, "id": one.get("id", 0), "custom_id": field.custom_id}
    if field.kind == TEXT_INPUT:
        return made | {"value": _text(field, value)}
    if field.kind == CHECKBOX:
        return made | {"value": bool(one.get("default") if value is None else value)}
    if field.kind == RADIO_GROUP:
        chosen = picked(one, [] if value is None else [value], find)
        return made | {"value": chosen[0] if chosen else None}
    wanted = value if isinstance(value, list | tuple) else [] if value is None else [value]
    return made | {"values": picked(one, list(wanted), find)}


def _text(field: Field, value: Any) -> str:
    words = str(field.component.get("value") or "" if value is None else value)
    least, most = field.component.get("min_length") or 0, field.component.get("max_length") or TEXT_MAX
    if not words and not field.required:
        return ""
    if not max(least, int(field.required)) <= len(words) <= most:
        raise NotAllowed(f"{field.label}: between {least} and {most} characters, not {len(words)}")
    return words


def picked(component: Object, wanted: list[str], find: Find) -> list[str]:
    """The values of what was picked, by label or value; people, roles and channels by name.

    Raises NotAllowed for what is not offered, and for too few or too many.
    """
    least, most = _how_many(component)
    if not wanted and component.get("required") is False:
        least = 0
    if not least <= len(wanted) <= most:
        raise NotAllowed(f"between {least} and {most} things to pick, not {len(wanted)}")
    return [_value(component, one, find) for one in wanted]


def _how_many(component: Object) -> tuple[int, int]:
    """How many one has to pick at least, and may at most."""
    fewest = component.get("min_values")
    most = len(component.get("options") or []) if component["type"] == CHECKBOX_GROUP else 1
    return (1 if fewest is None else int(fewest)), int(component.get("max_values") or most)


def _value(component: Object, wanted: str, find: Find) -> str:
    if component["type"] in ENTITIES:
        found = find(wanted, ENTITIES[component["type"]])
    else:
        options = component.get("options") or []
        found = next((one["value"] for one in options if wanted in (one["label"], one["value"])), None)
    if found is None:
        raise NotAllowed(f"{wanted} cannot be picked here")
    return found
