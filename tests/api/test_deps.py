"""Who may call what, and where a key may travel (contract §0.1, §0.2)."""

import base64
from collections.abc import Callable
from typing import Any

import pytest
import pytest_asyncio

from fakes.company import a_company
from fakes.site import VISITOR, Site
from parley.companies import keys, manage
from parley.domain.company import CompanyConfig


@pytest_asyncio.fixture(loop_scope="session")
async def pair(site: Site) -> tuple[dict[str, Any], CompanyConfig]:
    """A company with its manager's key, and a stranger."""
    stranger = await a_company(site.rt, "Чужие")
    made = await manage.add_company(site.rt, name="Свои", subdomain=f"own-{stranger.id}")
    return made, stranger


PLACES: list[Callable[[str], dict[str, Any]]] = [
    lambda key: {"headers": {"X-API-Key": key}},
    lambda key: {"headers": {"Authorization": f"Bearer {key}"}},
    lambda key: {"headers": {"Authorization": "Basic " + base64.b64encode(f"api:{key}".encode()).decode()}},
    lambda key: {"params": {"api_key": key}},
]


@pytest.mark.parametrize("place", PLACES)
async def test_a_key_opens_its_company_from_any_of_its_places(
    site: Site, pair: tuple[dict[str, Any], CompanyConfig], place: Callable[[str], dict[str, Any]]
) -> None:
    made, stranger = pair
    assert (await site.get(f"/sales/{made['id']}/leads", **place(made["api_key"]))).status == 200
    refused = await site.get(f"/sales/{stranger.id}/leads", **place(made["api_key"]))
    assert (refused.status, refused.json()) == (403, {"detail": "Forbidden"})


async def test_no_key_and_an_unknown_key_are_401(site: Site, pair: tuple[dict[str, Any], CompanyConfig]) -> None:
    for key in ("", "mgr_unknown"):
        got = await site.get(f"/sales/{pair[0]['id']}/leads", key=key)
        assert (got.status, got.json()) == (401, {"detail": "Not authenticated"})
        assert got.headers["WWW-Authenticate"] == "Bearer"


async def test_a_revoked_key_is_refused_at_once(site: Site, pair: tuple[dict[str, Any], CompanyConfig]) -> None:
    key = await keys.create_key(site.rt.db, "MGR", company=str(pair[0]["id"]))
    path = f"/sales/{pair[0]['id']}/leads"
    assert (await site.get(path, key=key)).status == 200
    row = next(row for row in await keys.find_keys(site.rt.db) if row["hint"] == key[-4:] and not row["revoked_at"])
    assert await keys.revoke_key(site.rt.db, row["id"], site.rt.clock())
    assert (await site.get(path, key=key)).status == 401


@pytest.mark.parametrize("path", ["/sales/all-leads", "/sales/companies/list", "/logs"])
async def test_a_manager_is_no_super_administrator(
    site: Site, pair: tuple[dict[str, Any], CompanyConfig], path: str
) -> None:
    assert (await site.get(path, key=pair[0]["api_key"])).status == 403
    assert (await site.get(path, key=site.sup)).status == 200


async def test_the_service_key_manages_every_company(
    site: Site, pair: tuple[dict[str, Any], CompanyConfig]
) -> None:
    assert (await site.get(f"/sales/{pair[0]['id']}/leads", key="svc-key-of-the-tests")).status == 200
    assert (await site.get("/sales/companies/all", key="svc-key-of-the-tests")).status == 200
    assert (await site.get("/sales/all-leads", key="svc-key-of-the-tests")).status == 200
    assert (await site.get("/logs", key="svc-key-of-the-tests")).status == 403


async def test_a_new_company_is_made_by_the_super_administrator_and_gets_a_key(site: Site) -> None:
    body = {"name": "Новая", "subdomain": "brand-new", "country": "KG", "timezone": "Asia/Bishkek"}
    made = (await site.post("/companies/", json=body, key=site.sup)).json()
    assert {"id", "name", "subdomain", "api_key"} <= made.keys()
    assert (await site.get(f"/companies/{made['id']}")).json() == {
        "id": made["id"], "name": "Новая", "subdomain": "brand-new",
    }  # fmt: skip
    again = await site.post("/companies", json=body, key=site.sup)
    assert (again.status, again.json()) == (400, {"detail": "Subdomain already exists"})
    assert (await site.post("/companies", json=body)).status == 401
    assert (await site.post("/companies", json={"name": "x"}, key=site.sup)).status == 422


@pytest.mark.parametrize(("field", "value"), [("country", "XX"), ("timezone", "Mars/North")])
async def test_an_invalid_setting_is_reported_by_its_name(site: Site, field: str, value: str) -> None:
    got = await site.post("/companies", json={"name": "x", "subdomain": f"bad-{field}", field: value}, key=site.sup)
    assert got.status == 400
    assert field in got.json()["detail"]


async def test_configure_acts_on_the_next_message(site: Site, pair: tuple[dict[str, Any], CompanyConfig]) -> None:
    made, _ = pair
    path = f"/sales/{made['id']}/configure"
    got = await site.post(path, json={"ai_prompt": "Говори кратко", "country": "UZ"}, key=made["api_key"])
    assert got.json() == {"status": "updated"}
    await site.say(made["id"], VISITOR, "90 123 45 67 мой телефон")
    (lead,) = (await site.get(f"/sales/{made['id']}/leads", key=made["api_key"])).json()["leads"]
    assert lead["contact_info"]["phone_e164"] == "+998901234567"


async def test_secrets_are_masked_for_managers_and_masked_ones_sent_back_change_nothing(
    site: Site, pair: tuple[dict[str, Any], CompanyConfig]
) -> None:
    made, _ = pair
    token = "1234567:demo-token-of-a-test"
    await site.post("/sales/company/upsert", json={"id": made["id"], "bot_token": token}, key=site.sup)
    full = {row["id"]: row for row in (await site.get("/sales/companies/all", key=site.sup)).json()}
    assert full[made["id"]]["bot_token"] == token
    assert token not in (await site.get(f"/sales/company/{made['id']}", key=made["api_key"])).text
    await site.post("/sales/company/upsert", json={"id": made["id"], "bot_token": "1234…test"}, key=site.sup)
    full = {row["id"]: row for row in (await site.get("/sales/companies/all", key=site.sup)).json()}
    assert full[made["id"]]["bot_token"] == token


async def test_a_slash_at_the_end_changes_nothing(site: Site, pair: tuple[dict[str, Any], CompanyConfig]) -> None:
    made, _ = pair
    for path in (f"/sales/{made['id']}/leads", f"/sales/{made['id']}/leads/"):
        assert (await site.get(path, key=made["api_key"])).status == 200


@pytest.mark.parametrize("company_id", ["0", "-1", "9" * 19, "9" * 20, "9" * 5000, "٣"])
async def test_an_id_that_no_company_can_have_is_nobodys(
    site: Site, pair: tuple[dict[str, Any], CompanyConfig], company_id: str
) -> None:
    assert (await site.get(f"/sales/{company_id}/leads", key=pair[0]["api_key"])).status == 403


async def test_any_origin_may_ask_and_none_with_credentials(site: Site) -> None:
    headers = {"Origin": "https://shop.example", "Access-Control-Request-Method": "POST",
               "Access-Control-Request-Headers": "content-type"}  # fmt: skip
    got = await site.call("OPTIONS", "/chat", headers=headers)
    assert got.status == 200
    assert got.headers["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in got.headers
