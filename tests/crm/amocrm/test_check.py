"""`parley amocrm check`: what an account has, what it lacks, and what to set."""

import asyncio
import sys
from pathlib import Path
from typing import Any, cast

import pytest
from pydantic import SecretStr
from sqlalchemy.engine import URL

import parley
from fakes.amo_shop import Shop
from fakes.amocrm_server import FakeAmo
from fakes.postgres import administer
from parley.bootstrap import assemble_runtime
from parley.companies import manage
from parley.crm.amocrm.account import AmoCRMAccount, LeadField
from parley.crm.amocrm.check import Pipeline, check_field, fetch_custom_fields, find_missing_placement
from parley.crm.amocrm.client import AmoCRMClient
from parley.errors import RemoteError
from parley.infra.database import Database
from parley.infra.http import HttpClient
from parley.infra.queue import JobQueue
from parley.settings import Settings


async def checked(provider: Shop, *, create: bool = False) -> tuple[bool, str]:
    lines: list[str] = []
    is_complete = await provider.crm.check_account(provider.company, lines.append, lambda _: create)
    return is_complete, "\n".join(lines)


async def test_an_account_with_everything_is_complete(provider: Shop) -> None:
    provider.settings(amo_pipeline_id=7001, amo_status_id=8002)
    is_complete, report = await checked(provider)
    assert is_complete
    assert "7001  Воронка, the main one" in report
    assert "8002  Новая заявка" in report
    assert "missing" not in report
    assert "AMO_CF" not in report


async def test_a_field_of_another_id_is_found_by_name_and_type(provider: Shop) -> None:
    fields = provider.amo.store.fields
    del fields[2578883], fields[2578411]
    fields[31] = {"id": 31, "name": "Тариф", "type": "text"}
    fields[32] = {"id": 32, "name": "Дата подключения", "type": "text"}
    is_complete, report = await checked(provider)
    assert not is_complete
    assert "AMO_CF_LEAD_TARIFF=31" in report
    assert "missing          2578411  Дата подключения  (date)" in report


async def test_missing_fields_are_created_after_a_yes_and_reported_as_settings(provider: Shop) -> None:
    fields = provider.amo.store.fields
    fields.clear()
    is_complete, report = await checked(provider, create=True)
    assert is_complete
    assert len(fields) == 13
    made = {field["name"]: field for field in fields.values()}
    assert made["Постоянный IP"]["type"] == "checkbox"
    assert f"AMO_CF_LEAD_STATIC_IP={made['Постоянный IP']['id']}" in report.splitlines()


async def test_a_missing_pipeline_or_status_is_reported(provider: Shop) -> None:
    provider.settings(amo_pipeline_id=7001, amo_status_id=1)
    is_complete, report = await checked(provider)
    assert not is_complete
    assert "AMO_STATUS_ID=1 is not there" in report


async def test_the_command_reports_and_creates_missing_fields(
    server: URL, amo: FakeAmo, settings: Settings
) -> None:
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
        output, _ = await process.communicate()
        return process.returncode, output.decode()

    status, output = await command()
    assert (status, "Тариф  (text)" in output) == (1, True), output
    status, output = await command("--create")
    assert (status, "\nAMO_CF_LEAD_TARIFF=" in output) == (0, True), output
    status, output = await command("--company", "nobody")
    assert (status, "Traceback" in output) == (2, False), output
    administer(server, 'DROP DATABASE "checked" WITH (FORCE)')


async def test_a_refused_token_is_explained(provider: Shop) -> None:
    provider.settings(amo_refresh_token=SecretStr(""))
    provider.amo.expire()
    with pytest.raises(RemoteError, match="authorise parley"):
        await checked(provider)


async def test_closed_statuses_are_not_listed(provider: Shop) -> None:
    _, report = await checked(provider)
    assert "8001  Неразобранное" in report
    assert "  142  " not in report
    assert "  143  " not in report


@pytest.mark.parametrize(("count", "pages"), [(249, 1), (250, 2), (251, 2)])
async def test_fields_are_read_to_the_last_page(provider: Shop, count: int, pages: int) -> None:
    fields = provider.amo.store.fields
    fields.clear()
    fields.update({number: {"id": number, "name": "Чужое", "type": "text"} for number in range(1, count)})
    fields[count] = {"id": count, "name": "Тариф", "type": "text"}
    _, report = await checked(provider)
    assert f"AMO_CF_LEAD_TARIFF={count}" in report
    assert len(provider.amo.requests("GET /api/v4/leads/custom_fields")) == pages


class EndlessClient:
    """An account whose pages of fields never end."""

    def __init__(self) -> None:
        self.calls = 0

    async def call(self, method: str, path: str) -> Any:
        self.calls += 1
        return {"_embedded": {"custom_fields": [{"id": number} for number in range(250)]}}


async def test_an_account_without_a_last_page_is_left_after_forty() -> None:
    client = EndlessClient()
    assert len(await fetch_custom_fields(cast(AmoCRMClient, client))) == 10_000
    assert client.calls == 40


@pytest.mark.parametrize(
    ("ours", "theirs", "found"),
    [
        ("text", "text", True),
        ("text", "textarea", True),
        ("text", "tracking_data", True),
        ("text", "numeric", False),
        ("date", "date", True),
        ("date", "date_time", True),
        ("date", "text", False),
        ("checkbox", "checkbox", True),
        ("checkbox", "text", False),
    ],
)
def test_a_field_is_ours_when_its_type_takes_our_values(ours: str, theirs: str, found: bool) -> None:
    field = {"id": 31, "name": " тариф ", "type": theirs}
    check = check_field(LeadField("tariff", "Тариф", ours), "", [field])
    assert (check.state, check.id_or_code) == (("found by name", "31") if found else ("missing", "-"))


def test_a_configured_field_of_another_type_is_reported() -> None:
    field = {"id": 31, "code": "TRF", "name": "x", "type": "numeric"}
    for id_or_code in ("31", "TRF"):
        check = check_field(LeadField("tariff", "Тариф", "text"), id_or_code, [field])
        assert (check.state, check.remark) == ("ok", "  (is numeric, not text)")


@pytest.mark.parametrize(
    ("pipeline_id", "status_id", "missing"),
    [
        (0, 0, []),
        (1, 11, []),
        (1, 22, ["AMO_STATUS_ID=22"]),
        (0, 22, []),
        (0, 33, ["AMO_STATUS_ID=33"]),
        (3, 22, ["AMO_PIPELINE_ID=3"]),
    ],
    ids=["none", "its own", "another pipeline's", "any pipeline's", "nobody's", "of no pipeline"],
)
def test_a_status_is_looked_for_in_its_pipeline(pipeline_id: int, status_id: int, missing: list[str]) -> None:
    pipelines = [Pipeline(1, "А", True, [(11, "Новая")]), Pipeline(2, "Б", False, [(22, "Новая")])]
    account = AmoCRMAccount("https://demo.amocrm.ru", pipeline_id=pipeline_id, status_id=status_id)
    assert find_missing_placement(account, pipelines) == missing
