"""Bytes are kept once for a company, and no other company finds them."""

import pytest
from sqlalchemy import text

from fakes.company import a_company
from parley.domain.company import CompanyConfig
from parley.errors import TooLarge
from parley.infra.media_store import MAX_MEDIA_BYTES, DatabaseMediaStore
from parley.runtime import Runtime

STORE = DatabaseMediaStore()


async def test_the_same_bytes_are_kept_once(runtime: Runtime, company: CompanyConfig) -> None:
    async with runtime.db.scoped(company.id) as session:
        digests = {await STORE.put(session, company.id, b"demo") for _ in range(2)}
        assert await session.scalar(text("SELECT count(*) FROM media_contents")) == 1
        assert await STORE.get(session, company.id, digests.pop()) == b"demo"
        assert not digests


async def test_another_company_finds_nothing(runtime: Runtime, company: CompanyConfig) -> None:
    async with runtime.db.scoped(company.id) as session:
        digest = await STORE.put(session, company.id, b"demo")
    other = await a_company(runtime)
    async with runtime.db.scoped(other.id) as session:
        assert await STORE.get(session, other.id, digest) is None
        assert await STORE.get(session, company.id, digest) is None, "rows are held to their company"


async def test_what_is_too_large_is_not_kept(runtime: Runtime, company: CompanyConfig) -> None:
    async with runtime.db.scoped(company.id) as session:
        with pytest.raises(TooLarge):
            await STORE.put(session, company.id, bytes(MAX_MEDIA_BYTES + 1))
