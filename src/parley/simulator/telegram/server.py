"""The Bot API over HTTP: every encoding that it takes, its answers, files, and the control plane of a world."""

import functools
from collections.abc import Mapping
from typing import Any, Self

import orjson
from aiohttp import web

from parley.simulator.control import add_fault_doors
from parley.simulator.faults import Fault, answer_with_fault
from parley.simulator.loopback import LoopbackServer
from parley.simulator.telegram.doors import add_telegram_doors
from parley.simulator.telegram.methods import METHODS
from parley.simulator.telegram.records import Bot, Json, Refused
from parley.simulator.telegram.webhooks import WebhookDriver
from parley.simulator.telegram.world import TelegramWorld

_WORDS = {
    400: "Bad Request: chat not found",
    401: "Unauthorized",
    403: "Forbidden: bot was blocked by the user",
    404: "Not Found",
    409: "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running",
    421: "Misdirected Request",
    500: "Internal Server Error",
    502: "Bad Gateway",
}
_MAX_UPLOAD_BYTES = 50 * 2**20
# Not to be asked for in the answer to a webhook's call.
_NOT_IN_ANSWERS = ("get", "setwebhook", "deletewebhook", "close", "logout")
# Written as JSON where a call is a form.
_OBJECTS = frozenset(
    "reply_markup reply_parameters entities caption_entities allowed_updates commands link_preview_options".split()  # noqa: SIM905
)


class TelegramServer(TelegramWorld):
    """A Bot API. Use as an async context manager; `url` is what stands for https://api.telegram.org.

    `calls_at`: where webhooks' calls go, whatever host stands in their addresses. `retry_pause`: seconds before
    a call that was not taken is repeated first. `options` are those of TelegramWorld.
    """

    def __init__(
        self,
        *,
        port: int = 0,
        host: str = "127.0.0.1",
        calls_at: str = "",
        retry_pause: float = 1.0,
        **options: Any,
    ) -> None:
        super().__init__(**options)
        #: what was called, in order: the method and its parameters
        self.calls: list[tuple[str, Json]] = []
        #: the token of each of these calls
        self.tokens: list[str] = []
        self.driver = WebhookDriver(calls_at, first_pause=retry_pause, on_answer=self._obey)
        self.tell_later = self.driver.tell
        app = web.Application(client_max_size=_MAX_UPLOAD_BYTES)
        app.router.add_route("*", "/bot{token}/{method}", self._call)
        app.router.add_get("/file/bot{token}/{path:.+}", self._file)
        add_telegram_doors(app, self)
        add_fault_doors(app, self.faults)
        self._server = LoopbackServer(app, host, port)

    @property
    def url(self) -> str:
        """Returns its address."""
        return self._server.url

    @property
    def is_idle(self) -> bool:
        """Whether nothing waits to be told to a bot, or is being told."""
        return not self.driver.is_busy and not any(bot.updates for bot in self.bots.values())

    async def __aenter__(self) -> Self:
        await self._server.__aenter__()
        return self

    async def __aexit__(self, *_: object) -> None:
        for bot in self.bots.values():
            bot.interrupt_poll()
        await self.driver.close()
        await self._server.__aexit__()

    async def _call(self, request: web.Request) -> web.StreamResponse:
        token, method = request.match_info["token"], request.match_info["method"]
        try:
            params = await _read_params(request)
        except ValueError:
            return _refusal(Refused(400, "Bad Request: can't parse parameters"))
        self.calls.append((method, params))
        self.tokens.append(token)
        fault = self.faults.take(method)
        return await answer_with_fault(
            request, fault, functools.partial(self.answer_call, token, method, params), _refused_by_fault
        )

    async def answer_call(self, token: str, method: str, params: Json) -> web.StreamResponse:
        """Does what a call asks for, and says so or why not."""
        number, _, rest = token.partition(":")
        if not (number.isdecimal() and rest):
            return _refusal(Refused(404, "Not Found"))
        bot = self.bots.get(token)
        if bot is None:
            return _refusal(Refused(401, "Unauthorized"))
        function = METHODS.get(method.lower())
        if function is None or method.lower() in self.unknown_methods:
            return _refusal(Refused(404, "Not Found: method not found"))
        try:
            result = await function(self, bot, params)
        except Refused as refused:
            return _refusal(refused)
        except (ValueError, TypeError, KeyError):
            return _refusal(Refused(400, "Bad Request: can't parse a parameter"))
        return _json({"ok": True, "result": result})

    async def _obey(self, bot: Bot, answer: Json) -> None:
        method = str(answer.pop("method")).lower()
        if not method.startswith(_NOT_IN_ANSWERS):
            self.calls.append((method, answer))
            self.tokens.append(bot.token)
            await self.answer_call(bot.token, method, answer)

    async def _file(self, request: web.Request) -> web.StreamResponse:
        if request.match_info["token"] not in self.bots:
            return _refusal(Refused(401, "Unauthorized"))
        path = request.match_info["path"]
        if path not in self.files:
            return _refusal(Refused(404, "Not Found"))
        return web.Response(body=self.files[path])


async def _read_params(request: web.Request) -> Json:
    """Returns what a call gives: of its address, and of its body in whichever way that is written. Raises
    ValueError."""
    given: dict[str, Any] = dict(request.query)
    if request.can_read_body:
        if request.content_type == "application/json":
            content = orjson.loads(await request.read() or b"{}")
            if not isinstance(content, dict):
                raise ValueError("no object")
            given |= content
        else:
            given |= _read_form(await request.post())
    return {
        name: orjson.loads(value) if name in _OBJECTS and isinstance(value, str) and value else value
        for name, value in given.items()
    }


def _read_form(form: Mapping[str, Any]) -> Json:
    """Returns the fields of a form; one that says `attach://name` is the file of that name."""
    fields = {
        name: value.file.read() if isinstance(value, web.FileField) else value for name, value in form.items()
    }
    attached = {
        name: fields.get(value.removeprefix("attach://"), b"")
        for name, value in fields.items()
        if isinstance(value, str) and value.startswith("attach://")
    }
    return {**fields, **attached}


def _refused_by_fault(fault: Fault) -> web.StreamResponse:
    if fault.body is not None:
        return web.Response(status=fault.status, body=fault.body)
    parameters: dict[str, Any] = dict(fault.parameters)
    if fault.status == 429 or fault.retry_after is not None:
        parameters["retry_after"] = fault.retry_after if fault.retry_after is not None else 1
    words = fault.description or _WORDS.get(fault.status, "Error")
    if fault.status == 429 and not fault.description:
        words = f"Too Many Requests: retry after {parameters['retry_after']}"
    return _refusal(Refused(fault.status, words, **parameters))


def _refusal(refused: Refused) -> web.Response:
    content: Json = {"ok": False, "error_code": refused.code, "description": refused.description}
    if refused.parameters:
        content["parameters"] = refused.parameters
    wait = refused.parameters.get("retry_after")
    return _json(content, refused.code, {"Retry-After": str(wait)} if wait is not None else {})


def _json(content: Any, status: int = 200, headers: Mapping[str, str] | None = None) -> web.Response:
    return web.Response(
        status=status,
        body=orjson.dumps(content, default=_show_bytes),
        headers=headers,
        content_type="application/json",
    )


def _show_bytes(value: Any) -> str:
    if isinstance(value, bytes):
        return f"{len(value)} bytes"
    raise TypeError
