"""Leads that waited out an outage of amoCRM, drained at the pace it allows, while customers chat.

usage: python -m bench.amocrm [LEADS]. parley is a process of its own; the fake amoCRM, which refuses more than 7
calls a second as the real one does, and the customers are in this one.
"""

import asyncio
import os
import statistics
import sys
import tempfile
import time
from collections import Counter
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path
from typing import Any

import aiohttp
from sqlalchemy import func, select

from bench.messages import SAY
from bench.servers import port, process, wait_for
from parley.bootstrap import build_runtime, utc_now
from parley.deliveries.plan import plan_deliveries
from parley.domain.company import CompanyConfig
from parley.domain.notice import Notice
from parley.infra.embedded_postgres import EmbeddedPostgres
from parley.models import Contact, Conversation, Delivery, Lead
from parley.runtime import Runtime
from parley.settings import Settings
from parley.tenants.config import active_config_of_brand

OUTAGE = 15.0
QUIET = 20.0
CUSTOMERS = 3
_THINKS = 0.05


async def queue(rt: Runtime, company: CompanyConfig, leads: int) -> None:
    """As a confirmed talk leaves them."""
    for number in range(leads):
        at, phone = utc_now(), f"+7701{number:07}"
        async with rt.db.scoped(company.id) as session:
            contact = Contact(company_id=company.id, channel="web", external_id=f"bench-{number}")
            session.add(contact)
            await session.flush()
            talk = Conversation(company_id=company.id, contact_id=contact.id, channel="web", last_message_at=at)
            session.add(talk)
            await session.flush()
            info = {"name": f"Клиент {number}", "phone": phone, "phone_e164": phone}
            order = {"tariff": "Пакет Домашний", "price": 1090, "address": f"Демоград, ул. Садовая, {number}"}
            lead = Lead(
                company_id=company.id,
                contact_id=contact.id,
                conversation_id=talk.id,
                status="confirmed",
                contact_info=info,
                details={"order": order},
                created_at=at,
            )
            session.add(lead)
            await session.flush()
            notice = Notice("", lead.id, info["name"], phone, "", "web", "hot", "", "ru", order=order)
            await plan_deliveries(rt, session, company, notice, at)


async def chat(base: str, until: asyncio.Event, times: list[float]) -> None:
    """Customers, one turn after the other, until told to stop."""

    async def customer(session: aiohttp.ClientSession) -> None:
        while not until.is_set():
            begun = time.perf_counter()
            async with session.post(f"{base}/chat/techpro", json={"message": SAY}) as answer:
                await answer.read()
                assert answer.status == 200, answer.status
            times.append(time.perf_counter() - begun)
            await asyncio.sleep(_THINKS)

    async with aiohttp.ClientSession() as session:
        await asyncio.gather(*(customer(session) for _ in range(CUSTOMERS)))


async def chatting(base: str, other: Any) -> list[float]:
    """Times of the turns while `other` goes on."""
    times: list[float] = []
    until = asyncio.Event()
    customers = asyncio.create_task(chat(base, until, times))
    await other
    until.set()
    await customers
    return sorted(times)


async def sent(rt: Runtime, company: CompanyConfig, leads: int) -> None:
    while True:
        async with rt.db.scoped(company.id) as session:
            done = await session.scalar(select(func.count()).where(Delivery.status == "sent"))
        if done == leads:
            return
        await asyncio.sleep(1)


def p99(times: list[float]) -> float:
    return times[int(len(times) * 0.99)]


def busiest(starts: list[float]) -> int:
    """The most calls within any one second."""
    return max(sum(1 for other in starts if start <= other < start + 1) for start in starts)


async def measure(leads: int) -> None:
    sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))
    from fakes.amocrm_server import FakeAmo

    with ExitStack() as stack:
        home = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="parley-bench-")))
        embedded = EmbeddedPostgres(home / "postgres")
        url = (await asyncio.to_thread(embedded.start)).set(drivername="postgresql")
        stack.callback(embedded.stop)
        async with FakeAmo() as amo:
            environment = {
                "DATABASE_URL": url.render_as_string(hide_password=False),
                "PARLEY_HOME": str(home / "data"),
                "PORT": str(port()),
                "PARLEY_RATE_LIMITS": "off",
                "PARLEY_AIDA_TENANT": "techpro",
                "AMO_BASE_URL": amo.url,
                "AMO_ACCESS_TOKEN": amo.access,
            }
            os.environ |= environment
            stack.enter_context(process("parley", "serve", "--demo"))
            await asyncio.to_thread(wait_for, int(environment["PORT"]))
            await asyncio.sleep(2)
            async with build_runtime(Settings.from_environment()) as rt:
                await run(rt, amo, f"http://127.0.0.1:{environment['PORT']}", leads)


async def run(rt: Runtime, amo: Any, base: str, leads: int) -> None:
    company = await active_config_of_brand(rt, "techpro")
    assert company is not None
    await chatting(base, asyncio.sleep(2))  # warm up
    quiet = await chatting(base, asyncio.sleep(QUIET))
    amo.down, down = 503, time.monotonic()
    await queue(rt, company, leads)
    await asyncio.sleep(max(0.0, OUTAGE - (time.monotonic() - down)))
    refused = len(amo.calls)
    amo.down, amo.limit = 0, 7
    begun = time.monotonic()
    drained = await chatting(base, sent(rt, company, leads))
    took = time.monotonic() - begun
    starts = [call.at for call in amo.calls[refused:]]
    slow = statistics.median(drained) / statistics.median(quiet)
    print("| what | measured | goal |\n| --- | --- | --- |")
    print(f"| leads after an outage of {OUTAGE:.0f} s | {leads} | |")
    counts = (len(amo.store.contacts), len(amo.store.leads), len(amo.store.notes))
    print(f"| contacts, leads, notes made | {counts[0]}, {counts[1]}, {counts[2]} | {leads} each |")
    print(f"| seconds until the last one was there | {took:.0f} | |")
    print(f"| calls, of them refused for their pace | {len(starts)}, {amo.refusals} | 0 refused |")
    print(f"| calls a second, on the whole | {len(starts) / took:.1f} | ≤ {rt.settings.amo_rate:g} |")
    print(f"| calls in the busiest second | {busiest(starts)} | ≤ 7 |")
    for name, times in (("quiet", quiet), ("during the drain", drained)):
        shown = f"{statistics.median(times) * 1000:.1f} / {p99(times) * 1000:.1f}"
        print(f"| a chat turn {name}, p50 / p99 ms ({len(times)} turns) | {shown} | |")
    print(f"| drain / quiet, p50 and p99 | {slow:.2f}, {p99(drained) / p99(quiet):.2f} | |")
    waits = Counter(round(one.total_seconds() / 60) for one in await _waits(rt, company))
    print(f"| leads by the minutes from confirmation to amoCRM | {dict(sorted(waits.items()))} | |")
    print(f"\nload of the machine at the end: {os.getloadavg()[0]:.1f}")


async def _waits(rt: Runtime, company: CompanyConfig) -> list[timedelta]:
    async with rt.db.scoped(company.id) as session:
        rows = await session.execute(select(Delivery.updated_at, Delivery.created_at))
        return [updated - created for updated, created in rows if updated is not None]


if __name__ == "__main__":
    asyncio.run(measure(int(sys.argv[1]) if len(sys.argv) > 1 else 200))
