"""A Bitrix24 portal on loopback: contacts, deals and a timeline behind an incoming webhook, and the real one's
words when something is wrong.

async with FakeBitrix24() as portal:
    portal.cut("crm.deal.add")
    credentials = {"bitrix24_webhook_url": portal.url}
"""

import asyncio
import re
from collections import defaultdict, deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Self

import orjson
from aiohttp import web

CODE = "demo7code3of1tests"
_CURRENCIES = ("KZT", "RUB")
_TIME = {"start": 1795253402.4, "finish": 1795253402.5, "duration": 0.1, "operating": 0}


class Refused(Exception):
    """A method's own refusal: status 400, most often without a code."""

    def __init__(self, words: str, code: str = "", status: int = 400) -> None:
        super().__init__(words)
        self.words, self.code, self.status = words, code, status


@dataclass(frozen=True, slots=True)
class Trouble:
    """One failure. `status` 0: the work is done and the line is cut before the answer."""

    status: int
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)


class FakeBitrix24:
    """`contacts`, `deals`: fields by id; `links`: contact ids by deal; `comments`: (deal, text) in order; `calls`:
    (method, parameters), answered or not. `heeds_filters`: false makes lists bring everything there is."""

    def __init__(self) -> None:
        self.contacts: dict[int, dict[str, Any]] = {}
        self.deals: dict[int, dict[str, Any]] = {}
        self.links: defaultdict[int, list[int]] = defaultdict(list)
        self.comments: list[tuple[int, str]] = []
        self.calls: list[tuple[str, dict[str, Any]]] = []
        self.heeds_filters = True
        self.url = ""
        self._left: int | None = None
        self._troubles: defaultdict[str, deque[Trouble]] = defaultdict(deque)
        self._runner: web.AppRunner | None = None

    def script(self, method: str, status: int, code: str = "", words: str = "", **headers: str) -> Self:
        """The method's next call is refused like this, and does nothing."""
        body = orjson.dumps({"error": code, "error_description": words})
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self._troubles[method].append(Trouble(status, body, named | {"Content-Type": "application/json"}))
        return self

    def page(self, method: str, status: int) -> Self:
        """The method's next call is answered by somebody in front of the portal, in HTML."""
        words = f"<html><body><h1>{status}</h1><hr>nginx</body></html>".encode()
        self._troubles[method].append(Trouble(status, words, {"Content-Type": "text/html"}))
        return self

    def cut(self, method: str) -> Self:
        """The method's next call is done, and the line breaks before the answer."""
        self._troubles[method].append(Trouble(0))
        return self

    def limit(self, calls: int | None) -> Self:
        """So many calls more fit into the bucket; None when it has drained."""
        self._left = calls
        return self

    def made(self, method: str) -> list[dict[str, Any]]:
        return [parameters for name, parameters in self.calls if name == method]

    async def __aenter__(self) -> Self:
        app = web.Application()
        app.router.add_post("/rest/{user}/{code}/{method}", self._take)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}/rest/1/{CODE}/"
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._runner is not None:
            await self._runner.cleanup()

    async def _take(self, request: web.Request) -> web.StreamResponse:
        method, parameters = request.match_info["method"], orjson.loads(await request.read())
        self.calls.append((method, parameters))
        if request.match_info["code"] != CODE:
            return _error("INVALID_CREDENTIALS", "Invalid request credentials", 401)
        if self._left == 0:
            return _error("QUERY_LIMIT_EXCEEDED", "Too many requests", 503)
        self._left = None if self._left is None else self._left - 1
        trouble = self._troubles[method].popleft() if self._troubles[method] else None
        if trouble is not None and trouble.status:
            return web.Response(status=trouble.status, body=trouble.body, headers=trouble.headers)
        try:
            result = self._do(method, parameters)
        except Refused as refused:
            return _error(refused.code, refused.words, refused.status)
        if trouble is not None:
            assert request.transport is not None
            request.transport.abort()
            await asyncio.sleep(0)
            return web.Response()
        return web.json_response({"result": result, "time": _TIME}, dumps=_dumps)

    def _do(self, method: str, parameters: dict[str, Any]) -> Any:
        match method:
            case "crm.duplicate.findbycomm":
                return self._find(parameters)
            case "crm.contact.add":
                return self._add_contact(parameters["fields"])
            case "crm.deal.list":
                return self._list_deals(parameters)
            case "crm.deal.add":
                return self._add_deal(dict(parameters["fields"]))
            case "crm.deal.update":
                self._deal(parameters["id"]).update(_checked(parameters["fields"]))
                return True
            case "crm.deal.contact.add":
                return self._link(parameters["id"], parameters["fields"]["CONTACT_ID"])
            case "crm.timeline.comment.add":
                return self._comment(parameters["fields"])
        raise Refused("Method not found!", "ERROR_METHOD_NOT_FOUND", 404)

    def _find(self, parameters: Mapping[str, Any]) -> Any:
        kind, values = parameters.get("type"), parameters.get("values") or []
        if kind not in ("PHONE", "EMAIL"):
            raise Refused("Communication type is not defined.")
        if not values or len(values) > 20:
            raise Refused("Communication values is not defined.")
        wanted = {_code(kind, value) for value in values}
        found = [
            number
            for number, fields in self.contacts.items()
            if wanted & {_code(kind, each["VALUE"]) for each in fields.get(kind, ())}
        ]
        return {"CONTACT": found} if found else []

    def _add_contact(self, fields: dict[str, Any]) -> int:
        if any("@" not in each["VALUE"] for each in fields.get("EMAIL", ())):
            raise Refused('Поле "E-mail" содержит недопустимый адрес')
        self.contacts[number := 100 + len(self.contacts)] = fields
        return number

    def _list_deals(self, parameters: Mapping[str, Any]) -> list[dict[str, Any]]:
        wanted = parameters["filter"] if self.heeds_filters else {}
        return [
            {"ID": str(number), **{name: fields.get(name) for name in parameters["select"] if name != "ID"}}
            for number, fields in sorted(self.deals.items())
            if all(fields.get(name) == value for name, value in wanted.items())
        ][:50]

    def _add_deal(self, fields: dict[str, Any]) -> int:
        contacts = fields.pop("CONTACT_IDS", [])
        self.deals[number := 500 + len(self.deals)] = _checked(fields)
        self.links[number] = list(contacts)
        return number

    def _link(self, deal: int, contact: int) -> bool:
        self._deal(deal)
        if contact in self.links[deal]:
            return False
        self.links[deal].append(contact)
        return True

    def _comment(self, fields: Mapping[str, Any]) -> int:
        if not fields.get("COMMENT"):
            raise Refused("Empty comment.", "INVALID_ARG_VALUE")
        if fields["ENTITY_TYPE"] != "deal" or fields["ENTITY_ID"] not in self.deals:
            raise Refused("Not found.", "NOT_FOUND")
        self.comments.append((fields["ENTITY_ID"], fields["COMMENT"]))
        return 900 + len(self.comments)

    def _deal(self, number: int) -> dict[str, Any]:
        if number not in self.deals:
            raise Refused("Not found")
        return self.deals[number]


def _checked(fields: dict[str, Any]) -> dict[str, Any]:
    if fields.get("CURRENCY_ID", "RUB") not in _CURRENCIES:
        raise Refused('Неверное значение поля "Валюта"')
    return fields


def _code(kind: str, value: str) -> str:
    """What a phone is looked up by: its digits, no cleverer than that."""
    return re.sub(r"\D", "", value) if kind == "PHONE" else value.strip().lower()


def _error(code: str, words: str, status: int) -> web.Response:
    return web.json_response({"error": code, "error_description": words}, status=status, dumps=_dumps)


def _dumps(content: Any) -> str:
    return orjson.dumps(content).decode()
