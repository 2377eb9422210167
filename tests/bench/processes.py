"""Programs in processes of their own, and what the kernel says of them."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
PATIENCE_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Program:
    """One that runs. said: its first line."""

    process: asyncio.subprocess.Process
    said: str

    @property
    def resident_mib(self) -> float:
        """How much memory of the machine it holds now (proc_pid_status(5), VmRSS)."""
        return memory_mib(self.process.pid, "VmRSS")

    @property
    def busy_seconds(self) -> float:
        """How long processors have worked for it (proc_pid_stat(5), utime and stime)."""
        words = Path(f"/proc/{self.process.pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
        return (int(words[11]) + int(words[12])) / os.sysconf("SC_CLK_TCK")


def memory_mib(pid: int, sort: str) -> float:
    """VmRSS: resident now; VmHWM: the most there ever was."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    line = next(line for line in status.splitlines() if line.startswith(f"{sort}:"))
    return int(line.split()[1]) / 1024


@asynccontextmanager
async def running(*words: str, environment: Mapping[str, str] | None = None) -> AsyncIterator[Program]:
    """`python <words>`, from its first line until SIGTERM."""
    process = await _start(words, environment)
    assert process.stdout is not None
    try:
        async with asyncio.timeout(PATIENCE_SECONDS):
            said = (await process.stdout.readline()).decode().strip()
        if not said:
            raise RuntimeError(f"python {' '.join(words)} ended before it said anything")
        yield Program(process, said)
    finally:
        if process.returncode is None:
            process.send_signal(signal.SIGTERM)
        await process.wait()


async def output(*words: str) -> str:
    """What `python <words>` printed. Raises RuntimeError when it failed."""
    process = await _start(words, None)
    printed, _ = await process.communicate()
    if process.returncode != 0:
        raise RuntimeError(f"python {' '.join(words)} ended with {process.returncode}")
    return printed.decode()


async def _start(words: tuple[str, ...], environment: Mapping[str, str] | None) -> asyncio.subprocess.Process:
    known = {"PATH": os.environ["PATH"], "HOME": os.environ.get("HOME", ""), "PYTHONPATH": str(ROOT)}
    return await asyncio.create_subprocess_exec(
        sys.executable, *words, cwd=ROOT, env=known | dict(environment or {}), stdout=asyncio.subprocess.PIPE
    )
