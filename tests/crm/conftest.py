from collections.abc import AsyncIterator

import pytest_asyncio

from fakes.amo_shop import Shop, shop
from fakes.amocrm_server import FakeAmo
from parley.core.company import CompanyConfig
from parley.runtime import Runtime


@pytest_asyncio.fixture(loop_scope="session")
async def amo() -> AsyncIterator[FakeAmo]:
    async with FakeAmo() as fake:
        yield fake


@pytest_asyncio.fixture(loop_scope="session")
async def desk(runtime: Runtime, company: CompanyConfig, amo: FakeAmo) -> AsyncIterator[Shop]:
    """The tenant, with the environment's account; pauses are not slept."""
    own = shop(runtime, company, amo)
    yield own
    await own.rt.http.close()
