"""Puts the demo companies into the database, where they are missing. They are marked as demo and nothing else."""

from sqlalchemy import text, update

from parley.catalog import products
from parley.companies import manage
from parley.demo.companies import DEMO_COMPANIES, DemoCompany
from parley.documents.store import add_document
from parley.files.address_table import parse_address_records
from parley.models import Company, Profile, Widget
from parley.runtime import Runtime
from parley.tenants.config import find_company_id
from parley.verticals.isp.coverage_table import add_coverage_rows, parse_coverage_rows


async def seed_demo_companies(rt: Runtime) -> dict[str, str]:
    """Creates the demo companies that are missing. Returns their managers' keys, which cannot be shown again."""
    new_keys = {}
    for demo in DEMO_COMPANIES:
        async with rt.db.begin() as session:
            existing_id = await find_company_id(session, demo.slug)
        if existing_id is None:
            company_id, key = await create_demo_company(rt, demo)
            new_keys[f"manager of {demo.slug} (id {company_id})"] = key
        elif rt.settings.auto_populate:
            await _add_demo_content(rt, existing_id, demo)
    return new_keys


async def create_demo_company(rt: Runtime, demo: DemoCompany) -> tuple[int, str]:
    """Creates a demo company with all it has. Returns its id and its manager's key."""
    created = await manage.add_company(
        rt,
        name=demo.name,
        subdomain=demo.slug,
        default_language=demo.language,
        country=demo.country,
        timezone=demo.timezone,
    )
    await _configure_company(rt, created["id"], demo)
    return created["id"], created["api_key"]


async def _configure_company(rt: Runtime, company_id: int, demo: DemoCompany) -> None:
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
    await _add_demo_content(rt, company_id, demo)


async def _add_demo_content(rt: Runtime, company_id: int, demo: DemoCompany) -> None:
    """Adds products and documents, when there are none: what the company changed itself stays."""
    async with rt.db.scoped(company_id) as session:
        has_products = await session.scalar(text("SELECT EXISTS (SELECT FROM products)"))
        if has_products or not rt.settings.auto_populate:
            return
        await products.upsert_products(session, company_id, demo.products)
        coverage_rows = parse_coverage_rows(parse_address_records(list(demo.addresses)))
        await add_coverage_rows(session, company_id, (row for row in coverage_rows if isinstance(row, dict)))
        for name, content in demo.documents:
            await add_document(session, company_id, name, content.encode(), "demo")
