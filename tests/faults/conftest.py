"""What a run that killed bots says at its end: the matrix of calls and points, with nothing left out."""

import pytest

from tests.bot.test_log import set_up  # noqa: F401 -- takes back what setting up does
from tests.faults.child import Point
from tests.journeys.conftest import failing, hanako, journey, member, start, tuning, world  # noqa: F401 -- the same world, at fault
from tests.test_process import environment, outside  # noqa: F401 -- the real program


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    killed = {
        tuple(value)
        for report in terminalreporter.stats.get("passed", [])
        for name, value in report.user_properties
        if name == "killed"
    }
    if not killed:
        return
    terminalreporter.section("kill -9: what was survived")
    for call in sorted({call for call, _ in killed}):
        cells = (f"{point}: {'survived' if (call, point.value) in killed else 'EMPTY'}" for point in Point)
        terminalreporter.line(f"{call:<45} " + "   ".join(cells))
