"""Playing the community by hand: everything runs on this machine, and a prompt lets one be anybody and move time."""

import asyncio
import os
import signal
import stat
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from sandbox.prompt import Prompt
from sandbox.world import World, opened

WELCOME = """\
Roomkeeper's sandbox: a whole community on this machine. Nothing here is real money, and nothing leaves it.

  the bot's endpoint   http://127.0.0.1:{port}     (webhook, /healthz, /readyz)
  local Discord        {discord}     (people over HTTP: /_person)
  local Stripe         {stripe}     (pages open in a browser)

It is {now} in the community and stays so until you move time. A first minute:

  owner /admin room-create name:Gold fee:500 owner:mika description:"We make things"
  hanako /room join room:Gold
  pay                        (or open the link in a browser; `pay 4000000000000341` leaves a card that fails later)
  hanako reads
  bank hanako insufficient_funds
  to 12-06                   (or +1d, next)
  hanako reads
  books

`help` lists everything, Ctrl-D or `quit` ends it.
"""


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
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
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
