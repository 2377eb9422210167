"""Parameters of a request, checked against the library's TypedDicts: names, required ones, types and enums.

The library types an open enum as `Literal[...] | str`; a misspelt value must not pass, so the `str` is ignored there.
"""

import sys
import types
import typing
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from functools import cache
from typing import Any, Literal, NotRequired, Required, Union, get_args, get_origin

from typing_extensions import get_type_hints, is_typeddict

OPTIONS = {
    "api_key",
    "stripe_version",
    "stripe_account",
    "stripe_context",
    "max_network_retries",
    "idempotency_key",
    "content_type",
    "headers",
}


class Fault(StrEnum):
    """In what way a parameter is wrong."""

    UNKNOWN = "unknown"
    MISSING = "missing"
    INVALID = "invalid"


@dataclass(frozen=True, slots=True)
class Wrong:
    """One wrong parameter. `name` is written as in the form: `line_items[0][price]`."""

    name: str
    fault: Fault
    message: str


class _Untyped:
    """Stands in for the library's `UntypedStripeObject[...]`, which only says "any hash"."""

    def __class_getitem__(cls, item: Any) -> Any:
        return dict


@cache
def fields_of(typed_dict: Any) -> tuple[dict[str, Any], frozenset[str]]:
    """Name to type, and the required names."""
    names = {**vars(typing), **vars(sys.modules[typed_dict.__module__])}
    names |= {"StripeContext": str, "UntypedStripeObject": _Untyped}
    hints = get_type_hints(typed_dict, globalns=names, localns=names, include_extras=True)
    required = set()
    for name, hint in hints.items():
        origin: Any = get_origin(hint)
        if origin is Required or (origin is not NotRequired and name in getattr(typed_dict, "__required_keys__", ())):
            required.add(name)
        hints[name] = get_args(hint)[0] if origin in (NotRequired, Required) else hint
    return {name: hint for name, hint in hints.items() if name not in OPTIONS}, frozenset(required - OPTIONS)


def check(fields: dict[str, Any], typed_dict: Any) -> list[Wrong]:
    """Everything that is wrong with decoded parameters; empty when all is well."""
    return list(_check(fields, typed_dict, ""))


def _check(value: Any, hint: Any, name: str) -> Iterator[Wrong]:
    origin: Any = get_origin(hint)
    if hint is Any:
        return
    if origin in (NotRequired, Required):
        yield from _check(value, get_args(hint)[0], name)
    elif origin in (Union, types.UnionType):
        yield from _check_union(value, hint, name)
    elif origin is Literal:
        allowed = [str(one) for one in get_args(hint)]
        if value not in allowed:
            yield Wrong(name, Fault.INVALID, f"Invalid {name}: must be one of {', '.join(allowed)}")
    elif is_typeddict(hint):
        yield from _check_hash(value, hint, name)
    elif origin is list:
        yield from _check_list(value, hint, name)
    elif origin is dict or hint is dict:
        if not isinstance(value, dict) and value != "":
            yield Wrong(name, Fault.INVALID, f"Invalid hash: {name}")
    else:
        yield from _check_scalar(value, hint, name)


def _check_union(value: Any, hint: Any, name: str) -> Iterator[Wrong]:
    choices = [one for one in get_args(hint) if one is not type(None)]
    literals = [word for one in choices if get_origin(one) is Literal for word in get_args(one)]
    if any(word != "" for word in literals):
        choices = [one for one in choices if one is not str]
    best: list[Wrong] | None = None
    for choice in choices:
        wrongs = list(_check(value, choice, name))
        if not wrongs:
            return
        if best is None or (isinstance(value, dict) and is_typeddict(choice)):
            best = wrongs
    yield from best or []


def _check_hash(value: Any, hint: Any, name: str) -> Iterator[Wrong]:
    if not isinstance(value, dict):
        yield Wrong(name, Fault.INVALID, f"Invalid hash: {name}")
        return
    hints, required = fields_of(hint)
    for inner, one in value.items():
        full = f"{name}[{inner}]" if name else inner
        if inner in hints:
            yield from _check(one, hints[inner], full)
        else:
            yield Wrong(full, Fault.UNKNOWN, f"Received unknown parameter: {full}")
    for inner in sorted(required - value.keys()):
        full = f"{name}[{inner}]" if name else inner
        yield Wrong(full, Fault.MISSING, f"Missing required param: {full}.")


def _check_list(value: Any, hint: Any, name: str) -> Iterator[Wrong]:
    if not isinstance(value, list):
        yield Wrong(name, Fault.INVALID, f"Invalid array: {name}")
        return
    for index, one in enumerate(value):
        yield from _check(one, get_args(hint)[0], f"{name}[{index}]")


def _check_scalar(value: Any, hint: Any, name: str) -> Iterator[Wrong]:
    if isinstance(value, dict | list):
        yield Wrong(name, Fault.INVALID, f"Invalid value: {name}")
    elif hint is bool and value not in ("true", "false"):
        yield Wrong(name, Fault.INVALID, f"Invalid boolean: {value}")
    elif hint is int and not value.lstrip("-").isdigit():
        yield Wrong(name, Fault.INVALID, f"Invalid integer: {value}")
    elif hint in (float, Decimal) and not _is_number(value):
        yield Wrong(name, Fault.INVALID, f"Invalid decimal: {value}")


def _is_number(value: str) -> bool:
    try:
        Decimal(value)
    except InvalidOperation:
        return False
    return True
