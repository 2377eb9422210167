"""One call of the bot: what it asked, and how its answer and the gateway's events are gathered."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from email.parser import BytesParser
from email.policy import HTTP
from typing import Any
from urllib.parse import parse_qsl

from ..wire import Request
from .errors import Refusal
from .permissions import Rights
from .state import Dispatch, State

Object = dict[str, Any]
OK, CREATED = 200, 201


@dataclass(slots=True)
class Call:
    """What a route needs. `body` is the decoded JSON, files under `_files` by the name of their part.

    status: of the answer, unless there is nothing to answer (204).
    """

    state: State
    request: Request
    body: Any
    query: dict[str, str]
    dispatches: list[Dispatch] = field(default_factory=list)
    status: int = OK

    @property
    def rights(self) -> Rights:
        return self.state.rights

    @property
    def me(self) -> str:
        """The bot, who makes every call of the API."""
        return self.state.application_id

    @property
    def reason(self) -> str | None:
        return self.request.headers.get("x-audit-log-reason")

    def tell(self, dispatch: Dispatch) -> None:
        """Send a gateway event once the call is done."""
        self.dispatches.append(dispatch)


Route = Callable[..., Any]
"""`route(call, *ids)` answers what goes on the wire; None is 204."""


def read(state: State, request: Request) -> Call:
    """The call a request makes."""
    query = dict(parse_qsl(request.query, keep_blank_values=True))
    return Call(state, request, body_of(request), query)


def body_of(request: Request) -> Any:
    """The decoded body; files under `_files`, None when there is none. Raises 50109 for what is no JSON."""
    kind = request.headers.get("content-type", "")
    if kind.startswith("multipart/"):
        return _multipart(kind, request.body)
    try:
        return json.loads(request.body) if request.body else None
    except ValueError as fault:
        raise Refusal(400, 50109, "The request body contains invalid JSON.") from fault


def _multipart(kind: str, raw: bytes) -> Object:
    """A message with files: its JSON in the part `payload_json`, each file in a part of its own."""
    parsed = BytesParser(policy=HTTP).parsebytes(b"Content-Type: " + kind.encode() + b"\r\n\r\n" + raw)
    body: Object = {"_files": {}}
    for part in parsed.iter_parts():
        name = part.get_param("name", header="content-disposition")
        content = part.get_payload(decode=True)
        assert isinstance(content, bytes)
        if name == "payload_json":
            body |= json.loads(content)
        else:
            body["_files"][str(name)] = (part.get_filename() or "file", content)
    return body
