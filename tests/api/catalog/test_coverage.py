"""The table of addresses over HTTP."""

from typing import Any

import aiohttp
import pytest
import pytest_asyncio

from fakes.company import a_company
from fakes.site import Site
from parley.companies import manage
from parley.tenants.config import active_config_of_brand
from parley.verticals.isp.coverage import find_coverage

ROWS = [
    {"city": "Москва", "street": "ул. Ленина", "houses": "1-45", "technology": "GPON"},
    {"Город": "Москва", "Улица": "пр-т Мира"},
]


@pytest_asyncio.fixture(loop_scope="session")
async def own(site: Site) -> dict[str, Any]:
    """A brand with its manager's key and the address of its table."""
    other = await a_company(site.rt)
    made = await manage.add_company(site.rt, name="Сеть", subdomain=f"net-{other.id}")
    return {**made, "table": f"/brands/{made['subdomain']}/addresses"}


async def is_covered(site: Site, own: dict[str, Any], address: str) -> bool | None:
    company = await active_config_of_brand(site.rt, own["subdomain"])
    assert company is not None
    return (await find_coverage(site.rt, company, address)).available


async def test_a_list_is_stored_and_counts_from_the_next_question_on(site: Site, own: dict[str, Any]) -> None:
    assert await is_covered(site, own, "Ленина 5") is None
    got = await site.put(own["table"], json=[*ROWS, {"city": "Москва"}], key=own["api_key"])
    assert (got.status, got.json()) == (
        200,
        {
            "message": "Successfully stored 2 addresses of Сеть",
            "brand_id": own["subdomain"],
            "stored": 2,
            "skipped": [{"place": 3, "why": "It has no street"}],
            "skipped_count": 1,
        },
    )
    assert await is_covered(site, own, "Ленина 5") is True
    assert await is_covered(site, own, "Ленина 46") is False
    assert "addresses stored" in (await site.get(f"/brands/{own['subdomain']}/audit", key=own["api_key"])).text


async def test_coverage_is_listed_page_by_page(site: Site, own: dict[str, Any]) -> None:
    await site.put(own["table"], json=ROWS, key=own["api_key"])
    got = await site.get(own["table"] + "?limit=1&offset=1", key=own["api_key"])
    assert got.headers["x-total-count"] == "2"
    assert got.json() == [
        {
            "city": "Москва",
            "street": "пр-т Мира",
            "houses": "*",
            "technology": "",
            "note": "",
            "available": True,
        }
    ]


async def test_a_file_replaces_the_table(site: Site, own: dict[str, Any]) -> None:
    await site.put(own["table"], json=ROWS, key=own["api_key"])
    form = aiohttp.FormData()
    form.add_field(
        "file", "Улица;Дома;Доступно\nНовая;2-40 чётные;да\nСтарая;все;нет\n".encode(), filename="net.csv"
    )
    got = await site.put(own["table"], data=form, key=own["api_key"])
    assert (got.status, got.json()["stored"]) == (200, 2)
    assert await is_covered(site, own, "Новая 4") is True
    assert await is_covered(site, own, "Новая 5") is False
    assert await is_covered(site, own, "Ленина 5") is False


async def test_without_its_table_coverage_is_unknown_again(site: Site, own: dict[str, Any]) -> None:
    await site.put(own["table"], json=ROWS, key=own["api_key"])
    got = await site.delete(own["table"], key=own["api_key"])
    assert (got.status, got.json()["deleted"]) == (200, 2)
    assert await is_covered(site, own, "Ленина 5") is None


@pytest.mark.parametrize("wrong", [[], {}, 5, [{"street": ""}], [{"street": "Мира", "houses": "где-то"}]])
async def test_a_file_without_addresses_changes_nothing(site: Site, own: dict[str, Any], wrong: Any) -> None:
    await site.put(own["table"], json=ROWS, key=own["api_key"])
    got = await site.put(own["table"], json=wrong, key=own["api_key"])
    assert got.status == 400
    assert got.json()["detail"]
    assert len((await site.get(own["table"], key=own["api_key"])).json()) == 2


async def test_a_form_without_a_file_is_refused(site: Site, own: dict[str, Any]) -> None:
    form = aiohttp.FormData()
    form.add_field("other", b"x", filename="x.csv")
    assert (await site.put(own["table"], data=form, key=own["api_key"])).status == 422


async def test_only_the_companys_manager_reads_and_changes_coverage(site: Site, own: dict[str, Any]) -> None:
    stranger = await manage.add_company(site.rt, name="Чужие", subdomain=f"{own['subdomain']}-x")
    for call in (site.get, site.delete):
        assert (await call(own["table"])).status == 401
        assert (await call(own["table"], key=stranger["api_key"])).status == 403
    assert (await site.put(own["table"], json=ROWS)).status == 401
    assert (await site.put(own["table"], json=ROWS, key=stranger["api_key"])).status == 403
