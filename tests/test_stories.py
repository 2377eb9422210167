"""The stories that the sandbox tells are true: every date and yen in them is compared with the books."""

import pytest

from sandbox.stories import STORIES, tell

A_YEAR = (pytest.mark.long, pytest.mark.timeout(300))


@pytest.mark.timeout(120)
@pytest.mark.parametrize("name", [pytest.param(name, marks=A_YEAR if name == "happy-year" else ()) for name in STORIES])
async def test_a_story_ends_with_its_books_right(name):
    assert await tell(name, print) == 0
