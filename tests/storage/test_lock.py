"""One process at a time may write a SQLite file."""

import subprocess
import sys

import pytest

from storage.lock import FileLock, InUse

HOLD = (
    "import sys, pathlib\nfrom storage.lock import FileLock\nlock = FileLock(pathlib.Path(sys.argv[1]))\nlock.take()\n"
)
HOLD += "print('held', flush=True)\nsys.stdin.readline()\n"


def test_the_second_to_come_is_turned_away_until_the_first_lets_go(tmp_path):
    first, second = FileLock(tmp_path / "rooms.sqlite"), FileLock(tmp_path / "rooms.sqlite")
    first.take()

    with pytest.raises(InUse, match=r"rooms\.sqlite"):
        second.take()
    first.release()
    second.take()
    second.release()


def test_a_process_that_was_killed_leaves_no_lock_behind(tmp_path):
    """A crash must not need a hand before the next start."""
    database = tmp_path / "rooms.sqlite"
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(database)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as holder:
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(InUse):
            FileLock(database).take()
        holder.kill()
        holder.wait()

    lock = FileLock(database)
    lock.take()
    lock.release()


def test_letting_go_of_what_was_never_held_does_nothing(tmp_path):
    FileLock(tmp_path / "rooms.sqlite").release()
