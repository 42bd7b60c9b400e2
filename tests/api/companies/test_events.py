"""A company's staff reads what happened in its conversations, by a cursor."""

from typing import Any

import pytest_asyncio

from fakes.company import a_company
from fakes.site import Site, a_visitor
from parley.companies import manage


@pytest_asyncio.fixture(loop_scope="session")
async def own(site: Site) -> dict[str, Any]:
    """A company with its manager's key."""
    other = await a_company(site.rt)
    return await manage.add_company(site.rt, name="Лавка", subdomain=f"events-{other.id}")


async def test_a_cursor_goes_on_where_it_ended(site: Site, own: dict[str, Any]) -> None:
    path, key = f"/companies/{own['id']}/events", own["api_key"]
    visitor = a_visitor()
    await site.say(own["id"], visitor, "Здравствуйте")
    first = (await site.get(f"{path}?limit=2", key=key)).json()
    assert [event["kind"] for event in first["events"]] == ["lead.made", "message.in"]
    assert first["more"]
    second = (await site.get(f"{path}?after={first['next']}", key=key)).json()
    assert [event["kind"] for event in second["events"]] == ["message.out"]
    assert set(second["events"][0]) == {"id", "kind", "conversation_id", "actor", "data", "at"}
    now = (await site.get(f"{path}?after=latest", key=key)).json()
    await site.say(own["id"], visitor, "Позовите живого человека")
    later = (await site.get(f"{path}?after={now['next']}&kind=handover.asked", key=key)).json()
    assert [event["data"]["reason"] for event in later["events"]] == ["asked"]


async def test_a_stranger_and_another_companys_manager_read_nothing(site: Site, own: dict[str, Any]) -> None:
    other = await a_company(site.rt)
    path = f"/companies/{own['id']}/events"
    assert (await site.get(path)).status == 401
    assert (await site.get(f"/companies/{other.id}/events", key=own["api_key"])).status == 403
    assert (await site.get("/companies/999999/events", key=site.sup)).status == 404


async def test_what_cannot_be_asked_is_told(site: Site, own: dict[str, Any]) -> None:
    path, key = f"/companies/{own['id']}/events", own["api_key"]
    assert (await site.get(f"{path}?after=yesterday", key=key)).status == 400
    assert (await site.get(f"{path}?limit=5000", key=key)).status == 422
    assert (await site.get(f"{path}?kind=nonsense", key=key)).status == 422
