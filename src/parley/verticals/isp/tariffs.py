"""The tariffs and services of an internet provider: from its products, or from its own outside table."""

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

import structlog
from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from parley.catalog.products import parse_price
from parley.domain.company import CompanyConfig
from parley.models import Product
from parley.services import Services
from parley.tenants.cache import cached
from parley.text.normalize import normalize
from parley.text.sanitize import sanitize_text
from parley.verticals.isp.external_table import external_tariffs, uses_external_table
from parley.verticals.isp.tariff import CustomerSegment, Service, ServiceKind, Tariff, TariffCatalog
from parley.verticals.isp.tariff_mention import find_mentioned_tariff

__all__ = ["Service", "Tariff", "TariffCatalog", "find_mentioned_tariff", "load_tariffs"]

log = structlog.get_logger()

_MAX_TARIFFS = 500
_MAX_LOGGED = 10
_TARIFF_PATTERN = (
    "интернет|internet|тариф|tariff|пакет|видеонаблюд|камер|cctv|роутер|router|маршрутизатор|(^|[^a-z])ip([^a-z]|$)"
)
_SPEED_KEYS = ("speed_mbps", "speed", "скорость", "скорость мбит/с", "скорость, мбит/с", "мбит/с")
_SPEED = re.compile(r"(\d{1,6})\s*(?:мбит|мб/с|mbit|mbps)", re.IGNORECASE)
_CAMERAS = re.compile(r"(\d{1,3})\s*(?:ip[\s-]*)?камер")
_OFFICE = re.compile(r"офис|бизнес|юрид|юр\.?\s?лиц|office|business|b2b")
_FALSE_WORDS = frozenset(["", "0", "нет", "no", "false", "-", "none"])
_ROUTER = "роутер|router|маршрутизатор"
_SERVICES: tuple[tuple[ServiceKind, re.Pattern[str]], ...] = (
    ("static_ip", re.compile(r"(?=.*\bip\b)(?=.*(?:постоянн|статич|белы|выделен|static))", re.DOTALL)),
    ("router_rent", re.compile(rf"(?=.*(?:{_ROUTER}))(?=.*(?:аренд|rent))", re.DOTALL)),
    ("router_buy", re.compile(rf"(?=.*(?:{_ROUTER}))(?=.*(?:покуп|купить|продаж|buy))", re.DOTALL)),
    ("cctv", re.compile(r"видеонаблюд|камер|cctv")),
)


async def load_tariffs(rt: Services, company: CompanyConfig) -> TariffCatalog:
    """Everything on sale, cheapest first. Costs nothing but the first time in each version of the company."""
    return await cached(rt, company, "tariffs", lambda: _read_tariffs(rt, company))


async def _read_tariffs(rt: Services, company: CompanyConfig) -> TariffCatalog:
    async with rt.db.scoped(company.id) as session:
        product_tariffs, services = _parse_products(await _select_products(session), company.currency)
    if uses_external_table(rt, company):
        records = await external_tariffs(rt, company.id)
        if external := _parse_records(records or (), company.currency):
            return TariffCatalog(external, services, "sheet")
    return TariffCatalog(product_tariffs, services)


async def _select_products(session: AsyncSession) -> Iterable[Product]:
    """What may be a tariff or a service, whatever else the company sells."""
    is_tariff = or_(Product.name.op("~*")(_TARIFF_PATTERN), Product.category.op("~*")(_TARIFF_PATTERN))
    return await session.scalars(select(Product).where(is_tariff).order_by(Product.id).limit(_MAX_TARIFFS))


