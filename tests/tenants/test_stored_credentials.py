"""What an installation does about credentials that its key does not open."""

from pathlib import Path

import pytest
from sqlalchemy import text
from structlog.testing import capture_logs

from fakes.company import a_company
from fakes.site import Site
from parley.domain.company import CompanyConfig
from parley.errors import ConfigurationError
from parley.infra.secrets import Vault, installation_keys
from parley.models import CrmAccount
from parley.runtime import Runtime
from parley.tenants.config import load_config
from parley.tenants.stored_credentials import forget_unreadable_credentials, require_readable_credentials


async def damage(rt: Runtime, condition: str = "true") -> None:
    async with rt.db.across() as session:
        await session.execute(text(f"UPDATE profiles SET credentials = 'damaged' WHERE {condition}"))


async def test_a_database_without_companies_is_of_any_key(live: Runtime, tmp_path: Path) -> None:
    await require_readable_credentials(live.db, tmp_path)


async def test_what_another_key_wrote_stops_the_start(live: Runtime, tmp_path: Path) -> None:
    await a_company(live)
    await require_readable_credentials(live.db, tmp_path)
    other = Vault()
    other.set_key(*installation_keys("another", tmp_path))
    async with live.db.across() as session:
        await session.execute(text("UPDATE profiles SET credentials = :stored"), {"stored": other.encrypt({})})
    with pytest.raises(ConfigurationError, match="Set PARLEY_SECRET_KEY") as caught:
        await require_readable_credentials(live.db, tmp_path)
    assert str(tmp_path / "secret.key") in str(caught.value)


async def test_one_damaged_row_stops_nobody(live: Runtime, tmp_path: Path) -> None:
    one, other = await a_company(live), await a_company(live, "Другая")
    await damage(live, f"company_id = {one.id}")
    with capture_logs() as logs:
        await require_readable_credentials(live.db, tmp_path)
    assert [line["companies"] for line in logs] == [[one.id]]
    assert other.id != one.id


async def test_what_no_key_opens_is_emptied_and_the_rest_stays(live: Runtime) -> None:
    one, other = await a_company(live), await a_company(live, "Другая")
    async with live.db.across() as session:
        session.add(CrmAccount(company_id=other.id, account="demo.kommo.com", tokens={"access": "demo"}))
    kept = (await config(live, other)).credentials
    await damage(live, f"company_id = {one.id}")
    assert await forget_unreadable_credentials(live.db) == [one.id]
    assert list((await config(live, one)).credentials) == ["webhook_secret"]
    assert (await config(live, other)).credentials == kept
    async with live.db.across() as session:
        await session.execute(text("UPDATE crm_accounts SET tokens = 'damaged'"))
    assert await forget_unreadable_credentials(live.db) == [other.id]
    assert await forget_unreadable_credentials(live.db) == []


async def config(rt: Runtime, company: CompanyConfig) -> CompanyConfig:
    async with rt.db.scoped(company.id) as session:
        found = await load_config(session, company.id)
    assert found is not None
    return found


async def test_a_talk_goes_on_without_credentials_that_cannot_be_read(site: Site) -> None:
    own = await a_company(site.rt)
    await damage(site.rt, f"company_id = {own.id}")
    answer = await site.say(own.id, "v_damaged0001", "Здравствуйте", "Меня зовут Асель, +7 701 234 56 78")
    assert answer["response"]
    assert (await site.get(f"/sales/company/{own.id}", key=site.sup)).status == 200
