"""Whether a company serves an address: asked of its outside table where it has one, else of its own (served.py).

A company that told no addresses says neither yes nor no: it looks by hand.
"""

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from sqlalchemy import select

from parley.domain.company import CompanyConfig
from parley.models import Served
from parley.nlu.addresses.extract import Address, find
from parley.nlu.addresses.house_ranges import covers
from parley.nlu.addresses.street_names import parted
from parley.services import Services
from parley.tenants.cache import kept
from parley.text.tokenize import clean
from parley.verticals.isp import external_table as sheet
from parley.verticals.isp.street_index import Street, Streets

_MOST_CANDIDATES = 5
_LONGEST = 500

_YES = "Да, по адресу {address} подключение возможно."
_NO = "К сожалению, по адресу {address} подключения пока нет."
_NO_CITY = "К сожалению, в населённом пункте {city} подключения пока нет."
_BY_HAND = "Сразу ответить не получится: возможность подключения по этому адресу проверит специалист."
_WHICH = "Уточните, пожалуйста, какой адрес имеется в виду: {candidates}?"
_NO_HOUSE = "Подскажите, пожалуйста, номер дома."
_NO_ADDRESS = "Подскажите, пожалуйста, улицу и номер дома."


@dataclass(frozen=True, slots=True)
class Coverage:
    """`available`: None where nobody can say yet; `message` then says what is missing, or that it is looked up by
    hand (`unknown`). `address`: with the city and the street as the table has them. `candidates`: streets to choose
    from, as they are shown."""

    available: bool | None
    message: str
    address: Address | None = None
    address_full: str = ""
    technology: str = ""
    candidates: Sequence[str] = field(default=())
    unknown: bool = False


async def check(rt: Services, company: CompanyConfig, address: str | Address) -> Coverage:
    """No transaction is open while the outside table is waited for."""
    asked = address if isinstance(address, Address) else find(address, asked=True)
    if sheet.used_by(rt, company):
        told = await _outside(rt, asked.full() if asked else clean(str(address)).strip()[:_LONGEST], asked)
        if told is not None:
            return told
    if asked is None or not (asked.street or asked.house):
        return Coverage(None, _NO_ADDRESS)
    streets = await kept(rt, company, "streets", lambda: _streets(rt, company))
    return among(streets, asked)


async def _streets(rt: Services, company: CompanyConfig) -> Streets:
    async with rt.db.scoped(company.id) as session:
        columns = (Served.city, Served.street, Served.houses, Served.technology, Served.available)
        found = (await session.execute(select(*columns).order_by(Served.id))).all()
    # 0.1 s for five thousand.
    return await asyncio.to_thread(lambda: Streets(Street(*row) for row in found))


async def _outside(rt: Services, written: str, asked: Address | None) -> Coverage | None:
    answer = await sheet.check_address(rt, written) if written else None
    if answer is None:
        return None
    available = bool(answer["available"])
    full, technology, message = (
        clean(str(answer.get(name) or "")).strip()[:_LONGEST] for name in ("address_full", "technology", "message")
    )
    full = full or written
    return Coverage(available, message or _told(available, full, technology), asked, full, technology)


def among(streets: Streets, asked: Address) -> Coverage:
    """By the company's own table."""
    full = asked.full()
    if not streets:
        return Coverage(None, _BY_HAND, asked, full, unknown=True)
    city = streets.city(asked.city)
    if city is None:
        return Coverage(False, _NO_CITY.format(city=asked.city), asked, full)
    found = streets.named(asked, city)
    if not asked.street:
        return Coverage(None, _NO_ADDRESS, asked)
    places = _places(found)
    if len(places) > 1:
        return _which(places, asked)
    if not found:
        known = replace(asked, city=city or asked.city)
        return Coverage(False, _told(False, known.full(), ""), known, known.full())
    kind, name = parted(found[0].street)
    known = replace(asked, city=found[0].city or asked.city, street=name, kind=kind or asked.kind)
    if not asked.house:
        return Coverage(None, _NO_HOUSE, known, known.full())
    return _at(found, known)


def _at(found: Iterable[Street], known: Address) -> Coverage:
    """The row that says most about the house counts; of two, the one that says no."""
    said = [(covers(street.houses, known.house), street) for street in found]
    precise = max(said, key=lambda one: (one[0], not one[1].available))
    available = bool(precise[0]) and precise[1].available
    technology = precise[1].technology if available else ""
    full = known.full()
    return Coverage(available, _told(available, full, technology), known, full, technology)


def _which(places: Sequence[str], asked: Address) -> Coverage:
    candidates = tuple(places[:_MOST_CANDIDATES])
    message = _WHICH.format(candidates=" или ".join(candidates))
    return Coverage(None, message, asked, asked.full(), candidates=candidates)


def _places(found: Iterable[Street]) -> list[str]:
    found = list(found)
    several = len({street.city for street in found}) > 1
    names = (f"{street.city}, {street.street}" if several and street.city else street.street for street in found)
    return list(dict.fromkeys(names))


def _told(available: bool, full: str, technology: str) -> str:
    if not available:
        return _NO.format(address=full)
    return _YES.format(address=full) + (f" Технология: {technology}." if technology else "")
