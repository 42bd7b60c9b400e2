"""Widgets of websites over HTTP (contract §1.3)."""

from datetime import datetime
from typing import Any

import pytest
import pytest_asyncio

from fakes.company import a_company
from fakes.site import Site
from parley.companies import manage
from parley.widgets.store import add_widget

LANGUAGES = {"ru", "en", "kz", "ky", "uz", "uk", "kk", "kg", "ua"}


@pytest_asyncio.fixture(loop_scope="session")
async def own(site: Site) -> dict[str, Any]:
    """A company with its manager's key, and a site's name that is its own."""
    other = await a_company(site.rt)
    made = await manage.add_company(site.rt, name="Лавка", subdomain=f"sites-{other.id}")
    return {**made, "path": f"/sales/{made['id']}/web-widgets", "domain": f"shop-{made['id']}.kz"}


async def a_site(site: Site, own: dict[str, Any], **body: str) -> int:
    got = await site.post(
        own["path"], json={"domain": own["domain"], "greeting_ru": "Привет!"} | body, key=own["api_key"]
    )
    assert got.status == 200, got.text
    return int(got.json()["id"])


async def config(site: Site, referer: str, **request_options: Any) -> Any:
    return await site.get("/sales/widget/config", headers={"Referer": referer}, **request_options)


async def test_a_sites_widget_is_made_and_listed_newest_first(site: Site, own: dict[str, Any]) -> None:
    body = {"domain": f"https://www.{own['domain']}/", "greeting_ru": "Привет!"}
    got = await site.post(own["path"], json=body, key=own["api_key"])
    first = got.json()["id"]
    assert (got.status, got.json()) == (200, {"id": first, "domain": own["domain"], "message": "Widget created"})
    second = await a_site(site, own, domain="магазин.қаз")
    rows = (await site.get(own["path"], key=own["api_key"])).json()
    assert [row["id"] for row in rows] == [second, first]
    assert rows[0]["domain"] == "магазин.қаз"
    assert datetime.fromisoformat(rows[1].pop("created_at")).tzinfo
    assert rows[1] == {"id": first, "domain": own["domain"], "greeting_ru": "Привет!", "is_active": True}


@pytest.mark.parametrize(
    "body", [{}, {"domain": "shop.kz"}, {"greeting_ru": "Привет!"}, {"domain": " ", "greeting_ru": "x"}]
)
async def test_domain_and_greeting_are_required(site: Site, own: dict[str, Any], body: dict[str, str]) -> None:
    got = await site.post(own["path"], json=body, key=own["api_key"])
    assert (got.status, got.json()) == (400, {"detail": "Domain and greeting_ru required"})


async def test_an_invalid_domain_is_refused(site: Site, own: dict[str, Any]) -> None:
    body = {"domain": "my shop; script-src *", "greeting_ru": "Привет!"}
    got = await site.post(own["path"], json=body, key=own["api_key"])
    assert got.status == 400
    assert got.json()["detail"].startswith("domain:")


async def test_only_the_given_fields_change(site: Site, own: dict[str, Any]) -> None:
    made = await a_site(site, own)
    path = f"{own['path']}/{made}"
    got = await site.call("PATCH", path, json={"greeting_ru": "Добрый день!"}, key=own["api_key"])
    assert got.json() == {"id": made, "domain": own["domain"], "greeting_ru": "Добрый день!"}
    got = await site.call("PATCH", path, json={"domain": f"new-{own['domain']}"}, key=own["api_key"])
    assert got.json() == {"id": made, "domain": f"new-{own['domain']}", "greeting_ru": "Добрый день!"}
    got = await site.call("PATCH", path, json={}, key=own["api_key"])
    assert (got.status, got.json()) == (400, {"detail": "greeting_ru or domain required"})


async def test_a_sites_widget_is_switched_off_and_on(site: Site, own: dict[str, Any]) -> None:
    made = await a_site(site, own)
    for active in (False, True):
        got = await site.call("PATCH", f"{own['path']}/{made}/toggle", key=own["api_key"])
        assert got.json() == {"id": made, "domain": own["domain"], "is_active": active}
        assert (await config(site, f"https://{own['domain']}/")).json()["is_active"] is active
        (row,) = (await site.get(own["path"], key=own["api_key"])).json()
        assert row["is_active"] is active


