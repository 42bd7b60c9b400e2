"""The tariffs and services of an internet provider: from its products, or from its own outside table."""

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from itertools import islice
from typing import Any, NamedTuple

import structlog
from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from parley.catalog.product_row import parse_price
from parley.domain.company import CompanyConfig
from parley.models import Product
from parley.services import Services
from parley.tenants.cache import cached
from parley.text.normalize import normalize
from parley.text.sanitize import sanitize_text
from parley.verticals.isp.external_table import external_tariffs, uses_external_table
from parley.verticals.isp.tariff import CustomerSegment, Service, ServiceKind, Tariff, TariffCatalog

log = structlog.get_logger()

_MAX_TARIFFS = 500
_MAX_LOGGED = 10
_MAX_NAME_CHARS, _MAX_NOTES_CHARS = 200, 500
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


class _TariffRecord(NamedTuple):
    """A tariff as it was written. `label`: what the log calls it."""

    label: str
    values: Any
    currency: str


async def load_tariffs(rt: Services, company: CompanyConfig) -> TariffCatalog:
    """Returns everything on sale, cheapest first; read once for each version of the company."""
    return await cached(rt, company, "tariffs", lambda: _read_tariffs(rt, company))


async def _read_tariffs(rt: Services, company: CompanyConfig) -> TariffCatalog:
    async with rt.db.scoped(company.id) as session:
        product_tariffs, services = _parse_products(await _select_products(session), company.currency)
    if uses_external_table(rt, company):
        table = await external_tariffs(rt, company.id) or ()
        records = (_TariffRecord(f"record {number}", row, company.currency) for number, row in enumerate(table, 1))
        # of one name the last counts
        if tariffs := {tariff.name: tariff for tariff in _parse_tariffs(records)}:
            return TariffCatalog(_sort_by_price(tariffs.values()), services, "sheet")
    return TariffCatalog(product_tariffs, services)


async def _select_products(session: AsyncSession) -> Iterable[Product]:
    """Returns the products that may be tariffs or services, whatever else the company sells."""
    is_tariff = or_(Product.name.op("~*")(_TARIFF_PATTERN), Product.category.op("~*")(_TARIFF_PATTERN))
    return await session.scalars(select(Product).where(is_tariff).order_by(Product.id).limit(_MAX_TARIFFS))


def _parse_products(rows: Iterable[Product], currency: str) -> tuple[tuple[Tariff, ...], tuple[Service, ...]]:
    records: list[_TariffRecord] = []
    services: list[Service] = []
    for row in rows:
        if (speed_mbps := _parse_speed_mbps(row)) and row.price is not None:
            values = _product_values(row, speed_mbps)
            records.append(_TariffRecord(f"product {row.external_id}", values, row.currency or currency))
        elif (kind := _service_kind(row)) and row.available:
            services.append(Service(row.name, row.price, kind, _camera_count(row) if kind == "cctv" else 1))
    services.sort(key=lambda service: (service.kind, service.count))
    return _sort_by_price(_parse_tariffs(records)), tuple(services)


def _product_values(row: Product, speed_mbps: int) -> Mapping[str, Any]:
    """Returns a product in the keys of the outside table."""
    return {
        **row.specifications,
        "name": row.name,
        "speed_mbps": speed_mbps,
        "price_rub": row.price,
        "segment": row.specifications.get("segment") or f"{row.category} {row.name}",
        "active": row.available,
    }


def _parse_tariffs(records: Iterable[_TariffRecord]) -> list[Tariff]:
    """Returns the tariffs of the records; one that cannot be used is left out and told in the log."""
    tariffs: list[Tariff] = []
    skipped: list[str] = []
    for record in islice(records, _MAX_TARIFFS):
        try:
            tariffs.append(_parse_record(record.values, record.currency))
        except ValueError as error:
            skipped.append(f"{record.label}: {error}")
    if skipped:
        log.warning("tariffs were left out", skipped=skipped[:_MAX_LOGGED], count=len(skipped))
    return tariffs


def _sort_by_price(tariffs: Iterable[Tariff]) -> tuple[Tariff, ...]:
    return tuple(sorted(tariffs, key=lambda tariff: tariff.price))


def _parse_record(record: Any, currency: str) -> Tariff:
    """Raises ValueError for a record without a name or a price."""
    if not isinstance(record, Mapping):
        raise ValueError("not an object")
    name = " ".join(sanitize_text(str(record.get("name") or "")).split())[:_MAX_NAME_CHARS]
    price = parse_price(record.get("price_rub", record.get("price")))
    if not name:
        raise ValueError("no name")
    if not price:
        raise ValueError("no price")
    return Tariff(
        name=name,
        speed_mbps=_parse_integer(record, "speed_mbps"),
        price=price,
        currency=currency,
        segment=_parse_segment(record, name),
        router_included=_is_true(record.get("router_included")),
        router_rent=parse_price(record.get("router_rent_rub")) or None,
        tv_channels=_parse_integer(record, "tv_channels"),
        connection_price=parse_price(record.get("connection_price_rub")) or Decimal(0),
        promo_price=parse_price(record.get("promo_price_rub")) or Decimal(0),
        notes=sanitize_text(str(record.get("notes") or "")).strip()[:_MAX_NOTES_CHARS],
        active=_is_true(record.get("active", True)),
    )


def _parse_integer(record: Mapping[str, Any], key: str) -> int:
    return int(parse_price(record.get(key)) or 0)


def _parse_segment(record: Mapping[str, Any], name: str) -> CustomerSegment:
    segment_text = normalize(str(record.get("segment") or "")) or normalize(name)
    return "office" if _OFFICE.search(segment_text) else "home"


def _is_true(value: Any) -> bool:
    return normalize(str(value)).strip() not in _FALSE_WORDS if value is not None else False


def _parse_speed_mbps(row: Product) -> int:
    """Returns 0 for what is no internet tariff."""
    specification_by_key = {normalize(str(key)).strip(): value for key, value in row.specifications.items()}
    for key in _SPEED_KEYS:
        if speed := parse_price(specification_by_key.get(key)):
            return int(speed)
    if _service_kind(row):
        return 0
    match = _SPEED.search(f"{row.name} {row.description}")
    return int(match[1]) if match else 0


def _service_kind(row: Product) -> ServiceKind | None:
    text = normalize(f"{row.name} {row.category}")
    return next((kind for kind, pattern in _SERVICES if pattern.search(text)), None)


def _camera_count(row: Product) -> int:
    if count := parse_price(row.specifications.get("cameras")):
        return int(count)
    match = _CAMERAS.search(normalize(row.name))
    return int(match[1]) if match else 1
