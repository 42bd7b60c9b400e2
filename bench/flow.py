"""What a turn of the internet provider's order costs on the built-in model, beside a plain talk, in one run.

usage: python -m bench.flow [ORDERS]. CPU of this process, which is all of parley but the database's own work.
"""

import asyncio
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from parley.bootstrap import build_runtime
from parley.conversation.receive import receive_message
from parley.conversation.respond import answer_message
from parley.demo.companies import DEMO_COMPANIES
from parley.demo.seed import create_demo_company
from parley.domain.company import CompanyConfig
from parley.domain.messages import InboundMessage
from parley.runtime import Runtime
from parley.settings import Settings
from parley.tenants.config import active_config_of_brand
from parley.testing import ManualClock

NOW = datetime(2025, 11, 17, 12, 0, tzinfo=ZoneInfo("Europe/Moscow"))
ORDER = (
    "Здравствуйте", "для дома", "а какие есть тарифы?", "Премиум", "2 камеры", "нет", "ул. Мясницкая, д. 5", "да",
    "кв 12", "Ольга Петрова", "8 916 123 45 67", "olga@example.ru", "завтра вечером", "да", "посоветовали друзья",
)  # fmt: skip
TALK = (
    "Здравствуйте", "есть ноутбуки?", "а доставка есть?", "сколько стоит доставка?", "Ольга Петрова",
    "8 916 123 45 67", "да", "спасибо",
)  # fmt: skip


async def talk(rt: Runtime, company: CompanyConfig, visitor: str, messages: Sequence[str]) -> list[float]:
    """Milliseconds of CPU, a message."""
    spent = []
    for text in messages:
        begun = time.process_time()
        async with rt.db.direct(company.id) as connection:
            inbound = InboundMessage(channel="web", sender_id=visitor, text=text)
            received = await receive_message(rt, connection, company, inbound, claim_turn=True)
        answer = await answer_message(rt, company, received, lambda _: None)
        spent.append((time.process_time() - begun) * 1000)
    assert answer.lead_status == "confirmed", "the lead has to be made"
    return spent


async def main(orders: int) -> None:
    with tempfile.TemporaryDirectory() as home:
        async with build_runtime(Settings.from_environment(home=Path(home)), clock=ManualClock(NOW)) as rt:
            found = {}
            for slug in ("aida", "demo"):
                await create_demo_company(rt, replace(next(demo for demo in DEMO_COMPANIES if demo.slug == slug)))
                found[slug] = await active_config_of_brand(rt, slug)
            provider, shop = found["aida"], found["demo"]
            assert provider is not None
            assert shop is not None
            await talk(rt, provider, "warm", ORDER)
            await talk(rt, shop, "warm", TALK)
            order = [each for n in range(orders) for each in await talk(rt, provider, f"o{n}", ORDER)]
            plain = [each for n in range(orders) for each in await talk(rt, shop, f"t{n}", TALK)]
    print("| CPU of a turn, ms | median | p99 | goal |")
    print("| --- | --- | --- | --- |")
    for name, spent, goal in (("the provider's order", order, "≤ 20"), ("a plain talk", plain, "–")):
        print(
            f"| {name} | {statistics.median(spent):.1f} | {statistics.quantiles(spent, n=100)[98]:.1f} | {goal} |"
        )
    print(f"ratio of the medians: {statistics.median(order) / statistics.median(plain):.2f}")


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]) if len(sys.argv) > 1 else 20))
