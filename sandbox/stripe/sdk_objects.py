"""Objects we fabricate, checked against the library's resource classes: no unknown fields, no missing required ones."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from .sdk_routes import ROOT

OBJECT_NAME = re.compile(r"Literal\['([^']+)'\]")
ENVELOPES = {"list", "search_result"}


@dataclass(frozen=True, slots=True)
class Shape:
    """The fields of one class: which exist, which must be there, and the shape of the hashes inside."""

    name: str
    known: frozenset[str]
    required: frozenset[str]
    inner: dict[str, "Shape"]


@cache
def shapes() -> dict[str, Shape]:
    """Every resource class by the word in its `object` field. A second, once."""
    found = {}
    for file in ROOT.rglob("_*.py"):
        if file.name.endswith(("_service.py", "_params.py")) or "params" in file.parts:
            continue
        text = file.read_text(encoding="utf-8")
        if "OBJECT_NAME" not in text:
            continue
        for node in ast.parse(text).body:
            word = _object_name(node) if isinstance(node, ast.ClassDef) else None
            if isinstance(node, ast.ClassDef) and word is not None:
                found[word] = _shape(node)
    return found


def _object_name(node: ast.ClassDef) -> str | None:
    for line in node.body:
        if isinstance(line, ast.AnnAssign) and getattr(line.target, "id", "") == "OBJECT_NAME":
            match = OBJECT_NAME.search(ast.unparse(line.annotation))
            return match[1] if match else None
    return None


def _shape(node: ast.ClassDef) -> Shape:
    fields = {
        line.target.id.rstrip("_"): ast.unparse(line.annotation)
        for line in node.body
        if isinstance(line, ast.AnnAssign) and isinstance(line.target, ast.Name) and not line.target.id.startswith("_")
    }
    fields.pop("OBJECT_NAME", None)
    required = {name for name, kind in fields.items() if not kind.startswith(("Optional", "NotRequired"))}
    return Shape(node.name, frozenset(fields), frozenset(required), dict(_inner(node)))


def _inner(node: ast.ClassDef) -> Iterator[tuple[str, Shape]]:
    classes = {line.name: line for line in node.body if isinstance(line, ast.ClassDef)}
    for line in node.body:
        named = isinstance(line, ast.Assign) and getattr(line.targets[0], "id", "") == "_inner_class_types"
        if not named or not isinstance(line, ast.Assign) or not isinstance(line.value, ast.Dict):
            continue
        for key, value in zip(line.value.keys, line.value.values, strict=True):
            if isinstance(key, ast.Constant) and isinstance(value, ast.Name) and value.id in classes:
                yield str(key.value), _shape(classes[value.id])


def check(thing: dict[str, Any]) -> list[str]:
    """Everything that is wrong with an object, as sentences; empty when all is well."""
    return list(_check(thing, None, str(thing.get("object"))))


def _check(thing: dict[str, Any], shape: Shape | None, path: str) -> Iterator[str]:
    word = thing.get("object")
    if shape is None and word in ENVELOPES:
        for index, one in enumerate(thing["data"]):
            yield from _walk(one, None, f"{path}[{index}]")
        return
    if thing.get("deleted") is True:
        return
    shape = shape or shapes().get(str(word))
    if shape is None:
        yield f"{path}: no class for object={word!r}"
        return
    for name, value in thing.items():
        if name not in shape.known:
            yield f"{path}.{name}: unknown field of {shape.name}"
        else:
            yield from _walk(value, shape.inner.get(name), f"{path}.{name}")
    for name in sorted(shape.required - thing.keys()):
        yield f"{path}.{name}: missing, required by {shape.name}"


def _walk(value: Any, shape: Shape | None, path: str) -> Iterator[str]:
    if isinstance(value, list):
        for index, one in enumerate(value):
            yield from _walk(one, shape, f"{path}[{index}]")
    elif isinstance(value, dict):
        word = value.get("object")
        if shape is not None and word is None:
            yield from _check(value, shape, path)
        elif isinstance(word, str):
            yield from _check(value, None, path)
