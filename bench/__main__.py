"""Run every measurement and print the table of bench/README.md. All servers listen on loopback."""

import argparse
import os
import platform
import subprocess
import sys
import time
from contextlib import ExitStack
from pathlib import Path

from bench import against, search
from bench.messages import ASK, MANY, SAY
from bench.servers import Parley, load, pair, spread

ROUNDS = 3


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
            found = f"{spread(ours)} | {spread(bare)} | {spread(ratios, 2)}"
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
        f"| time to first token / the model's own 400 ms, {name[6:]} | {spread(rows[name], 3)} "
        f"| {spread(own[name], 3)} | – | {goals[name]} |"
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


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--against", type=Path, metavar="PATH", help="only: an older checkout beside this one")
    older = parser.parse_args().against
    print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}, {ROUNDS} rounds\n")
    if older:
        print("\n".join(against.compare(older, ROUNDS)))
        return
    print("| what | parley | bare relay | ratio | goal |\n| --- | --- | --- | --- | --- |", flush=True)
    for measure in (throughput, first_token, resting):
        print("\n".join(measure()), flush=True)
    print(flush=True)
    search.main()


if __name__ == "__main__":
    main()
