"""The contract with the installed library: every request and every object of the local Stripe is checked against it.

contract = Contract()
server.watch.append(contract.watch)
server.outgoing.append(contract.watch_delivery)
...
contract.verify()
"""

from collections import Counter
from dataclasses import dataclass, field

import orjson

from sandbox.wire import Answer, Request

from . import routes, sdk_objects, sdk_params, sdk_routes
from .forms import decode
from .webhooks import Delivery


@dataclass(slots=True)
class Contract:
    """Collects what breaks the contract; `checked` counts what was looked at, by call or event type."""

    checked: Counter[str] = field(default_factory=Counter)
    violations: list[str] = field(default_factory=list)

    def watch(self, request: Request, answer: Answer) -> None:
        """One request and its answer. Refused requests (4xx) are the local Stripe's business, not a violation."""
        if not request.path.startswith("/v1/"):
            return
        found = routes.find(request.method, request.path)
        call = f"{request.method} {found[2] if found else request.path}"
        self.checked[call] += 1
        known = sdk_routes.find(request.method, request.path)
        if known is None:
            self.violations.append(f"{call}: the library has no such call")
            return
        fields = decode(request.query) | decode(request.body.decode())
        typed_dict = known.typed_dict()
        wrongs = sdk_params.check(fields, typed_dict) if typed_dict is not None else []
        self.violations += [f"{call}: {wrong.message}" for wrong in wrongs]
        if answer.status < 300:  # noqa: PLR2004 -- 2xx
            self.violations += [f"{call} -> {wrong}" for wrong in sdk_objects.check(orjson.loads(answer.body))]

    def watch_delivery(self, delivery: Delivery) -> None:
        """One webhook before it leaves: the event, and the object inside."""
        self.checked[delivery.event_type] += 1
        event = orjson.loads(delivery.body)
        thing = event["data"].pop("object")
        wrongs = sdk_objects.check(event | {"data": event["data"] | {"object": None}}) + sdk_objects.check(thing)
        self.violations += [f"{delivery.event_type} {wrong}" for wrong in wrongs]

    def verify(self) -> None:
        """Raises AssertionError that names every violation."""
        assert not self.violations, "\n".join(dict.fromkeys(self.violations))
