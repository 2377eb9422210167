"""A page with its world, driven over the wire as a browser would."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from sandbox.page.server import opened_page
from tests.sandbox.page.browser import Browser


@pytest.fixture
async def browser(tmp_path: Path) -> AsyncIterator[Browser]:
    """The first world, as a newcomer finds it."""
    async with opened_page(tmp_path) as page, Browser.of(page) as browser:
        yield browser
