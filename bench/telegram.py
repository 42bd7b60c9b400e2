"""Measures Telegram: how soon webhooks are acknowledged, how many are stored, how an outbox drains that is killed.

usage: python -m bench.telegram [--bots 200] [--chats 2000] [--seconds 60] [--queued 10000] [--rounds 3]

The Bot API is the simulator's, in this process; parley serves and works in processes of its own on an embedded
PostgreSQL. An empty route with one INSERT (`bench.empty_route`) on the same database is what the acknowledgement is
compared with. Prints a table of ratios.
"""

import argparse
import asyncio
import itertools
import os
import shutil
import signal
import statistics
import sys
import tempfile
import time
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import aiohttp
import psycopg

from bench.servers import port, spread, wait_for
from parley.bootstrap import build_runtime
from parley.companies import manage
from parley.companies.channel_accounts import NewAccount, add_account
from parley.deliveries.chat_send import plan_message
from parley.deliveries.chat_store import ChatKey
from parley.domain.channel import OutboundMessage
from parley.infra.database_url import libpq_conninfo
from parley.infra.embedded_postgres import EmbeddedPostgres
from parley.runtime import Runtime
from parley.settings import Settings
from parley.simulator.telegram.records import Bot
from parley.simulator.telegram.server import TelegramServer
from parley.simulator.telegram.webhooks import SECRET_HEADER

_CALM_RATE, _RUSH_RATE = 50.0, 300.0
_BOTS_WITH_OUTBOX = 100
_MOST_DRAIN_SECONDS = 1_200.0
_QUEUED_WORDS = "Сообщение "
_EVENTS = "SELECT count(*), count(processed_at) FROM inbox_events"
_OUTBOX = "SELECT status, count(*) FROM outbox_messages GROUP BY status"


@dataclass
class Bench:
    """A parley with many bots, and a Telegram that knows them."""

    rt: Runtime
    telegram: TelegramServer
    environment: dict[str, str]
    bots: list[tuple[Bot, int, int]]
    chats: int

    async def ask(self, query: str) -> list[tuple[Any, ...]]:
        """Returns the rows of a query over all companies."""
        assert self.rt.db.url is not None
        async with await psycopg.AsyncConnection.connect(libpq_conninfo(self.rt.db.url)) as connection:
            return await (await connection.execute(query)).fetchall()


async def _bench_of(bots: int, chats: int, home: Path, telegram: TelegramServer) -> AsyncIterator[Bench]:
    embedded = EmbeddedPostgres(home / "postgres")
    url = await asyncio.to_thread(embedded.start)
    environment = {
        "DATABASE_URL": url.render_as_string(hide_password=False),
        "PARLEY_HOME": str(home),
        "PARLEY_SECRET_KEY": "demo key of the bench",
        "PARLEY_RATE_LIMITS": "off",
        "PARLEY_AUTH": "off",
        "TELEGRAM_API_URL": telegram.url,
        "PUBLIC_BASE_URL": "https://parley.example",
        "BOT_RELOAD_SECONDS": "3600",
        "MESSAGE_GROUP_TIMEOUT": "1",
    }
    os.environ.update(environment)
    try:
        async with build_runtime(Settings.from_environment()) as rt:
            made = []
            for number in range(bots):
                token = f"{800_000 + number}:demo-token-of-the-bench"
                bot = telegram.add_bot(token, f"bench_{number}_bot")
                company = await manage.add_company(rt, name=f"Bench {number} (demo)", subdomain=f"bench-{number}")
                account = await add_account(
                    rt, company["id"], NewAccount("telegram", "", {"token": token}), "bench"
                )
                made.append((bot, company["id"], account["id"]))
            yield Bench(rt, telegram, environment, made, chats)
    finally:
        await asyncio.to_thread(embedded.stop)


open_bench = asynccontextmanager(_bench_of)


