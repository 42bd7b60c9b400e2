"""Puts the application together: middleware, error handlers, the list of routers."""

import re
import time
from pathlib import Path
from typing import Any
from uuid import uuid4

import structlog
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.middleware.cors import CORSMiddleware
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from parley import __version__
from parley.api import assets, documentation, health, pages, webhooks
from parley.api.catalog import coverage, products, uploads
from parley.api.chat import post, voice
from parley.api.chat.connections import OpenSockets
from parley.api.chat.socket import socket_router
from parley.api.chat.staff_answers import StaffAnswers
from parley.api.companies import (
    brands,
    channels,
    companies,
    contacts,
    events,
    flows,
    handovers,
    leads,
    media,
    staff,
    usage,
    working_hours,
)
from parley.api.incoming import IncomingMiddleware
from parley.api.static_files import STATIC_FOLDER
from parley.api.widgets import by_id, funnel, public_config, sites
from parley.errors import Forbidden, NotAuthenticated, ParleyError, RateLimited, Unavailable
from parley.infra.rate_exchange import DatabaseExchange
from parley.infra.rate_limits import RateLimiter
from parley.metrics import REQUEST_SECONDS
from parley.runtime import Runtime
from parley.text.sanitize import replace_unstorable

log = structlog.get_logger()

_REQUEST_ID = re.compile(r"[\w.-]{1,64}", re.ASCII)
_NULL_BYTE = re.compile(rb"%00|\x00")
# A label for each word a client makes up would fill the memory of whoever collects them.
_KNOWN_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})


def create_app(rt: Runtime, static: Path = STATIC_FOLDER) -> FastAPI:
    """Returns the HTTP and WebSocket application of one running parley. `static`: the folder of its pages."""
    app = FastAPI(
        title="parley",
        version=__version__,
        description="AI sales and support agent for many companies",
        redirect_slashes=False,
        # Served by api/documentation.py, which asks for a key in production.
        openapi_url=None,
    )
    app.state.runtime, app.state.static = rt, static
    app.state.open_sockets = OpenSockets()
    app.state.staff_answers = StaffAnswers(rt)
    app.state.limits = RateLimiter(
        enabled=rt.settings.rate_limits == "on",
        exchange=DatabaseExchange(rt.db),
        clock=lambda: rt.clock().timestamp(),
    )
    topics = (health, documentation, brands, flows, products, uploads, coverage, companies, leads, post, voice)
    staff_topics = (usage, channels, events, media, staff, working_hours, handovers, contacts)
    for topic in (*topics, assets, pages, public_config, by_id, sites, funnel, *staff_topics, webhooks):
        app.include_router(topic.router)
    for error, handler in _ERROR_HANDLERS.items():
        app.add_exception_handler(error, handler)
    # Any origin, never with credentials: keys travel in headers that a page has to set itself.
    app.add_middleware(CORSMiddleware, allow_origins=["*"], allow_methods=["*"], allow_headers=["*"], max_age=86400)
    app.add_middleware(IncomingMiddleware)
    app.add_middleware(RequestMiddleware)
    return app


class RequestMiddleware:
    """Gives every request one spelling of its path, an id for its log lines, and its place in /metrics.

    The id is the caller's own X-Request-ID where that is a plain word; the answer carries it back. Sockets go their
    own way from here.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        scope = _without_null_bytes(scope)
        path = scope.get("path", "/")
        if len(path) > 1 and path.endswith("/") and scope["type"] in ("http", "websocket"):
            # With and without a trailing slash is the same, and nobody is redirected.
            scope = {**scope, "path": path.rstrip("/") or "/", "raw_path": None}
        if scope["type"] == "websocket":
            await socket_router(scope, receive, send)
            return
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started, status, request_id = time.perf_counter(), 500, _request_id(scope)

        async def send_watched(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                MutableHeaders(scope=message)["X-Request-ID"] = request_id
            await send(message)

        with structlog.contextvars.bound_contextvars(request_id=request_id):
            try:
                await self._app(scope, receive, send_watched)
            finally:
                route = getattr(scope.get("route"), "path", "other")
                method = scope["method"] if scope["method"] in _KNOWN_METHODS else "other"
                REQUEST_SECONDS.labels(method, route, str(status)).observe(time.perf_counter() - started)


def _without_null_bytes(scope: Scope) -> Scope:
    """Returns the scope with the mark of an unreadable character for each null byte: no database looks for one."""
    if "\0" in scope.get("path", ""):
        scope = {**scope, "path": scope["path"].replace("\0", "\ufffd"), "raw_path": None}
    if query := scope.get("query_string", b""):
        scope = {**scope, "query_string": _NULL_BYTE.sub(b"%EF%BF%BD", query)}
    return scope


def _request_id(scope: Scope) -> str:
    header = Headers(scope=scope).get("x-request-id", "")
    return header if _REQUEST_ID.fullmatch(header) else uuid4().hex


def _handle_parley_error(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, ParleyError)
    headers: dict[str, str] = {}
    body: dict[str, Any] = {"detail": replace_unstorable(str(error)) or "Error"}
    if isinstance(error, NotAuthenticated):
        body["detail"], headers["WWW-Authenticate"] = "Not authenticated", "Bearer"
    elif isinstance(error, Forbidden):
        body["detail"] = "Forbidden"
    elif isinstance(error, RateLimited):
        body["error"] = str(error)
    if isinstance(error, RateLimited | Unavailable):
        headers["Retry-After"] = str(max(1, round(error.retry_after)))
    return JSONResponse(body, error.status, headers)


def _handle_validation_error(request: Request, error: Exception) -> JSONResponse:
    """Answers with FastAPI's list, without the input: it may be anything, even nothing JSON can say."""
    assert isinstance(error, RequestValidationError)
    detail = [
        {
            "type": item.get("type"),
            "loc": [
                part if isinstance(part, int) else replace_unstorable(str(part)) for part in item.get("loc", ())
            ],
            "msg": replace_unstorable(str(item.get("msg"))),
        }
        for item in error.errors()
    ]
    return JSONResponse({"detail": detail}, 422)


def _handle_http_exception(request: Request, error: Exception) -> JSONResponse:
    """Answers Starlette's own refusals. A body that is not UTF-8 or not JSON is a malformed one."""
    assert isinstance(error, HTTPException)
    if error.status_code == 400 and "pars" in str(error.detail):
        detail: Any = [{"type": "json_invalid", "loc": ["body"], "msg": "The body is not valid JSON"}]
        return JSONResponse({"detail": detail}, 422)
    return JSONResponse({"detail": error.detail}, error.status_code, error.headers)


def _handle_unexpected_error(request: Request, error: Exception) -> JSONResponse:
    log.error("request failed", path=request.url.path, exc_info=error)
    return JSONResponse({"detail": "Internal error"}, 500)


_ERROR_HANDLERS: dict[type[Exception], Any] = {
    ParleyError: _handle_parley_error,
    RequestValidationError: _handle_validation_error,
    HTTPException: _handle_http_exception,
    Exception: _handle_unexpected_error,
}
