"""The control socket, over a real one."""

import asyncio
import json
import os
import socket
import stat
import tempfile
from pathlib import Path

import pytest

from bot.control import LONGEST_PATH, ControlServer, Failed, NobodyThere, ask, socket_of


@pytest.fixture
def path():
    """A short path: that of pytest's own folders may be too long for a socket."""
    with tempfile.TemporaryDirectory(prefix="rk") as folder:
        yield socket_of(Path(folder) / "r.sqlite")


async def greet(name, times=1):
    return {"greeting": f"hello {name}" * times}


async def refuse():
    raise Failed("the disk is full")


async def break_down():
    raise ValueError("two\nlines")


async def answer_nonsense():
    return object()


ACTS = {"greet": greet, "refuse": refuse, "break_down": break_down, "nonsense": answer_nonsense}


@pytest.fixture
async def server(path):
    server = ControlServer(path, ACTS)
    await server.start()
    yield server
    await server.stop()


def test_it_lies_beside_the_database():
    assert socket_of(Path("data/roomkeeper.sqlite")) == Path("data/roomkeeper.sqlite-control")


async def test_a_question_is_answered(server, path):
    assert await ask(path, "greet", name="Aki") == {"greeting": "hello Aki"}
    assert await ask(path, "greet", name="Aki", times=2) == {"greeting": "hello Akihello Aki"}


async def test_a_long_answer_is_answered(server, path):
    """A list of a thousand findings is longer than the 64 KiB that a stream reads at most by itself."""
    answer = await ask(path, "greet", name="x" * 1000, times=300)

    assert len(answer["greeting"]) == 300 * 1006


async def test_questions_do_not_wait_for_one_another(path):
    release = asyncio.Event()

    async def slow():
        await release.wait()
        return "slow"

    async def quick():
        release.set()
        return "quick"

    server = ControlServer(path, {"slow": slow, "quick": quick})
    await server.start()
    async with asyncio.timeout(5):
        answers = await asyncio.gather(ask(path, "slow"), ask(path, "quick"))
    await server.stop()

    assert answers == ["slow", "quick"]


async def test_only_the_operators_user_may_ask(server, path):
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.mark.parametrize(
    ("act", "arguments", "said"),
    [
        ("refuse", {}, r"the disk is full"),
        ("break_down", {}, r"ValueError: two lines"),
        ("nonsense", {}, r"TypeError: .* JSON"),
        ("dance", {}, r"dance is nothing this bot can do; it knows break_down, greet"),
        ("greet", {"nobody": 1}, r"TypeError: greet\(\) got an unexpected keyword argument 'nobody'"),
    ],
)
async def test_what_failed_is_said_in_one_sentence(server, path, act, arguments, said):
    with pytest.raises(Failed, match=f"^{said}") as failed:
        await ask(path, act, **arguments)

    assert "\n" not in str(failed.value)


@pytest.mark.parametrize("line", [b"nonsense\n", b"[]\n", b"{}\n", b"", b'{"act": "greet"'])
async def test_nonsense_does_not_disturb_the_bot(server, path, line):
    reader, writer = await asyncio.open_unix_connection(path)
    writer.write(line)
    writer.write_eof()
    said = await reader.read()
    writer.close()

    assert said == b"" or "failed" in json.loads(said)
    assert await ask(path, "greet", name="Aki") == {"greeting": "hello Aki"}


async def test_without_a_bot_nobody_is_there(path):
    with pytest.raises(NobodyThere, match="no bot is running"):
        await ask(path, "greet", name="Aki")


async def test_after_a_stop_nobody_is_there(path):
    server = ControlServer(path, ACTS)
    await server.start()
    await server.stop()
    await server.stop()

    assert not path.exists()
    with pytest.raises(NobodyThere):
        await ask(path, "greet", name="Aki")


async def test_a_bot_that_stops_meanwhile_is_said_to_have_failed(path):
    asked = asyncio.Event()
    held: list[asyncio.Task] = []

    async def hang():
        held.append(asyncio.current_task())
        asked.set()
        await asyncio.Event().wait()

    server = ControlServer(path, {"hang": hang})
    await server.start()
    asking = asyncio.create_task(ask(path, "hang"))
    await asked.wait()
    held[0].cancel()

    with pytest.raises(Failed, match="stopped before it answered"):
        await asking
    await server.stop()


async def test_a_socket_left_over_from_a_crash_is_replaced(path):
    """A process that was killed takes its socket's file with it to nowhere."""
    left = socket.socket(socket.AF_UNIX)
    left.bind(os.fspath(path))
    left.close()
    with pytest.raises(NobodyThere):
        await ask(path, "greet", name="Aki")

    server = ControlServer(path, ACTS)
    await server.start()
    assert await ask(path, "greet", name="Aki") == {"greeting": "hello Aki"}
    await server.stop()


async def test_a_second_bot_does_not_take_the_socket_of_a_running_one(server, path):
    second = ControlServer(path, {})

    with pytest.raises(Failed, match="another bot is running"):
        await second.start()
    await second.stop()

    assert await ask(path, "greet", name="Aki") == {"greeting": "hello Aki"}


async def test_a_path_too_long_is_said_plainly(path):
    server = ControlServer(path.with_name("x" * LONGEST_PATH), ACTS)

    with pytest.raises(Failed, match="too long for a socket"):
        await server.start()
