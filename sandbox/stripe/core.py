"""The local Stripe without sockets: asked, it answers; told the time, it does what is due.

core = LocalStripe()
answer, deliveries = core.handle(request, now, random)      # post the deliveries, then report() each
while (due := core.next_due()) and due <= now:
    deliveries = core.run_due(now, random)
"""

from collections.abc import Callable, Iterable
from datetime import datetime
from http import HTTPStatus
from random import Random
from typing import Any

import orjson

from sandbox.wire import Answer, Request

from . import disputes, endpoints, pages, refunds, renewals, routes, sdk_params, sdk_routes, unsupported
from .account import Account, Object, Policy, unix
from .act import API_VERSION, Act
from .calendar import instant_of
from .errors import StripeError, invalid
from .expand import check_depth, expand
from .forms import Params, decode
from .idempotency import Keys, key_of
from .sdk_params import Fault
from .webhooks import Delivery, Mischief, Post

FAULT_CODES = {
    Fault.UNKNOWN: "parameter_unknown",
    Fault.MISSING: "parameter_missing",
    Fault.INVALID: "parameter_invalid",
}
# Taken away from these calls in 2026-09-30.endive, with an error of its own.
LOST_METHOD_TYPES = ("/v1/payment_intents", "/v1/setup_intents")


class LocalStripe:
    """One Stripe account. Everything it does follows from what it is asked, the instants it is given and `Random`."""

    def __init__(self, policy: Policy | None = None) -> None:
        self.account = Account(policy or Policy())
        self.keys = Keys()
        self.post = Post(self.account)
        self.latest = 0  # business time never runs backwards, whatever a late timer says

    @property
    def mischief(self) -> Mischief:
        """What the network does to webhooks; change its fields at any time."""
        return self.post.mischief

    def handle(self, request: Request, now: datetime, random: Random) -> tuple[Answer, list[Delivery]]:
        """Answer one call or page, and hand over the webhooks that came of it."""
        act = self._act(self._at(now), random, request)
        answer = self._call(act, request) if request.path.startswith("/v1/") else pages.answer(act, request)
        return answer, self._deliveries(act.now, random)

    def _at(self, now: datetime) -> int:
        self.latest = max(self.latest, unix(now))
        return self.latest

    def _act(self, now: int, random: Random, request: Request | None = None) -> Act:
        blank = Act(self.account, now, random)
        if request is None:
            return blank
        return Act(self.account, now, random, request_id=blank.new_id("req"), idempotency_key=key_of(request))

    def _deliveries(self, now: int, random: Random) -> list[Delivery]:
        self.post.take_up(now, random)
        return self.post.send(now, random)

    def _call(self, act: Act, request: Request) -> Answer:
        try:
            params = _params(request)
            _authenticate(request)
            replayed = self.keys.replay(request, params, act.now)
            if replayed is not None:
                return replayed
            call, ids, template = _find(request)
            _check(request, params)
            unsupported.refuse(request.method, template, params)
        except StripeError as refused:  # nothing was done: nothing is remembered under the key
            return _refusal(act, refused)
        try:
            shown = expand(self.account, call(act, params, *ids), params.words("expand"))
            answer = Answer(200, orjson.dumps(shown), _headers(act))
        except StripeError as refused:
            answer = _refusal(act, refused)
        self.keys.remember(request, params, answer, act.now)
        return answer

    def report(self, delivery: Delivery, status: int | None, now: datetime) -> None:
        """Say what came of a delivery; None: no answer. What was not taken (2xx) is tried again later."""
        self.post.report(delivery, status, self._at(now))

    def listen(self, url: str, secrets: Iterable[str], events: Iterable[str], now: datetime, random: Random) -> str:
        """Add a webhook endpoint that signs with these secrets, at least one; its id."""
        first, *others = secrets
        endpoint = endpoints.new(self._act(self._at(now), random), url=url, events=list(events), secret=first)
        self.account.secrets[endpoint["id"]] = (first, *others)
        return str(endpoint["id"])

    def next_due(self) -> datetime | None:
        """The next instant at which something happens by itself; it may lie in the past. None: nothing will."""
        instants = [due.at for due in renewals.all_due(self.account)]
        letter = self.post.next_due()
        if letter is not None:
            instants.append(letter)
        return instant_of(min(instants)) if instants else None

    def run_due(self, now: datetime, random: Random) -> list[Delivery]:
        """Let the earliest due instant happen, if it is not after `now`; call again until `next_due` is later."""
        due_at = self.next_due()
        if due_at is None or due_at > now:
            return []
        at = self._at(due_at)
        act = self._act(at, random)
        for due in sorted(due for due in renewals.all_due(self.account) if due.at <= at):
            due.perform(act)
        return self._deliveries(at, random)

    def turn_card(self, payment_method: str, decline_code: str | None) -> None:
        """From now on this saved card is declined for this reason; None: from now on it is good."""
        method = self.account.get("payment_method", payment_method)
        self.account.turned[method["id"]] = decline_code

    def renew_card(self, payment_method: str, expiry: tuple[int, int], now: datetime, random: Random) -> list[Delivery]:
        """The card network sends the new expiry, (month, year), of a saved card; its id stays.

        Source: docs.stripe.com/payments/cards/overview, "Automatic card updates".
        """
        method = self.account.get("payment_method", payment_method)

        def renew(act: Act) -> None:
            with act.changing(method, "payment_method.automatically_updated"):
                method["card"] |= {"exp_month": expiry[0], "exp_year": expiry[1]}

        return self._happen(now, random, renew)[1]

    def dispute(self, charge: str, now: datetime, random: Random) -> tuple[Object, list[Delivery]]:
        """The holder asks their bank for the money of a charge."""
        return self._happen(now, random, lambda act: disputes.open_dispute(act, self.account.get("charge", charge)))

    def close_dispute(self, dispute: str, *, won: bool, now: datetime, random: Random) -> list[Delivery]:
        """The bank decides for us (`won`) or for the holder."""
        held = self.account.get("dispute", dispute)
        return self._happen(now, random, lambda act: disputes.end(act, held, won=won))[1]

    def give_bank_account(self, refund: str, now: datetime, random: Random) -> list[Delivery]:
        """The payer of a konbini slip names the bank account that Stripe asked for by mail."""
        held = self.account.get("refund", refund)
        return self._happen(now, random, lambda act: refunds.give_bank_account(act, held))[1]

    def _happen(self, now: datetime, random: Random, perform: Callable[[Act], Any]) -> tuple[Any, list[Delivery]]:
        act = self._act(self._at(now), random)
        made = perform(act)
        return made, self._deliveries(act.now, random)


