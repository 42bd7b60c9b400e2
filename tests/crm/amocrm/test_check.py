"""`parley amocrm check`: what an account has, what it lacks, and what to set."""

import asyncio
import sys
from pathlib import Path

import pytest
from pydantic import SecretStr
from sqlalchemy.engine import URL

import parley
from fakes.amo_shop import Shop
from fakes.amocrm_server import FakeAmo
from fakes.postgres import administer
from parley.bootstrap import assemble_runtime
from parley.companies import manage
from parley.errors import RemoteError
from parley.infra.database import Database
from parley.infra.http import HttpClient
from parley.infra.queue import JobQueue
from parley.settings import Settings


async def checked(provider: Shop, *, create: bool = False) -> tuple[bool, str]:
    lines: list[str] = []
    fine = await provider.crm.check_account(provider.company, lines.append, lambda _: create)
    return fine, "\n".join(lines)


async def test_an_account_with_everything_is_complete(provider: Shop) -> None:
    provider.settings(amo_pipeline_id=7001, amo_status_id=8002)
    fine, said = await checked(provider)
    assert fine
    assert "7001  Воронка, the main one" in said
    assert "8002  Новая заявка" in said
    assert "missing" not in said
    assert "AMO_CF" not in said


async def test_a_field_of_another_id_is_found_by_name_and_type(provider: Shop) -> None:
    fields = provider.amo.store.fields
    del fields[2578883], fields[2578411]
    fields[31] = {"id": 31, "name": "Тариф", "type": "text"}
    fields[32] = {"id": 32, "name": "Дата подключения", "type": "text"}
    fine, said = await checked(provider)
    assert not fine
    assert "AMO_CF_LEAD_TARIFF=31" in said
    assert "missing          2578411  Дата подключения  (date)" in said


async def test_missing_fields_are_made_when_agreed_and_told_as_settings(provider: Shop) -> None:
    fields = provider.amo.store.fields
    fields.clear()
    fine, said = await checked(provider, create=True)
    assert fine
    assert len(fields) == 13
    made = {field["name"]: field for field in fields.values()}
    assert made["Постоянный IP"]["type"] == "checkbox"
    assert f"AMO_CF_LEAD_STATIC_IP={made['Постоянный IP']['id']}" in said.splitlines()


async def test_a_pipeline_or_status_that_is_not_there_is_told(provider: Shop) -> None:
    provider.settings(amo_pipeline_id=7001, amo_status_id=1)
    fine, said = await checked(provider)
    assert not fine
    assert "AMO_STATUS_ID=1 is not there" in said


async def test_an_operator_runs_it(server: URL, amo: FakeAmo, settings: Settings) -> None:
    administer(server, 'CREATE DATABASE "checked" TEMPLATE pristine')
    url = server.set(database="checked")
    db, jobs = Database.connect(url), JobQueue(url)
    async with HttpClient() as http:
        await manage.add_company(assemble_runtime(settings, db, jobs, http), name="Демо", subdomain="aida")
    await db.close()
    del amo.store.fields[2578883]
    environment = {
        "DATABASE_URL": url.set(drivername="postgresql").render_as_string(hide_password=False),
        "PARLEY_HOME": str(settings.home),
        "PATH": "/usr/bin:/bin",
        "PYTHONPATH": str(Path(parley.__file__).parent.parent),
        "AMO_BASE_URL": amo.url,
        "AMO_ACCESS_TOKEN": amo.access,
    }

    async def command(*more: str) -> tuple[int | None, str]:
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            *("-m", "parley", "amocrm", "check", *more),
            env=environment,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
        )
        said, _ = await process.communicate()
        return process.returncode, said.decode()

    status, said = await command()
    assert (status, "Тариф  (text)" in said) == (1, True), said
    status, said = await command("--create")
    assert (status, "\nAMO_CF_LEAD_TARIFF=" in said) == (0, True), said
    status, said = await command("--company", "nobody")
    assert (status, "Traceback" in said) == (2, False), said
    administer(server, 'DROP DATABASE "checked" WITH (FORCE)')


async def test_an_account_that_refuses_the_token_is_told_in_words(provider: Shop) -> None:
    provider.settings(amo_refresh_token=SecretStr(""))
    provider.amo.expire()
    with pytest.raises(RemoteError, match="authorise parley"):
        await checked(provider)
