"""Calls of one amoCRM account: paced, with a token that works, and left alone when it says stop."""

import re
from datetime import timedelta
from typing import Any

import orjson
import structlog

from parley.crm.amocrm.account import Account
from parley.crm.amocrm.ledger import Ledger, Standing
from parley.domain.company import CompanyConfig
from parley.errors import RemoteError
from parley.infra.http import Response, lasting, redact, retry_after, scrub
from parley.services import Services

log = structlog.get_logger()

_TIMEOUT = 20.0
# amoCRM blocks an account or address that went on calling: hours, by what integrators tell.
_BLOCKED = 900.0
_TOO_MANY = 60.0
_DAY = 86_400.0
_LOOK_AGAIN = 0.1
_INDEX = re.compile(r"custom_fields_values\.(\d+)")


class Refused(RemoteError):
    """400 or 422: something in what we sent. `paths` says where, in amoCRM's spelling: custom_fields_values.0."""

    def __init__(self, message: str, status_code: int, paths: tuple[str, ...]) -> None:
        super().__init__(message, permanent=True, status_code=status_code)
        self.paths = paths

    @property
    def places(self) -> frozenset[int]:
        """Which of the custom fields sent were refused, by their place in the list."""
        return frozenset(int(found[1]) for path in self.paths if (found := _INDEX.search(path)))


class Client:
    def __init__(self, rt: Services, company: CompanyConfig, account: Account) -> None:
        self._rt, self._company, self.account = rt, company, account
        self._ledger = Ledger(rt, company.id, account.host)

    async def call(self, method: str, path: str, body: Any = None) -> Any:
        """`path` below /api/v4/. The decoded answer; {} where it has no body, which is how an empty list comes."""
        url = f"{self.account.base}/api/v4/{path}"
        standing = await self._place()
        access = self._pair(standing)[0]
        if access:
            try:
                return await self._request(method, url, body, access)
            except RemoteError as error:
                if error.status_code != 401:
                    raise
        await self._renew(standing)
        access = self._pair(await self._place())[0]
        try:
            return await self._request(method, url, body, access)
        except RemoteError as error:
            if error.status_code != 401:
                raise
            raise _unauthorised("amoCRM refused a token that it gave a moment ago") from None

    async def _request(self, method: str, url: str, body: Any, access: str = "") -> Any:
        headers = {"Authorization": f"Bearer {access}"} if access else {}
        try:
            answer = await self._rt.http.request(
                method, url, json=body, headers=headers, timeout=_TIMEOUT, refuse=_refusal
            )
        except RemoteError as error:
            if error.status_code in (403, 429):
                await self._rest(error)
            raise
        return answer.json() if answer.body.strip() else {}

    async def _place(self) -> Standing:
        """Wait for our turn. Raises RemoteError while the account is to be left alone."""
        standing = await self._ledger.place(self._rt.settings.amo_rate)
        at = self._rt.clock()
        if standing.resting_until is not None and standing.resting_until > at:
            left = (standing.resting_until - at).total_seconds()
            raise RemoteError(
                f"{self.account.host} asked for a pause: nothing was sent", retry_after=left, status_code=429
            )
        if standing.wait > 0:
            await self._rt.http.sleep(standing.wait)
        return standing

    async def _rest(self, error: RemoteError) -> None:
        """Going on would make it worse: amoCRM answers too many calls with 429, and those who go on with 403."""
        at = self._rt.clock()
        if await self._ledger.rest(at + timedelta(seconds=error.retry_after or _TOO_MANY), at):
            log.error("amocrm account left alone", account=self.account.host, status=error.status_code)

    def _pair(self, standing: Standing) -> tuple[str, str]:
        """Access and refresh token: those renewed last, unless others were configured since."""
        kept = standing.tokens
        if kept.get("origin") == self.account.origin:
            return str(kept["access"]), str(kept["refresh"])
        return self.account.access, self.account.refresh

    async def _renew(self, used: Standing) -> None:
        """A new pair, by us or by whoever is at it already."""
        if not self.account.renewable:
            raise _unauthorised("amoCRM refused the access token, and there is no refresh token to get another")
        while not await self._ledger.lease(used.renewed):
            if await self._ledger.renewed() != used.renewed:
                return
            await self._rt.http.sleep(_LOOK_AGAIN)
        try:
            access, refresh = await self._new_pair(self._pair(used)[1])
        except RemoteError:
            await self._ledger.release(used.renewed)
            raise
        await self._ledger.keep(used.renewed, {"access": access, "refresh": refresh, "origin": self.account.origin})

    async def _new_pair(self, refresh: str) -> tuple[str, str]:
        body = {
            "client_id": self.account.client_id,
            "client_secret": self.account.client_secret,
            "grant_type": "refresh_token",
            "refresh_token": refresh,
            "redirect_uri": self.account.redirect_uri,
        }
        await self._place()
        try:
            answer = await self._request("POST", f"{self.account.base}/oauth2/access_token", body)
        except RemoteError as error:
            if error.status_code in (400, 401, 422):
                raise _unauthorised("amoCRM does not accept the refresh token any more") from None
            raise
        pair = (answer.get("access_token"), answer.get("refresh_token")) if isinstance(answer, dict) else ()
        if not all(isinstance(token, str) and token for token in pair) or not pair:
            raise RemoteError("amoCRM gave no tokens in answer to a refresh")
        return str(pair[0]), str(pair[1])


def _unauthorised(what: str) -> RemoteError:
    return RemoteError(
        f"{what}: authorise parley in the account again (docs/amocrm.md)", permanent=True, status_code=401
    )


def _refusal(response: Response, url: str) -> RemoteError:
    status, content = response.status, _content(response.body)
    said = f"{redact(url)} answered {status}"
    if status in (400, 422):
        paths = _paths(content)
        words = scrub("; ".join(paths) or str(content.get("detail") or content.get("title") or ""))
        return Refused(f"{said}: {words}" if words else said, status, paths)
    if status == 402:
        return RemoteError(f"{said}: the account is not paid", permanent=True, status_code=status)
    if status == 403:
        return RemoteError(f"{said}: the account is blocked", retry_after=_BLOCKED, status_code=status)
    if status == 429:
        asked = content.get("retry_after")
        given = float(asked) if isinstance(asked, int | float) and asked > 0 else retry_after(response.headers)
        wait = min(_DAY, given or _TOO_MANY)
        return RemoteError(f"{said}: too many requests", retry_after=wait, status_code=status)
    words = scrub(str(content.get("detail") or content.get("title") or ""))
    return RemoteError(
        f"{said}: {words}" if words else said,
        permanent=lasting(status),
        retry_after=retry_after(response.headers),
        status_code=status,
    )


def _content(body: bytes) -> dict[str, Any]:
    try:
        content = orjson.loads(body)
    except orjson.JSONDecodeError:
        return {}
    return content if isinstance(content, dict) else {}


def _paths(content: dict[str, Any]) -> tuple[str, ...]:
    found = []
    for entity in _dicts(content.get("validation-errors")):
        found += [str(error["path"]) for error in _dicts(entity.get("errors")) if error.get("path")]
    return tuple(found)


def _dicts(value: Any) -> list[dict[str, Any]]:
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []
