"""Kills parley again and again while visitors write, and counts what was lost, doubled or reordered by it.

usage: python -m bench.chaos [--turns 4000] [--kills 200] [--seed 7]

Two processes that serve and one that works share the embedded PostgreSQL of one folder. They are killed with
SIGKILL at random moments and started again; so is PostgreSQL, now and then, which parley has to start itself. The
model is a slow one in this process for one company, the built-in one for another. Ends with 1 where anything went
wrong.
"""

import argparse
import asyncio
import json
import os
import random
import shutil
import signal
import statistics
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

import aiohttp
import psycopg
from aiohttp import web

from bench.nursery import Nursery
from bench.servers import port
from bench.tally import Faults, StoredMessage, find_faults
from bench.visitors import Street, Visitor

_KEY = "sup-key-of-the-bench"
_SLOW, _BUILT_IN = "techpro", "demo"
# Of each company; every fourth of them writes in two windows at once.
_VISITORS = 10
_MOST_THINKING_SECONDS = {_SLOW: 2.0, _BUILT_IN: 4.0}
_MEAN_PAUSE_SECONDS = 3.0
# Of so many kills, one each: of the process that works, of PostgreSQL.
_KILLS_PER_WORK_KILL, _KILLS_PER_POSTGRES_KILL = 10, 20
# How often a process that is still starting may be killed too.
_KILLED_WHILE_STARTING = 0.1
_MOST_RESCUE_SECONDS = 120.0
_WAITING = "SELECT count(*) FROM conversations WHERE waiting_since IS NOT NULL"
_STORED = """
SELECT messages.id, external_id_of.external_id, conversation_id, role, text, answered_by, meta ? 'failed'
FROM messages JOIN conversations ON conversations.id = conversation_id
JOIN contacts AS external_id_of ON external_id_of.id = contact_id
WHERE role <> 'note' ORDER BY messages.id
"""


class Supervised:
    """A process of parley that is started again whenever it ends, as by an init system."""

    def __init__(self, nursery: Nursery, home: Path, *command: str, **environment: str) -> None:
        self._nursery, self._command, self._environment = nursery, command, environment
        self._log = home / f"{'-'.join(command)}.out"
        self._number: int | None = None
        self._is_wanted, self._is_killed = True, False
        #: how often it ended though nobody had killed it: PostgreSQL was killed while it started
        self.failures = 0

    async def run(self) -> None:
        """Keeps it running until `stop`."""
        while self._is_wanted:
            self._number = await self._nursery.start(self._command, self._log, self._environment)
            self._is_killed = False
            await self._nursery.wait(self._number)
            self._number = None
            if self._is_wanted and not self._is_killed:
                self.failures += 1
                await asyncio.sleep(1)

    def kill(self) -> None:
        """Ends it as a lack of memory would."""
        self._is_killed = True
        self._signal(signal.SIGKILL)

    def stop(self) -> None:
        """Asks it to end, and does not start it again."""
        self._is_wanted = False
        self._signal(signal.SIGINT)

    def _signal(self, number: signal.Signals) -> None:
        if self._number is not None:
            with suppress(ProcessLookupError):
                os.kill(self._number, number)


class Server(Supervised):
    """One that serves."""

    def __init__(self, nursery: Nursery, home: Path, *command: str) -> None:
        self.port = port()
        super().__init__(nursery, home, *command, PORT=str(self.port))
        self.base = f"http://127.0.0.1:{self.port}"

    async def is_serving(self) -> bool:
        """Whether it answers. The port is taken long before."""
        try:
            timeout = aiohttp.ClientTimeout(total=2)
            async with aiohttp.request("GET", f"{self.base}/health", timeout=timeout) as answer:
                return answer.status == 200
        except (aiohttp.ClientError, OSError):
            return False


@dataclass(slots=True)
class Kills:
    """How often what was killed."""

    serve: int = 0
    work: int = 0
    postgres: int = 0


@dataclass(slots=True)
class Site:
    """Everything that runs."""

    home: Path
    servers: Sequence[Server]
    worker: Supervised
    kills: Kills = field(default_factory=Kills)

    @property
    def processes(self) -> tuple[Supervised, ...]:
        return (*self.servers, self.worker)

    async def wait_until_all_serve(self) -> None:
        while not all([await server.is_serving() for server in self.servers]):
            await asyncio.sleep(0.2)

    def postmaster_file(self) -> Path:
        return self.home / "data" / "postgres" / "postmaster.pid"

    def kill_postgres(self) -> None:
        """Kills its first process; the others end when they notice."""
        with suppress(OSError, ValueError, IndexError):
            os.kill(int(self.postmaster_file().read_text(encoding="utf-8").split()[0]), signal.SIGKILL)
            self.kills.postgres += 1

    def query(self, statement: str) -> list[tuple[Any, ...]]:
        """Returns the rows of a statement, those of all companies."""
        folder = self.postmaster_file().read_text(encoding="utf-8").splitlines()[4]
        with psycopg.connect(host=folder, user="postgres", dbname="postgres", connect_timeout=10) as connection:
            return connection.execute(statement.encode()).fetchall()


