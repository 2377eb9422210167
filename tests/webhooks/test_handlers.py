"""The table of events."""

from tests.rules.makers import CALENDAR
from tests.rules.policies import BOOK
from webhooks.events import LISTENED
from webhooks.handlers import handlers


def test_every_event_we_listen_to_is_handled_and_no_other():
    assert set(handlers(CALENDAR, BOOK)) == set(LISTENED)