def _parse_products(rows: Iterable[Product], currency: str) -> tuple[tuple[Tariff, ...], tuple[Service, ...]]:
    parsed_tariffs: list[Tariff] = []
    services: list[Service] = []
    for row in rows:
        row_currency = row.currency or currency
        if (speed_mbps := _parse_speed_mbps(row)) and row.price is not None:
            parsed_tariffs.append(
                _product_tariff(
                    {**row.specifications, "name": row.name, "speed_mbps": speed_mbps}, row, row_currency
                )
            )
        elif (kind := _service_kind(row)) and row.available:
            services.append(Service(row.name, row.price, kind, _camera_count(row) if kind == "cctv" else 1))
    services.sort(key=lambda service: (service.kind, service.count))
    return _sort_by_price(parsed_tariffs), tuple(services)


def _product_tariff(values: Mapping[str, Any], row: Product, currency: str) -> Tariff:
    segment = values.get("segment") or f"{row.category} {row.name}"
    record = {**values, "price_rub": row.price, "segment": segment, "active": row.available}
    return _parse_record(record, currency)


def _parse_records(records: Iterable[Any], currency: str) -> tuple[Tariff, ...]:
    """The outside table's. One that cannot be used is left out and told in the log."""
    tariff_by_name: dict[str, Tariff] = {}
    skipped: list[str] = []
    for number, record in enumerate(list(records)[:_MAX_TARIFFS], 1):
        try:
            tariff = _parse_record(record, currency)
        except ValueError as error:
            skipped.append(f"record {number}: {error}")
        else:
            tariff_by_name[tariff.name] = tariff
    if skipped:
        log.warning("tariffs of the outside table were skipped", skipped=skipped[:_MAX_LOGGED], count=len(skipped))
    return _sort_by_price(tariff_by_name.values())


def _parse_record(record: Any, currency: str) -> Tariff:
    """Raises ValueError for one without a name or a price."""
    if not isinstance(record, Mapping):
        raise ValueError("not an object")
    name = " ".join(sanitize_text(str(record.get("name") or "")).split())[:200]
    amount = parse_price(record.get("price_rub", record.get("price")))
    if not name:
        raise ValueError("no name")
    if not amount:
        raise ValueError("no price")
    rent = parse_price(record.get("router_rent_rub"))
    return Tariff(
        name=name,
        speed_mbps=int(parse_price(record.get("speed_mbps")) or 0),
        price=amount,
        currency=currency,
        segment=_parse_segment(record, name),
        router_included=_is_true(record.get("router_included")),
        router_rent=rent or None,
        tv_channels=int(parse_price(record.get("tv_channels")) or 0),
        connection_price=parse_price(record.get("connection_price_rub")) or Decimal(0),
        promo_price=parse_price(record.get("promo_price_rub")) or Decimal(0),
        notes=sanitize_text(str(record.get("notes") or "")).strip()[:500],
        active=_is_true(record.get("active", True)),
    )


def _parse_segment(record: Mapping[str, Any], name: str) -> CustomerSegment:
    segment_text = normalize(str(record.get("segment") or "")) or normalize(name)
    return "office" if _OFFICE.search(segment_text) else "home"


def _is_true(value: Any) -> bool:
    return normalize(str(value)).strip() not in _FALSE_WORDS if value is not None else False


def _parse_speed_mbps(row: Product) -> int:
    """0 for what is no internet tariff."""
    specification_by_key = {normalize(str(key)).strip(): value for key, value in row.specifications.items()}
    for key in _SPEED_KEYS:
        if amount := parse_price(specification_by_key.get(key)):
            return int(amount)
    if _service_kind(row):
        return 0
    found = _SPEED.search(f"{row.name} {row.description}")
    return int(found[1]) if found else 0


def _service_kind(row: Product) -> ServiceKind | None:
    text = normalize(f"{row.name} {row.category}")
    return next((kind for kind, pattern in _SERVICES if pattern.search(text)), None)


def _camera_count(row: Product) -> int:
    if stated := parse_price(row.specifications.get("cameras")):
        return int(stated)
    found = _CAMERAS.search(normalize(row.name))
    return int(found[1]) if found else 1


def _sort_by_price(found: Iterable[Tariff]) -> tuple[Tariff, ...]:
    return tuple(sorted(found, key=lambda tariff: tariff.price))
