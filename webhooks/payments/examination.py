"""What `doctor` finds at Stripe: the key, and the webhook endpoint."""

from collections.abc import Sequence

import stripe

from bot.ports import Finding, Rejected, Unreachable
from webhooks.client import Line
from webhooks.events import LISTENED

PATH = "/stripe/webhook"
MOST_PER_PAGE = 100


async def examine(line: Line, public_url: str) -> list[Finding]:
    """Everything there is to say. Raises nothing."""
    mode = "live" if line.is_live else "test"
    try:
        account = await line.ask("reading the account", line.v1.accounts.retrieve_current_async)
    except (Unreachable, Rejected) as fault:
        return [Finding("Stripe key", well=False, seen=str(fault), remedy=_remedy(fault))]
    key = Finding("Stripe key", well=True, seen=f"of account {account.id}, {mode} mode")
    return [key, await _endpoint(line, public_url)]


def _remedy(fault: Exception) -> str:
    if isinstance(fault, Unreachable):
        return "let this machine reach STRIPE_API_URL, and look whether Stripe reports an outage"
    return "put a key into STRIPE_API_KEY that works: dashboard, Developers, API keys"


async def _endpoint(line: Line, public_url: str) -> Finding:
    wanted = public_url + PATH
    name = f"webhook {wanted}"
    try:
        known = await line.every(
            "reading the webhook endpoints", lambda: line.v1.webhook_endpoints.list_async({"limit": MOST_PER_PAGE})
        )
    except (Unreachable, Rejected) as fault:
        return Finding(name, well=False, seen=str(fault), remedy="allow the key to read webhook endpoints")
    ours = [one for one in known if one.url == wanted]
    if not ours:
        remedy = f"dashboard, Developers, Webhooks: add {wanted} with API version {stripe.api_version}"
        return Finding(name, well=False, seen="Stripe does not know it", remedy=remedy)
    return _best([_state(name, one) for one in ours])


def _best(findings: Sequence[Finding]) -> Finding:
    """Several endpoints may have one address, as while a version is being changed: one that is well is enough."""
    return next((one for one in findings if one.well), findings[0])


def _state(name: str, endpoint: stripe.WebhookEndpoint) -> Finding:
    missing = _missing(endpoint.enabled_events)
    if endpoint.status != "enabled":
        return Finding(name, well=False, seen=endpoint.status, remedy="enable it in the dashboard")
    if missing:
        return Finding(name, well=False, seen=f"lacks {', '.join(missing)}", remedy="add these events to the endpoint")
    if endpoint.api_version not in (None, stripe.api_version):
        remedy = f"make it anew with API version {stripe.api_version}"
        return Finding(name, well=False, seen=f"API version {endpoint.api_version}", remedy=remedy)
    return Finding(name, well=True, seen="enabled, with every event we listen to")


def _missing(enabled: Sequence[str]) -> list[str]:
    return [] if "*" in enabled else [kind for kind in LISTENED if kind not in enabled]
