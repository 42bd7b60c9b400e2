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
from parley.infra.http import RequestOptions, Response, is_permanent_status, parse_retry_after
from parley.infra.redaction import redact_excerpt, redact_url
from parley.services import Services

log = structlog.get_logger()

_TIMEOUT_SECONDS = 20.0
# amoCRM blocks an account or address that goes on calling, for hours as integrators tell.
_BLOCKED_SECONDS = 900.0
_RATE_LIMITED_SECONDS = 60.0
_DAY_SECONDS = 86_400.0
_POLL_SECONDS = 0.1
_FIELD_INDEX = re.compile(r"custom_fields_values\.(\d+)")


class FieldsRefused(RemoteError):
    """400 or 422: something in what we sent."""

    def __init__(self, message: str, status_code: int, paths: tuple[str, ...]) -> None:
        super().__init__(message, permanent=True, status_code=status_code)
        #: where, in amoCRM's spelling: custom_fields_values.0.values.0.value
        self.paths = paths

    @property
    def field_indexes(self) -> frozenset[int]:
        """Returns which of the custom fields that were sent were refused, by their place in the list."""
        return frozenset(int(match[1]) for path in self.paths if (match := _FIELD_INDEX.search(path)))


class AmoCRMClient:
    """The calls of one account, for one company."""

    def __init__(self, rt: Services, company: CompanyConfig, account: AmoCRMAccount) -> None:
        self._rt, self._company, self.account = rt, company, account
        self._ledger = AccountLedger(rt, company.id, account.host)

    async def call(self, method: str, path: str, body: Any = None) -> Any:
        """Returns the decoded answer of `path` below /api/v4/; {} where it has no body, as an empty list comes.

        Renews the tokens once where they are refused. Raises RemoteError: FieldsRefused for a body that amoCRM does
        not take, status 429 while the account is to be left alone.
        """
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
                method,
                url,
                json=body,
                headers=headers,
                guarded=self.account.guarded,
                options=RequestOptions(timeout=_TIMEOUT_SECONDS, error_factory=_response_error),
            )
        except RemoteError as error:
            if error.status_code in (403, 429):
                await self._pause_account(error)
            raise
        return answer.json() if answer.body.strip() else {}

    async def _wait_for_slot(self) -> AccountState:
        """Waits for our place in the account's pace. Raises RemoteError while the account is to be left alone."""
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
        """Pauses all calls of the account for as long as it asks: after 429, a client that goes on is blocked."""
        at = self._rt.clock()
        if await self._ledger.pause(at + timedelta(seconds=error.retry_after or _RATE_LIMITED_SECONDS), at):
            log.error("amocrm account left alone", account=self.account.host, status=error.status_code)

    def _token_pair(self, state: AccountState) -> tuple[str, str]:
        """Returns access and refresh token: those renewed last, unless others were configured since."""
        stored = state.tokens
        if stored.get("origin") == self.account.token_origin:
            return str(stored["access"]), str(stored["refresh"])
        return self.account.access_token, self.account.refresh_token

    async def _refresh_tokens(self, used_state: AccountState) -> None:
        """Renews the pair of tokens, or waits for the process that renews it already. Raises RemoteError."""
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
        """Returns a new access and refresh token. Raises RemoteError, permanent when ours is not accepted."""
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
        refused = FieldsRefused(_with_detail(summary, "; ".join(paths) or _error_detail(content)), status, paths)
        refused.quoted = "" if paths else redact_excerpt(_error_detail(content))
        return refused
    if status == 402:
        return RemoteError(f"{summary}: the account is not paid", permanent=True, status_code=status)
    if status == 403:
        return RemoteError(f"{summary}: the account is blocked", retry_after=_BLOCKED_SECONDS, status_code=status)
    if status == 429:
        wait = min(_DAY_SECONDS, _requested_wait(response, content) or _RATE_LIMITED_SECONDS)
        return RemoteError(f"{summary}: too many requests", retry_after=wait, status_code=status)
    return RemoteError(
        _with_detail(summary, _error_detail(content)),
        permanent=is_permanent_status(status),
        retry_after=parse_retry_after(response.headers),
        status_code=status,
        quoted=redact_excerpt(_error_detail(content)),
    )


def _requested_wait(response: Response, content: dict[str, Any]) -> float | None:
    """Returns the seconds amoCRM asks us to wait, which it says in the body or in a header."""
    seconds = content.get("retry_after")
    if isinstance(seconds, int | float) and seconds > 0:
        return float(seconds)
    return parse_retry_after(response.headers)


def _error_detail(content: dict[str, Any]) -> str:
    return str(content.get("detail") or content.get("title") or "")


def _with_detail(summary: str, detail: str) -> str:
    excerpt = redact_excerpt(detail)
    return f"{summary}: {excerpt}" if excerpt else summary


def _parse_object(body: bytes) -> dict[str, Any]:
    try:
        content = orjson.loads(body)
    except orjson.JSONDecodeError:
        return {}
    return content if isinstance(content, dict) else {}


def _error_paths(content: dict[str, Any]) -> tuple[str, ...]:
    """Returns where in the body the errors are, in amoCRM's spelling."""
    paths = []
    for entity in _dicts(content.get("validation-errors")):
        paths += [str(error["path"]) for error in _dicts(entity.get("errors")) if error.get("path")]
    return tuple(paths)


def _dicts(value: Any) -> list[dict[str, Any]]:
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []
