"""docs/figures.md: the measured part of it is written anew, what people wrote around it stays."""

import os
import platform
import sqlite3
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

from tests.bench.figures import Figure, cells

BEGIN, END = "<!-- measured: begin -->", "<!-- measured: end -->"
HEADINGS = ("figure", "value", "unit", "ratio", "beside", "notes")
BUSY_SHARE = 0.5
"""Of all processors, on the average of a minute before anything is measured: above it the machine is called busy."""


def machine() -> str:
    """Where and when, and whether others were at work; asked before anything is measured."""
    system = platform.freedesktop_os_release()["PRETTY_NAME"]
    load, processors = os.getloadavg()[0], os.cpu_count() or 1
    busy = load / processors > BUSY_SHARE
    words = f"busy with other work (load {load:.1f}): compare the ratios, not the values" if busy else "idle"
    return (
        f"{processors} processors, {system}, Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}; "
        f"{datetime.now(UTC):%Y-%m-%d}; the machine was {words}."
    )


def write(figures: Iterable[Figure], where: str, file: Path) -> None:
    """Put the figures between the marks in `file`."""
    before, _, rest = file.read_text(encoding="utf-8").partition(BEGIN)
    _, found, after = rest.partition(END)
    assert found, f"{file} has no {BEGIN} … {END}"
    rows = [HEADINGS, ("---",) * len(HEADINGS), *(cells(figure) for figure in figures)]
    lines = [BEGIN, "", where, "", *(f"| {' | '.join(row)} |" for row in rows), "", END]
    file.write_text(before + "\n".join(lines) + after, encoding="utf-8")