def _headers(act: Act) -> dict[str, str]:
    return {"Content-Type": "application/json", "Request-Id": act.request_id or "", "Stripe-Version": API_VERSION}


def _refusal(act: Act, refused: StripeError) -> Answer:
    again = {"Stripe-Should-Retry": "true" if refused.status == HTTPStatus.CONFLICT else "false"}
    return Answer(refused.status, orjson.dumps(refused.body()), _headers(act) | again)


def _params(request: Request) -> Params:
    return Params(decode(request.query) | decode(request.body.decode()))


def _authenticate(request: Request) -> None:
    kind, _, key = request.headers.get("authorization", "").partition(" ")
    if kind != "Bearer" or not key.startswith(("sk_test_", "rk_test_")):
        message = (
            "You did not provide a test API key: the local Stripe takes any that begins with sk_test_ or rk_test_."
        )
        raise StripeError(401, "invalid_request_error", message)


def _find(request: Request) -> tuple[routes.Call, list[str], str]:
    found = routes.find(request.method, request.path)
    if found is None:
        message = f"Unrecognized request URL ({request.method}: {request.path})."
        raise StripeError(404, "invalid_request_error", message)
    return found


def _check(request: Request, params: Params) -> None:
    """Refuse what the library's own types do not allow, as Stripe does: with the first wrong parameter's name."""
    if "payment_method_types" in params and request.path.startswith(LOST_METHOD_TYPES):
        message = "The parameter `payment_method_types` is no longer supported; use `allowed_payment_method_types`."
        raise invalid(message, param="payment_method_types", code="payment_method_types_no_longer_supported")
    check_depth(params.words("expand"))
    known = sdk_routes.find(request.method, request.path)
    typed_dict = known.typed_dict() if known is not None else None
    wrongs = sdk_params.check(dict(params.fields), typed_dict) if typed_dict is not None else []
    for wrong in wrongs:
        raise invalid(wrong.message, param=wrong.name, code=FAULT_CODES[wrong.fault])
