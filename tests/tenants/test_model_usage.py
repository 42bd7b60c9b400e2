"""Tokens and money that a provider's model takes: counted, shown, and held to a budget."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
import pytest_asyncio
from sqlalchemy import text

from fakes.company import with_profile
from fakes.openai_server import FakeOpenAI, Reply
from fakes.talk import Talk, speaking
from parley.companies import manage
from parley.companies.budget_notice import tell_budget_spent
from parley.domain.company import CompanyConfig
from parley.domain.model_usage import ModelPrices
from parley.domain.notice import Notice
from parley.errors import ConfigurationError, Invalid
from parley.llm.base import ModelEndpoint
from parley.llm.openai import OpenAI
from parley.notify.base import Notifier, StaffMessage
from parley.runtime import Runtime
from parley.tenants.model_usage import company_usage, conversation_usage
from parley.testing import ManualClock

NOON = datetime(2026, 12, 1, 7, 0, tzinfo=UTC)
LABEL = "openai/demo@elsewhere"


class Told(Notifier):
    """A way that keeps what it was told."""

    name = "told"

    def __init__(self, rt: Runtime) -> None:
        super().__init__(rt)
        self.messages: list[StaffMessage] = []

    def address(self, company: CompanyConfig) -> str:
        return "somebody"

    def preview(self, company: CompanyConfig, notice: Notice) -> dict[str, Any]:
        return {}

    async def deliver(self, company: CompanyConfig, notice: Notice) -> None: ...

    async def tell(self, company: CompanyConfig, message: StaffMessage) -> None:
        self.messages.append(message)


@dataclass
class Shop:
    """A company with a provider's model that counts: 9 tokens of a prompt and 2 of an answer, each time."""

    rt: Runtime
    provider: FakeOpenAI
    talk: Talk
    told: Told
    clock: ManualClock
    asked: list[str] = field(default_factory=list)

    async def say(self, words: str) -> bool:
        """Whether the provider's model was asked."""
        before = len(self.provider.requests)
        await self.talk.say(words)
        return len(self.provider.requests) > before

    async def set(self, **profile: Any) -> CompanyConfig:
        return await with_profile(self.rt, self.talk.company_id, **profile)

    async def usage(self, days: int = 30) -> dict[str, Any]:
        return await company_usage(self.rt, await self.set(), days)

    async def tell_staff(self) -> None:
        """Does the jobs that wait, as the worker would."""
        async with self.rt.db.scoped(self.talk.company_id) as session:
            jobs = await session.scalars(
                text("DELETE FROM procrastinate_jobs WHERE task_name = 'tell_budget_spent' RETURNING args")
            )
            waiting = list(jobs)
        for arguments in waiting:
            await tell_budget_spent(self.rt, **arguments)
        if waiting:
            await self.tell_staff()


async def open_shop(runtime: Runtime, company: CompanyConfig, provider: FakeOpenAI, prices: str) -> Shop:
    model = OpenAI(ModelEndpoint("demo", base_url=provider.base_url, guarded=False), runtime.http)
    rt = speaking(runtime, model, model_prices=prices)
    clock = rt.clock = ManualClock(NOON)
    told = Told(rt)
    rt.notifiers = {"told": told}
    return Shop(rt, provider, await Talk.begin(rt, company.id), told, clock)


@pytest_asyncio.fixture(loop_scope="session")
async def provider() -> AsyncIterator[FakeOpenAI]:
    async with FakeOpenAI(default=Reply("Рады помочь.")) as fake:
        yield fake


@pytest_asyncio.fixture(loop_scope="session")
async def shop(runtime: Runtime, company: CompanyConfig, provider: FakeOpenAI) -> Shop:
    return await open_shop(runtime, company, provider, f"{LABEL}=100/500")


async def test_what_a_turn_took_is_kept_with_it_and_added_up(shop: Shop) -> None:
    for words in ("Здравствуйте!", "Спасибо!"):
        await shop.say(words)
    # 9 × 100 $ and 2 × 500 $ a million
    cost = "0.0019"
    talk = await conversation_usage(shop.rt, shop.talk.company_id, shop.talk.conversation)
    assert [turn["cost"] for turn in talk["turns"]] == [cost] * 2
    assert talk["total"] == {
        "calls": 2, "prompt_tokens": 18, "cached_tokens": 0, "completion_tokens": 4, "cost": "0.0038",
    }  # fmt: skip
    told = await shop.usage()
    assert told["days"] == [
        {
            "day": "2026-12-01", "model": LABEL, "calls": 2, "prompt_tokens": 18, "cached_tokens": 0,
            "completion_tokens": 4, "cost": "0.0038", "unpriced_calls": 0,
        }
    ]  # fmt: skip
    assert told["total"]["cost"] == "0.0038"


async def test_a_model_without_a_price_has_no_known_cost(
    runtime: Runtime, company: CompanyConfig, provider: FakeOpenAI
) -> None:
    shop = await open_shop(runtime, company, provider, "openai/another=1/1")
    await shop.say("Здравствуйте!")
    told = await shop.usage()
    assert told["total"]["cost"] is None
    assert told["total"]["prompt_tokens"] == 9
    assert told["budget"]["cost"] is None
    talk = await conversation_usage(shop.rt, company.id, shop.talk.conversation)
    assert talk["turns"][0]["cost"] is talk["total"]["cost"] is None


async def test_a_call_that_counts_no_tokens_has_no_known_cost(shop: Shop) -> None:
    shop.provider.script(Reply("Рады помочь.", usage=False))
    await shop.say("Здравствуйте!")
    assert (await shop.usage())["total"]["cost"] is None


async def test_what_the_provider_says_it_cost_goes_before_the_prices(shop: Shop) -> None:
    events = (
        b'data: {"choices":[{"delta":{"content":"OK."},"finish_reason":"stop"}]}\n\n'
        b'data: {"choices":[],"usage":{"prompt_tokens":9,"completion_tokens":2,"cost":0.5}}\n\ndata: [DONE]\n\n'
    )
    shop.provider.script(Reply(body=events, content_type="text/event-stream"))
    await shop.say("Здравствуйте!")
    assert (await shop.usage())["total"]["cost"] == "0.5"


async def test_a_provider_that_was_not_reached_took_nothing(shop: Shop) -> None:
    shop.provider.script(*[Reply(status=503, error={"message": "down"})] * 2)
    await shop.say("Здравствуйте!")
    assert (await shop.usage())["days"] == []


@pytest.mark.parametrize("budget", [{"daily_budget": Decimal("0.003")}, {"daily_token_budget": 20}])
async def test_behind_the_budget_the_built_in_model_answers_until_the_day_is_over(
    shop: Shop, budget: dict[str, Any]
) -> None:
    await shop.set(**budget)
    assert [await shop.say(words) for words in ("Здравствуйте!", "Спасибо!", "Как дела?")] == [True, True, False]
    assert shop.talk.last.text.strip()
    assert (await shop.usage())["budget"]["is_spent"]
    # Noon in UTC+5; twelve hours later it is another day there.
    shop.clock.advance(timedelta(hours=13))
    assert await shop.say("Доброе утро!")


async def test_the_staff_is_told_once_a_day(shop: Shop) -> None:
    await shop.set(daily_token_budget=1)
    for words in ("Здравствуйте!", "Спасибо!", "Как дела?", "А завтра?"):
        await shop.say(words)
        await shop.tell_staff()
    assert len(shop.told.messages) == 1
    assert "2026-12-01" in shop.told.messages[0].text
    shop.clock.advance(timedelta(days=1))
    for words in ("Доброе утро!", "Спасибо!", "Как дела?"):
        await shop.say(words)
        await shop.tell_staff()
    assert [message.key[-10:] for message in shop.told.messages] == ["2026-12-01", "2026-12-02"]


async def test_without_a_budget_nothing_is_held_back(shop: Shop) -> None:
    assert [await shop.say(words) for words in ("Здравствуйте!", "Спасибо!", "Как дела?")] == [True] * 3


async def change(rt: Runtime, company_id: int, *, by_manager: bool, **fields: Any) -> dict[str, Any]:
    return await manage.save_company(
        rt, {"id": company_id, **fields}, with_secrets=not by_manager, at=rt.clock(), by="somebody"
    )


async def test_a_manager_sets_and_lowers_a_budget_and_the_super_administrator_raises_it(shop: Shop) -> None:
    number = shop.talk.company_id
    assert "not_permitted" not in await change(shop.rt, number, by_manager=True, daily_budget="2.50")
    assert "not_permitted" not in await change(shop.rt, number, by_manager=True, daily_budget=1)
    for raised in ("3", ""):
        told = await change(shop.rt, number, by_manager=True, daily_budget=raised)
        assert told["not_permitted"] == ["daily_budget"]
    assert (await shop.set()).daily_budget == 1
    await change(shop.rt, number, by_manager=False, daily_budget="5", daily_token_budget="1000000")
    company = await shop.set()
    assert company.daily_budget == 5
    assert company.daily_token_budget == 1_000_000
    await change(shop.rt, number, by_manager=False, daily_budget="")
    assert (await shop.set()).daily_budget is None


@pytest.mark.parametrize("value", ["-1", "NaN", "Infinity", "much", [1], "1e99", True])
async def test_what_is_no_budget_is_refused(shop: Shop, value: object) -> None:
    with pytest.raises(Invalid, match="daily_budget"):
        await change(shop.rt, shop.talk.company_id, by_manager=False, daily_budget=value)


async def test_half_a_token_is_refused(shop: Shop) -> None:
    with pytest.raises(Invalid, match="daily_token_budget"):
        await change(shop.rt, shop.talk.company_id, by_manager=False, daily_token_budget="0.5")


def test_prices_are_for_a_million_tokens_and_cached_ones_may_cost_less() -> None:
    prices = ModelPrices.parse("openai/gpt=2/8/0.5, gemini/flash=1/4")
    assert prices.cost("openai/gpt", 1_000_000, 400_000, 500_000) == Decimal("5.4")
    assert prices.cost("gemini/flash", 1_000_000, 400_000, 0) == 1
    assert prices.cost("openai/other", 1, 0, 1) is None


@pytest.mark.parametrize(
    "wrong", ["openai/gpt", "openai/gpt=1", "openai/gpt=a/b", "openai/gpt=-1/2", "x=1/2/3/4", "x=NaN/1"]
)
def test_prices_that_cannot_be_read_stop_the_start(wrong: str) -> None:
    with pytest.raises(ConfigurationError, match="PARLEY_MODEL_PRICES"):
        ModelPrices.parse(wrong)
