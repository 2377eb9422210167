"""Webhook endpoints: who is told, and of what."""

from .account import Object
from .act import API_VERSION, Act
from .forms import Params, merge_metadata
from .paging import page


def new(act: Act, *, url: str, events: list[str], secret: str, description: str | None = None) -> Object:
    endpoint: Object = {
        "id": act.new_id("we"),
        "object": "webhook_endpoint",
        "api_version": API_VERSION,
        "application": None,
        "created": act.now,
        "description": description,
        "enabled_events": events,
        "livemode": False,
        "metadata": {},
        "status": "enabled",
        "url": url,
    }
    act.account.secrets[endpoint["id"]] = (secret,)
    return act.account.put(endpoint)


def create(act: Act, params: Params) -> Object:
    """The answer is the only one that shows the secret."""
    secret = act.new_id("whsec")
    endpoint = new(
        act,
        url=params.need("url"),
        events=params.words("enabled_events"),
        secret=secret,
        description=params.text("description"),
    )
    endpoint["metadata"] = merge_metadata(params, {})
    return endpoint | {"secret": secret}


def retrieve(act: Act, params: Params, id: str) -> Object:
    return act.account.get("webhook_endpoint", id, "webhook_endpoint")


def update(act: Act, params: Params, id: str) -> Object:
    endpoint = act.account.get("webhook_endpoint", id, "webhook_endpoint")
    if "url" in params:
        endpoint["url"] = params.need("url")
    if "enabled_events" in params:
        endpoint["enabled_events"] = params.words("enabled_events")
    if "disabled" in params:
        endpoint["status"] = "disabled" if params.flag("disabled") else "enabled"
    endpoint["metadata"] = merge_metadata(params, endpoint["metadata"])
    return endpoint


def delete(act: Act, params: Params, id: str) -> Object:
    act.account.get("webhook_endpoint", id, "webhook_endpoint")
    return act.account.put({"id": id, "object": "webhook_endpoint", "deleted": True})


def everything(act: Act, params: Params) -> Object:
    return page(act.account.all("webhook_endpoint"), params, "/v1/webhook_endpoints")
