"""Widgets over HTTP (contract §1.3)."""

from typing import Any

import pytest
import pytest_asyncio

from fakes.company import a_company
from fakes.site import Site
from parley.companies import manage

LANGUAGES = {"ru", "en", "kz", "ky", "uz", "uk", "kk", "kg", "ua"}


@pytest_asyncio.fixture(loop_scope="session")
async def own(site: Site) -> dict[str, Any]:
    """A company with its manager's key."""
    other = await a_company(site.rt)
    return await manage.add_company(site.rt, name="Лавка", subdomain=f"widgets-{other.id}")


async def a_widget(site: Site, own: dict[str, Any], **body: Any) -> dict[str, Any]:
    path = f"/sales/companies/{own['id']}/widgets"
    got = await site.post(path, json={"channel_name": "инстаграм"} | body, key=own["api_key"])
    assert got.status == 200
    made: dict[str, Any] = got.json()
    return made


async def test_a_widget_is_made_listed_and_described(site: Site, own: dict[str, Any]) -> None:
    made = await a_widget(site, own, greeting_message="Привет!")
    url = f"http://localhost:8000/w/{own['id']}/{made['id']}"
    assert made == {"id": made["id"], "channel_name": "instagram", "url": url}
    rows = (await site.get(f"/sales/companies/{own['id']}/widgets")).json()["widgets"]
    assert rows[-1] == {"id": made["id"], "channel_name": "instagram", "greeting_message": "Привет!",
                        "widget_type": "channel", "url": url}  # fmt: skip
    both = [
        (await site.get(f"{prefix}/companies/{own['id']}/widgets/{made['id']}")).json() for prefix in ("", "/sales")
    ]
    assert both[0] == both[1]
    assert (both[0]["greeting_message"], both[0]["greetings"]["ru"]) == ("Привет!", "Привет!")
    assert set(both[0]["greetings"]) == LANGUAGES
    assert (both[0]["is_active"], both[0]["redirect_url"]) == (True, None)


async def test_a_widget_without_a_greeting_has_the_default_one(site: Site, own: dict[str, Any]) -> None:
    made = await a_widget(site, own, greeting_message=None)
    got = (await site.get(f"/companies/{own['id']}/widgets/{made['id']}")).json()
    assert got["greeting_message"] == got["greetings"]["ru"] == "Здравствуйте!"
    assert got["greetings"]["kz"] == site.rt.language("kk").replies.hello


async def test_an_untranslated_language_is_null(site: Site, own: dict[str, Any]) -> None:
    made = await a_widget(site, own, greeting_message="Привет!", greetings={"ua": "Вітаю!"})
    got = (await site.get(f"/companies/{own['id']}/widgets/{made['id']}")).json()
    assert (got["greetings"]["uk"], got["greetings"]["ua"]) == ("Вітаю!", "Вітаю!")
    assert got["greetings"]["en"] is None


async def test_the_detail_of_a_widget_has_what_pages_need(site: Site, own: dict[str, Any]) -> None:
    made = await a_widget(site, own, primary_color="#112233", domains=["shop.kz"])
    path = f"/sales/companies/{own['id']}/widgets/{made['id']}"
    got = (await site.get(path)).json()
    assert (got["company_name"], got["primary_color"], got["voice"]) == ("Лавка", "#112233", False)
    assert (await site.get(path, headers={"Origin": "https://evil.example"})).status == 403


@pytest.mark.parametrize("body", [{}, {"channel_name": ""}, {"channel_name": "  "}])
async def test_a_channel_is_required(site: Site, own: dict[str, Any], body: dict[str, str]) -> None:
    got = await site.post(f"/sales/companies/{own['id']}/widgets", json=body, key=own["api_key"])
    assert (got.status, got.json()) == (400, {"detail": "channel_name required"})


async def test_a_widget_changes_by_what_is_given(site: Site, own: dict[str, Any]) -> None:
    made = await a_widget(site, own, greeting_message="Привет!")
    path = f"/sales/companies/{own['id']}/widgets/{made['id']}"
    got = await site.call("PATCH", path, json={"channel_name": "ВК"}, key=own["api_key"])
    assert got.json() == {"id": made["id"], "channel_name": "vk", "greeting_message": "Привет!",
                          "status": "updated"}  # fmt: skip


