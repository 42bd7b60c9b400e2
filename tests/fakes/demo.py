"""The demo companies in a test's own database."""

from parley.demo.companies import DEMO
from parley.demo.seed import plant
from parley.runtime import Runtime


async def planted(rt: Runtime, slug: str) -> int:
    """One of them with all it has: its id."""
    company_id, _ = await plant(rt, next(demo for demo in DEMO if demo.slug == slug))
    return company_id
