"""What models took, over HTTP: for the company's manager, and nobody else's."""

from decimal import Decimal
from typing import Any

import pytest_asyncio

from fakes.company import a_company
from fakes.site import Site
from parley.companies import manage
from parley.domain.model_usage import ModelUsage
from parley.tenants.config import load_config
from parley.tenants.model_usage import record_usage


@pytest_asyncio.fixture(loop_scope="session")
async def own(site: Site) -> dict[str, Any]:
    """A company with its manager's key, whose model took something today."""
    other = await a_company(site.rt)
    made = await manage.add_company(site.rt, name="Лавка", subdomain=f"usage-{other.id}")
    async with site.rt.db.scoped(made["id"]) as session:
        company = await load_config(session, made["id"])
    assert company is not None
    for cost in (Decimal("0.25"), Decimal("0.50")):
        await record_usage(site.rt, company, ModelUsage("openai/gpt", 1, 1000, 800, 50, cost))
    await record_usage(site.rt, company, ModelUsage("local/llama", 1, 10, 0, 5, None))
    return made


async def test_a_manager_sees_days_total_and_budget(site: Site, own: dict[str, Any]) -> None:
    await site.post("/sales/company/upsert", json={"id": own["id"], "daily_budget": "0.70"}, key=own["api_key"])
    told = (await site.get(f"/companies/{own['id']}/usage", key=own["api_key"])).json()
    by_model = {row["model"]: row for row in told["days"]}
    assert by_model["openai/gpt"]["cost"] == "0.75"
    assert by_model["openai/gpt"]["cached_tokens"] == 1600
    assert by_model["local/llama"]["cost"] is None
    assert told["total"]["cost"] is None
    assert told["total"]["unpriced_calls"] == 1
    budget = told["budget"]
    assert (budget["daily_budget"], budget["known_cost"], budget["cost"]) == ("0.7", "0.75", None)
    assert budget["is_spent"] is True


async def test_a_stranger_and_another_companys_manager_see_nothing(site: Site, own: dict[str, Any]) -> None:
    other = await manage.add_company(site.rt, name="Чужая", subdomain=f"usage-of-another-{own['id']}")
    for path in ("usage", "usage/conversations/1"):
        assert (await site.get(f"/companies/{own['id']}/{path}")).status == 401
        assert (await site.get(f"/companies/{own['id']}/{path}", key=other["api_key"])).status == 403
    assert (await site.get(f"/companies/{other['id']}/usage", key=other["api_key"])).json()["days"] == []


async def test_days_are_limited(site: Site, own: dict[str, Any]) -> None:
    assert (await site.get(f"/companies/{own['id']}/usage?days=0", key=own["api_key"])).status == 422
    assert (await site.get(f"/companies/{own['id']}/usage?days=9999", key=own["api_key"])).status == 422
