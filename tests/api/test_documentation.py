"""Who our companies are, our numbers and our document are for everybody outside production only (contract §0.1)."""

import pytest
import pytest_asyncio

from fakes.asgi import Asgi
from fakes.company import a_company
from fakes.site import Site
from parley.api.app import create_app
from parley.bootstrap import assemble_runtime
from parley.companies.keys import create_key
from parley.domain.company import CompanyConfig
from parley.runtime import Runtime

CLOSED = ("/docs", "/redoc", "/openapi.json", "/metrics", "/brands", "/brands/active")


def with_settings(rt: Runtime, **settings: str) -> Asgi:
    own = assemble_runtime(rt.settings.model_copy(update=settings), rt.db, rt.queue, rt.http)
    return Asgi(create_app(own))


@pytest_asyncio.fixture(loop_scope="session")
async def company(runtime: Runtime) -> CompanyConfig:
    return await a_company(runtime, "Лавка")


@pytest.fixture
def production(runtime: Runtime) -> Asgi:
    return with_settings(runtime, env="production")


@pytest.mark.parametrize("path", CLOSED)
async def test_in_production_strangers_are_asked_for_a_key(production: Asgi, path: str) -> None:
    got = await production.get(path)
    assert (got.status, got.headers["www-authenticate"]) == (401, "Bearer")
    assert (await production.get(path, key="wrong")).status == 401


@pytest.mark.parametrize("path", CLOSED)
async def test_any_staff_key_opens_them(
    runtime: Runtime, production: Asgi, company: CompanyConfig, path: str
) -> None:
    manager = await create_key(runtime.db, "MGR", company=str(company.id))
    for key in (Site.sup, Site.svc, manager):
        assert (await production.get(path, key=key)).status == 200


@pytest.mark.parametrize("path", [*CLOSED, "/", "/stats"])
async def test_outside_production_and_by_the_operators_word_they_are_everybodys(
    runtime: Runtime, company: CompanyConfig, path: str
) -> None:
    opened = with_settings(runtime, env="production", public_lists="on")
    for api in (with_settings(runtime), opened):
        got = await api.get(path)
        assert got.status == 200
        assert path not in ("/", "/stats", "/brands") or company.slug in got.text


async def test_in_production_strangers_get_counts_and_no_company(production: Asgi, company: CompanyConfig) -> None:
    root, stats = await production.get("/"), await production.get("/stats")
    page = await production.get("/", headers={"Accept": "text/html"})
    assert (root.json()["brands"], stats.json()["brands_stats"]) == ([], [])
    assert root.json()["active_brands"] >= 1
    assert stats.json()["total_brands"] >= 1
    assert company.slug not in root.text + stats.text + page.text
    for path in ("/", "/stats"):
        assert company.slug in (await production.get(path, key=Site.svc)).text
    page = await production.get("/", headers={"Accept": "text/html"}, key=Site.sup)
    assert page.status == 200


async def test_pages_ask_for_the_document_beside_them(production: Asgi) -> None:
    for path in ("/docs", "/redoc"):
        assert "'openapi.json'" in (await production.get(path, key=Site.sup)).text.replace('"', "'")
