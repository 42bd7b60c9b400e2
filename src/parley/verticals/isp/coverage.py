"""Finds out whether a provider reaches an address: from its outside table (external_table.py) where it has one,
else from its own table of addresses (coverage_table.py).

Where a company has neither, nobody says yes or no: a specialist looks by hand.
"""

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import select

from parley.domain.company import CompanyConfig
from parley.models import CoverageEntry
from parley.nlu.addresses.extract import Address, extract_address
from parley.nlu.addresses.house_ranges import match_house
from parley.nlu.addresses.street_names import split_street_type
from parley.services import Services
from parley.tenants.cache import cached
from parley.text.sanitize import sanitize_text
from parley.verticals.isp.external_table import check_external_address, uses_external_table
from parley.verticals.isp.order_language import order_replies
from parley.verticals.isp.street_index import StreetCoverage, StreetIndex
from parley.verticals.isp.words.base import OrderReplies

_MAX_CANDIDATES = 5
_MAX_TEXT_CHARS = 500


@dataclass(frozen=True, slots=True)
class Coverage:
    """The answer about an address."""

    #: None where nobody can say yet; `message` then asks for what is missing
    available: bool | None
    message: str
    #: with the city and the street as the table has them
    address: Address | None = None
    address_full: str = ""
    technology: str = ""
    #: streets to choose from, as they are shown
    candidates: Sequence[str] = ()
    #: a specialist will look; there is nothing to ask for
    needs_manual_check: bool = False


async def find_coverage(
    rt: Services, company: CompanyConfig, address: str | Address, language: str = ""
) -> Coverage:
    """Looks an address up. No transaction is open while the outside table is waited for, four seconds at most.

    `language`: of the message to the customer.
    """
    replies = order_replies(language)
    parsed_address = address if isinstance(address, Address) else extract_address(address, requested=True)
    if uses_external_table(rt, company):
        text = parsed_address.full_text() if parsed_address else sanitize_text(str(address)).strip()
        coverage = await _check_external(rt, text[:_MAX_TEXT_CHARS], parsed_address, replies)
        if coverage is not None:
            return coverage
    if parsed_address is None or not (parsed_address.street or parsed_address.house):
        return Coverage(None, replies.ask_street)
    streets = await cached(rt, company, "streets", lambda: _load_street_index(rt, company))
    return match_coverage(streets, parsed_address, replies)


async def _load_street_index(rt: Services, company: CompanyConfig) -> StreetIndex:
    async with rt.db.scoped(company.id) as session:
        columns = (
            CoverageEntry.city,
            CoverageEntry.street,
            CoverageEntry.houses,
            CoverageEntry.technology,
            CoverageEntry.available,
        )
        table_rows = (await session.execute(select(*columns).order_by(CoverageEntry.id))).all()
    # 0.1 s for five thousand rows
    return await asyncio.to_thread(lambda: StreetIndex(StreetCoverage(*row) for row in table_rows))


async def _check_external(
    rt: Services, address_text: str, parsed_address: Address | None, replies: OrderReplies
) -> Coverage | None:
    answer = await check_external_address(rt, address_text) if address_text else None
    if answer is None:
        return None
    available = bool(answer["available"])
    full_address, technology, message = (
        sanitize_text(str(answer.get(name) or "")).strip()[:_MAX_TEXT_CHARS]
        for name in ("address_full", "technology", "message")
    )
    full_address = full_address or address_text
    return Coverage(
        available,
        message or _coverage_message(replies, available, full_address, technology),
        parsed_address,
        full_address,
        technology,
    )


def match_coverage(streets: StreetIndex, parsed_address: Address, replies: OrderReplies) -> Coverage:
    """Looks an address up in a company's own table. `replies`: words the message to the customer."""
    full_address = parsed_address.full_text()
    if not streets:
        return Coverage(None, replies.manual_check, parsed_address, full_address, needs_manual_check=True)
    city = streets.find_city(parsed_address.city)
    if city is None:
        message = replies.unknown_city.format(city=parsed_address.city)
        return Coverage(False, message, parsed_address, full_address)
    matched_rows = streets.find_streets(parsed_address, city)
    if not parsed_address.street:
        return Coverage(None, replies.ask_street, parsed_address)
    labels = _street_labels(matched_rows)
    if len(labels) > 1:
        return _ask_which_street(labels, parsed_address, replies)
    if not matched_rows:
        table_address = replace(parsed_address, city=city or parsed_address.city)
        full_address = table_address.full_text()
        return Coverage(False, _coverage_message(replies, False, full_address, ""), table_address, full_address)
    kind, name = split_street_type(matched_rows[0].street)
    table_address = replace(
        parsed_address,
        city=matched_rows[0].city or parsed_address.city,
        street=name,
        kind=kind or parsed_address.kind,
    )
    if not parsed_address.house:
        return Coverage(None, replies.ask_house, table_address, table_address.full_text())
    return _coverage_of_house(matched_rows, table_address, replies)


def _coverage_of_house(
    matched_rows: Iterable[StreetCoverage], table_address: Address, replies: OrderReplies
) -> Coverage:
    """Counts the row that says most exactly which houses it means; of two, the one that says no."""
    precision, row = max(
        ((match_house(row.houses, table_address.house), row) for row in matched_rows),
        key=lambda match: (match[0], not match[1].available),
    )
    available = bool(precision) and row.available
    technology = row.technology if available else ""
    full_address = table_address.full_text()
    message = _coverage_message(replies, available, full_address, technology)
    return Coverage(available, message, table_address, full_address, technology)


def _ask_which_street(labels: Sequence[str], parsed_address: Address, replies: OrderReplies) -> Coverage:
    candidates = tuple(labels[:_MAX_CANDIDATES])
    message = replies.which_street.format(candidates=f" {replies.or_word} ".join(candidates))
    return Coverage(None, message, parsed_address, parsed_address.full_text(), candidates=candidates)


def _street_labels(matched_rows: Sequence[StreetCoverage]) -> list[str]:
    """Returns the streets, each once, with their cities where these differ."""
    in_several_cities = len({row.city for row in matched_rows}) > 1
    labels = (f"{row.city}, {row.street}" if in_several_cities and row.city else row.street for row in matched_rows)
    return list(dict.fromkeys(labels))


def _coverage_message(replies: OrderReplies, available: bool, full_address: str, technology: str) -> str:
    if not available:
        return replies.unavailable.format(address=full_address)
    message = replies.available.format(address=full_address)
    return f"{message} {replies.technology.format(technology=technology)}" if technology else message