@pytest.mark.parametrize("prefix", ["", "/sales"])
async def test_a_deleted_widget_is_gone_for_everybody(site: Site, own: dict[str, Any], prefix: str) -> None:
    made = await a_widget(site, own)
    path = f"{prefix}/companies/{own['id']}/widgets/{made['id']}"
    got = await site.call("DELETE", path, key=own["api_key"])
    assert (got.status, got.json()) == (200, {"message": "Widget deleted successfully"})
    for again in (await site.get(path), await site.call("DELETE", path, key=own["api_key"])):
        assert (again.status, again.json()) == (404, {"detail": "Widget not found"})
    rows = (await site.get(f"/sales/companies/{own['id']}/widgets")).json()["widgets"]
    assert made["id"] not in [row["id"] for row in rows]


@pytest.mark.parametrize("method", ["GET", "DELETE"])
@pytest.mark.parametrize("prefix", ["", "/sales"])
@pytest.mark.parametrize(("widget", "status"), [("999999", 404), ("9" * 25, 404), ("instagram", 405), ("٣", 405)])
async def test_numbers_are_looked_for_and_names_are_not_allowed(
    site: Site, own: dict[str, Any], method: str, prefix: str, widget: str, status: int
) -> None:
    path = f"{prefix}/companies/{own['id']}/widgets/{widget}"
    assert (await site.call(method, path, key=own["api_key"])).status == status


async def test_a_strangers_widget_is_not_found_and_not_touched(site: Site, own: dict[str, Any]) -> None:
    stranger = await manage.add_company(site.rt, name="Чужие", subdomain=f"{own['subdomain']}-others")
    made = await a_widget(site, own)
    through = f"/sales/companies/{stranger['id']}/widgets/{made['id']}"
    assert (await site.get(through)).status == 404
    for method in ("PATCH", "DELETE"):
        assert (await site.call(method, through, json={}, key=stranger["api_key"])).status == 404
        path = f"/sales/companies/{own['id']}/widgets/{made['id']}"
        assert (await site.call(method, path, json={}, key=stranger["api_key"])).status == 403
        assert (await site.call(method, path, json={})).status == 401
    assert (await site.get(f"/companies/{own['id']}/widgets/{made['id']}")).status == 200


async def test_the_switch_of_a_company_is_stored(site: Site, own: dict[str, Any]) -> None:
    path = f"/sales/{own['id']}/widget-enabled"
    assert (await site.get(path)).json() == {"enabled": True, "company_id": own["id"]}
    off = await site.post(f"{path}?enabled=false", key=own["api_key"])
    assert off.json() == (await site.get(path)).json() == {"enabled": False, "company_id": own["id"]}
    on = await site.post(path, json={"enabled": True}, key=own["api_key"])
    assert on.json() == (await site.get(path)).json() == {"enabled": True, "company_id": own["id"]}
    off = await site.post(path, json={"enabled": False}, key=own["api_key"])
    assert off.json() == (await site.get(path)).json() == {"enabled": False, "company_id": own["id"]}
    assert (await site.post(path, key=own["api_key"])).status == 422
    for body in ({}, {"enabled": None}, {"enabled": "perhaps"}):
        assert (await site.post(path, key=own["api_key"], json=body)).status == 422
    assert (await site.get(path)).json()["enabled"] is False
    assert (await site.post(path)).status == 401


async def test_an_unknown_company_is_described_with_the_same_keys(site: Site, own: dict[str, Any]) -> None:
    body = {"id": own["id"], "description": "Хлеб и булки"}
    await site.post("/sales/company/upsert", json=body, key=own["api_key"])
    got = (await site.get(f"/sales/{own['id']}/company-info")).json()
    assert (got["company_name"], got["description"], got["logo_url"]) == ("Лавка", "Хлеб и булки", None)
    assert set(got["descriptions"]) == LANGUAGES
    assert got["descriptions"]["kz"] == "Хлеб и булки"
    unknown = await site.get("/sales/999999/company-info")
    assert unknown.status == 200
    assert unknown.json().keys() == got.keys()
