"""Figures, and the two forms in which they leave: a table for people, JSON for machines."""

import statistics
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import orjson
from rich.table import Table


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured figure.

    ratio: the share of the limit that `beside` names; for what should be small (time, memory) how many times the limit.
    notes: what else was seen, in a few words.
    """

    name: str
    value: float
    unit: str
    ratio: float
    beside: str
    notes: str = ""


def rounded(value: float) -> float:
    """Three digits that mean something; more would pretend."""
    return float(f"{value:.3g}")


def percentile(values: Sequence[float], percent: int) -> float:
    """The value that `percent` of them do not exceed; of a single value itself."""
    if len(values) == 1:
        return values[0]
    return statistics.quantiles(values, n=100, method="inclusive")[percent - 1]


def table(figures: Iterable[Figure]) -> Table:
    """For a terminal."""
    shown = Table("figure", "value", "unit", "ratio", "beside", "notes")
    for figure in figures:
        shown.add_row(*cells(figure))
    return shown


def cells(figure: Figure) -> tuple[str, str, str, str, str, str]:
    """One row of a table, in words."""
    return figure.name, f"{figure.value:,g}", figure.unit, f"{figure.ratio:.2f}", figure.beside, figure.notes


def save(figures: Iterable[Figure], file: Path) -> None:
    """Write `{name: {"value": …, "unit": …, "ratio": …}}`."""
    told = {}
    for figure in figures:
        kept = asdict(figure)
        told[figure.name] = {key: kept[key] for key in ("value", "unit", "ratio")}
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(orjson.dumps(told, option=orjson.OPT_INDENT_2) + b"\n")
