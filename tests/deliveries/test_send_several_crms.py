"""A company may have several systems: each is results once, whatever becomes of the others."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import dataclass

import pytest_asyncio

from fakes.bitrix24_server import CODE, FakeBitrix24
from fakes.desk import Desk, a_lead
from fakes.telegram_server import FakeTelegram
from fakes.webhook_server import FakeWebhook
from parley.deliveries.admin import list_deliveries
from parley.domain.company import CompanyConfig
from parley.runtime import Runtime


@dataclass
class Both:
    """A company set up for a webhook and for Bitrix24, and a confirmed lead of it."""

    desk: Desk
    portal: FakeBitrix24

    async def send(self, *kinds: str) -> dict[str, tuple[str, str | None]]:
        """Each delivery's status, and the lead's id over there."""
        rows = {kind: await self.desk.send(kind) for kind in kinds}
        return {kind: (row.status, row.payload.get("external_id")) for kind, row in rows.items()}


@pytest_asyncio.fixture(loop_scope="session")
async def both(runtime: Runtime, company: CompanyConfig) -> AsyncIterator[Both]:
    async with AsyncExitStack() as stack:
        telegram = await stack.enter_async_context(FakeTelegram())
        webhook = await stack.enter_async_context(
            FakeWebhook(str(company.credentials["webhook_secret"]), {"id": "w-5"})
        )
        portal = await stack.enter_async_context(FakeBitrix24())
        desk = Desk(runtime, company, await a_lead(runtime, company), telegram, webhook)
        await desk.set_up(
            webhook_url=webhook.url,
            credentials={**company.credentials, "bitrix24_webhook_url": portal.url},
        )
        yield Both(desk, portal)


async def test_each_system_gets_the_lead_once(both: Both) -> None:
    await both.desk.plan()
    await both.desk.plan()
    assert await both.desk.statuses() == {"webhook": "pending", "bitrix24": "pending"}
    results = await both.send("webhook", "bitrix24")
    assert results == {"webhook": ("sent", "w-5"), "bitrix24": ("sent", "500")}
    (lead,) = both.desk.webhook.leads.values()
    assert lead["data"]["name"] == both.portal.contacts[100]["NAME"] == "Сакен"
    assert both.portal.links[500] == [100]


async def test_a_system_that_is_down_does_not_hold_up_the_other(both: Both) -> None:
    await both.desk.plan()
    both.portal.limit(0)
    assert await both.send("bitrix24", "webhook") == {"bitrix24": ("pending", None), "webhook": ("sent", "w-5")}
    both.portal.limit(None)
    assert await both.send("bitrix24", "webhook") == {"bitrix24": ("sent", "500"), "webhook": ("sent", "w-5")}
    assert len(both.desk.webhook.received) == 1


async def test_a_lost_answer_leaves_one_deal(both: Both) -> None:
    await both.desk.plan()
    both.portal.cut("crm.deal.add")
    lost = await both.desk.send("bitrix24")
    assert (lost.status, lost.uncertain) == ("pending", True)
    assert await both.send("bitrix24") == {"bitrix24": ("sent", "500")}
    assert (len(both.portal.contacts), len(both.portal.deals)) == (1, 1)


async def test_a_change_reaches_each_under_the_id_it_gave(both: Both) -> None:
    await both.desk.plan()
    await both.send("webhook", "bitrix24")
    await both.desk.change()
    results = await both.send("webhook:2", "bitrix24:2")
    assert results == {"webhook:2": ("sent", "w-5"), "bitrix24:2": ("sent", "500")}
    assert list(both.portal.deals) == [500]
    assert [deal for deal, _ in both.portal.comments] == [500]


async def test_no_stored_error_shows_the_code(both: Both) -> None:
    await both.desk.plan()
    both.portal.cut("crm.deal.list")
    row = await both.desk.send("bitrix24")
    assert row.last_error
    assert CODE not in str(await list_deliveries(both.desk.rt, both.desk.company.id, 10))
