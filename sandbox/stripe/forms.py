"""Stripe's bracketed forms: `a[b][0][c]=d` as nested values, read with the types the caller expects.

Arrays are indexed, booleans are `true` and `false`, and an empty string means "unset" (stripe-python `_encode.py`).
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import parse_qsl

from .errors import invalid, parameter_missing

INNER = re.compile(r"\[([^\]]*)\]")
METADATA_KEYS_MAX, METADATA_KEY_MAX, METADATA_VALUE_MAX = 50, 40, 500


def decode(text: str) -> dict[str, Any]:
    """A query or body as nested dicts and lists of strings. Raises StripeError where names contradict each other."""
    root: dict[str, Any] = {}
    for name, value in parse_qsl(text, keep_blank_values=True):
        head = name.split("[", 1)[0]
        *path, last = [head, *INNER.findall(name[len(head) :])]
        holder = root
        for part in path:
            holder = holder.setdefault(part, {})
            if not isinstance(holder, dict):
                raise invalid(f"Invalid {name}: {part} is both a value and a hash", param=name)
        holder[last or str(len(holder))] = value  # `expand[]=a` counts by itself
    numbered: dict[str, Any] = _number(root)
    return numbered


def _number(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    inner = {name: one if name == "metadata" else _number(one) for name, one in value.items()}
    if inner and set(inner) == {str(index) for index in range(len(inner))}:
        return [inner[str(index)] for index in range(len(inner))]
    return inner


class Params:
    """The parameters of one request, or a hash inside them; every reader names the type it wants."""

    def __init__(self, fields: Mapping[str, Any], path: str = "") -> None:
        self.fields, self.path = fields, path

    def __contains__(self, name: str) -> bool:
        return name in self.fields

    def __iter__(self) -> Iterator[str]:
        return iter(self.fields)

    def full_name(self, name: str) -> str:
        """The name as it stood in the form: `line_items[0][price]`."""
        return f"{self.path}[{name}]" if self.path else name

    def text(self, name: str) -> str | None:
        """None when it was not given or was unset by an empty string."""
        return str(self.fields[name]) if self.fields.get(name, "") != "" else None

    def need(self, name: str) -> str:
        value = self.text(name)
        if value is None:
            raise parameter_missing(self.full_name(name))
        return value

    def whole(self, name: str) -> int | None:
        value = self.text(name)
        if value is None:
            return None
        try:
            return int(value)
        except ValueError:
            full = self.full_name(name)
            raise invalid(f"Invalid integer: {value}", param=full, code="parameter_invalid_integer") from None

    def flag(self, name: str, *, default: bool = False) -> bool:
        value = self.text(name)
        return default if value is None else value == "true"

    def part(self, name: str) -> "Params":
        """A hash inside; empty when it was not given."""
        inner = self.fields.get(name)
        return Params(inner if isinstance(inner, dict) else {}, self.full_name(name))

    def parts(self, name: str) -> list["Params"]:
        """A list of hashes inside; empty when it was not given."""
        inner = self.fields.get(name)
        items = inner if isinstance(inner, list) else []
        return [Params(one, f"{self.full_name(name)}[{index}]") for index, one in enumerate(items)]

    def words(self, name: str) -> list[str]:
        """A list of strings inside; empty when it was not given."""
        inner = self.fields.get(name)
        return [str(one) for one in inner] if isinstance(inner, list) else []


def merge_metadata(params: Params, held: Mapping[str, str]) -> dict[str, str]:
    """`held` changed by `params[metadata]`: an empty value deletes a key, an empty hash deletes all.

    Raises StripeError beyond 50 keys, 40 characters of a key and 500 of a value (docs.stripe.com/metadata).
    """
    if "metadata" not in params:
        return dict(held)
    merged = {} if params.fields["metadata"] == "" else dict(held)
    given = params.part("metadata")
    for key in given:
        value = given.text(key)
        if value is None:
            merged.pop(key, None)
            continue
        if len(key) > METADATA_KEY_MAX:
            raise invalid(f"Metadata keys can have at most {METADATA_KEY_MAX} characters: {key}", param="metadata")
        if len(value) > METADATA_VALUE_MAX:
            message = f"Metadata values can have at most {METADATA_VALUE_MAX} characters, but you passed in a value"
            raise invalid(f"{message} of {len(value)} characters.", param=given.full_name(key))
        merged[key] = value
    if len(merged) > METADATA_KEYS_MAX:
        raise invalid(f"You can have at most {METADATA_KEYS_MAX} metadata keys", param="metadata")
    return merged
