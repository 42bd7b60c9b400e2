"""Search of large catalogues beside embedded Chroma and bm25s: the same products and questions, one run.

Each part: `products` products in each of `brands` brands of one database. Times are of one whole call, in this
process, without the hearing of the message that every turn does anyway. Found: the product that was meant is among
the first three.
"""

import asyncio
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
import psutil

from bench.goods import products, questions
from bench.rivals import missing, rivals
from parley.bootstrap import build_runtime
from parley.catalog.editing import add_products
from parley.companies import manage
from parley.domain.understanding import MessageContext
from parley.nlu.message import UnderstoodMessage
from parley.nlu.understand import understand
from parley.runtime import Runtime
from parley.search.index.maintain import rebuild_index
from parley.search.question import Question
from parley.search.rank import SearchOptions, rank
from parley.settings import Settings
from parley.tenants.config import current_config

ASKED = 300
_BODY = 5_000


class Part(NamedTuple):
    """`goal`: milliseconds, p50 and p99."""

    name: str
    brands: int
    products: int
    goal: tuple[int, int]


class Asked(NamedTuple):
    brand: int
    text: str
    meant: str


PARTS = {
    "10k": Part("10,000 products", 1, 10_000, (5, 15)),
    "200x500": Part("200 brands × 500 products", 200, 500, (5, 15)),
    "100k": Part("100,000 products", 1, 100_000, (10, 30)),
}


def spread(times: Sequence[float]) -> str:
    ordered = sorted(times)
    p50, p99 = statistics.median(ordered), ordered[int(len(ordered) * 0.99)]
    return f"{p50 * 1000:.1f} / {p99 * 1000:.1f}"


def catalogues(part: Part) -> list[list[dict[str, Any]]]:
    return [list(products(part.products, seed)) for seed in range(part.brands)]


def asked_of(goods: list[list[dict[str, Any]]]) -> list[Asked]:
    each = max(1, ASKED // len(goods))
    made = [
        Asked(brand, *question)
        for brand, its in enumerate(goods)
        for question in questions(its, each if len(goods) > 1 else ASKED, seed=brand)
    ]
    # One brand after the other, as customers come.
    return [made[at] for start in range(each) for at in range(start, len(made), each)] if len(goods) > 1 else made


async def ours(rt: Runtime, part: Part, goods: list[list[dict[str, Any]]], asked: list[Asked]) -> dict[str, str]:
    companies, started, cpu = [], time.perf_counter(), time.process_time()
    for at, its in enumerate(goods):
        made = await manage.add_company(rt, name=f"Bench {at}", subdomain=f"bench-{part.products}-{at}")
        companies.append(made["id"])
        for start in range(0, len(its), _BODY):
            await add_products(rt, made["id"], msgspec.json.encode(its[start : start + _BODY]), "bench")
    seconds, cpu = time.perf_counter() - started, time.process_time() - cpu
    number = part.brands * part.products
    kept = time.perf_counter()
    for company_id in companies:
        await rebuild_index(rt, company_id)
    kept = time.perf_counter() - kept

    configs = []
    for company_id in companies:
        async with rt.db.direct(company_id) as connection:
            configs.append(await current_config(rt, connection, company_id))
    context = MessageContext(language="ru", country="KZ")
    heard = {question.text: understand(question.text, context, rt.phrase_matcher) for question in asked}

    async def find(question: Asked) -> list[str]:
        company = configs[question.brand]
        assert company is not None
        message = UnderstoodMessage(rt.analyzer.read(question.text), heard[question.text])
        async with rt.db.direct(company.id) as connection:
            found = await rank(connection, Question(company, message), SearchOptions(explicit_search=True))
        return [hit.id for hit in found.products]

    measured = await timed(find, asked)
    return {
        **measured,
        "stored": f"{number / seconds:.0f}/s ({number / cpu:.0f}/s of this process's CPU)",
        "kept": f"{kept:.1f} s",
    }


async def timed(find: Callable[[Asked], Awaitable[list[str]]], asked: list[Asked]) -> dict[str, str]:
    for question in asked[:40]:
        await find(question)  # warm up
    times, found, cpu, all_cpu = [], 0, time.process_time(), _cpu()
    for question in asked:
        started = time.perf_counter()
        ids = await find(question)
        times.append(time.perf_counter() - started)
        found += question.meant in ids[:3]
    cpu, all_cpu = time.process_time() - cpu, _cpu() - all_cpu
    return {
        "ms": spread(times),
        "p50": f"{statistics.median(times) * 1000:.2f}",
        "cpu": f"{all_cpu / len(asked) * 1000:.2f} ({cpu / len(asked) * 1000:.2f})",
        "found": f"{found / len(asked):.0%}",
    }


def _cpu() -> float:
    """Seconds of this process and its PostgreSQL."""
    own = psutil.Process()
    total = float(sum(own.cpu_times()[:2]))
    for child in psutil.process_iter(["name"]):
        if (child.info["name"] or "").startswith("postgres"):
            with suppress(psutil.Error):
                if os.environ["PARLEY_BENCH_HOME"] in " ".join(child.cmdline() + child.parent().cmdline()):
                    total += sum(child.cpu_times()[:2])
    return total


async def measure(names: Sequence[str]) -> None:
    print("| products | who | p50 / p99, ms | beside parley's p50 | CPU ms (of Python) | found in 3 | goal |")
    print("| --- | --- | --- | --- | --- | --- | --- |", flush=True)
    notes = []
    with tempfile.TemporaryDirectory(prefix="parley-bench-") as home:
        os.environ["PARLEY_BENCH_HOME"] = home
        settings = Settings.from_environment(home=Path(home) / "data", database_url="", rate_limits="off")
        async with build_runtime(settings) as rt:
            for name in names:
                part = PARTS[name]
                goods = catalogues(part)
                asked = asked_of(goods)
                result = await ours(rt, part, goods, asked)
                goal = f"{part.goal[0]} / {part.goal[1]}"
                print(_row(part, "parley", result, "–", goal), flush=True)
                notes.append(f"{part.name}: stored {result['stored']}, then kept in {result['kept']}")
                for rival in rivals():
                    rival.store(goods)
                    theirs = await timed(rival.find, asked)
                    ratio = f"× {float(theirs['p50']) / float(result['p50']):.1f}"
                    print(_row(part, rival.name, theirs, ratio, "–"), flush=True)
    notes += filter(None, [missing()])
    print("\n" + "\n".join(notes) + f"\nload of the machine at the end: {os.getloadavg()[0]:.1f}")


def _row(part: Part, who: str, result: dict[str, str], ratio: str, goal: str) -> str:
    cells = (part.name, who, result["ms"], ratio, result["cpu"], result["found"], goal)
    return f"| {' | '.join(cells)} |"


def main(*names: str) -> None:
    asyncio.run(measure(names or list(PARTS)))


if __name__ == "__main__":
    main(*sys.argv[1:])
