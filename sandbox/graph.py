"""Plain values as JSON and back, with what is shared still shared: two names of one object are one object again.

The local services keep the same object under several names, and change it under one of them. Dicts with any keys,
lists, tuples, sets, bytes and the records one names are taken; nothing that is read can run anything.
"""

from base64 import b64decode, b64encode
from collections.abc import Mapping
from dataclasses import fields
from typing import Any

Node = list[Any]
DICT, LIST, TUPLE, SET, BYTES, RECORD = "d", "l", "t", "s", "b", "r"
BARE = (str, int, float, bool, type(None))


def freeze(value: Any, kinds: Mapping[str, type[Any]]) -> Any:
    """The value as JSON. kinds: the records that may occur, by the name they are written under."""
    return _Freezer({kind: name for name, kind in kinds.items()}).whole(value)


def thaw(frozen: Any, kinds: Mapping[str, type[Any]]) -> Any:
    """The value that `freeze` was given. Raises KeyError, TypeError or IndexError for what it never wrote."""
    return _Thawer(frozen["nodes"], kinds).value(frozen["root"])


class _Freezer:
    def __init__(self, names: Mapping[type[Any], str]) -> None:
        self._names = names
        self._nodes: list[Node] = []
        self._known: dict[int, int] = {}

    def whole(self, value: Any) -> Any:
        root = self._of(value)
        return {"nodes": self._nodes, "root": root}

    def _of(self, value: Any) -> Any:
        """A bare value as it is, anything else as [its number]."""
        if type(value) in BARE:
            return value
        known = self._known.get(id(value))
        if known is None:
            known = self._known[id(value)] = len(self._nodes)
            self._nodes.append([])
            self._nodes[known] = self._node(value)
        return [known]

    def _node(self, value: Any) -> Node:
        match value:
            case dict():
                return [DICT, [[self._of(name), self._of(one)] for name, one in value.items()]]
            case list():
                return [LIST, [self._of(one) for one in value]]
            case tuple():
                return [TUPLE, [self._of(one) for one in value]]
            case set():
                return [SET, [self._of(one) for one in value]]
            case bytes():
                return [BYTES, b64encode(value).decode()]
        name = self._names[type(value)]
        return [RECORD, name, {field.name: self._of(getattr(value, field.name)) for field in fields(value)}]


class _Thawer:
    def __init__(self, nodes: list[Node], kinds: Mapping[str, type[Any]]) -> None:
        self._nodes, self._kinds = nodes, kinds
        self._known: dict[int, Any] = {}

    def value(self, frozen: Any) -> Any:
        if not isinstance(frozen, list):
            return frozen
        [number] = frozen
        if number not in self._known:
            self._make(number)
        return self._known[number]

    def _make(self, number: int) -> None:
        kind, content, *more = self._nodes[number]
        if kind == DICT:
            made: dict[Any, Any] = {}
            self._known[number] = made
            made.update({self.value(name): self.value(one) for name, one in content})
        elif kind == LIST:
            held: list[Any] = []
            self._known[number] = held
            held += [self.value(one) for one in content]
        elif kind == BYTES:
            self._known[number] = b64decode(content)
        elif kind == RECORD:
            values = {name: self.value(one) for name, one in more[0].items()}
            self._known[number] = self._kinds[content](**values)
        else:
            self._known[number] = {TUPLE: tuple, SET: set}[kind](self.value(one) for one in content)