async def kill_at_random(site: Site, street: Street, chance: random.Random, turns: int, kills: int) -> None:
    """Kills the servers so often, spread over so many turns, and the others now and then."""
    while site.kills.serve < kills:
        await asyncio.sleep(chance.expovariate(1 / _MEAN_PAUSE_SECONDS))
        while street.turns * kills < site.kills.serve * turns:  # a slow machine has fewer turns in this time
            await asyncio.sleep(0.1)
        server = chance.choice(site.servers)
        while chance.random() > _KILLED_WHILE_STARTING and not await server.is_serving():
            await asyncio.sleep(0.2)
            server = chance.choice(site.servers)
        server.kill()
        site.kills.serve += 1
        if chance.randrange(_KILLS_PER_WORK_KILL) == 0:
            site.worker.kill()
            site.kills.work += 1
        if site.kills.serve % _KILLS_PER_POSTGRES_KILL == 0:
            await asyncio.sleep(chance.uniform(0, 2))
            site.kill_postgres()


@asynccontextmanager
async def slow_model(chance: random.Random) -> AsyncIterator[str]:
    """A provider that repeats what it was asked, word by word, and takes its time. Yields its address."""

    async def complete(request: web.Request) -> web.StreamResponse:
        messages = json.loads(await request.read())["messages"]
        answer = web.StreamResponse(headers={"Content-Type": "text/event-stream"})
        await answer.prepare(request)
        await asyncio.sleep(chance.uniform(0, 1.5))
        pause = chance.uniform(0, 0.4)
        with suppress(ConnectionResetError):  # it was killed
            for word in messages[-1]["content"].splitlines()[-1].split():
                await answer.write(_event({"choices": [{"index": 0, "delta": {"content": f"{word} "}}]}))
                await asyncio.sleep(pause)
            await answer.write(b"data: [DONE]\n\n")
        return answer

    app = web.Application()
    app.router.add_post("/v1/chat/completions", complete)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    yield f"http://127.0.0.1:{runner.addresses[0][1]}/v1"
    await runner.cleanup()


def _event(data: dict[str, Any]) -> bytes:
    return b"data: " + json.dumps(data).encode() + b"\n\n"


@asynccontextmanager
async def running_site(home: Path, model_url: str) -> AsyncIterator[Site]:
    """Two servers and a worker on one folder; stopped at the end as by Ctrl-C."""
    environment = {
        "DATABASE_URL": "",
        "OPENAI_API_KEY": "demo",
        "OPENAI_BASE_URL": model_url,
        "PARLEY_HOME": str(home / "data"),
        "PARLEY_RATE_LIMITS": "off",
        "PARLEY_SUPERADMIN_KEY": _KEY,
        "PYTHONPATH": str(Path(__file__).parent.parent / "src"),
        "SERVER_HOST": "127.0.0.1",
    }
    async with Nursery(environment) as nursery:
        first = Server(nursery, home, "serve", "--demo")
        second = Server(nursery, home, "serve", "--no-work")
        site = Site(home, [first, second], Supervised(nursery, home, "work"))
        supervisors = [asyncio.create_task(first.run())]
        while not await first.is_serving():  # it makes the database
            await asyncio.sleep(0.2)
        supervisors += [asyncio.create_task(process.run()) for process in (second, site.worker)]
        try:
            await site.wait_until_all_serve()
            yield site
        finally:
            for process in site.processes:
                process.stop()
            await asyncio.wait(supervisors, timeout=60)
            for process in site.processes:
                process.kill()


async def choose_models(site: Site, session: aiohttp.ClientSession) -> dict[str, int]:
    """Gives one of the two companies the built-in model; returns their ids by their names."""
    ids = dict(await asyncio.to_thread(site.query, "SELECT subdomain, id FROM companies"))
    url = f"{site.servers[0].base}/sales/company/upsert"
    body = {"id": ids[_BUILT_IN], "model": "builtin"}
    async with session.post(url, json=body, headers={"X-API-Key": _KEY}) as answer:
        answer.raise_for_status()
    return ids


