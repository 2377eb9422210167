"""The contract with Discord's OpenAPI file: every request of a client and every answer of ours is checked against it.

contract = Contract(file)  # or Contract.from_environment()
server.watch.append(contract.watch)
...
contract.verify()
"""

import os
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import orjson

from sandbox.wire import Answer, Request

from .calls import body_of
from .core import PREFIX
from .specification import Specification, load

VARIABLE = "DISCORD_OPENAPI"
REFUSED, BROKEN = 400, 500


@dataclass(slots=True)
class Contract:
    """Collects what breaks the contract; `checked` counts what was looked at, by call.

    file: Discord's `specs/openapi.json` (github.com/discord/discord-api-spec), API v10.
    """

    file: Path
    checked: Counter[str] = field(default_factory=Counter)
    violations: list[str] = field(default_factory=list)

    @classmethod
    def from_environment(cls) -> "Contract | None":
        """The contract with the file that DISCORD_OPENAPI names; None where nothing is set."""
        named = os.environ.get(VARIABLE)
        return cls(Path(named)) if named else None

    @property
    def specification(self) -> Specification:
        """The file, read once."""
        return load(self.file)

    def watch(self, request: Request, answer: Answer) -> None:
        """One request and its answer. What was answered with 400 has been judged already; a 5xx is nobody's promise."""
        if not request.path.startswith(PREFIX):
            return
        path = request.path.removeprefix(PREFIX)
        operation = self.specification.find(request.method, path)
        if operation is None:
            self.checked[f"{request.method} {path}"] += 1
            self.violations.append(f"{request.method} {path}: Discord has no such call")
            return
        self.checked[operation.name] += 1
        if answer.status != REFUSED:
            body = body_of(request)
            sent = None if body is None else _without_files(body)
            wrongs = self.specification.request_wrongs(operation, sent)
            self.violations += [f"{operation.name}: {wrong}" for wrong in wrongs]
        if answer.status < BROKEN:
            said = orjson.loads(answer.body) if answer.body else None
            wrongs = self.specification.answer_wrongs(operation, answer.status, said)
            self.violations += [f"{operation.name} -> {answer.status}: {wrong}" for wrong in wrongs]

    def verify(self) -> None:
        """Raises AssertionError that names every violation."""
        assert not self.violations, "\n".join(dict.fromkeys(self.violations))


def _without_files(body: object) -> object:
    """The JSON of a request; its files are not of this contract."""
    if isinstance(body, dict):
        return {name: value for name, value in body.items() if name != "_files"}
    return body
