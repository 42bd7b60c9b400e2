"""A provider's table behind a web address (GOOGLE_SHEETS_LINK): its tariffs, and whether it reaches an address.

The tariffs are kept in the database: a turn waits for the table once, the first time. A job asks again after seven
days; while the table does not answer, what is kept is used on. Nobody has seen `check_address` at work: an answer
of another shape than expected means that the table cannot tell.
"""

import asyncio
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

import structlog
from sqlalchemy.dialects.postgresql import insert
from yarl import URL

from parley.domain.company import CompanyConfig
from parley.errors import RemoteError
from parley.infra.http import RequestOptions
from parley.infra.redirects import get_following, is_same_origin
from parley.models import Company, ExternalTableCache
from parley.services import Services
from parley.tenants.cache import invalidate_company
from parley.tenants.config import find_company_id, normalize_slug

log = structlog.get_logger()

TABLE_MAX_AGE = timedelta(days=7)
_TARIFFS_KEY = "sheet:get_tariffs"
# For a job, and for a customer who waits.
_JOB_TIMEOUT_SECONDS, _TURN_TIMEOUT_SECONDS = 30.0, 4.0
# A published script answers with one redirect to where its text lies.
_TRUSTED_HOST_SUFFIXES = (".google.com", ".googleusercontent.com")
_MAX_RESPONSE_BYTES = 2 * 2**20


def uses_external_table(rt: Services, company: CompanyConfig | Company) -> bool:
    """Tells whether this company is the one that has the table."""
    slug = company.slug if isinstance(company, CompanyConfig) else company.subdomain
    return bool(_table_url(rt)) and normalize_slug(slug) == normalize_slug(rt.settings.aida_tenant)


async def external_tariffs(rt: Services, company_id: int) -> list[Any] | None:
    """Returns the records as they came last, asked for now where they never came; None where the table fails."""
    async with rt.db.scoped(company_id) as session:
        cached_row = await session.get(ExternalTableCache, (company_id, _TARIFFS_KEY))
    if cached_row is not None:
        return list(cached_row.value)
    try:
        return await refresh_external_tariffs(rt, company_id, timeout=_TURN_TIMEOUT_SECONDS)
    except RemoteError as error:
        _log_failure(error, "get_tariffs")
        return None


async def refresh_external_tariffs(
    rt: Services, company_id: int, timeout: float = _JOB_TIMEOUT_SECONDS
) -> list[Any]:
    """Asks for the tariffs and keeps them. `timeout`: in seconds. Raises RemoteError; what was kept then stays."""
    answer = await _request_action(rt, timeout, action="get_tariffs")
    records = answer.get("tariffs")
    if answer.get("ok") is not True or not isinstance(records, list) or not records:
        raise RemoteError("The table of tariffs answered without any", permanent=True)
    async with rt.db.scoped(company_id) as session:
        values = {"value": records, "fetched_at": rt.clock()}
        await session.execute(
            insert(ExternalTableCache)
            .values(company_id=company_id, key=_TARIFFS_KEY, **values)
            .on_conflict_do_update(index_elements=["company_id", "key"], set_=values)
        )
        await invalidate_company(session, company_id)
    return records


async def refresh_stale_tariffs(rt: Services) -> None:
    """Asks again for tariffs that are older than a week, or never came. A failure is left to the next round."""
    if not _table_url(rt):
        return
    async with rt.db.begin() as session:
        company_id = await find_company_id(session, rt.settings.aida_tenant)
    if company_id is None:
        return
    async with rt.db.scoped(company_id) as session:
        cached_row = await session.get(ExternalTableCache, (company_id, _TARIFFS_KEY))
    if cached_row is not None and rt.clock() - cached_row.fetched_at < TABLE_MAX_AGE:
        return
    try:
        await refresh_external_tariffs(rt, company_id)
    except RemoteError as error:
        _log_failure(error, "get_tariffs")


async def check_external_address(rt: Services, address: str) -> dict[str, Any] | None:
    """Returns the table's answer about an address, with a boolean `available`; None where it cannot tell."""
    try:
        answer = await _request_action(rt, _TURN_TIMEOUT_SECONDS, action="check_address", address=address)
    except RemoteError as error:
        _log_failure(error, "check_address")
        return None
    if answer.get("ok") is True and isinstance(answer.get("available"), bool):
        return answer
    _warn_once(rt, "check_address")
    return None


async def _request_action(rt: Services, timeout: float, **query: str) -> dict[str, Any]:
    """Returns the JSON object that the table answers with. `timeout`: in seconds, redirects included. Raises
    RemoteError."""
    try:
        async with asyncio.timeout(timeout):
            url = str(URL(_table_url(rt)).update_query(query))
            options = RequestOptions(timeout=timeout, max_bytes=_MAX_RESPONSE_BYTES)
            answer = (
                await get_following(rt.http, url, guarded=False, may_follow=_is_trusted_redirect, options=options)
            ).json()
    except ValueError as error:
        raise RemoteError("GOOGLE_SHEETS_LINK is no address", permanent=True) from error
    except TimeoutError as error:
        raise RemoteError("The table did not answer in time") from error
    if not isinstance(answer, dict):
        raise RemoteError("The table answered something else than an object", permanent=True)
    return answer


def _is_trusted_redirect(url: str, next_url: str) -> bool:
    if is_same_origin(url, next_url):
        return True
    target = urlsplit(next_url)
    return target.scheme == "https" and (target.hostname or "").endswith(_TRUSTED_HOST_SUFFIXES)


def _table_url(rt: Services) -> str:
    return rt.settings.google_sheets_link.get_secret_value()


def _log_failure(error: RemoteError, action: str) -> None:
    # not the error's words: the address in them is the key to the table
    log.warning("the outside table failed", action=action, status=error.status_code, permanent=error.permanent)


def _warn_once(rt: Services, action: str) -> None:
    """Logs one line for an action: a table that does not know it now will not know it next time."""
    warning = f"external table without {action}"
    if warning not in rt.caches.given_warnings:
        rt.caches.given_warnings.add(warning)
        log.warning("the outside table does not answer this action as expected", action=action)
