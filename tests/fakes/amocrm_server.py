"""amoCRM's API v4 on loopback, with its manners: arrays in, HAL out, 204 for nothing, tokens that rotate.

async with FakeAmo() as amo:
    amo.script(429, on="POST /api/v4/leads", retry_after=5)
    amo.cut(on="POST /api/v4/contacts")   # made, and the answer lost
    Settings.read(amo_base_url=amo.url, amo_access_token=amo.access, …)
"""

import asyncio
import itertools
import re
import time
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Self

import orjson
from aiohttp import web
from multidict import MultiMapping

from fakes.amocrm_store import Entity, Invalid, Store

CLIENT = {"client_id": "demo-client", "client_secret": "demo-client-secret"}
_KINDS = ("contacts", "leads")


@dataclass(frozen=True, slots=True)
class Call:
    """`at`: seconds of the monotonic clock."""

    method: str
    path: str
    query: MultiMapping[str]
    json: Any
    token: str
    at: float

    def __str__(self) -> str:
        return f"{self.method} {self.path}"


@dataclass(slots=True)
class Trouble:
    """`status` 0: the line is cut after the work was done. `on`: "POST /api/v4/leads", or empty for any call."""

    status: int
    on: str = ""
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)


class FakeAmo:
    """`calls`: all in order. `limit`: calls a second, more get 429; after `blocks_after` of those everything gets
    403. `ignores_filters`: as accounts without that feature do. `down`: the status of everything. `gate`: closed,
    it holds every call before it is answered."""

    def __init__(self) -> None:
        self.store = Store()
        self.calls: list[Call] = []
        self.url = ""
        self.limit, self.blocks_after, self.refusals = 0, 3, 0
        self.ignores_filters = False
        self.down = 0
        self.gate = asyncio.Event()
        self.gate.set()
        self.held = 0
        self._numbers = itertools.count(1)
        # refresh tokens that work; the older one until the newer was used
        self._refreshing: list[str] = []
        self._valid: set[str] = set()
        self.renewals = 0
        self._troubles: deque[Trouble] = deque()
        self._runner: web.AppRunner | None = None
        self.access, self.refresh = self._issue()

    def script(self, status: int, *, on: str = "", body: bytes | None = None, **content: Any) -> Self:
        """The next such call fails like this. `body`: these bytes instead of the usual JSON."""
        title = {429: "Too Many Requests", 401: "Unauthorized", 402: "Payment Required"}.get(status, "Error")
        usual = orjson.dumps({"title": title, "status": status, "detail": "Scripted.", **content})
        self._troubles.append(Trouble(status, on, usual if body is None else body))
        return self

    def cut(self, *, on: str = "") -> Self:
        """The next such call does its work, and the line breaks before the answer."""
        self._troubles.append(Trouble(0, on))
        return self

    def expire(self) -> None:
        """No access token works any more."""
        self._valid.clear()

    def requests(self, start: str = "") -> list[str]:
        """Returns "POST /api/v4/leads" and so on, in order: those that begin like this."""
        return [str(call) for call in self.calls if str(call).startswith(start)]

    async def __aenter__(self) -> Self:
        app = web.Application()
        app.router.add_route("*", "/{path:.*}", self._answer)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}"
        return self

    async def __aexit__(self, *_: object) -> None:
        self.gate.set()
        if self._runner is not None:
            await self._runner.cleanup()

    # ── one call

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        body = await request.read()
        token = request.headers.get("Authorization", "").removeprefix("Bearer ")
        sent = orjson.loads(body) if body else None
        call = Call(request.method, request.path, request.query, sent, token, time.monotonic())
        self.calls.append(call)
        if not self.gate.is_set():
            self.held += 1
            await self.gate.wait()
        trouble = self._trouble(call)
        if trouble is not None and trouble.status:
            return web.Response(status=trouble.status, body=trouble.body, headers=trouble.headers)
        response = self._work(call, request)
        if trouble is not None:
            assert request.transport is not None
            request.transport.abort()
            await asyncio.sleep(0)
        return response

    def _trouble(self, call: Call) -> Trouble | None:
        if self.down:
            return Trouble(self.down, body=b"<html>down</html>")
        if self.limit and self.refusals >= self.blocks_after:
            return Trouble(403, body=b"403 Forbidden")
        recent = [other for other in self.calls if other.at > call.at - 1]
        if self.limit and len(recent) > self.limit:
            self.refusals += 1
            content = {"title": "Too Many Requests", "type": "https://httpstatus.es/429", "status": 429}
            return Trouble(429, body=orjson.dumps({**content, "detail": "…", "retry_after": 300}))
        due = next((one for one in self._troubles if one.on in ("", str(call))), None)
        if due is not None:
            self._troubles.remove(due)
        return due

    def _work(self, call: Call, request: web.Request) -> web.Response:
        if call.path == "/oauth2/access_token":
            return self._renew(call.json)
        if call.token not in self._valid:
            return _json({"title": "Unauthorized", "status": 401, "detail": "Token is not valid."}, 401)
        if call.token == self.access:
            # the newer pair was used: the older one is over
            self._refreshing = [self.refresh]
        try:
            return self._api(call, request, call.path.removeprefix("/api/v4/"))
        except Invalid as error:
            return _json(error.content, 400)
        except KeyError:
            return _json({"title": "Not Found", "status": 404, "detail": "Not found."}, 404)

    def _renew(self, sent: Any) -> web.Response:
        if {key: sent.get(key) for key in CLIENT} != CLIENT or sent.get("grant_type") != "refresh_token":
            return _json({"hint": "Check the client.", "title": "Bad Request", "status": 400}, 400)
        if sent["refresh_token"] not in self._refreshing:
            return _json({"hint": "Token has been revoked", "title": "Invalid grant", "status": 401}, 401)
        used = sent["refresh_token"]
        self.renewals += 1
        if used == self.refresh:
            self._refreshing = [used]
        self.access, self.refresh = self._issue()
        return _json(
            {
                "token_type": "Bearer",
                "expires_in": 86400,
                "access_token": self.access,
                "refresh_token": self.refresh,
            }
        )

    def _issue(self) -> tuple[str, str]:
        number = next(self._numbers)
        access, refresh = f"demo-access-{number}", f"demo-refresh-{number}"
        self._valid.add(access)
        self._refreshing.append(refresh)
        return access, refresh

    def _api(self, call: Call, request: web.Request, path: str) -> web.Response:
        if path == "leads/custom_fields":
            return self._custom_fields(call)
        if path == "leads/pipelines":
            return _hal("pipelines", self.store.pipelines)
        if path == "leads/notes":
            return self._added("notes", call.json)
        if found := re.fullmatch(r"leads/(\d+)/notes", path):
            notes = [note for note in self.store.notes.values() if note["entity_id"] == int(found[1])]
            return _hal("notes", notes)
        if found := re.fullmatch(r"leads/(\d+)/link", path):
            for link in call.json:
                self.store.link(int(found[1]), self.store.contacts[link["to_entity_id"]]["id"])
            return _hal("links", call.json)
        kind, _, number = path.partition("/")
        if kind not in _KINDS:
            raise KeyError(kind)
        if number:
            return self._one(call, kind, int(number))
        if call.method == "POST":
            return self._added(kind, call.json)
        return self._list(request, kind)

    def _one(self, call: Call, kind: str, number: int) -> web.Response:
        if call.method == "PATCH":
            self.store.change(kind, number, call.json)
            return _json({"id": number, "updated_at": int(time.time())})
        return _json(self.store.shown(kind, getattr(self.store, kind)[number], call.query.get("with", "")))

    def _list(self, request: web.Request, kind: str) -> web.Response:
        entities = self.store.found(kind, request.query.get("query", ""))
        ids = {int(one) for one in request.query.getall("filter[id][]", [])}
        if ids and not self.ignores_filters:
            entities = [entity for entity in entities if entity["id"] in ids]
        shown = [self.store.shown(kind, entity, request.query.get("with", "")) for entity in entities]
        return _hal(kind, shown[: int(request.query.get("limit", "50"))])

    def _added(self, kind: str, sent: Any) -> web.Response:
        if not isinstance(sent, list):
            return _json({"title": "Bad Request", "status": 400, "detail": "An array is expected."}, 400)
        made = self.store.add(kind, sent)
        return _hal(kind, [{"id": one["id"], "request_id": str(at)} for at, one in enumerate(made)])

    def _custom_fields(self, call: Call) -> web.Response:
        if call.method == "POST":
            for sent in call.json:
                number = 9000 + next(self._numbers)
                self.store.fields[number] = {"id": number, "code": None, **sent}
            made = list(self.store.fields.values())[-len(call.json) :]
            return _hal("custom_fields", made)
        page, limit = int(call.query.get("page", "1")), int(call.query.get("limit", "50"))
        return _hal("custom_fields", list(self.store.fields.values())[(page - 1) * limit : page * limit])


def _hal(kind: str, entities: list[Entity]) -> web.Response:
    if not entities:
        return web.Response(status=204)
    return _json({"_page": 1, "_links": {}, "_embedded": {kind: entities}})


def _json(content: Any, status: int = 200) -> web.Response:
    kind = "application/hal+json" if status < 400 else "application/problem+json"
    return web.Response(status=status, body=orjson.dumps(content), content_type=kind)
