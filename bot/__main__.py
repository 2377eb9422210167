"""The command line: run, sandbox, migrate, doctor, backup, retry, sync, policy."""

import asyncio
import signal
import sys
from collections.abc import Callable, Coroutine, Iterable
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar

import typer
from rich.console import Console

from bot import policy_cli
from bot.clock import SystemClock
from bot.config import Config, ConfigError, load
from bot.rules.business_days import BusinessDays
from bot.rules.refunds.replay import Contract

T = TypeVar("T")

app = typer.Typer(
    help="Roomkeeper keeps the doors of paid rooms: a Discord bot and Stripe webhook server.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
Only = Literal["gateway", "webhooks", "worker"]
FAILED = 1


@app.command()
def run(
    only: Annotated[
        Only | None, typer.Option(help="Run one part; with PostgreSQL, several processes share them.")
    ] = None,
) -> None:
    """Run the bot, with the configuration of the environment and .env."""
    config = _configured()
    _refuse_parts(config, only)
    from bot import log  # noqa: PLC0415 -- heavy; `--help` should be quick

    log.set_up(config.log_level, config.log_format, config.secrets())
    _plainly(lambda: _run(config))


async def _run(config: Config) -> None:
    from bot.app import App  # noqa: PLC0415 -- heavy; `--help` should be quick

    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    bot = App(config, SystemClock())
    try:
        await bot.start()
        figures = f"figures on http://127.0.0.1:{bot.metrics_port}/metrics"
        print(f"Listening on http://{config.http_host}:{bot.port}, {figures}", flush=True)
        await bot.run(stop)
    finally:
        await bot.stop()


@app.command()
def sandbox(
    story: Annotated[str | None, typer.Option(help="Play one story and compare the books; `list` names them.")] = None,
    prompt: Annotated[bool, typer.Option("--prompt", help="A prompt in the terminal instead of the page.")] = False,
    port: Annotated[
        int, typer.Option(help="Where the page is; bot, Discord and Stripe take the three after it.")
    ] = 8080,
    folder: Annotated[Path, typer.Option(help="Where the page's community is kept.")] = Path("sandbox-state"),
) -> None:
    """A whole community on this machine, with no accounts: a local Discord, a local Stripe, the real bot."""
    from bot import log  # noqa: PLC0415 -- heavy; `--help` should be quick
    from sandbox import play, stories  # noqa: PLC0415 -- only here

    log.set_up("WARNING", "text", ())
    if story is None:
        _plainly(lambda: play.play(port) if prompt else play.serve(port, folder))
        return
    if story not in stories.STORIES:
        print("The stories are: " + ", ".join(stories.STORIES))
        raise typer.Exit(0 if story == "list" else FAILED)
    raise typer.Exit(_plainly(lambda: stories.tell(story, print)) or 0)


@app.command()
def migrate() -> None:
    """Make the database, or bring it up to date."""
    config = _configured()
    from storage import schema  # noqa: PLC0415 -- heavy; `--help` should be quick

    async def bring_up_to_date() -> None:
        before = await schema.state(config.database_url)
        await schema.migrate(config.database_url)
        print(f"The database was {before.value} and fits now.")

    _plainly(bring_up_to_date)


@app.command()
def doctor() -> None:
    """Look at everything, and say what is wrong and how to mend it."""
    config = _configured()
    from bot import operating  # noqa: PLC0415 -- heavy; `--help` should be quick

    all_well = _plainly(lambda: operating.examine(config, Console()))
    raise typer.Exit(0 if all_well else FAILED)


@app.command()
def backup(file: Annotated[Path, typer.Argument(help="The file to write; it must not exist.")]) -> None:
    """Copy the database into FILE and check the copy, whether the bot is running or not."""
    config = _configured()
    from bot import operating  # noqa: PLC0415 -- heavy; `--help` should be quick

    size = _plainly(lambda: operating.copy(config, file.absolute()))
    print(f"{file}: {size:,} bytes, checked")


@app.command()
def retry() -> None:
    """Give everything that was given up on another try."""
    config = _configured()
    from bot import operating  # noqa: PLC0415 -- heavy; `--help` should be quick

    print(f"{_plainly(lambda: operating.retry(config))} to be tried again")


@app.command()
def sync() -> None:
    """Make everybody's roles as the ledger says, also where a comparison stopped because too many would be taken."""
    from bot import operating  # noqa: PLC0415 -- heavy; `--help` should be quick

    config = _configured()
    print(f"the roles of {_plainly(lambda: operating.sync(config))} members to be put right")


def _open_contracts() -> Iterable[Contract]:
    from bot import operating  # noqa: PLC0415 -- heavy; `--help` should be quick

    config = _configured()
    return _plainly(lambda: operating.open_contracts(config))


def _open_days() -> BusinessDays:
    from bot import operating  # noqa: PLC0415 -- heavy; `--help` should be quick

    return operating.open_days(_configured())


policy_cli.add_replay(policy_cli.app, _open_contracts, _open_days, SystemClock().now)
app.add_typer(policy_cli.app, name="policy")


def _configured() -> Config:
    try:
        return load()
    except ConfigError as fault:
        print(fault, file=sys.stderr)
        raise typer.Exit(FAILED) from None


def _refuse_parts(config: Config, only: Only | None) -> None:
    """Several processes on one SQLite file would be several writers, which can corrupt it."""
    if only is None:
        return
    if config.database_url.startswith("sqlite"):
        print(
            f"run --only {only} needs PostgreSQL: two processes that write one SQLite file can corrupt it. "
            "Leave --only out, or set DATABASE_URL to a postgresql:// address.",
            file=sys.stderr,
        )
    else:
        print("run --only is not there yet: this version runs everything in one process.", file=sys.stderr)
    raise typer.Exit(FAILED)


def _plainly(work: Callable[[], Coroutine[Any, Any, T]]) -> T:
    """Run `work`; what an operator can mend ends with one plain message and no traceback."""
    from bot.operating import MENDABLE  # noqa: PLC0415 -- heavy; `--help` should be quick

    try:
        return asyncio.run(work())
    except MENDABLE as fault:
        print(fault, file=sys.stderr)
        raise typer.Exit(FAILED) from None
    except KeyboardInterrupt:
        raise typer.Exit(FAILED) from None


if __name__ == "__main__":
    app()
