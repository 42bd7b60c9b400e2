"""The tariffs and services of an internet provider: from its products, or from its own outside table."""

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

import structlog
from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from parley.catalog.products import price
from parley.domain.company import CompanyConfig
from parley.models import Product
from parley.services import Services
from parley.tenants.cache import kept
from parley.text.tokenize import clean, fold
from parley.verticals.isp import external_table as sheet
from parley.verticals.isp.tariff import Segment, Service, ServiceKind, Tariff, Tariffs
from parley.verticals.isp.tariff_mention import recognised

__all__ = ["Service", "Tariff", "Tariffs", "recognised", "tariffs"]

log = structlog.get_logger()

_MOST = 500
_TOLD = 10
_ABOUT = (
    "интернет|internet|тариф|tariff|пакет|видеонаблюд|камер|cctv|роутер|router|маршрутизатор|(^|[^a-z])ip([^a-z]|$)"
)
_SPEEDS = ("speed_mbps", "speed", "скорость", "скорость мбит/с", "скорость, мбит/с", "мбит/с")
_SPEED = re.compile(r"(\d{1,6})\s*(?:мбит|мб/с|mbit|mbps)", re.IGNORECASE)
_CAMERAS = re.compile(r"(\d{1,3})\s*(?:ip[\s-]*)?камер")
_OFFICE = re.compile(r"офис|бизнес|юрид|юр\.?\s?лиц|office|business|b2b")
_NO = frozenset(["", "0", "нет", "no", "false", "-", "none"])
_ROUTER = "роутер|router|маршрутизатор"
_SERVICES: tuple[tuple[ServiceKind, re.Pattern[str]], ...] = (
    ("static_ip", re.compile(r"(?=.*\bip\b)(?=.*(?:постоянн|статич|белы|выделен|static))", re.DOTALL)),
    ("router_rent", re.compile(rf"(?=.*(?:{_ROUTER}))(?=.*(?:аренд|rent))", re.DOTALL)),
    ("router_buy", re.compile(rf"(?=.*(?:{_ROUTER}))(?=.*(?:покуп|купить|продаж|buy))", re.DOTALL)),
    ("cctv", re.compile(r"видеонаблюд|камер|cctv")),
)


async def tariffs(rt: Services, company: CompanyConfig) -> Tariffs:
    """Everything on sale, cheapest first. Costs nothing but the first time in each version of the company."""
    return await kept(rt, company, "tariffs", lambda: _read(rt, company))


async def _read(rt: Services, company: CompanyConfig) -> Tariffs:
    async with rt.db.scoped(company.id) as session:
        own, services = _of_products(await _products(session), company.currency)
    if sheet.used_by(rt, company):
        records = await sheet.tariffs(rt, company.id)
        if outside := _of_records(records or (), company.currency):
            return Tariffs(outside, services, "sheet")
    return Tariffs(own, services)


async def _products(session: AsyncSession) -> Iterable[Product]:
    """What may be a tariff or a service, whatever else the company sells."""
    about = or_(Product.name.op("~*")(_ABOUT), Product.category.op("~*")(_ABOUT))
    return await session.scalars(select(Product).where(about).order_by(Product.id).limit(_MOST))


def _of_products(rows: Iterable[Product], currency: str) -> tuple[tuple[Tariff, ...], tuple[Service, ...]]:
    plans: list[Tariff] = []
    services: list[Service] = []
    for row in rows:
        own = row.currency or currency
        if (speed := _speed(row)) and row.price is not None:
            plans.append(_tariff({**row.specifications, "name": row.name, "speed_mbps": speed}, row, own))
        elif (kind := _kind(row)) and row.available:
            services.append(Service(row.name, row.price, kind, _count(row) if kind == "cctv" else 1))
    services.sort(key=lambda service: (service.kind, service.count))
    return _sorted(plans), tuple(services)


def _tariff(values: Mapping[str, Any], row: Product, currency: str) -> Tariff:
    segment = values.get("segment") or f"{row.category} {row.name}"
    asked = {**values, "price_rub": row.price, "segment": segment, "active": row.available}
    return _of_record(asked, currency)


def _of_records(records: Iterable[Any], currency: str) -> tuple[Tariff, ...]:
    """The outside table's. One that cannot be used is left out and told in the log."""
    found: dict[str, Tariff] = {}
    skipped: list[str] = []
    for number, record in enumerate(list(records)[:_MOST], 1):
        try:
            made = _of_record(record, currency)
        except ValueError as error:
            skipped.append(f"record {number}: {error}")
        else:
            found[made.name] = made
    if skipped:
        log.warning("tariffs of the outside table were skipped", skipped=skipped[:_TOLD], count=len(skipped))
    return _sorted(found.values())


def _of_record(record: Any, currency: str) -> Tariff:
    """Raises ValueError for one without a name or a price."""
    if not isinstance(record, Mapping):
        raise ValueError("not an object")
    name = " ".join(clean(str(record.get("name") or "")).split())[:200]
    amount = price(record.get("price_rub", record.get("price")))
    if not name:
        raise ValueError("no name")
    if not amount:
        raise ValueError("no price")
    rent = price(record.get("router_rent_rub"))
    return Tariff(
        name=name,
        speed_mbps=int(price(record.get("speed_mbps")) or 0),
        price=amount,
        currency=currency,
        segment=_segment(record, name),
        router_included=_yes(record.get("router_included")),
        router_rent=rent or None,
        tv_channels=int(price(record.get("tv_channels")) or 0),
        connection_price=price(record.get("connection_price_rub")) or Decimal(0),
        promo_price=price(record.get("promo_price_rub")) or Decimal(0),
        notes=clean(str(record.get("notes") or "")).strip()[:500],
        active=_yes(record.get("active", True)),
    )


def _segment(record: Mapping[str, Any], name: str) -> Segment:
    told = fold(str(record.get("segment") or "")) or fold(name)
    return "office" if _OFFICE.search(told) else "home"


def _yes(value: Any) -> bool:
    return fold(str(value)).strip() not in _NO if value is not None else False


def _speed(row: Product) -> int:
    """0 for what is no internet tariff."""
    named = {fold(str(key)).strip(): value for key, value in row.specifications.items()}
    for key in _SPEEDS:
        if amount := price(named.get(key)):
            return int(amount)
    if _kind(row):
        return 0
    found = _SPEED.search(f"{row.name} {row.description}")
    return int(found[1]) if found else 0


def _kind(row: Product) -> ServiceKind | None:
    told = fold(f"{row.name} {row.category}")
    return next((kind for kind, pattern in _SERVICES if pattern.search(told)), None)


def _count(row: Product) -> int:
    if told := price(row.specifications.get("cameras")):
        return int(told)
    found = _CAMERAS.search(fold(row.name))
    return int(found[1]) if found else 1


def _sorted(found: Iterable[Tariff]) -> tuple[Tariff, ...]:
    return tuple(sorted(found, key=lambda tariff: tariff.price))
