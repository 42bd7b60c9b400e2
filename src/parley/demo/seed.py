"""Put the demo companies into the database, where they are missing. They are marked as demo and nothing else."""

from sqlalchemy import text, update

from parley.catalog import products
from parley.companies import manage
from parley.demo.companies import DEMO, DemoCompany
from parley.documents import store as documents
from parley.files import address_table as addresses
from parley.models import Company, Profile, Widget
from parley.runtime import Runtime
from parley.tenants.config import find
from parley.verticals.isp import coverage_table as served


async def seed(rt: Runtime) -> dict[str, str]:
    """Returns the manager keys of the companies made just now, by company; they cannot be shown again."""
    fresh = {}
    for demo in DEMO:
        async with rt.db.begin() as session:
            known = await find(session, demo.slug)
        if known is None:
            company_id, key = await plant(rt, demo)
            fresh[f"manager of {demo.slug} (id {company_id})"] = key
        elif rt.settings.auto_populate:
            await _restock(rt, known, demo)
    return fresh


async def plant(rt: Runtime, demo: DemoCompany) -> tuple[int, str]:
    """One of them with all it has: its id and its manager's key."""
    made = await manage.create(
        rt,
        name=demo.name,
        subdomain=demo.slug,
        default_language=demo.language,
        country=demo.country,
        timezone=demo.timezone,
    )
    await _furnish(rt, made["id"], demo)
    return made["id"], made["api_key"]


async def _furnish(rt: Runtime, company_id: int, demo: DemoCompany) -> None:
    async with rt.db.scoped(company_id) as session:
        await session.execute(update(Company).where(Company.id == company_id).values(description=demo.description))
        await session.execute(
            update(Profile)
            .where(Profile.company_id == company_id)
            .values(
                currency=demo.currency,
                flow=demo.flow,
                welcome_message=demo.welcome,
                company_info=demo.info,
                appearance_settings=demo.appearance,
            )
        )
        if demo.greeting:
            await session.execute(
                update(Widget).where(Widget.company_id == company_id).values(greeting=demo.greeting)
            )
    await _restock(rt, company_id, demo)


async def _restock(rt: Runtime, company_id: int, demo: DemoCompany) -> None:
    """Goods and documents, when there are none: what the company changed itself stays."""
    async with rt.db.scoped(company_id) as session:
        stocked = await session.scalar(text("SELECT EXISTS (SELECT FROM products)"))
        if stocked or not rt.settings.auto_populate:
            return
        await products.add(session, company_id, demo.products)
        found = served.rows(addresses.records(list(demo.addresses)))
        await served.put(session, company_id, (row for row in found if isinstance(row, dict)))
        for name, content in demo.documents:
            await documents.add(session, company_id, name, content.encode(), "demo")