async def test_a_deleted_widget_of_a_site_is_gone(site: Site, own: dict[str, Any]) -> None:
    made = await a_site(site, own)
    got = await site.delete(f"{own['path']}/{made}", key=own["api_key"])
    assert (got.status, got.json()) == (200, {"message": "Widget deleted"})
    assert (await site.get(own["path"], key=own["api_key"])).json() == []
    for method, path in (("DELETE", ""), ("PATCH", "/toggle"), ("PATCH", "")):
        got = await site.call(method, f"{own['path']}/{made}{path}", json={"domain": "a.kz"}, key=own["api_key"])
        assert (got.status, got.json()) == (404, {"detail": "Widget not found"})
    assert (await config(site, f"https://{own['domain']}/")).status == 404


async def test_a_channels_widget_is_no_sites(site: Site, own: dict[str, Any]) -> None:
    channel = await add_widget(site.rt, own["id"], "vk", None)
    assert (await site.get(own["path"], key=own["api_key"])).json() == []
    assert (await site.delete(f"{own['path']}/{channel.id}", key=own["api_key"])).status == 404
    made = await a_site(site, own)
    listed = (await site.get(f"/sales/companies/{own['id']}/widgets")).json()["widgets"]
    assert made not in [row["id"] for row in listed]


async def test_only_the_companys_manager_changes_widgets_of_sites(site: Site, own: dict[str, Any]) -> None:
    made = await a_site(site, own)
    stranger = await manage.add_company(site.rt, name="Чужие", subdomain=f"{own['subdomain']}-others")
    calls = (("GET", ""), ("POST", ""), ("PATCH", f"/{made}"), ("PATCH", f"/{made}/toggle"), ("DELETE", f"/{made}"))
    for method, path in calls:
        assert (await site.call(method, own["path"] + path, json={})).status == 401
        assert (await site.call(method, own["path"] + path, json={}, key=stranger["api_key"])).status == 403
        if path:
            through = f"/sales/{stranger['id']}/web-widgets{path}"
            body = {"domain": "a.kz"}
            assert (await site.call(method, through, json=body, key=stranger["api_key"])).status == 404


async def test_the_referer_says_whose_widget_it_is(site: Site, own: dict[str, Any]) -> None:
    made = await a_site(site, own)
    for referer in (f"https://{own['domain']}/a?b=c", f"http://WWW.{own['domain'].upper()}:8080/"):
        got = await config(site, referer)
        assert got.status == 200
        shown = got.json()
        assert (shown["company_id"], shown["company_name"], shown["logo_url"]) == (own["id"], "Лавка", None)
        assert (shown["is_active"], shown["widget_enabled"], shown["widget_id"]) == (True, True, made)
        assert set(shown["greetings"]) >= LANGUAGES
        assert shown["greetings"]["ru"] == shown["greetings"]["kz"] == "Привет!"


async def test_the_switch_of_the_company_is_in_the_configuration(site: Site, own: dict[str, Any]) -> None:
    await a_site(site, own)
    await manage.set_widget_enabled(site.rt, own["id"], False)
    assert (await config(site, f"https://{own['domain']}/")).json()["widget_enabled"] is False


async def test_a_referer_is_required_and_has_to_be_a_site(site: Site) -> None:
    got = await site.get("/sales/widget/config")
    assert (got.status, got.json()) == (400, {"detail": "Referer header required"})
    for referer in ("about:blank", "https://", "shop", "http://[", "file:///x"):
        got = await config(site, referer)
        assert (got.status, got.json()) == (400, {"detail": "Invalid referer"}), referer
    got = await config(site, "https://www.nowhere.example/page")
    assert (got.status, got.json()) == (404, {"detail": "Widget not found for domain: nowhere.example"})


async def test_a_site_belongs_to_the_company_that_named_it_first(site: Site, own: dict[str, Any]) -> None:
    await a_site(site, own)
    stranger = await manage.add_company(site.rt, name="Чужие", subdomain=f"{own['subdomain']}-others")
    body = {"domain": own["domain"], "greeting_ru": "Мы лучше"}
    await site.post(f"/sales/{stranger['id']}/web-widgets", json=body, key=stranger["api_key"])
    assert (await config(site, f"https://{own['domain']}/")).json()["company_id"] == own["id"]
