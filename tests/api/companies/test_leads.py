"""Leads over HTTP, exactly as deployed bots read them (contract §1.2)."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import pytest_asyncio

from fakes.company import a_company
from fakes.site import Site
from parley.companies import manage
from parley.domain.company import CompanyConfig
from parley.models import Contact, Conversation, Lead


@pytest_asyncio.fixture(loop_scope="session")
async def own(site: Site) -> dict[str, Any]:
    """A company with its manager's key."""
    other = await a_company(site.rt)
    return await manage.add_company(site.rt, name="Лавка", subdomain=f"leads-{other.id}", timezone="Asia/Tashkent")


async def a_lead(site: Site, company_id: int, at: datetime | None = None, **values: Any) -> int:
    at = at or site.rt.clock()
    channel, external_id = values.pop("who", ("web", f"v_{at.timestamp()}_{len(values)}"))
    async with site.rt.db.scoped(company_id) as session:
        contact = Contact(company_id=company_id, channel=channel, external_id=external_id)
        session.add(contact)
        await session.flush()
        talk = Conversation(company_id=company_id, contact_id=contact.id, channel=channel, last_message_at=at)
        session.add(talk)
        await session.flush()
        lead = Lead(company_id=company_id, contact_id=contact.id, conversation_id=talk.id, created_at=at, **values)
        session.add(lead)
        await session.flush()
        return lead.id


async def listed(site: Site, own: dict[str, Any], query: str = "") -> list[dict[str, Any]]:
    got = (await site.get(f"/sales/{own['id']}/leads{query}", key=own["api_key"])).json()
    assert got["count"] == len(got["leads"])
    leads: list[dict[str, Any]] = got["leads"]
    return leads


async def test_a_lead_is_dated_in_its_companys_time_without_an_offset(site: Site, own: dict[str, Any]) -> None:
    await a_lead(site, own["id"], datetime(2025, 12, 13, 20, 30, 59, tzinfo=UTC))
    (lead,) = await listed(site, own)
    assert lead["created_at"] == "2025-12-14 01:30"
    assert datetime.strptime(lead["created_at"], "%Y-%m-%d %H:%M")  # noqa: DTZ007


@pytest.mark.parametrize(
    ("stored_temperature", "listed_temperature"),
    [("hot", "🔥 ГОРЯЧИЙ"), ("warm", "🌤 теплый"), ("cold", "❄️ холодный"), ("", "🌤 теплый"), ("odd", "🌤 теплый")],
)
async def test_a_temperature_is_always_one_of_three(
    site: Site, own: dict[str, Any], stored_temperature: str, listed_temperature: str
) -> None:
    await a_lead(site, own["id"], temperature=stored_temperature)
    (lead,) = await listed(site, own)
    assert lead["temperature"] == listed_temperature


async def test_an_anonymous_lead_has_all_its_keys(site: Site, own: dict[str, Any]) -> None:
    await a_lead(site, own["id"], source="", contact_info={})
    (lead,) = await listed(site, own)
    assert (lead["telegram_user_id"], lead["contact_info"], lead["status"]) == (None, None, "new")
    assert lead["source"] == "unknown"


async def test_a_telegram_user_is_a_number_of_any_size(site: Site, own: dict[str, Any]) -> None:
    await a_lead(site, own["id"], who=("telegram", "7123456789012"), source="telegram")
    (lead,) = await listed(site, own)
    assert lead["telegram_user_id"] == 7123456789012


async def test_the_newest_come_first_and_no_more_than_asked(site: Site, own: dict[str, Any]) -> None:
    now = site.rt.clock()
    ids = [await a_lead(site, own["id"], now - timedelta(hours=hours)) for hours in (3, 1, 2)]
    assert [lead["id"] for lead in await listed(site, own)] == [ids[1], ids[2], ids[0]]
    assert [lead["id"] for lead in await listed(site, own, "?limit=1")] == [ids[1]]
    for limit in ("0", "201", "many"):
        assert (await site.get(f"/sales/{own['id']}/leads?limit={limit}", key=own["api_key"])).status == 422


async def test_ten_leads_are_listed_by_default(site: Site, own: dict[str, Any]) -> None:
    now = site.rt.clock()
    for minutes in range(12):
        await a_lead(site, own["id"], now - timedelta(minutes=minutes))
    assert len(await listed(site, own)) == 10


@pytest.mark.parametrize(
    ("query", "count", "period"),
    [("", 2, "week"), ("?period=day", 1, "day"), ("?period=month", 3, "month"), ("?period=century", 2, "week")],
)
async def test_leads_are_counted_over_a_period(
    site: Site, own: dict[str, Any], query: str, count: int, period: str
) -> None:
    now = site.rt.clock()
    for days in (0.5, 3, 20, 40):
        await a_lead(site, own["id"], now - timedelta(days=days))
    got = (await site.get(f"/sales/{own['id']}/leads/count{query}", key=own["api_key"])).json()
    assert got == {"count": count, "period": period}


async def test_leads_are_counted_by_source(site: Site, own: dict[str, Any]) -> None:
    for number, source in enumerate(("telegram", "telegram", "2", "")):
        await a_lead(site, own["id"], site.rt.clock() - timedelta(minutes=number), source=source)
    got = (await site.get(f"/sales/{own['id']}/leads/stats", key=own["api_key"])).json()
    assert got == {"total": 4, "by_source": {"telegram": 2, "2": 1, "unknown": 1}}


async def test_the_leads_of_all_companies_name_their_company(site: Site, own: dict[str, Any]) -> None:
    stranger: CompanyConfig = await a_company(site.rt)
    soon = site.rt.clock() + timedelta(days=400)
    ids = {await a_lead(site, own["id"], soon): own["id"], await a_lead(site, stranger.id, soon): stranger.id}
    got = (await site.get("/sales/all-leads?limit=2", key=site.sup)).json()["leads"]
    assert {lead["id"]: lead["company_id"] for lead in got} == ids
    for lead in got:
        assert (lead["assigned_user_id"], lead["assigned_user_name"]) == (None, None)
        assert (lead["status_emoji"], lead["status_name"]) == ("🆕", "Новый")
    assert (await site.get("/sales/all-leads", key=own["api_key"])).status == 403


async def test_leads_of_another_company_are_neither_listed_nor_counted(site: Site, own: dict[str, Any]) -> None:
    stranger = await a_company(site.rt)
    await a_lead(site, stranger.id)
    assert await listed(site, own) == []
    for path in ("leads/count", "leads/stats", "deliveries"):
        assert (await site.get(f"/sales/{stranger.id}/{path}", key=own["api_key"])).status == 403
        assert (await site.get(f"/sales/999999/{path}", key=site.sup)).status == 404


async def test_an_unknown_delivery_cannot_be_sent_again(site: Site, own: dict[str, Any]) -> None:
    got = await site.post(f"/sales/{own['id']}/deliveries/999999/send", key=own["api_key"])
    assert got.status == 404
