"""What a monitor is told when something is wrong, and whom a list of numbers tells nothing."""

from datetime import UTC, datetime

import pytest
from sqlalchemy.engine import make_url

from fakes.asgi import Asgi
from fakes.company import a_company
from fakes.site import Site
from parley.api.app import create_app
from parley.bootstrap import assemble_runtime
from parley.infra.database import Database
from parley.infra.logging import LOG_FILE
from parley.runtime import Runtime

NOBODY_LISTENS = "nobody listens: there is no key of a provider that does, and no PARLEY_VOICE_MODEL"


@pytest.fixture
def unreachable(runtime: Runtime) -> Asgi:
    """A service whose database does not answer."""
    url = make_url("postgresql+psycopg://parley:verysecret@127.0.0.1:1/parley")
    rt = assemble_runtime(runtime.settings, Database.connect(url), runtime.queue, runtime.http)
    return Asgi(create_app(rt))


async def test_a_missing_database_is_reported_with_200(unreachable: Asgi) -> None:
    got = await unreachable.get("/health")
    assert (got.status, got.json()["status"]) == (200, "unhealthy")
    assert got.json()["checks"] == {"database": "error", "queue": "error", "voice": NOBODY_LISTENS}
    assert (await unreachable.get("/health?strict=1")).status == 503


async def test_a_missing_database_is_reported_without_its_password(unreachable: Asgi) -> None:
    got = await unreachable.get("/sales/health/db")
    assert (got.status, got.json()["status"]) == (200, "error")
    assert "verysecret" not in got.text


async def test_without_a_database_a_request_is_answered_503_with_retry_after(unreachable: Asgi) -> None:
    got = await unreachable.get("/companies/1")
    assert got.status == 503
    assert int(got.headers["retry-after"]) >= 1
    assert "verysecret" not in got.text


async def test_stats_are_the_union_of_the_three_services(site: Site) -> None:
    company = await a_company(site.rt)
    before = (await site.get("/stats")).json()
    await site.say(company.id, "v_1", "Здравствуйте")
    got = (await site.get("/stats")).json()
    assert got["messages_received_today"] == before["messages_received_today"] + 1
    assert got["messages_today"] == got["messages_received_today"] + got["bot_messages_today"]
    assert got["contacts"]["total"] == before["contacts"]["total"] + 1
    assert set(got["contacts"]) == {"total", "clients", "non_clients", "unclassified"}
    assert set(got["queue_sizes"].values()) == {"N/A"}
    (own,) = [row for row in got["brands_stats"] if row["brand_id"] == company.slug]
    assert own == {"brand_id": company.slug, "brand_name": company.name, "total_products": 0,
                   "available_products": 0, "categories": 0, "active_conversations": 1}  # fmt: skip


async def test_the_time_of_the_start_page_has_a_zone(site: Site) -> None:
    shown_time = datetime.fromisoformat((await site.get("/")).json()["timestamp"])
    assert shown_time.tzinfo is not None
    assert abs((datetime.now(UTC) - shown_time).total_seconds()) < 60


@pytest.mark.parametrize("lines", ["0", "1001", "all"])
async def test_too_many_lines_of_the_log_are_refused(site: Site, lines: str) -> None:
    assert (await site.get(f"/logs?lines={lines}", key=site.sup)).status == 422


async def test_the_last_lines_of_the_log_are_returned(site: Site) -> None:
    file = site.rt.settings.home / LOG_FILE
    file.write_text("".join(f"line {number}\n" for number in range(100)), encoding="utf-8")
    got = (await site.get("/logs?lines=2", key=site.sup)).json()["logs"]
    file.unlink()
    assert got == "line 98\nline 99\n"


async def test_metrics_name_routes_not_addresses(site: Site) -> None:
    company = await a_company(site.rt)
    await site.get(f"/companies/{company.id}")
    text = (await site.get("/metrics")).text
    assert 'route="/companies/{company_id}"' in text
    assert f'route="/companies/{company.id}"' not in text


async def test_monitors_are_not_stopped_at_once_a_second(site: Site) -> None:
    rt = site.rt
    limited = assemble_runtime(rt.settings.model_copy(update={"rate_limits": "on"}), rt.db, rt.queue, rt.http)
    api = Asgi(create_app(limited))
    for path in ("/", "/health", "/sales/health/db"):
        assert {(await api.get(path)).status for _ in range(60)} == {200}
