"""What another site's page makes a browser send proves nothing about who sits there (CSRF)."""

from base64 import b64encode
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

import pytest
import pytest_asyncio

from fakes.site import Site
from parley.companies import manage


@pytest_asyncio.fixture(loop_scope="session")
async def own(site: Site) -> dict[str, Any]:
    return await manage.add_company(site.rt, name="Свои", subdomain=f"office-{uuid4().hex}")


def basic(key: str) -> dict[str, str]:
    return {"Authorization": "Basic " + b64encode(f"api:{key}".encode()).decode()}


async def change(site: Site, own: dict[str, Any], headers: dict[str, str]) -> int:
    path = f"/sales/{own['id']}/widget-enabled?enabled=true"
    return (await site.post(path, headers={**basic(own["api_key"]), **headers})).status


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "Cross-Site"},
        {"Sec-Fetch-Site": "same-site", "Origin": "https://blog.parley.example"},
        {"Sec-Fetch-Site": "nonsense"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": ""},
        {"Origin": "http://[broken"},
        {"Origin": "http://127.0.0.1"},
        {"Origin": "http://127.0.0.1:1"},
    ],
)
async def test_a_password_that_the_browser_adds_for_another_site_is_none(
    site: Site, own: dict[str, Any], headers: dict[str, str]
) -> None:
    assert await change(site, own, headers) == 401


async def test_programs_and_our_own_pages_send_theirs(site: Site, own: dict[str, Any]) -> None:
    public = urlsplit(site.rt.settings.public_base_url)
    for headers in (
        {},
        {"Sec-Fetch-Site": "same-origin", "Origin": site.base},
        {"Sec-Fetch-Site": "none"},
        {"Origin": site.base},
        {"Origin": f"{public.scheme}://{public.netloc}"},
    ):
        assert await change(site, own, headers) == 200


async def test_a_key_that_a_page_has_to_set_itself_may_come_from_anywhere(site: Site, own: dict[str, Any]) -> None:
    headers = {"Origin": "https://office.example", "Sec-Fetch-Site": "cross-site"}
    path = f"/sales/{own['id']}/widget-enabled?enabled=true"
    for given in ({"X-API-Key": own["api_key"]}, {"Authorization": f"Bearer {own['api_key']}"}):
        assert (await site.post(path, headers={**headers, **given})).status == 200
    assert (await site.post(f"{path}&api_key={own['api_key']}", headers=headers)).status == 200


async def test_what_only_reads_changes_nothing(site: Site, own: dict[str, Any]) -> None:
    headers = {**basic(own["api_key"]), "Sec-Fetch-Site": "cross-site"}
    assert (await site.get(f"/sales/{own['id']}/leads", headers=headers)).status == 200


async def test_a_socket_of_another_sites_page_speaks_for_nobody(site: Site, own: dict[str, Any]) -> None:
    for origin, sources in (("https://evil.example", {None}), (site.base, {None, 7123456789})):
        async with site.socket(f"/ws/sales/{own['id']}", headers={**basic(site.svc), "Origin": origin}) as socket:
            await socket.frame()
            await socket.send("chat", message="Здравствуйте", user_id="7123456789")
            await socket.answer()
        leads = (await site.get(f"/sales/{own['id']}/leads", key=site.sup)).json()["leads"]
        assert {lead["telegram_user_id"] for lead in leads} == sources
