"""What every test run says at its end: how many requests passed the contract checks."""

import os
from typing import Any

import pytest

from tests.checked import CHECKED, count


@pytest.hookimpl(tryfirst=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """A worker of pytest-xdist hands its numbers to whoever started it."""
    handed_over = getattr(session.config, "workeroutput", None)
    if handed_over is not None:
        handed_over["checked"] = dict(CHECKED)


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    for service, requests in getattr(node, "workeroutput", {}).get("checked", {}).items():
        count(service, requests)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if CHECKED:
        unseen = "" if "DISCORD_OPENAPI" in os.environ else " (DISCORD_OPENAPI names no file)"
        numbers = f"checked {CHECKED['Stripe']} requests to Stripe, {CHECKED['Discord']} to Discord"
        terminalreporter.line(f"{numbers}{unseen}")
