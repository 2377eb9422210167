"""Events that never reached us, read from Stripe itself, which keeps them for 30 days."""

from datetime import datetime

import stripe

from bot.rules.webhook_events import WebhookEvent
from webhooks.client import Line
from webhooks.events import LISTENED, event_of
from webhooks.ours import Ours
from webhooks.payments.references import instant

MOST_TYPES, MOST_PER_PAGE = 20, 100


class Events:
    """Stripe's list of events."""

    def __init__(self, line: Line, ours: Ours) -> None:
        self._line, self._ours = line, ours

    async def since(self, made_at: datetime) -> list[WebhookEvent]:
        """The events we listen to that were made since then, oldest first.

        Only their ids are of use: they are written in the API version of the account, whatever ours is.
        """
        found: list[WebhookEvent] = []
        for start in range(0, len(LISTENED), MOST_TYPES):
            found += await self._of_types(list(LISTENED[start : start + MOST_TYPES]), made_at)
        found.reverse()  # Stripe lists the newest first, and sorting keeps the order of those made in one second
        return sorted(found, key=lambda event: event.made_at)

    async def _of_types(self, types: list[str], made_at: datetime) -> list[WebhookEvent]:
        since = {"gte": int(made_at.timestamp())}
        params: stripe.params.EventListParams = {"types": types, "created": since, "limit": MOST_PER_PAGE}  # type: ignore[typeddict-item]
        found = await self._line.every("reading the events", lambda: self._line.v1.events.list_async(params))
        told = [(one.to_dict(for_json=True), instant(one.created)) for one in found]
        return [event_of(one, at) for one, at in told if self._ours.may_concern(one["data"]["object"])]
