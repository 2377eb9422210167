"""Events that never reached us, read from Stripe itself, which keeps them for 30 days."""

from datetime import datetime

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
        asked = {"types": types, "created": {"gte": int(made_at.timestamp())}, "limit": MOST_PER_PAGE}
        found: list[WebhookEvent] = []
        async for page in self._line.plain_pages("reading the events", "/v1/events", asked):
            told = [one for one in page if self._ours.may_concern(one["data"]["object"])]
            found += [event_of(one, instant(one["created"])) for one in told]
        return found
