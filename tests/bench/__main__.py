"""Measure, print a table, and write `build/bench.json`.

python -m tests.bench                    everything
python -m tests.bench ingestion rules    some parts
python -m tests.bench --write            everything, and into docs/figures.md
python -m tests.bench --tiny             just enough to see that it works
"""

import argparse
import asyncio
import tempfile
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console

from bot import log
from tests.bench import document
from tests.bench.figures import Figure, save, table
from tests.bench.parts import PARTS
from tests.bench.processes import ROOT
from tests.bench.scale import FULL, TINY, Scale

JSON, DOCUMENT = ROOT / "build" / "bench.json", ROOT / "docs" / "figures.md"


async def measured(names: Sequence[str], scale: Scale, console: Console) -> list[Figure]:
    """Every figure of the parts named, one part after the other, each with a folder of its own."""
    figures: list[Figure] = []
    for name in names:
        console.print(f"measuring {name} …")
        with tempfile.TemporaryDirectory() as folder:
            figures += await PARTS[name](Path(folder), scale)
    return figures


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description="Figures, each beside a bare limit.")
    parser.add_argument("parts", nargs="*", metavar="part", help=f"{', '.join(PARTS)}; all of them when none is named")
    parser.add_argument("--tiny", action="store_true", help="just enough to see that it works")
    parser.add_argument("--write", action="store_true", help="put everything into docs/figures.md as well")
    parser.add_argument("--json", type=Path, default=JSON, help="where to write the figures for machines")
    asked = parser.parse_args()
    if unknown := sorted(set(asked.parts) - set(PARTS)):
        parser.error(f"no part is called {', '.join(unknown)}")
    if asked.write and (asked.parts or asked.tiny):
        parser.error("--write is for the whole of it")
    log.set_up("ERROR", "text", ())
    console, where = Console(), document.machine()
    figures = asyncio.run(measured(asked.parts or list(PARTS), TINY if asked.tiny else FULL, console))
    console.print(table(figures), where, sep="\n")
    save(figures, asked.json)
    if asked.write:
        document.write(figures, where, DOCUMENT)


if __name__ == "__main__":
    main()
