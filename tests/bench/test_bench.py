"""The benchmark itself, so that it still runs on the day somebody wants a figure. No time is compared with anything."""

import orjson
import pytest

from tests.bench import document, postgres
from tests.bench.figures import Figure, cells, percentile, rounded
from tests.bench.processes import output

NAMES = {
    "webhook_ingest",
    "webhook_ingest_16",
    "webhook_ingest_draining",
    "inbox_handling",
    "webhook_to_role",
    "answers_50",
    "month_1000_members",
    "start",
    "memory",
}
if postgres.programs() is not None:
    NAMES.add("webhook_ingest_postgresql")
RULES = {"refund_quote", "retry_decision", "credit_spend"}
FIGURE = Figure("start", 1234.5, "s", 2.0, "the limit", "seen")


@pytest.mark.long
@pytest.mark.timeout(300)
async def test_every_figure_is_measured_and_written(tmp_path):
    file = tmp_path / "bench.json"

    await output("-m", "tests.bench", "--tiny", "--json", str(file))

    told = orjson.loads(file.read_bytes())
    assert set(told) == NAMES | RULES
    assert all(set(figure) == {"value", "unit", "ratio"} for figure in told.values())
    assert all(figure["value"] > 0 and figure["ratio"] > 0 for figure in told.values())


async def test_some_parts_can_be_measured_alone(tmp_path):
    file = tmp_path / "bench.json"

    await output("-m", "tests.bench", "--tiny", "--json", str(file), "rules")

    assert set(orjson.loads(file.read_bytes())) == RULES


def test_what_people_wrote_around_the_table_stays(tmp_path):
    """The table is made again and again; why something is slow is thought about once."""
    file = tmp_path / "figures.md"
    file.write_text(f"before\n{document.BEGIN}\nold\n{document.END}\nafter\n", encoding="utf-8")

    document.write([FIGURE], "here", file)
    once = file.read_text(encoding="utf-8")
    document.write([FIGURE], "here", file)

    assert file.read_text(encoding="utf-8") == once
    assert once.startswith("before\n")
    assert once.endswith("\nafter\n")
    assert f"| {' | '.join(cells(FIGURE))} |" in once
    assert "old" not in once


@pytest.mark.parametrize(("values", "percent", "found"), [([1.0], 99, 1.0), ([1.0, 2.0, 3.0], 50, 2.0)])
def test_a_percentile_is_the_value_that_so_many_do_not_exceed(values, percent, found):
    assert percentile(values, percent) == found


@pytest.mark.parametrize(("value", "shown"), [(17693.4, 17700.0), (0.12345, 0.123), (2.0, 2.0)])
def test_a_figure_has_three_digits_that_mean_something(value, shown):
    assert rounded(value) == shown
