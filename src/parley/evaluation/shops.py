"""Shops to be tried on labelled cases: the demo companies, and shops described in a file."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import uuid4

import msgspec
from msgspec import Struct
from sqlalchemy import update

from parley.bootstrap import assemble_runtime
from parley.demo.companies import DEMO_COMPANIES, DemoCompany
from parley.demo.seed import create_demo_company
from parley.domain.company import CompanyConfig
from parley.errors import ConfigurationError
from parley.models import Profile
from parley.runtime import Runtime
from parley.tenants.config import load_config


class ShopDocument(Struct, frozen=True, forbid_unknown_fields=True):
    """A document of a shop; the end of its name tells the format."""

    name: str
    text: str


class ShopFile(Struct, frozen=True, forbid_unknown_fields=True):
    """A shop as its file describes it."""

    name: str
    description: str
    language: str
    #: ISO 3166
    country: str
    #: ISO 4217
    currency: str
    timezone: str
    #: as catalog/products.py takes them
    products: list[dict[str, Any]]
    documents: list[ShopDocument] = []
    #: what the profile says of the company: phone, address, hours, …
    info: dict[str, Any] = {}
    welcome: str = ""
    flow: str = "lead_capture"
    #: a flow of its own instead, as YAML (docs/flows.md)
    flow_text: str = ""


def find_shop(slug: str, folder: Path | None = None) -> DemoCompany:
    """Returns a demo company, or the shop that `folder`/`slug`.yaml describes.

    Raises ConfigurationError where there is none, and for a file that cannot be read.
    """
    if demo := next((demo for demo in DEMO_COMPANIES if demo.slug == slug), None):
        return demo
    file = folder / f"{slug}.yaml" if folder and slug.isprintable() and "/" not in slug else None
    if file is None or not file.is_file():
        known = ", ".join(demo.slug for demo in DEMO_COMPANIES)
        raise ConfigurationError(f"There is no demo company {slug}; there are {known}")
    try:
        shop = msgspec.yaml.decode(file.read_bytes(), type=ShopFile)
    except (msgspec.MsgspecError, OSError) as error:
        raise ConfigurationError(f"{file.name}: {error}") from None
    return _shop_company(slug, shop)


def _shop_company(slug: str, shop: ShopFile) -> DemoCompany:
    return DemoCompany(
        slug=slug,
        name=shop.name,
        description=shop.description,
        language=shop.language,
        country=shop.country,
        timezone=shop.timezone,
        currency=shop.currency,
        welcome=shop.welcome,
        info={"name": shop.name, "description": shop.description, **shop.info},
        products=tuple(shop.products),
        documents=tuple((document.name, document.text) for document in shop.documents),
        flow=shop.flow,
        flow_text=shop.flow_text,
    )


@asynccontextmanager
async def temporary_shop(
    rt: Runtime, shop: DemoCompany, model: str = ""
) -> AsyncIterator[tuple[Runtime, CompanyConfig]]:
    """Creates a shop that is gone afterwards, with all its conversations. Yields a runtime of its own and the
    company. `model`: the company's model; empty for the built-in one."""
    async with rt.db.sandbox() as db:
        sandbox = assemble_runtime(rt.settings.model_copy(update={"auto_populate": True}), db, rt.queue, rt.http)
        company_id, _ = await create_demo_company(sandbox, replace(shop, slug=f"eval-{uuid4().hex[:8]}"))
        async with db.scoped(company_id) as session:
            await session.execute(update(Profile).values(model=model or "builtin"))
            company = await load_config(session, company_id)
        assert company is not None
        yield sandbox, company
