"""One call of the bot: what it asked, and how its answer and the gateway's events are gathered."""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from email.parser import BytesParser
from email.policy import HTTP
from typing import Any
from urllib.parse import parse_qsl, unquote

from ..wire import Request
from . import audit
from .errors import Refusal, too_long
from .limits import Limits
from .permissions import Rights
from .state import Dispatch, State

Object = dict[str, Any]
OK, CREATED = 200, 201
REASON_MAX = 512


@dataclass(slots=True)
class Call:
    """What a route needs. `body` is the decoded JSON, files under `_files` by the name of their part.

    reason: why, as the audit log will say. status: of the answer, unless there is nothing to answer (204).
    """

    state: State
    limits: Limits
    request: Request
    body: Any
    query: dict[str, str]
    reason: str | None = None
    dispatches: list[Dispatch] = field(default_factory=list)
    status: int = OK

    @property
    def rights(self) -> Rights:
        """Who may do what, as things stand now."""
        return self.state.rights

    @property
    def me(self) -> str:
        """The bot, who makes every call of the API."""
        return self.state.application_id

    def tell(self, dispatch: Dispatch) -> None:
        """Send a gateway event once the call is done."""
        self.dispatches.append(dispatch)

    def note(self, act: audit.Act, target_id: str, changes: Iterable[Object] = ()) -> None:
        """Write into the audit log what the bot has done."""
        self.tell(audit.entry(self.state, act, target_id, by=self.me, changes=changes, reason=self.reason))


Route = Callable[..., Any]
"""`route(call, *ids)` answers what goes on the wire; None is 204."""


def read(state: State, limits: Limits, request: Request) -> Call:
    """The call a request makes. Raises 50109 for a body that is no JSON, 50035 for a novel as a reason."""
    query = dict(parse_qsl(request.query, keep_blank_values=True))
    return Call(state, limits, request, body_of(request), query, _reason_of(request))


def _reason_of(request: Request) -> str | None:
    written = request.headers.get("x-audit-log-reason")
    reason = None if written is None else unquote(written)
    if reason is not None and len(reason) > REASON_MAX:
        raise too_long("X-Audit-Log-Reason", REASON_MAX)
    return reason


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
