"""A real headless Chromium for the tests of pages: Debian's own, nothing is downloaded, nothing leaves the machine."""

import os
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from playwright.async_api import Browser, async_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome")
QUIET = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
    "--no-sandbox",  # the tests may be run by root, who gets no sandbox
)


def found() -> str | None:
    """Where the browser is, None when there is none."""
    return next((path for path in map(shutil.which, NAMES) if path), None)


@asynccontextmanager
async def opened() -> AsyncIterator[Browser]:
    """A browser. Without one the test is skipped, or fails where BROWSER_REQUIRED is set."""
    path = found()
    if path is None:
        assert not os.environ.get("BROWSER_REQUIRED"), "no Chromium here: `make browser` installs Debian's"
        pytest.skip("no Chromium here: `make browser` installs Debian's")
    async with async_playwright() as driver:
        browser = await driver.chromium.launch(executable_path=path, args=list(QUIET))
        try:
            yield browser
        finally:
            await browser.close()
