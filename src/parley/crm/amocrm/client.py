"""Calls of one amoCRM account: paced, with a token that works, and left alone when it says stop."""

import re
from datetime import timedelta
from typing import Any

import orjson
import structlog

from parley.crm.amocrm.account import AmoCRMAccount
from parley.crm.amocrm.ledger import AccountLedger, AccountState
from parley.domain.company import CompanyConfig
from parley.errors import RemoteError
from parley.infra.http import Response, is_permanent_status, parse_retry_after, redact_url, redacted_excerpt
from parley.services import Services

log = structlog.get_logger()

_TIMEOUT_SECONDS = 20.0
# amoCRM blocks an account or address that went on calling: hours, by what integrators tell.
_BLOCKED_SECONDS = 900.0
_RATE_LIMITED_SECONDS = 60.0
_DAY_SECONDS = 86_400.0
_POLL_SECONDS = 0.1
_FIELD_INDEX = re.compile(r"custom_fields_values\.(\d+)")


class FieldsRefused(RemoteError):
    """400 or 422: something in what we sent. `paths` says where, in amoCRM's spelling: custom_fields_values.0."""

    def __init__(self, message: str, status_code: int, paths: tuple[str, ...]) -> None:
        super().__init__(message, permanent=True, status_code=status_code)
        self.paths = paths

    @property
    def field_indexes(self) -> frozenset[int]:
        """Which of the custom fields sent were refused, by their place in the list."""
        return frozenset(int(match[1]) for path in self.paths if (match := _FIELD_INDEX.search(path)))


class AmoCRMClient:
    def __init__(self, rt: Services, company: CompanyConfig, account: AmoCRMAccount) -> None:
        self._rt, self._company, self.account = rt, company, account
        self._ledger = AccountLedger(rt, company.id, account.host)

    async def call(self, method: str, path: str, body: Any = None) -> Any:
        """`path` below /api/v4/. The decoded answer; {} where it has no body, which is how an empty list comes."""
        url = f"{self.account.base_url}/api/v4/{path}"
        state = await self._wait_for_slot()
        access_token = self._token_pair(state)[0]
        if access_token:
            try:
                return await self._request(method, url, body, access_token)
            except RemoteError as error:
                if error.status_code != 401:
                    raise
        await self._refresh_tokens(state)
        access_token = self._token_pair(await self._wait_for_slot())[0]
        try:
            return await self._request(method, url, body, access_token)
        except RemoteError as error:
            if error.status_code != 401:
                raise
            raise _authorization_error("amoCRM refused a token that it gave a moment ago") from None

    async def _request(self, method: str, url: str, body: Any, access_token: str = "") -> Any:
        headers = {"Authorization": f"Bearer {access_token}"} if access_token else {}
        try:
            answer = await self._rt.http.request(
                method, url, json=body, headers=headers, timeout=_TIMEOUT_SECONDS, error_factory=_response_error
            )
        except RemoteError as error:
            if error.status_code in (403, 429):
                await self._pause_account(error)
            raise
        return answer.json() if answer.body.strip() else {}

    async def _wait_for_slot(self) -> AccountState:
        """Wait for our turn. Raises RemoteError while the account is to be left alone."""
        state = await self._ledger.reserve_slot(self._rt.settings.amo_rate)
        at = self._rt.clock()
        if state.paused_until is not None and state.paused_until > at:
            pause_seconds = (state.paused_until - at).total_seconds()
            raise RemoteError(
                f"{self.account.host} asked for a pause: nothing was sent",
                retry_after=pause_seconds,
                status_code=429,
            )
        if state.wait_seconds > 0:
            await self._rt.http.sleep(state.wait_seconds)
        return state

    async def _pause_account(self, error: RemoteError) -> None:
        """Going on would make it worse: amoCRM answers too many calls with 429, and those who go on with 403."""
        at = self._rt.clock()
        if await self._ledger.pause(at + timedelta(seconds=error.retry_after or _RATE_LIMITED_SECONDS), at):
            log.error("amocrm account left alone", account=self.account.host, status=error.status_code)

    def _token_pair(self, state: AccountState) -> tuple[str, str]:
        """Access and refresh token: those renewed last, unless others were configured since."""
        stored = state.tokens
        if stored.get("origin") == self.account.token_origin:
            return str(stored["access"]), str(stored["refresh"])
        return self.account.access_token, self.account.refresh_token

    async def _refresh_tokens(self, used_state: AccountState) -> None:
        """A new pair, by us or by whoever is at it already."""
        if not self.account.can_refresh:
            raise _authorization_error(
                "amoCRM refused the access token, and there is no refresh token to get another"
            )
        while not await self._ledger.acquire_refresh_lease(used_state.token_generation):
            if await self._ledger.token_generation() != used_state.token_generation:
                return
            await self._rt.http.sleep(_POLL_SECONDS)
        try:
            access_token, refresh_token = await self._request_token_pair(self._token_pair(used_state)[1])
        except RemoteError:
            await self._ledger.release_refresh_lease(used_state.token_generation)
            raise
        await self._ledger.store_tokens(
            used_state.token_generation,
            {"access": access_token, "refresh": refresh_token, "origin": self.account.token_origin},
        )

    async def _request_token_pair(self, refresh_token: str) -> tuple[str, str]:
        body = {
            "client_id": self.account.client_id,
            "client_secret": self.account.client_secret,
            "grant_type": "refresh_token",
            "refresh_token": refresh_token,
            "redirect_uri": self.account.redirect_uri,
        }
        await self._wait_for_slot()
        try:
            answer = await self._request("POST", f"{self.account.base_url}/oauth2/access_token", body)
        except RemoteError as error:
            if error.status_code in (400, 401, 422):
                raise _authorization_error("amoCRM does not accept the refresh token any more") from None
            raise
        pair = (answer.get("access_token"), answer.get("refresh_token")) if isinstance(answer, dict) else ()
        if not all(isinstance(token, str) and token for token in pair) or not pair:
            raise RemoteError("amoCRM gave no tokens in answer to a refresh")
        return str(pair[0]), str(pair[1])


