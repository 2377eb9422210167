"""Events: what happened, kept for thirty days, to be listed after a downtime."""

from collections.abc import Set as AbstractSet

from .account import Object
from .act import Act
from .errors import invalid
from .forms import Params
from .paging import page, within

TYPES_MAX = 20


def retrieve(act: Act, params: Params, id: str) -> Object:
    return act.account.get("event", id, "event")


def everything(act: Act, params: Params) -> Object:
    """List: by type, creation, and whether every delivery succeeded."""
    wanted: AbstractSet[str] = set(params.words("types")) or {params.text("type") or ""} - {""}
    if len(wanted) > TYPES_MAX:
        raise invalid(f"You can pass up to {TYPES_MAX} types.", param="types")
    created, delivered = within(params), params.text("delivery_success")
    found = [
        event
        for event in act.account.all("event")
        if created(event)
        and (not wanted or event["type"] in wanted)
        and (delivered is None or (event["pending_webhooks"] == 0) == (delivered == "true"))
    ]
    return page(found, params, "/v1/events")
