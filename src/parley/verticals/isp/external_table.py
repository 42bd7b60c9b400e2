"""A provider's own table behind a web address (GOOGLE_SHEETS_LINK): its tariffs, and whether it serves an address.

What it told last is kept in the database: a turn waits for it once, the first time. A job asks anew after seven
days; what is kept is used on while the table does not answer. `check_address` nobody has seen at work: whatever
else than the expected comes back means that it cannot tell.
"""

import asyncio
from datetime import timedelta
from typing import Any
from urllib.parse import urljoin, urlsplit

import structlog
from sqlalchemy.dialects.postgresql import insert
from yarl import URL

from parley.domain.company import CompanyConfig
from parley.errors import RemoteError
from parley.infra.http import Response
from parley.models import Company, OutsideCache
from parley.services import Services
from parley.tenants.cache import changed
from parley.tenants.config import find, slug_of

log = structlog.get_logger()

FRESH = timedelta(days=7)
_TARIFFS = "sheet:get_tariffs"
# Seconds: for a job, and for a customer who waits.
_TIMEOUT, _PATIENCE = 30.0, 4.0
# A published script answers with one redirect to where its text lies.
_REDIRECTS = 3
_TRUSTED = (".google.com", ".googleusercontent.com")
_LARGEST = 2 * 2**20


def used_by(rt: Services, company: CompanyConfig | Company) -> bool:
    """Whether this company has the table."""
    slug = company.slug if isinstance(company, CompanyConfig) else company.subdomain
    return bool(_link(rt)) and slug_of(slug) == slug_of(rt.settings.aida_tenant)


async def tariffs(rt: Services, company_id: int) -> list[Any] | None:
    """The records as they came last; asked for now where they never came. None where there is nothing to have."""
    async with rt.db.scoped(company_id) as session:
        known = await session.get(OutsideCache, (company_id, _TARIFFS))
    if known is not None:
        return list(known.value)
    try:
        return await refresh(rt, company_id, timeout=_PATIENCE)
    except RemoteError as error:
        _failed(error, "get_tariffs")
        return None


async def refresh(rt: Services, company_id: int, timeout: float = _TIMEOUT) -> list[Any]:
    """Ask for the tariffs and keep them. Raises RemoteError; what was kept before then stays."""
    answer = await _ask(rt, timeout, action="get_tariffs")
    records = answer.get("tariffs")
    if answer.get("ok") is not True or not isinstance(records, list) or not records:
        raise RemoteError("The table of tariffs answered without any", permanent=True)
    async with rt.db.scoped(company_id) as session:
        values = {"value": records, "fetched_at": rt.clock()}
        await session.execute(
            insert(OutsideCache)
            .values(company_id=company_id, key=_TARIFFS, **values)
            .on_conflict_do_update(index_elements=["company_id", "key"], set_=values)
        )
        await changed(session, company_id)
    return records


async def rounds(rt: Services) -> None:
    """Ask again for what is older than a week, or was never had. A failure waits for the next round."""
    if not _link(rt):
        return
    async with rt.db.begin() as session:
        company_id = await find(session, rt.settings.aida_tenant)
    if company_id is None:
        return
    async with rt.db.scoped(company_id) as session:
        known = await session.get(OutsideCache, (company_id, _TARIFFS))
    if known is not None and rt.clock() - known.fetched_at < FRESH:
        return
    try:
        await refresh(rt, company_id)
    except RemoteError as error:
        _failed(error, "get_tariffs")


async def check_address(rt: Services, address: str) -> dict[str, Any] | None:
    """Its answer about an address, with a boolean `available`; None where it gave none that can be used."""
    try:
        answer = await _ask(rt, _PATIENCE, action="check_address", address=address)
    except RemoteError as error:
        _failed(error, "check_address")
        return None
    if answer.get("ok") is True and isinstance(answer.get("available"), bool):
        return answer
    _once(rt, "check_address")
    return None


async def _ask(rt: Services, timeout: float, **query: str) -> dict[str, Any]:
    """A JSON object, in so many seconds with all its redirects. Raises RemoteError."""
    try:
        async with asyncio.timeout(timeout):
            answer = (await _followed(rt, str(URL(_link(rt)).update_query(query)), timeout)).json()
    except ValueError as error:
        raise RemoteError("GOOGLE_SHEETS_LINK is no address", permanent=True) from error
    except TimeoutError as error:
        raise RemoteError("The table did not answer in time") from error
    if not isinstance(answer, dict):
        raise RemoteError("The table answered something else than an object", permanent=True)
    return answer


async def _followed(rt: Services, url: str, timeout: float) -> Response:
    for _ in range(_REDIRECTS + 1):
        answer = await rt.http.request("GET", url, timeout=timeout, ok=range(200, 400), largest=_LARGEST)
        if answer.status < 300:
            return answer
        following = urljoin(url, answer.headers.get("Location", ""))
        if not _may_follow(url, following):
            break
        url = following
    raise RemoteError("The table leads to another address", permanent=True)


def _may_follow(url: str, following: str) -> bool:
    here, there = urlsplit(url), urlsplit(following)
    if (here.scheme, here.netloc) == (there.scheme, there.netloc):
        return True
    return there.scheme == "https" and (there.hostname or "").endswith(_TRUSTED)


def _link(rt: Services) -> str:
    return rt.settings.google_sheets_link.get_secret_value()


def _failed(error: RemoteError, action: str) -> None:
    # Not its words: the address in them is the key to the table.
    log.warning("the outside table failed", action=action, status=error.status_code, permanent=error.permanent)


def _once(rt: Services, action: str) -> None:
    """A table that does not know an action will not know it next time either: one line is enough."""
    if rt.kept.setdefault((f"sheet without {action}", 0), ("", False))[1]:
        return
    rt.kept[f"sheet without {action}", 0] = ("", True)
    log.warning("the outside table does not answer this action as expected", action=action)
