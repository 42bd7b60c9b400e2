"""The servers and customers of a measurement, each in a process of its own on loopback."""

import json
import os
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import psutil

SRC = Path(__file__).parent.parent / "src"


def port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        number: int = probe.getsockname()[1]
        return number


@contextmanager
def process(*command: str, **environment: str) -> Iterator[psutil.Process]:
    child = subprocess.Popen(
        [sys.executable, "-m", *command], env={**os.environ, **environment}, stdout=subprocess.DEVNULL
    )
    try:
        yield psutil.Process(child.pid)
    finally:
        child.terminate()
        child.wait(30)


def wait_for(number: int, seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", number)) == 0:
                return
        time.sleep(0.05)
    raise TimeoutError(f"nothing listens on {number}")


def load(*arguments: str) -> dict[str, float]:
    out = subprocess.run([sys.executable, "-m", "bench.load", *arguments], capture_output=True, text=True)
    if out.returncode:
        raise RuntimeError(f"the customers gave up: {out.stderr[-1000:]}")
    result: dict[str, float] = json.loads(out.stdout)
    return result


class Parley:
    """A parley of its own for one measurement, with or without a model behind it."""

    def __init__(self, stack: ExitStack, model: str = "", source: Path = SRC) -> None:
        """Starts the parley of the folder `source`; `model`: a model's address, none = the built-in one."""
        self.port = port()
        home = tempfile.mkdtemp(prefix="parley-bench-")
        stack.callback(shutil.rmtree, home, ignore_errors=True)
        environment = {
            "PORT": str(self.port),
            "PARLEY_HOME": str(Path(home) / "data"),
            "PARLEY_RATE_LIMITS": "off",
            "OPENAI_API_KEY": "stub" if model else "",
            "OPENAI_BASE_URL": model,
            "DATABASE_URL": "",
            "PYTHONPATH": str(source),
        }
        self.process = stack.enter_context(process("parley", "serve", "--demo", **environment))
        wait_for(self.port)
        self.chat = f"http://127.0.0.1:{self.port}/ws/chat/techpro"
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline:
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{self.port}/health", timeout=5).read()
                return
            except OSError:
                time.sleep(0.1)

    def stored_turns(self) -> int:
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/metrics") as answer:
            lines = answer.read().decode().splitlines()
        return sum(int(float(line.split()[-1])) for line in lines if line.startswith("parley_turns_total{"))

    def cpu(self) -> float:
        """Returns the seconds of processor this server's own process has used: Python, not PostgreSQL."""
        times = self.process.cpu_times()
        return float(times.user + times.system)


@contextmanager
def pair(first: float, each: float) -> Iterator[tuple[Parley, str, str]]:
    """A stub model, parley before it, and the bare relay before the same one."""
    with ExitStack() as stack:
        stub, relay = port(), port()
        stack.enter_context(process("bench.stub", str(stub), str(first), str(each)))
        model = f"http://127.0.0.1:{stub}/v1"
        stack.enter_context(process("bench.relay", str(relay), OPENAI_BASE_URL=model))
        parley = Parley(stack, model)
        wait_for(stub)
        wait_for(relay)
        yield parley, parley.chat, f"http://127.0.0.1:{relay}/ws/chat/any"


def spread(values: list[float], digits: int = 0) -> str:
    """Writes the median, and in brackets the lowest and the highest."""
    return f"{statistics.median(values):.{digits}f} ({min(values):.{digits}f}–{max(values):.{digits}f})"