@asynccontextmanager
async def running(bench: Bench, *command: str, **more: str) -> AsyncIterator[asyncio.subprocess.Process]:
    """Runs a module as a process of its own while the block runs."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", *command, env={**os.environ, **bench.environment, **more},
        stdout=asyncio.subprocess.DEVNULL, stderr=asyncio.subprocess.DEVNULL,
    )  # fmt: skip
    try:
        yield process
    finally:
        if process.returncode is None:
            process.send_signal(signal.SIGINT)
        await process.wait()


async def _at_rate(rate: float, seconds: float, call: Callable[[int], Awaitable[float]]) -> list[float]:
    """Begins so many calls a second, whether or not the ones before have ended; returns how long each took."""
    started, calls = time.perf_counter(), []
    for number in range(int(rate * seconds)):
        pause = started + number / rate - time.perf_counter()
        if pause > 0:
            await asyncio.sleep(pause)
        calls.append(asyncio.ensure_future(call(number)))
    return list(await asyncio.gather(*calls))


def _percentile(values: list[float], percent: int) -> float:
    return statistics.quantiles(values, n=100)[percent - 1]


def _ms(values: list[float]) -> str:
    return f"{1000 * statistics.median(values):.1f} ms"


def _ratio(ours: list[float], others: list[float]) -> str:
    return spread([mine / other for mine, other in zip(ours, others, strict=True)], 2)


class Customers:
    """People who write to the bots, over one session to one parley."""

    def __init__(self, bench: Bench, base: str, session: aiohttp.ClientSession) -> None:
        self._bench, self._base, self._session = bench, base, session
        self._numbers = itertools.count(1)
        self.refused: Counter[int] = Counter()

    async def write(self, number: int) -> float:
        """Calls a bot's webhook with a message, as Telegram does; returns the seconds to the acknowledgement."""
        bench = self._bench
        bot, _, _ = bench.bots[number % len(bench.bots)]
        chat = 1_000_000 + number % bench.chats
        unique = next(self._numbers)
        update = {
            "update_id": bot.next_update_id(),
            "message": {
                "message_id": unique,
                "date": int(time.time()),
                "chat": {"id": chat, "type": "private", "first_name": "Aida"},
                "from": {"id": chat, "is_bot": False, "first_name": "Aida", "language_code": "ru"},
                "text": f"Здравствуйте, есть что-нибудь за {unique}?",
            },
        }
        path = "/" + bot.webhook["url"].split("/", 3)[3]
        headers = {SECRET_HEADER: bot.webhook["secret_token"]}
        started = time.perf_counter()
        async with self._session.post(self._base + path, json=update, headers=headers) as answer:
            await answer.read()
            if answer.status != 200:
                self.refused[answer.status] += 1
        return time.perf_counter() - started

    async def call_empty_route(self, number: int) -> float:
        """The same for a route that does one INSERT."""
        started = time.perf_counter()
        async with self._session.post(f"{self._base}/", json={"number": number, "text": "x" * 300}) as answer:
            await answer.read()
        return time.perf_counter() - started


async def measure_acknowledgement(bench: Bench, seconds: float, rounds: int) -> list[str]:
    """Compares p99 of webhooks at 50 a second with that of an empty route, by turns."""
    ours: dict[int, list[float]] = {50: [], 99: []}
    empty: dict[int, list[float]] = {50: [], 99: []}
    ports = port(), port()
    async with (
        running(bench, "parley", "serve", "--no-work", PORT=str(ports[0]), SERVER_HOST="127.0.0.1"),
        running(bench, "bench.empty_route", str(ports[1])),
        aiohttp.ClientSession() as session,
    ):
        for number in ports:
            await asyncio.to_thread(wait_for, number)
        us, other = (Customers(bench, f"http://127.0.0.1:{number}", session) for number in ports)
        await _at_rate(_CALM_RATE / 2, 4, us.write)
        for _ in range(rounds):
            for found, call in ((empty, other.call_empty_route), (ours, us.write)):
                took = await _at_rate(_CALM_RATE, seconds, call)
                for percent in found:
                    found[percent].append(_percentile(took, percent))
    refused = f", refused {dict(us.refused)}" if us.refused else ""
    return [
        f"| p{percent} of a webhook at 50/s / of an empty route with one INSERT | {_ms(ours[percent])} "
        f"| {_ms(empty[percent])} | {_ratio(ours[percent], empty[percent])}{refused} |"
        for percent in ours
    ]


