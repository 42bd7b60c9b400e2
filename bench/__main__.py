"""Run every measurement and print the table of bench/README.md. All servers listen on loopback."""

import json
import os
import platform
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

from bench import search

ROUNDS = 3
SAY = "Здравствуйте, подскажите, пожалуйста, что у вас есть интересного?"
ASK = "Сколько стоит доставка и какие есть ноутбуки?"
MANY = "\n".join(
    [
        SAY,
        ASK,
        "Есть беспроводная мышка Logitech?",
        "Do you have a laptop for travel under 1000 dollars?",
        "Какая у вас гарантия на мониторы?",
        "Сізде принтер бар ма, қанша тұрады?",
        "What are your working hours?",
        "А сервер для небольшого офиса подберёте?",
        "Чи є навушники з шумозаглушенням?",
        "Спасибо, понятно",
        "Посоветуйте проектор в переговорную",
        "Which monitors are in stock?",
    ]
)


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
    out = subprocess.run(
        [sys.executable, "-m", "bench.load", *arguments], capture_output=True, check=True, text=True
    )
    result: dict[str, float] = json.loads(out.stdout)
    return result


class Parley:
    """A parley of its own for one measurement, with or without a model behind it."""

    def __init__(self, stack: ExitStack, model: str = "") -> None:
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


def throughput() -> list[str]:
    rows = []
    with pair(0, 0) as (parley, us, relay):
        for url in (us, relay):
            load("talk", url, "20", "12", MANY, "0")  # warm up
        before = parley.stored_turns()
        for what, say in (("one greeting that asks", SAY), ("twelve questions in four languages", MANY)):
            ratios, ours, bare = [], [], []
            for _ in range(ROUNDS):
                bare.append(load("talk", relay, "20", "40", say, "0")["turns_per_second"])
                ours.append(load("talk", us, "20", "40", say, "0")["turns_per_second"])
                ratios.append(ours[-1] / bare[-1])
            found = f"{_spread(ours)} | {_spread(bare)} | {_spread(ratios, 2)}"
            rows.append(f"| turns/s, no delay, 20 clients, {what} | {found} | ≥ 0.50 |")
        stored = parley.stored_turns() - before
    return [*rows, f"| turns stored of {2 * ROUNDS * 20 * 40} | {stored} | – | – | all |"]


def first_token() -> list[str]:
    rows: dict[str, list[float]] = {"first_p50": [], "first_p99": []}
    own: dict[str, list[float]] = {"first_p50": [], "first_p99": []}
    with pair(0.4, 0.02) as (_, us, relay):
        load("talk", us, "10", "1", SAY, "0")
        for _ in range(ROUNDS):
            bare = load("talk", relay, "50", "3", SAY, "1.2")
            ours = load("talk", us, "50", "3", SAY, "1.2")
            for name in rows:
                rows[name].append(ours[name] / 0.4)
                own[name].append(bare[name] / 0.4)
    goals = {"first_p50": "≤ 1.05", "first_p99": "≤ 1.15"}
    return [
        f"| time to first token / the model's own 400 ms, {name[6:]} | {_spread(rows[name], 3)} "
        f"| {_spread(own[name], 3)} | – | {goals[name]} |"
        for name in rows
    ]


def resting() -> list[str]:
    with ExitStack() as stack:
        parley = Parley(stack)
        time.sleep(3)
        resident = parley.process.memory_info().rss
        load("talk", parley.chat, "20", "2", ASK, "0")
        time.sleep(1)
        before = parley.process.memory_info().rss
        idle = subprocess.Popen(
            [sys.executable, "-m", "bench.load", "idle", parley.chat, "1000", "8"],
            stdout=subprocess.PIPE,
            text=True,
        )
        assert idle.stdout is not None
        assert idle.stdout.readline().strip() == "open"
        time.sleep(3)
        each = (parley.process.memory_info().rss - before) / 1000
        idle.wait()
        cpu, turns = parley.cpu(), 400
        load("talk", parley.chat, "4", str(turns // 4), ASK, "0")
        spent = (parley.cpu() - cpu) / turns
    return [
        f"| server idle, resident | {resident / 2**20:.0f} MB | – | – | ≤ 160 MB |",
        f"| an idle WebSocket, of 1,000 | {each / 1000:.1f} KB | – | – | ≤ 30 KB |",
        f"| CPU of a turn of the built-in model | {spent * 1000:.1f} ms | – | – | ≤ 15 ms |",
    ]


def _spread(values: list[float], digits: int = 0) -> str:
    return f"{statistics.median(values):.{digits}f} ({min(values):.{digits}f}–{max(values):.{digits}f})"


def main() -> None:
    print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}, {ROUNDS} rounds\n")
    print("| what | parley | bare relay | ratio | goal |\n| --- | --- | --- | --- | --- |", flush=True)
    for measure in (throughput, first_token, resting):
        print("\n".join(measure()), flush=True)
    print(flush=True)
    search.main()


if __name__ == "__main__":
    main()
