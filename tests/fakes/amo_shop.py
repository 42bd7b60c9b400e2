"""A tenant with an amoCRM account, and what there is to ask of it."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from pydantic import SecretStr

from fakes.amocrm_server import CLIENT, FakeAmo
from fakes.outside import notice
from parley.companies import manage
from parley.crm.amocrm.crm import AmoCRM
from parley.domain.company import CompanyConfig
from parley.domain.notice import Notice
from parley.infra.http import HttpClient
from parley.runtime import Runtime
from parley.tenants.config import load_config
from parley.testing import ManualClock

AT = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
# An invented order, as the flow of an internet provider leaves it.
ORDER: dict[str, Any] = {
    "tariff": "Пакет Оптимальный",
    "price": 1290,
    "address": "Демоград, ул. Садовая, 5, кв. 12",
    "city": "Демоград",
    "router": "в подарок",
    "cctv": "нет",
    "static_ip": True,
    "date": "2026-11-25",
    "time": "с 14:00 до 18:00",
    "slot": "2026-11-25T14:00:00+05:00",
    "waiting_list": False,
    "comment": "домофон не работает",
}
LINES = [("Тариф", "Пакет Оптимальный, 1290 ₽"), ("Адрес", ORDER["address"])]


def order_notice(**fields: Any) -> Notice:
    return replace(notice(email="saken@example.kz", order=ORDER, lines=LINES, utm={"utm_source": "vk"}), **fields)


async def at_once(_: float) -> None:
    """Instead of sleeping: paces are tested by what was asked to be slept."""


def configured(rt: Runtime, amo: FakeAmo, company: CompanyConfig, **settings: Any) -> None:
    """`company` is the tenant that the environment's account belongs to."""
    rt.settings = rt.settings.model_copy(
        update={
            "aida_tenant": company.slug,
            "amo_base_url": amo.url,
            "amo_access_token": SecretStr(amo.access),
            "amo_refresh_token": SecretStr(amo.refresh),
            "amo_client_id": CLIENT["client_id"],
            "amo_client_secret": SecretStr(CLIENT["client_secret"]),
            **settings,
        }
    )


@dataclass
class Shop:
    """A runtime whose company has this account. `crm` is its plug-in; `clock` stands still."""

    rt: Runtime
    company: CompanyConfig
    amo: FakeAmo
    crm: AmoCRM
    clock: ManualClock

    async def push(self, **fields: Any) -> str:
        return await self.crm.deliver(self.company, order_notice(**fields))

    def settings(self, **settings: Any) -> None:
        self.rt.settings = self.rt.settings.model_copy(update=settings)


async def a_tenant(rt: Runtime, slug: str = "demo-provider") -> CompanyConfig:
    made = await manage.add_company(rt, name="Демо-провайдер", subdomain=slug)
    async with rt.db.scoped(made["id"]) as session:
        company = await load_config(session, made["id"])
    assert company is not None
    return company


def shop(
    rt: Runtime,
    company: CompanyConfig,
    amo: FakeAmo,
    sleep: Callable[[float], Awaitable[None]] = at_once,
    **settings: Any,
) -> Shop:
    configured(rt, amo, company, **settings)
    rt.http, rt.clock = HttpClient(sleep=sleep), ManualClock(AT)
    crm = AmoCRM(rt)
    rt.crms = {"amocrm": crm}
    assert isinstance(rt.clock, ManualClock)
    return Shop(rt, company, amo, crm, rt.clock)