async def visit(site: Site, street: Street, ids: dict[str, int], seed: int, turns: int, kills: int) -> None:
    """Has visitors write until there are enough turns and kills."""
    is_over, chance = asyncio.Event(), random.Random(seed)
    talks = []
    for slug, most_thinking_seconds in _MOST_THINKING_SECONDS.items():
        for number in range(_VISITORS):
            visitor_id = f"v_{chance.getrandbits(100):025x}"
            for window in range(2 if number % 4 == 0 else 1):
                visitor = Visitor(street, ids[slug], visitor_id, window, f"{seed}-{slug}-{number}-{window}")
                talks.append(asyncio.create_task(visitor.talk(is_over, most_thinking_seconds)))
    killing = asyncio.create_task(kill_at_random(site, street, random.Random(seed + 1), turns, kills))
    while not killing.done() or street.turns < turns:
        await asyncio.sleep(1)
        if sys.stderr.isatty():
            print(f"\r{street.turns} turns, {site.kills.serve} kills ", end="", file=sys.stderr, flush=True)
    await killing
    is_over.set()
    await asyncio.gather(*talks)


async def wait_for_rescue(site: Site) -> float:
    """Waits until no message waits for an answer; returns the seconds it took, infinite where some still do."""
    begun = time.monotonic()
    while time.monotonic() < begun + _MOST_RESCUE_SECONDS:
        with suppress(OSError, IndexError, psycopg.Error):  # PostgreSQL is just being started again
            if await asyncio.to_thread(site.query, _WAITING) == [(0,)]:
                return time.monotonic() - begun
        await asyncio.sleep(0.5)
    return float("inf")


async def run(turns: int, kills: int, seed: int, home: Path) -> tuple[dict[str, Any], Faults]:
    """Returns what is to be told of a run, and its faults."""
    begun = time.monotonic()
    async with (
        slow_model(random.Random(seed + 2)) as model_url,
        running_site(home, model_url) as site,
        aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as session,
    ):
        street = Street(session, [server.base for server in site.servers])
        await visit(site, street, await choose_models(site, session), seed, turns, kills)
        await site.wait_until_all_serve()
        rescue_seconds = await wait_for_rescue(site)
        rows = [StoredMessage(*row) for row in await asyncio.to_thread(site.query, _STORED)]
    kills_done = replace(site.kills)
    is_left_running = site.postmaster_file().exists()
    if is_left_running:
        site.kill_postgres()
    faults = find_faults(street.sent, rows)
    waits = sorted(street.waits)
    summary = {
        "turns": street.turns,
        **{f"kills_of_{what}": count for what, count in asdict(kills_done).items()},
        **faults.counts(),
        "given_up": sum(row.is_given_up for row in rows if row.role == "user"),
        "not_waited_for": sum(message.heard is None for message in street.sent),
        "ended_by_themselves": sum(process.failures for process in site.processes),
        "postgres_left_running": is_left_running,
        "rescue_seconds": round(rescue_seconds, 1),
        "wait_seconds_p50_p99_max": [
            round(value, 2) for value in (statistics.median(waits), waits[int(len(waits) * 0.99)], waits[-1])
        ],
        "failures_seen": dict(street.failures.most_common()),
        "seconds": round(time.monotonic() - begun),
        "seed": seed,
    }
    return summary, faults


def main() -> int:
    """Runs it, prints a summary as JSON and a line; returns 1 where anything went wrong."""
    parser = argparse.ArgumentParser(prog="python -m bench.chaos", description=__doc__.splitlines()[0])
    parser.add_argument("--turns", type=int, default=4000, help="at least so many messages are answered")
    parser.add_argument("--kills", type=int, default=200, help="so often a process that serves is killed")
    parser.add_argument("--seed", type=int, default=7)
    options = parser.parse_args()
    home = Path(tempfile.mkdtemp(prefix="parley-chaos-"))
    summary, faults = asyncio.run(run(options.turns, options.kills, options.seed, home))
    print(json.dumps(summary, ensure_ascii=False, indent=2))
    counts = faults.counts()
    print(
        f"{summary['turns']} turns, {summary['kills_of_serve']} kills of serve, "
        f"{summary['kills_of_work']} of work, {summary['kills_of_postgres']} of PostgreSQL: "
        + ", ".join(f"{kind.replace('_', ' ')} {count}" for kind, count in counts.items())
    )
    for kind, cases in faults._asdict().items():
        for case in cases[:10]:
            print(f"{kind}: {case}")
    is_right = not any((*counts.values(), summary["postgres_left_running"]))
    if is_right:
        shutil.rmtree(home, ignore_errors=True)
    else:
        print(f"logs and database: {home}")
    return 0 if is_right else 1


if __name__ == "__main__":
    sys.exit(main())
