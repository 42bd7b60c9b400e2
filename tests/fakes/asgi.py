"""The application called in-process: no socket, no server, and a 500 is an answer like any other."""

import json as jsons
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote, urlencode

from starlette.types import ASGIApp, Message


@dataclass(frozen=True)
class Answer:
    """`headers` by their names in small letters."""

    status: int
    text: str
    headers: Mapping[str, str]

    def json(self) -> Any:
        return jsons.loads(self.text)


class Asgi:
    """A client of one ASGI application. `peer` is the address that calls come from."""

    def __init__(self, app: ASGIApp, *, peer: str = "127.0.0.1") -> None:
        self._app, self.peer = app, peer

    async def call(
        self,
        method: str,
        path: str,
        *,
        key: str = "",
        headers: Mapping[str, str] | Iterable[tuple[str, str]] = (),
        params: Mapping[str, Any] | None = None,
        json: Any = None,
        content: bytes | None = None,
    ) -> Answer:
        """`content`: the body as it is, sent as JSON though it may be none, unless `headers` name another type."""
        body = content if content is not None else b"" if json is None else jsons.dumps(json).encode()
        given = [*(headers.items() if isinstance(headers, Mapping) else headers)]
        if body and not any(name.lower() == "content-type" for name, _ in given):
            given.append(("Content-Type", "application/json"))
        if key:
            given.append(("X-API-Key", key))
        path, _, query = path.partition("?")
        scope = {
            "type": "http",
            "asgi": {"version": "3.0"},
            "http_version": "1.1",
            "method": method,
            "scheme": "http",
            "path": unquote(path),
            "raw_path": path.encode(),
            "query_string": (query or urlencode(params or {})).encode(),
            "root_path": "",
            "headers": [(name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in given],
            "client": (self.peer, 50000),
            "server": ("testserver", 80),
        }
        heard: list[Message] = []
        waiting = [{"type": "http.request", "body": body, "more_body": False}]

        async def receive() -> Message:
            return waiting.pop() if waiting else {"type": "http.disconnect"}

        async def send(message: Message) -> None:
            heard.append(message)

        # Starlette answers 500 first and raises afterwards, for the server's log.
        with suppress(Exception):
            await self._app(scope, receive, send)
        return _answer(heard)

    async def get(self, path: str, **given: Any) -> Answer:
        return await self.call("GET", path, **given)

    async def post(self, path: str, **given: Any) -> Answer:
        return await self.call("POST", path, **given)

    async def patch(self, path: str, **given: Any) -> Answer:
        return await self.call("PATCH", path, **given)

    async def put(self, path: str, **given: Any) -> Answer:
        return await self.call("PUT", path, **given)

    async def delete(self, path: str, **given: Any) -> Answer:
        return await self.call("DELETE", path, **given)


def _answer(heard: list[Message]) -> Answer:
    start, *rest = heard
    return Answer(
        start["status"],
        b"".join(message.get("body", b"") for message in rest).decode(errors="replace"),
        {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in start["headers"]},
    )
