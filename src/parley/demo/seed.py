"""Puts the demo companies into the database, where they are missing. They are marked as demo and nothing else."""

from sqlalchemy import text, update

from parley.catalog import products
from parley.companies import manage
from parley.companies.keys import ShowKey
from parley.demo.companies import DEMO_COMPANIES, DemoCompany
from parley.documents.store import add_document
from parley.files.address_table import parse_address_records
from parley.models import Widget
from parley.runtime import Runtime
from parley.tenants.config import find_company_id
from parley.verticals.isp.coverage_table import add_coverage_rows, parse_coverage_rows


async def seed_demo_companies(rt: Runtime, show: ShowKey = lambda _name, _key: None) -> None:
    """Creates the demo companies that are missing. `show` is called with each manager's key (companies/keys.py)."""
    for demo in DEMO_COMPANIES:
        async with rt.db.begin() as session:
            existing_id = await find_company_id(session, demo.slug)
        if existing_id is None:
            await create_demo_company(rt, demo, show)
        elif rt.settings.auto_populate:
            await _add_demo_content(rt, existing_id, demo)


async def create_demo_company(
    rt: Runtime, demo: DemoCompany, show: ShowKey = lambda _name, _key: None
) -> tuple[int, str]:
    """Creates a demo company with all it has. Returns its id and its manager's key, which `show` was called with
    before it counts."""
    async with rt.db.across() as session:
        company, profile, key = await manage.insert_company(
            session, demo.name, demo.slug, demo.language, demo.country, demo.timezone
        )
        company.description = demo.description
        profile.currency, profile.flow, profile.welcome_message = demo.currency, demo.flow, demo.welcome
        profile.flow_text = demo.flow_text
        profile.company_info, profile.appearance_settings = dict(demo.info), dict(demo.appearance)
        if demo.greeting:
            await session.execute(
                update(Widget).where(Widget.company_id == company.id).values(greeting=demo.greeting)
            )
        await session.flush()
        show(f"manager of {demo.slug} (id {company.id})", key)
    await _add_demo_content(rt, company.id, demo)
    return company.id, key


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