def _authorization_error(reason: str) -> RemoteError:
    return RemoteError(
        f"{reason}: authorise parley in the account again (docs/amocrm.md)", permanent=True, status_code=401
    )


def _response_error(response: Response, url: str) -> RemoteError:
    status, content = response.status, _parse_object(response.body)
    summary = f"{redact_url(url)} answered {status}"
    if status in (400, 422):
        paths = _error_paths(content)
        detail = redacted_excerpt("; ".join(paths) or str(content.get("detail") or content.get("title") or ""))
        return FieldsRefused(f"{summary}: {detail}" if detail else summary, status, paths)
    if status == 402:
        return RemoteError(f"{summary}: the account is not paid", permanent=True, status_code=status)
    if status == 403:
        return RemoteError(f"{summary}: the account is blocked", retry_after=_BLOCKED_SECONDS, status_code=status)
    if status == 429:
        body_wait = content.get("retry_after")
        requested_wait = (
            float(body_wait)
            if isinstance(body_wait, int | float) and body_wait > 0
            else parse_retry_after(response.headers)
        )
        wait = min(_DAY_SECONDS, requested_wait or _RATE_LIMITED_SECONDS)
        return RemoteError(f"{summary}: too many requests", retry_after=wait, status_code=status)
    detail = redacted_excerpt(str(content.get("detail") or content.get("title") or ""))
    return RemoteError(
        f"{summary}: {detail}" if detail else summary,
        permanent=is_permanent_status(status),
        retry_after=parse_retry_after(response.headers),
        status_code=status,
    )


def _parse_object(body: bytes) -> dict[str, Any]:
    try:
        content = orjson.loads(body)
    except orjson.JSONDecodeError:
        return {}
    return content if isinstance(content, dict) else {}


def _error_paths(content: dict[str, Any]) -> tuple[str, ...]:
    paths = []
    for entity in _dicts(content.get("validation-errors")):
        paths += [str(error["path"]) for error in _dicts(entity.get("errors")) if error.get("path")]
    return tuple(paths)


def _dicts(value: Any) -> list[dict[str, Any]]:
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []
