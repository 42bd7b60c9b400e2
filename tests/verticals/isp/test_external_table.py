"""A provider's outside table: asked once, kept, asked again after a week, and done without while it fails."""

from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import pytest
import pytest_asyncio
from structlog.testing import capture_logs

from fakes.provider import COVERAGE_TABLE, outside_table, reload_config
from fakes.sheet_server import RECORD, FakeSheet
from parley.catalog import products
from parley.demo.companies import DEMO_COMPANIES
from parley.domain.company import CompanyConfig
from parley.files.address_table import parse_address_records
from parley.runtime import Runtime
from parley.verticals.isp.coverage import find_coverage
from parley.verticals.isp.coverage_table import replace_coverage
from parley.verticals.isp.external_table import TABLE_MAX_AGE, refresh_stale_tariffs
from parley.verticals.isp.tariffs import load_tariffs

AIDA = next(company for company in DEMO_COMPANIES if company.slug == "aida")


@pytest_asyncio.fixture(loop_scope="session")
async def provider(runtime: Runtime, company: CompanyConfig) -> CompanyConfig:
    """A provider with tariffs and addresses of its own."""
    async with runtime.db.scoped(company.id) as session:
        await products.upsert_products(session, company.id, AIDA.products)
    await replace_coverage(runtime, company.id, parse_address_records(COVERAGE_TABLE), "tester")
    return await reload_config(runtime, company.id)


@pytest_asyncio.fixture(loop_scope="session")
async def table(runtime: Runtime, provider: CompanyConfig) -> AsyncIterator[FakeSheet]:
    """The outside table of `provider`."""
    async with outside_table(runtime, provider, get_tariffs={"ok": True, "tariffs": [RECORD]}) as sheet:
        yield sheet


async def test_other_companies_do_not_get_the_outside_table(
    runtime: Runtime, table: FakeSheet, stranger: CompanyConfig
) -> None:
    assert (await load_tariffs(runtime, stranger)).source == "catalogue"
    assert table.asked == []


async def test_a_turn_does_not_ask_again_what_was_told_once(
    runtime: Runtime, provider: CompanyConfig, table: FakeSheet
) -> None:
    await load_tariffs(runtime, provider)
    runtime.caches.company_values.clear()  # another process
    assert (await load_tariffs(runtime, provider)).source == "sheet"
    assert len(table.asked) == 1


async def test_a_job_asks_again_after_a_week(runtime: Runtime, provider: CompanyConfig, table: FakeSheet) -> None:
    await refresh_stale_tariffs(runtime)
    await refresh_stale_tariffs(runtime)
    assert len(table.asked) == 1
    before = await reload_config(runtime, provider.id)
    table.answers["get_tariffs"] = {"ok": True, "tariffs": [{**RECORD, "price_rub": 1440}]}
    at = runtime.clock()
    runtime.clock = lambda: at + TABLE_MAX_AGE + timedelta(minutes=1)
    await refresh_stale_tariffs(runtime)
    assert len(table.asked) == 2
    later = await reload_config(runtime, provider.id)
    assert later.version != before.version
    assert (await load_tariffs(runtime, later)).tariffs[0].price == 1440


@pytest.mark.parametrize(
    "trouble",
    [500, 404, "<html>Sign in</html>", [], {"ok": False}, {"ok": True, "tariffs": []}, {"ok": True, "tariffs": 5}],
)
async def test_what_was_told_last_is_used_on_while_the_table_fails(
    runtime: Runtime, provider: CompanyConfig, table: FakeSheet, trouble: Any
) -> None:
    await refresh_stale_tariffs(runtime)
    if isinstance(trouble, int):
        table.status = trouble
    else:
        table.answers["get_tariffs"] = trouble
    at = runtime.clock()
    runtime.clock = lambda: at + TABLE_MAX_AGE + timedelta(days=30)
    with capture_logs() as logged:
        await refresh_stale_tariffs(runtime)
    assert "of-the-test" not in str(logged)
    assert "exec" not in str(logged)
    assert [line["log_level"] for line in logged] == ["warning"]
    assert (await load_tariffs(runtime, await reload_config(runtime, provider.id))).source == "sheet"


async def test_without_any_answer_ever_the_catalogue_stands_in_until_the_table_answers(
    runtime: Runtime, provider: CompanyConfig, table: FakeSheet
) -> None:
    table.status = 503
    assert (await load_tariffs(runtime, provider)).source == "catalogue"
    table.status = 200
    await refresh_stale_tariffs(runtime)
    assert (await load_tariffs(runtime, await reload_config(runtime, provider.id))).source == "sheet"


async def test_the_table_may_not_lead_just_anywhere(
    runtime: Runtime, provider: CompanyConfig, table: FakeSheet
) -> None:
    table.leads_to = "http://169.254.169.254/latest"
    assert (await load_tariffs(runtime, provider)).source == "catalogue"


@pytest.mark.parametrize("available", [True, False])
async def test_the_outside_table_is_asked_first(
    runtime: Runtime, provider: CompanyConfig, table: FakeSheet, available: bool
) -> None:
    table.answers["check_address"] = {"ok": True, "available": available, "technology": "GPON", "message": "Так"}
    found = await find_coverage(runtime, provider, "Тверская 1-5")
    assert (found.available, found.technology, found.message) == (available, "GPON", "Так")
    assert table.asked == [
        {"key": "of-the-test", "action": "check_address", "address": "ул. Тверская, д. 1, кв. 5"}
    ]


@pytest.mark.parametrize("answer", [None, {"ok": True}, {"ok": True, "available": "да"}, [], "<html>"])
async def test_an_outside_table_that_does_not_know_the_question_is_done_without(
    runtime: Runtime, provider: CompanyConfig, table: FakeSheet, answer: Any
) -> None:
    if answer is not None:
        table.answers["check_address"] = answer
    with capture_logs() as logged:
        assert (await find_coverage(runtime, provider, "Ленина 5")).available is True
        assert (await find_coverage(runtime, provider, "Ленина 46")).available is False
    assert len(logged) == (2 if isinstance(answer, list | str) else 1)
    assert "Ленина" not in str(logged)


async def test_an_outside_table_that_is_down_is_done_without(
    runtime: Runtime, provider: CompanyConfig, table: FakeSheet
) -> None:
    table.status = 500
    assert (await find_coverage(runtime, provider, "Ленина 5")).available is True
