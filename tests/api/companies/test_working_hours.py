"""A company's staff writes when it works; nobody else does."""

from typing import Any

import pytest_asyncio

from fakes.company import a_company
from fakes.site import Site
from parley.companies import manage

HOURS = {"mon": [["09:00", "13:00"], ["14:00", "18:00"]], "sat": [["10:00", "15:00"]]}


@pytest_asyncio.fixture(loop_scope="session")
async def own(site: Site) -> dict[str, Any]:
    """A company with its manager's key."""
    other = await a_company(site.rt)
    slug = f"hours-{other.id}"
    return await manage.add_company(site.rt, name="Лавка", subdomain=slug, timezone="Asia/Tashkent")


async def test_hours_and_holidays_are_written_and_read(site: Site, own: dict[str, Any]) -> None:
    path, key = f"/companies/{own['id']}/working-hours", own["api_key"]
    before = (await site.get(path, key=key)).json()
    assert (before["hours"], before["holidays"], before["timezone"]) == (None, [], "Asia/Tashkent")
    assert before["next_opening"], "the installation's hours"
    days = [{"date": "2027-03-21", "name": "Навруз"}, {"date": "2027-01-01"}]
    body = {"hours": HOURS, "holidays": days}
    after = (await site.put(path, json=body, key=key)).json()
    assert after["hours"] == HOURS
    assert [day["date"] for day in after["holidays"]] == ["2027-01-01", "2027-03-21"]
    only_days = (await site.put(path, json={"holidays": []}, key=key)).json()
    assert (only_days["hours"], only_days["holidays"]) == (HOURS, [])
    usual = (await site.put(path, json={"hours": None}, key=key)).json()
    assert usual["hours"] is None


async def test_what_makes_no_sense_is_told(site: Site, own: dict[str, Any]) -> None:
    path, key = f"/companies/{own['id']}/working-hours", own["api_key"]
    for body in (
        {"hours": {"mon": [["18:00", "09:00"]]}},
        {"hours": {"someday": [["09:00", "18:00"]]}},
        {"holidays": [{"date": "21.03.2027"}]},
    ):
        assert (await site.put(path, json=body, key=key)).status == 400
    assert (await site.put(path, json={"hours": {"mon": "всегда"}}, key=key)).status == 422
    assert (await site.put(path, json={"zone": "UTC"}, key=key)).status == 422


async def test_strangers_neither_read_nor_write(site: Site, own: dict[str, Any]) -> None:
    other = await a_company(site.rt)
    path = f"/companies/{other.id}/working-hours"
    assert (await site.get(path)).status == 401
    assert (await site.put(path, json={"hours": HOURS})).status == 401
    assert (await site.put(path, json={"hours": HOURS}, key=own["api_key"])).status == 403
