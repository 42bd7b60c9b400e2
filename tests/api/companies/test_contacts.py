"""A company's staff sees a person with all their channels, joins and parts them; nobody else does."""

from typing import Any

import pytest_asyncio
from sqlalchemy import select

from fakes.company import a_company
from fakes.site import Site, a_visitor
from parley.companies import manage
from parley.models import Contact


@pytest_asyncio.fixture(loop_scope="session")
async def own(site: Site) -> dict[str, Any]:
    """A company with its manager's key, and two visitors who wrote."""
    other = await a_company(site.rt)
    made = await manage.add_company(site.rt, name="Лавка", subdomain=f"contacts-{other.id}")
    for _ in range(2):
        await site.say(made["id"], a_visitor(), "Здравствуйте")
    async with site.rt.db.scoped(made["id"]) as session:
        contacts = list(await session.scalars(select(Contact.id).order_by(Contact.id)))
    return {**made, "contacts": contacts}


async def test_two_contacts_are_joined_seen_and_parted(site: Site, own: dict[str, Any]) -> None:
    one, other = own["contacts"]
    path, key = f"/companies/{own['id']}/contacts", own["api_key"]
    joined = await site.post(f"{path}/{one}/join", json={"contact_id": other}, key=key)
    assert joined.status == 200, joined.text
    person = (await site.get(f"{path}/{other}", key=key)).json()
    assert [contact["id"] for contact in person["contacts"]] == [one, other]
    assert len(person["conversations"]) == 2
    assert (await site.post(f"{path}/{other}/part", key=key)).json()["person_id"] is None
    assert (await site.post(f"{path}/{one}/join", json={"contact_id": one}, key=key)).status == 400


async def test_a_web_visitor_cannot_be_written_to_first(site: Site, own: dict[str, Any]) -> None:
    path = f"/companies/{own['id']}/contacts/{own['contacts'][0]}/may-write?account=1"
    decision = (await site.get(path, key=own["api_key"])).json()
    assert (decision["verdict"], decision["reason"]) == ("no", "channel_answers_only")


async def test_strangers_see_and_join_nobody(site: Site, own: dict[str, Any]) -> None:
    one, other = own["contacts"]
    company = await a_company(site.rt)
    made = await manage.add_company(site.rt, name="Чужие", subdomain=f"others-{company.id}")
    person = f"/companies/{own['id']}/contacts/{one}"
    for path in (person, f"{person}/may-write?account=1"):
        assert (await site.get(path)).status == 401
        assert (await site.get(path, key=made["api_key"])).status == 403
    theirs = f"/companies/{made['id']}/contacts/{one}"
    assert (await site.get(theirs, key=made["api_key"])).status == 404
    body = {"contact_id": other}
    assert (await site.post(f"{theirs}/join", json=body, key=made["api_key"])).status == 404
    assert (await site.post(f"{theirs}/part", key=made["api_key"])).status == 404
    resumed = f"/companies/{made['id']}/channels/1/resume"
    assert (await site.post(resumed, key=made["api_key"])).status == 404
