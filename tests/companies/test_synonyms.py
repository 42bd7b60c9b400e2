"""A brand's own synonyms over HTTP: they act on the next search."""

from typing import Any

import pytest
import pytest_asyncio

from fakes.company import a_company
from fakes.site import Site
from parley.companies import manage

GROUPS = [["тачка", "самокат"], ["бошка", "Bosch"]]


@pytest_asyncio.fixture(loop_scope="session")
async def own(site: Site) -> dict[str, Any]:
    """A brand with one product and its manager's key."""
    other = await a_company(site.rt)
    made = await manage.add_company(site.rt, name="Колёса", subdomain=f"wheels-{other.id}")
    product = {"id": "k1", "name": "Самокат детский Ветер", "price": 30000, "description": "", "category": "Спорт"}
    got = await site.post(f"/brands/{made['subdomain']}/products", json=product, key=made["api_key"])
    assert got.status == 200
    return made


async def find_ids(site: Site, brand: dict[str, Any], query: str) -> list[str]:
    got = await site.post(f"/brands/{brand['subdomain']}/products/search", json={"query": query})
    return [result["product"]["id"] for result in got.json()["results"]]


async def test_a_word_of_a_group_finds_the_others_at_once(site: Site, own: dict[str, Any]) -> None:
    address = f"/brands/{own['subdomain']}/synonyms"
    assert await find_ids(site, own, "тачка") == []
    got = await site.put(address, json={"synonyms": GROUPS}, key=own["api_key"])
    assert (got.status, got.json()["synonyms"]) == (200, GROUPS)
    assert (await site.get(address, key=own["api_key"])).json()["synonyms"] == GROUPS
    assert await find_ids(site, own, "тачка") == ["k1"]
    assert await find_ids(site, own, "есть тачки?") == ["k1"]
    await site.put(address, json={"synonyms": []}, key=own["api_key"])
    assert await find_ids(site, own, "тачка") == []


async def test_a_change_of_synonyms_is_in_the_audit_log(site: Site, own: dict[str, Any]) -> None:
    await site.put(f"/brands/{own['subdomain']}/synonyms", json={"synonyms": GROUPS}, key=own["api_key"])
    got = await site.get(f"/brands/{own['subdomain']}/audit", key=own["api_key"])
    assert "synonyms changed" in got.text


@pytest.mark.parametrize("wrong", [[["один"]], [["два слова", "пара"]], [["", "пара"]], [["а" * 61, "пара"]]])
async def test_a_group_is_two_or_more_single_words(site: Site, own: dict[str, Any], wrong: list[list[str]]) -> None:
    got = await site.put(f"/brands/{own['subdomain']}/synonyms", json={"synonyms": wrong}, key=own["api_key"])
    assert got.status == 400
    assert "synonyms" in got.json()["detail"]


async def test_only_the_companys_manager_reads_and_changes_synonyms(site: Site, own: dict[str, Any]) -> None:
    address = f"/brands/{own['subdomain']}/synonyms"
    assert (await site.get(address)).status == 401
    assert (await site.put(address, json={"synonyms": GROUPS})).status == 401