async def measure_rush(bench: Bench, seconds: float) -> list[str]:
    """Sends 300 messages a second, with a process that works beside the one that serves; all must be stored."""
    before = (await bench.ask(_EVENTS))[0]
    number = port()
    async with (
        running(bench, "parley", "serve", "--no-work", PORT=str(number), SERVER_HOST="127.0.0.1"),
        running(bench, "parley", "work"),
        aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=200)) as session,
    ):
        await asyncio.to_thread(wait_for, number)
        us = Customers(bench, f"http://127.0.0.1:{number}", session)
        started = time.perf_counter()
        took = await _at_rate(_RUSH_RATE, seconds, us.write)
        rate = len(took) / (time.perf_counter() - started)
        after = (await bench.ask(_EVENTS))[0]
    stored, read = after[0] - before[0], after[1] - before[1]
    return [
        f"| stored / sent at 300/s for {seconds:g} s | {stored} of {len(took)} | {rate:.0f}/s | "
        f"{stored / len(took):.3f}, refused {dict(us.refused) or 0} |",
        f"| of these read by one process that works, at the end | {read} "
        f"| p99 {1000 * _percentile(took, 99):.0f} ms | {read / len(took):.3f} |",
    ]


async def measure_drain(bench: Bench, queued: int) -> list[str]:
    """Has a process that works send what waits, kills it half-way, and another one send the rest."""
    bots = bench.bots[:_BOTS_WITH_OUTBOX]
    await _fill_outbox(bench, queued)
    started = time.perf_counter()

    def arrived() -> Counter[str]:
        """What was queued, by its words: answers to the customers of before are none of it."""
        texts = (str(message.get("text")) for bot, _, _ in bots for message in bot.sent)
        return Counter(text for text in texts if text.startswith(_QUEUED_WORDS))

    async def until(count: int) -> None:
        while arrived().total() < count and time.perf_counter() - started < _MOST_DRAIN_SECONDS:
            await asyncio.sleep(0.05)

    async with running(bench, "parley", "work") as process:
        await until(queued // 2)
        process.kill()
    async with running(bench, "parley", "work"):
        while time.perf_counter() - started < _MOST_DRAIN_SECONDS:
            states = dict(await bench.ask(_OUTBOX))
            if not states.get("queued") and not states.get("sending"):
                break
            await asyncio.sleep(0.2)
    seconds = time.perf_counter() - started
    texts = arrived()
    doubled = sum(count - 1 for count in texts.values())
    unknown, left = states.get("unknown", 0), states.get("queued", 0) + states.get("sending", 0)
    return [
        f"| arrived / queued, killed half-way | {len(texts)} of {queued} in {seconds:.0f} s "
        f"| {queued / seconds:.0f}/s | {len(texts) / queued:.4f}, twice {doubled}, unknown {unknown}, left {left} |"
    ]


async def _fill_outbox(bench: Bench, queued: int) -> None:
    at, bots = bench.rt.clock(), bench.bots[:_BOTS_WITH_OUTBOX]
    for number in range(queued):
        bot, company_id, account_id = bots[number % len(bots)]
        chat = 2_000_000 + number % max(1, bench.chats)
        bench.telegram.open_chat(bot, chat)
        async with bench.rt.db.scoped(company_id) as session:
            key = ChatKey(company_id, account_id, str(chat))
            await plan_message(bench.rt, session, key, OutboundMessage(f"{_QUEUED_WORDS}{number}"), at)


async def run(given: argparse.Namespace) -> None:
    """Runs every measurement and prints its rows."""
    home = Path(tempfile.mkdtemp(prefix="parley-bench-telegram-"))
    try:
        async with (
            TelegramServer(open_chats=True) as telegram,
            open_bench(given.bots, given.chats, home / "data", telegram) as bench,
        ):
            print("| what | parley | beside it | ratio |\n| --- | --- | --- | --- |", flush=True)
            rows = await measure_acknowledgement(bench, min(given.seconds, 20), given.rounds)
            print("\n".join(rows), flush=True)
            print("\n".join(await measure_rush(bench, given.seconds)), flush=True)
            print("\n".join(await measure_drain(bench, given.queued)), flush=True)
    finally:
        await asyncio.to_thread(shutil.rmtree, home, True)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="bench.telegram", description=__doc__)
    parser.add_argument("--bots", type=int, default=200)
    parser.add_argument("--chats", type=int, default=2_000)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--queued", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=3)
    asyncio.run(run(parser.parse_args()))
