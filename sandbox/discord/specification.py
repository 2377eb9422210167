"""Discord's OpenAPI file, read as leniently as its README says Discord itself is.

Three leniencies (github.com/discord/discord-api-spec, README): an empty `enum` beside `allOf` says nothing; whole
numbers and strings of digits stand for each other, in ids and elsewhere; of alternatives any may fit, not exactly one.
A body all of whose parts are optional may be left out, as discord.py does for bans.

One correction: the codes of a single field's errors are words, not numbers, in the documentation's examples and on the
wire (discord.com/developers/docs/reference#error-messages).
"""

import re
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import orjson

Object = dict[str, Any]

JSON_TYPE = "application/json"
MESSAGE_CHARACTERS = 160
FIELD_ERROR: Object = {
    "type": "object",
    "properties": {"code": {"type": "string"}, "message": {"type": "string"}},
    "required": ["code", "message"],
}


@dataclass(frozen=True, slots=True)
class Operation:
    """One call of the file: its path with the names in it, and what the file says of it."""

    method: str
    path: str
    described: Object

    @property
    def name(self) -> str:
        """As the contract counts and names it."""
        return f"{self.method} {self.path}"


@dataclass(slots=True)
class Specification:
    """Every call Discord has, and what may be sent and answered."""

    components: Object
    _routes: list[tuple[re.Pattern[str], str, Object]]
    _validators: dict[tuple[str, str], Any] = field(default_factory=dict)

    def find(self, method: str, path: str) -> Operation | None:
        """The call of a path without its prefix; literal paths win (/users/@me). None when Discord has none."""
        for pattern, named, operations in self._routes:
            if method.lower() in operations and pattern.fullmatch(path):
                return Operation(method, named, operations[method.lower()])
        return None

    def request_wrongs(self, operation: Operation, body: Any) -> list[str]:
        """What is wrong with the body of a request; `body` None when there is none."""
        described = operation.described.get("requestBody")
        if described is None:
            return [] if body is None else ["a body is not expected"]
        if body is None and not described.get("required"):
            return []
        schema = described["content"][JSON_TYPE]["schema"]
        wrongs = self._wrongs((operation.name, "request"), schema, {} if body is None else body)
        return ["a body is needed"] if body is None and wrongs else wrongs

    def answer_wrongs(self, operation: Operation, status: int, body: Any) -> list[str]:
        """What is wrong with an answer; `body` None when there is none."""
        answers = operation.described["responses"]
        described = answers.get(str(status)) or answers.get(f"{status // 100}XX")
        if described is None:
            return [f"{status} is not among its answers"]
        if "$ref" in described:
            described = self.components["responses"][described["$ref"].rpartition("/")[2]]
        if "content" not in described:
            return [] if body is None else [f"{status} has no body"]
        if body is None:
            return [f"{status} needs a body"]
        return self._wrongs((operation.name, str(status)), described["content"][JSON_TYPE]["schema"], body)

    def _wrongs(self, key: tuple[str, str], schema: Object, body: Any) -> list[str]:
        if key not in self._validators:
            self._validators[key] = _validator_class()({**schema, "components": self.components})
        return [_in_words(error) for error in self._validators[key].iter_errors(body)]


@cache
def load(file: Path) -> Specification:
    """Read the file, once in the life of the process."""
    read = orjson.loads(file.read_bytes())
    _relax(read)
    schemas = read["components"]["schemas"]
    schemas["SnowflakeType"] = {"anyOf": [schemas["SnowflakeType"], {"type": "integer", "minimum": 0}]}
    schemas["InnerErrors"]["properties"]["_errors"]["items"] = FIELD_ERROR
    fewest_names_first = sorted(read["paths"].items(), key=lambda path: path[0].count("{"))
    routes = [(_pattern(path), path, operations) for path, operations in fewest_names_first]
    return Specification(read["components"], routes)


def _pattern(path: str) -> re.Pattern[str]:
    return re.compile(re.sub(r"\{\w+\}", "[^/]+", path))


def _relax(part: Any) -> None:
    """Change the file in place to what Discord really takes."""
    if isinstance(part, list):
        for one in part:
            _relax(one)
    elif isinstance(part, dict):
        if part.get("enum") == []:
            del part["enum"]
        if "oneOf" in part and "anyOf" not in part:
            part["anyOf"] = part.pop("oneOf")
        for one in part.values():
            _relax(one)


@cache
def _validator_class() -> Any:
    """JSON Schema 2020-12, with strings of digits for whole numbers. Loaded late: only checks need the library."""
    from jsonschema import Draft202012Validator, validators  # type: ignore[import-untyped]  # noqa: PLC0415 -- see above

    checker = Draft202012Validator.TYPE_CHECKER.redefine("integer", lambda _, value: _is_whole(value))
    return validators.extend(Draft202012Validator, type_checker=checker)


def _is_whole(value: Any) -> bool:
    if isinstance(value, str):
        return re.fullmatch(r"-?[0-9]+", value) is not None
    return isinstance(value, int) and not isinstance(value, bool)


def _in_words(error: Any) -> str:
    """The cause of an error, with the place where it is."""
    while error.context:
        error = _nearest_alternative(error.context)
    place = "/".join(str(part) for part in error.absolute_path) or "the whole"
    return f"{place}: {error.message[:MESSAGE_CHARACTERS]}"


def _nearest_alternative(errors: list[Any]) -> Any:
    """Of several alternatives the one that was meant: its `type` fits, and the least is wrong with it."""
    alternatives: dict[Any, list[Any]] = {}
    for error in errors:
        alternatives.setdefault(error.schema_path[0], []).append(error)
    return min(
        alternatives.values(), key=lambda wrongs: (any(_is_of_another_type(one) for one in wrongs), len(wrongs))
    )[0]


def _is_of_another_type(error: Any) -> bool:
    place = error.absolute_path
    return error.validator == "type" or (error.validator == "enum" and bool(place) and place[-1] == "type")
