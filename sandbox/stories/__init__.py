"""Stories: whole months of a community, played by the real bot against the local Discord and Stripe.

Every expected date and yen is written in the story as it is, never worked out by the rules under test. A story raises
`Differs` when the books of the doubles say something else.

A new story needs its title in both languages, and its own remarks in Japanese: sandbox/page/static/words_en.js and
words_ja.js, where the browser's page looks them up.
"""

import tempfile
from collections.abc import Awaitable, Callable
from pathlib import Path

from sandbox.stories import (
    approval_declined,
    happy_year,
    late_month_joiner,
    leaving_and_undo,
    left_while_paying,
    new_terms,
    the_card_that_never_works,
    the_new_card,
    two_rooms_one_failing,
    waiting_list,
)
from sandbox.stories.telling import Differs, Print, Story, starts_at
from sandbox.world import opened

Tell = Callable[[Story], Awaitable[None]]

STORIES: dict[str, tuple[Tell, tuple[int, int, int]]] = {
    "happy-year": (happy_year.tell, happy_year.START),
    "late-month-joiner": (late_month_joiner.tell, late_month_joiner.START),
    "the-card-that-never-works": (the_card_that_never_works.tell, the_card_that_never_works.START),
    "the-new-card": (the_new_card.tell, the_new_card.START),
    "leaving-and-undo": (leaving_and_undo.tell, leaving_and_undo.START),
    "left-while-paying": (left_while_paying.tell, left_while_paying.START),
    "new-terms": (new_terms.tell, new_terms.START),
    "two-rooms-one-failing": (two_rooms_one_failing.tell, two_rooms_one_failing.START),
    "approval-declined": (approval_declined.tell, approval_declined.START),
    "waiting-list": (waiting_list.tell, waiting_list.START),
}
"""Every story by its name, and the day it begins (at noon in Tokyo)."""


async def tell(name: str, say: Print) -> int:
    """Play a story in a world of its own. Returns 0 when the books are right, 1 when they differ (and says how)."""
    play, day = STORIES[name]
    with tempfile.TemporaryDirectory() as folder:
        async with opened(Path(folder), starts_at(*day)) as world:
            try:
                await play(Story(world, say))
            except Differs as difference:
                say(f"\nThe books differ. {difference}")
                return 1
    say("\nThe books are right.")
    return 0
