"""The demo companies in a test's own database."""

from parley.demo.companies import DEMO_COMPANIES
from parley.demo.seed import create_demo_company
from parley.runtime import Runtime


async def planted(rt: Runtime, slug: str) -> int:
    """One of them with all it has: its id."""
    company_id, _ = await create_demo_company(rt, next(demo for demo in DEMO_COMPANIES if demo.slug == slug))
    return company_id
