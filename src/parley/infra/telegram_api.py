"""Calls the Bot API of Telegram (contracts/telegram.md): one method at a time, its refusals in our own words."""

from collections.abc import Mapping
from typing import Any

import aiohttp
import orjson

from parley.errors import ChatMoved, RemoteError
from parley.infra.http import HttpClient, RequestOptions, Response, is_permanent_status, parse_retry_after
from parley.infra.redaction import redact_excerpt, redact_url

_TIMEOUT_SECONDS = 20.0
_MISDIRECTED = 421


class TelegramApi:
    """The Bot API at one address. A token is part of each call: it stands in no log and in no error."""

    def __init__(self, http: HttpClient, base_url: str) -> None:
        self._http, self._base_url = http, base_url.rstrip("/")

    async def call(
        self, token: str, method: str, params: Mapping[str, Any], *, timeout: float = _TIMEOUT_SECONDS
    ) -> Any:
        """Returns the `result` of a method. `timeout` in seconds. Raises RemoteError, and ChatMoved where the same
        call succeeds under another chat id."""
        url = f"{self._base_url}/bot{token}/{method}"
        options = RequestOptions(timeout=timeout, error_factory=_response_error)
        answer = await self._http.request("POST", url, json=dict(params), guarded=False, options=options)
        return _result_of(answer, url)

    async def upload(self, token: str, method: str, params: Mapping[str, Any], field: str, content: bytes) -> Any:
        """Returns the `result` of a method that is given a PNG in one of its fields. Raises RemoteError."""
        url = f"{self._base_url}/bot{token}/{method}"
        form = aiohttp.FormData()
        for name, value in params.items():
            form.add_field(name, value if isinstance(value, str) else orjson.dumps(value).decode())
        form.add_field(field, content, filename=f"{field}.png", content_type="image/png")
        options = RequestOptions(timeout=_TIMEOUT_SECONDS, error_factory=_response_error)
        answer = await self._http.request("POST", url, data=form, guarded=False, options=options)
        return _result_of(answer, url)

    async def download(self, token: str, file_path: str, max_bytes: int) -> bytes:
        """Returns the bytes of a file that `getFile` named. Raises RemoteError, for a larger one too."""
        url = f"{self._base_url}/file/bot{token}/{file_path}"
        options = RequestOptions(timeout=_TIMEOUT_SECONDS, error_factory=_response_error, max_bytes=max_bytes)
        return (await self._http.request("GET", url, guarded=False, options=options)).body


def _result_of(answer: Response, url: str) -> Any:
    content = answer.json()
    if not isinstance(content, dict) or content.get("ok") is not True:
        raise RemoteError(f"{redact_url(url)} does not answer as Telegram does", status_code=answer.status)
    return content.get("result")


def _response_error(response: Response, url: str) -> RemoteError:
    """Returns the error of a refusal. Its words may change: only status and parameters are read."""
    try:
        content = orjson.loads(response.body)
    except orjson.JSONDecodeError:
        content = None
    content = content if isinstance(content, dict) else {}
    description = redact_excerpt(str(content.get("description") or redact_url(url)))
    message = f"Telegram answered {response.status}: {description}"
    raw_parameters = content.get("parameters")
    parameters = raw_parameters if isinstance(raw_parameters, dict) else {}
    if isinstance(parameters.get("migrate_to_chat_id"), int):
        moved = ChatMoved(message, permanent=True, status_code=response.status, quoted=description)
        moved.chat_id = parameters["migrate_to_chat_id"]
        return moved
    wait = parameters.get("retry_after")
    return RemoteError(
        message,
        permanent=is_permanent_status(response.status) and response.status != _MISDIRECTED,
        retry_after=wait if isinstance(wait, int) else parse_retry_after(response.headers),
        status_code=response.status,
        quoted=description,
    )
