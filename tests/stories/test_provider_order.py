"""An internet provider's order over HTTP, from an advert to the lead in amoCRM: by the built-in model, and by a
provider's model that calls the tools."""

import json
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest_asyncio
from pydantic import SecretStr
from sqlalchemy import select

from fakes.amocrm_server import FakeAmo
from fakes.site import Site, serving
from parley.bootstrap import assemble_runtime
from parley.deliveries.send import send_delivery
from parley.demo.companies import DEMO_COMPANIES
from parley.demo.seed import create_demo_company
from parley.llm.base import LLM, ToolCall
from parley.models import Delivery
from parley.runtime import Runtime
from parley.testing import ManualClock, ScriptedLLM

NOW = datetime(2025, 11, 17, 12, 0, tzinfo=ZoneInfo("Europe/Moscow"))
AIDA = next(demo for demo in DEMO_COMPANIES if demo.slug == "aida")


@dataclass
class Provider:
    """The demo provider on a port of its own, and its amoCRM."""

    site: Site
    amo: FakeAmo
    company_id: int
    answers: list[dict[str, Any]]

    async def say(self, message: str, **more: str) -> dict[str, Any]:
        body = {"session_id": "session-1", "message": message, **more}
        answer = (await self.site.post("/chat", json=body)).json()
        self.answers.append(answer)
        return dict(answer)

    async def deliver(self) -> None:
        """What the worker does: every delivery that waits."""
        rt = self.site.rt
        async with rt.db.scoped(self.company_id) as session:
            waiting = list(
                await session.scalars(select(Delivery.id).where(Delivery.status == "pending").order_by(Delivery.id))
            )
        for delivery in waiting:
            await send_delivery(rt, self.company_id, delivery, rt.clock())


@pytest_asyncio.fixture(loop_scope="session")
async def provider(live: Runtime) -> AsyncIterator[Provider]:
    async with FakeAmo() as amo:
        settings = live.settings.model_copy(
            update={"amo_base_url": amo.url, "amo_access_token": SecretStr(amo.access), "amo_rate": 7.0}
        )
        rt = assemble_runtime(settings, live.db, live.queue, live.http, clock=ManualClock(NOW))
        company_id, _ = await create_demo_company(rt, replace(AIDA))
        async with serving(rt) as site:
            yield Provider(site, amo, company_id, [])


def speaking(provider: Provider, model: LLM) -> None:
    provider.site.rt.model_for = lambda _: model


ORDER = ("для дома", "Премиум", "2 камеры", "нет", "ул. Мясницкая, д. 5", "да", "кв 12", "Ольга Петрова",
         "8 916 123 45 67", "olga@example.ru", "завтра вечером")  # fmt: skip


def fields(lead: dict[str, Any]) -> dict[int, Any]:
    return {field["field_id"]: field["values"][0]["value"] for field in lead["custom_fields_values"]}


async def test_an_order_reaches_amocrm_as_one_contact_and_one_lead(provider: Provider) -> None:
    first = await provider.say("Здравствуйте", utm_source="yandex", utm_campaign="autumn", utm_term="")
    assert first["suggestions"] == ["Для дома", "Для офиса"]
    assert first["response"].endswith("💡 «Для дома», «Для офиса»")
    assert "💡" not in first["reply"]
    for text in ORDER:
        await provider.say(text, utm_source="")
    assert (await provider.say("да"))["lead"] == {"status": "confirmed"}
    await provider.deliver()
    (contact,), (lead,) = provider.amo.store.contacts.values(), provider.amo.store.leads.values()
    assert contact["name"] == "Ольга Петрова"
    assert [field["values"][0]["value"] for field in contact["custom_fields_values"]] == [
        "+79161234567",
        "olga@example.ru",
    ]
    assert lead["name"] == "Подключение: г. Москва, ул. Мясницкая, д. 5, кв. 12"
    assert lead["price"] == 1490
    assert fields(lead) == {
        2578883: "Пакет Премиум",
        2578887: "г. Москва, ул. Мясницкая, д. 5, кв. 12",
        2578411: int(datetime(2025, 11, 18, tzinfo=NOW.tzinfo).timestamp()),
        2578413: "18:00",
        2578885: "в подарок",
        2578889: "Видеонаблюдение, 2 камеры + 1 месяц хранения",
        2578891: False,
        2375289: "yandex",
        2375287: "autumn",
    }
    await provider.say("подруга посоветовала")
    await provider.deliver()
    assert fields(provider.amo.store.leads[lead["id"]])[2564027] == "Рекомендация"
    assert len(provider.amo.store.leads) == len(provider.amo.store.contacts) == 1


async def test_a_referrer_that_comes_before_the_lead_was_delivered_goes_with_it(provider: Provider) -> None:
    for text in ("Здравствуйте", *ORDER, "да", "увидела рекламу"):
        await provider.say(text)
    await provider.deliver()
    (lead,) = provider.amo.store.leads.values()
    assert fields(lead)[2564027] == "Реклама"


async def test_marks_of_an_advert_are_read_from_an_address_in_the_message(provider: Provider) -> None:
    await provider.say("https://aida.example/?utm_source=vk&utm_medium=cpc хочу интернет домой")
    for text in ORDER[1:]:
        await provider.say(text)
    await provider.say("да")
    await provider.deliver()
    (lead,) = provider.amo.store.leads.values()
    assert (fields(lead)[2375289], fields(lead)[2375285]) == ("vk", "cpc")


def call(name: str, /, **arguments: Any) -> ToolCall:
    return ToolCall("c1", name, json.dumps(arguments, ensure_ascii=False))


async def test_a_providers_model_leads_the_same_order(provider: Provider) -> None:
    order = {
        "name": "Ольга Петрова",
        "phone": "+79161234567",
        "address": "г. Москва, ул. Мясницкая, д. 5, кв. 12",
        "tariff": "Пакет Премиум",
        "preferred_date": "18.11.2025",
        "preferred_time": "18:00",
    }
    script: list[Any] = [
        "Здравствуйте! Рада помочь.",
        [call("get_tariffs", segment="home")],
        "Отличный вопрос.",
        "Хороший выбор!",
        "Записала камеры.",
        "Поняла.",
        [call("check_coverage", address="ул. Мясницкая, д. 5")],
        "Проверила адрес.",
        "Отлично.",
        "Спасибо.",
        "Очень приятно.",
        "Спасибо!",
        "Записала.",
        [call("parse_relative_date", text="завтра вечером")],
        "Хорошо.",
        [call("create_lead", **order)],
        "Всё получилось, спасибо вам!",
    ]
    model = ScriptedLLM(script)
    speaking(provider, model)
    for text in ("Здравствуйте", *ORDER):
        answer = await provider.say(text)
        assert answer["reply"].count("?") <= 1, answer
    assert (await provider.say("да"))["lead"] == {"status": "confirmed"}
    told = dict.fromkeys(m.content for one in model.requests for m in one.messages if m.role == "tool")
    results = [json.loads(each) for each in told]
    assert [result["success"] for result in results] == [True, True, True, True]
    assert results[1]["available"] is True
    assert (results[2]["date"], results[2]["time"]) == ("18.11.2025", "18:00")
    await provider.deliver()
    (lead,) = provider.amo.store.leads.values()
    assert fields(lead)[2578883] == "Пакет Премиум"
