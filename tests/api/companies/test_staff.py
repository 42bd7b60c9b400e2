"""Managers link people of their own company and nobody else's."""

from uuid import uuid4

import pytest

from fakes.site import Site
from parley.companies import manage


@pytest.mark.parametrize(("method", "path"), [("GET", ""), ("POST", "/links"), ("PATCH", "/1"), ("DELETE", "/1")])
async def test_a_stranger_and_another_companys_manager_are_refused(site: Site, method: str, path: str) -> None:
    first = await manage.add_company(site.rt, name="Первая", subdomain=f"first-{uuid4().hex[:8]}")
    second = await manage.add_company(site.rt, name="Вторая", subdomain=f"second-{uuid4().hex[:8]}")
    address = f"/companies/{first['id']}/staff{path}"
    assert (await site.call(method, address, json={"notices": "all"})).status == 401
    assert (await site.call(method, address, json={"notices": "all"}, key=second["api_key"])).status == 403


async def test_a_link_is_shown_once_and_nobody_is_linked_by_it_alone(site: Site) -> None:
    made = await manage.add_company(site.rt, name="Лавка", subdomain=f"shop-{uuid4().hex[:8]}")
    address, key = f"/companies/{made['id']}/staff", made["api_key"]
    answer = await site.post(f"{address}/links", json={"name": "Жанна", "notices": "handovers"}, key=key)
    assert answer.status == 200
    assert answer.headers["Cache-Control"] == "no-store"
    content = answer.json()
    assert content["code"].startswith("m_")
    assert content["link"] is None, "there is no bot yet"
    assert (await site.get(address, key=key)).json() == {"staff": []}
    assert (await site.post(f"{address}/links", json={"notices": "some"}, key=key)).status == 400
    assert (await site.call("PATCH", f"{address}/1", json={"notices": "all"}, key=key)).status == 404
