"""Playing the community by hand: everything runs on this machine, in a browser's page or at a prompt."""

import asyncio
import errno
import os
import signal
import stat
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from bot.app import CannotStart
from sandbox.page.server import opened_page
from sandbox.prompt import Prompt
from sandbox.world import World, opened
from storage.lock import InUse

PAGE = """\
Roomkeeper's sandbox: a whole community on this machine. Nothing here is real money, and nothing leaves it.

  {url}

Open it in a browser; Ctrl-C ends it. It is kept in {folder} until you reset it on the page.
"""
WELCOME = """\
Roomkeeper's sandbox: a whole community on this machine. Nothing here is real money, and nothing leaves it.

  the bot's endpoint   http://127.0.0.1:{port}     (webhook, /healthz, /readyz)
  local Discord        {discord}     (people over HTTP: /_person)
  local Stripe         {stripe}     (pages open in a browser)

It is {now} in the community and stays so until you move time. A first minute:

  owner /admin room-create name:Gold fee:500 owner:mika description:"We make things"
  hanako /room join room:Gold
  hanako fills declared:yes
  hanako presses 確認して申し込む
  pay                        (or open the link in a browser; `pay 4000000000000341` leaves a card that fails later)
  hanako reads
  bank hanako insufficient_funds
  to 12-06                   (or +1d, next)
  hanako reads
  books

`help` lists everything, Ctrl-D or `quit` ends it.
"""


async def serve(port: int, folder: Path) -> None:
    """Start everything and show it in a page, until told to stop. Raises CannotStart.

    port: of the page; the bot, Discord and Stripe take the three after it. folder: where the community is kept.
    """
    stop = _told_to_stop()
    try:
        async with opened_page(folder, port=port) as page:
            for remark in page.stage.remarks:
                print(remark, flush=True)
            print(PAGE.format(url=page.url, folder=folder), flush=True)
            await stop.wait()
    except InUse as taken:
        raise CannotStart(f"{folder} is open in another sandbox: stop that one, or name another --folder") from taken
    except OSError as fault:
        if fault.errno != errno.EADDRINUSE:
            raise
        remedy = f"ports {port} to {port + 3} must be free. Stop what uses them, or choose others with --port"
        raise CannotStart(f"{remedy} and another --folder ({fault})") from fault


def _told_to_stop() -> asyncio.Event:
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    return stop


async def play(port: int) -> None:
    """Start everything and follow what is typed; without a terminal, just run until told to stop."""
    with tempfile.TemporaryDirectory() as folder:
        start = datetime.now(UTC).replace(microsecond=0)
        async with opened(Path(folder), start, port=port) as world:
            await _furnish(world)
            prompt = Prompt(world, print)
            addresses = {"port": world.app.port, "discord": world.discord.url, "stripe": world.stripe.url}
            print(WELCOME.format(now=prompt.now(), **addresses), flush=True)
            await _follow(prompt)


async def _furnish(world: World) -> None:
    """Some people to be: the server's owner, somebody to run a room, and members of both languages."""
    await world.discord.person("mika")
    await world.discord.person("hanako")
    await world.discord.person("ken", locale="en-US")
    await world.settle()


async def _follow(prompt: Prompt) -> None:
    stop = _told_to_stop()
    reading = asyncio.create_task(_read(prompt, stop))
    await stop.wait()
    if reading.done():
        reading.result()
    reading.cancel()


async def _read(prompt: Prompt, stop: asyncio.Event) -> None:
    """Follow each line that is typed, or piped in. Where nothing ever comes in, the community just goes on."""
    is_terminal, followed = sys.stdin.isatty(), False
    if not is_terminal and not stat.S_ISFIFO(os.fstat(sys.stdin.fileno()).st_mode):
        return
    reader = asyncio.StreamReader()
    typed = os.fdopen(os.dup(sys.stdin.fileno()))  # a copy: the event loop closes what it reads from
    await asyncio.get_running_loop().connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), typed)
    while True:
        if is_terminal:
            print(f"{prompt.now()} > ", end="", flush=True)
        line = await reader.readline()
        goes_on = bool(line) and await prompt.follow(line.decode().strip())
        followed |= bool(line)
        if goes_on:
            continue
        if followed or is_terminal:
            stop.set()
        return
