"""Outbound HTTP against real servers on loopback, well-behaved and not."""

import asyncio
import inspect
import traceback
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any

import aiohttp
import pytest
from aiohttp import web
from hypothesis import given
from hypothesis import strategies as st

from fakes.raw_server import RawServer
from parley.errors import RemoteError
from parley.infra.http import HttpClient, RequestOptions, Response, parse_retry_after, translate_http_errors

TOKEN = "/bot12345:AAE-secret_token"  # demo
Answer = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Naps(list[float]):
    """Sleeps that take no time and are remembered."""

    async def __call__(self, seconds: float) -> None:
        self.append(seconds)


@asynccontextmanager
async def serving(answer: Answer) -> AsyncIterator[str]:
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", answer)
    runner = web.AppRunner(app, access_log=None, handler_cancellation=True, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()


def saying(*answers: int | web.Response) -> tuple[Answer, list[web.Request]]:
    """A server that gives these answers in turn, then the last one again."""
    asked: list[web.Request] = []

    async def answer(request: web.Request) -> web.Response:
        await request.read()
        asked.append(request)
        one = answers[min(len(asked), len(answers)) - 1]
        if isinstance(one, int):
            return web.json_response({"error": {"message": "no luck"}}, status=one)
        return web.Response(status=one.status, body=one.body, headers=one.headers)

    return answer, asked


USUAL = RequestOptions()


async def refused(url: str, options: RequestOptions = USUAL, **given: Any) -> RemoteError:
    async with HttpClient(sleep=Naps()) as http:
        with pytest.raises(RemoteError) as caught:
            await http.request("POST", url, options=options, **given)
    return caught.value


# ── answers


async def test_json_goes_out_and_comes_back() -> None:
    async def echo(request: web.Request) -> web.Response:
        return web.json_response({"got": await request.json(), "agent": request.headers["User-Agent"]})

    async with serving(echo) as url, HttpClient() as http:
        answer = await http.request("POST", url, json={"имя": "Асель"})
    assert answer.status == 200
    assert answer.headers["content-type"].startswith("application/json")
    assert answer.json() == {"got": {"имя": "Асель"}, "agent": "parley"}


def test_it_can_be_made_where_no_loop_runs() -> None:
    async def once(http: HttpClient) -> int:
        async with serving(saying(web.Response())[0]) as url:
            answer = await http.request("GET", url)
        await http.close()
        return answer.status

    http = HttpClient()
    with asyncio.Runner() as runner:
        assert runner.run(once(http)) == 200


async def test_after_closing_it_refuses_to_be_used() -> None:
    http = HttpClient()
    await http.close()
    with pytest.raises(RuntimeError, match="closed"):
        await http.request("GET", "http://127.0.0.1:1")


async def test_a_connection_serves_again() -> None:
    answer, asked = saying(web.Response())
    async with serving(answer) as url, HttpClient() as http:
        for _ in range(3):
            await http.request("GET", url)
    assert len({request.remote for request in asked}) == 1
    assert len({id(request.protocol) for request in asked}) == 1


async def test_cookies_are_not_kept() -> None:
    answer, asked = saying(web.Response(headers={"Set-Cookie": "who=first-company"}))
    async with serving(answer) as url, HttpClient() as http:
        for _ in range(2):  # by name: for a bare address no client keeps cookies
            await http.request("GET", url.replace("127.0.0.1", "localhost"))
    assert "Cookie" not in asked[1].headers


async def test_proxies_of_the_environment_are_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    async with serving(saying(web.Response())[0]) as url, HttpClient() as http:
        assert (await http.request("GET", url)).status == 200


async def test_a_redirect_is_not_followed() -> None:
    answer, asked = saying(web.Response(status=302, headers={"Location": "/elsewhere"}))
    async with serving(answer) as url:
        error = await refused(url, RequestOptions(attempts=3))
    assert (error.permanent, error.status_code, len(asked)) == (True, 302, 1)


async def test_the_caller_says_which_statuses_are_fine() -> None:
    async with serving(saying(404)[0]) as url, HttpClient() as http:
        assert (await http.request("GET", url, options=RequestOptions(ok_statuses={200, 404}))).status == 404


async def test_the_caller_may_word_the_refusal() -> None:
    def refuse(response: Response, url: str) -> RemoteError:
        return RemoteError("blocked by the user", permanent=True, code=str(response.status))

    answer, asked = saying(503)
    async with serving(answer) as url:
        error = await refused(url, RequestOptions(error_factory=refuse, attempts=3))
    assert (str(error), error.code, len(asked)) == ("blocked by the user", "503", 1)


async def test_a_flood_is_refused() -> None:
    async with serving(saying(web.Response(body=b"x" * 5000))[0]) as url:
        error = await refused(url, RequestOptions(max_bytes=4000))
    assert error.permanent


async def test_an_answer_that_is_not_json_is_a_remote_error() -> None:
    with pytest.raises(RemoteError, match="HTTP 200"):
        Response(200, {}, b"<html>").json()


# ── trying again


@pytest.mark.parametrize("status", [400, 401, 402, 403, 404, 405, 410, 413, 422])
async def test_a_refusal_for_good_is_not_tried_again(status: int) -> None:
    answer, asked = saying(status)
    async with serving(answer) as url:
        error = await refused(url, RequestOptions(attempts=3))
    assert (error.permanent, error.status_code, len(asked)) == (True, status, 1)


@pytest.mark.parametrize("status", [408, 409, 425, 429, 500, 502, 503, 504])
async def test_a_refusal_for_now_is_tried_again(status: int) -> None:
    answer, asked = saying(status)
    async with serving(answer) as url:
        error = await refused(url, RequestOptions(attempts=3))
    assert (error.permanent, error.status_code, len(asked)) == (False, status, 3)


async def test_the_second_answer_counts_and_the_pauses_grow() -> None:
    naps = Naps()
    answer, asked = saying(503, 502, 500, web.Response(body=b"ok"))
    async with serving(answer) as url, HttpClient(sleep=naps) as http:
        assert (await http.request("GET", url, options=RequestOptions(attempts=4))).body == b"ok"
    assert len(asked) == 4
    assert all(0.75 * base <= nap <= 1.25 * base for nap, base in zip(naps, (0.5, 1, 2), strict=True))


@pytest.mark.parametrize(("asked_for", "slept"), [("7", 7), ("0.9", 0.9), ("86000", 60)])
async def test_retry_after_is_honoured_and_capped(asked_for: str, slept: float) -> None:
    naps = Naps()
    answer, _ = saying(web.Response(status=429, headers={"Retry-After": asked_for}), web.Response())
    async with serving(answer) as url, HttpClient(sleep=naps) as http:
        await http.request("GET", url, options=RequestOptions(attempts=2))
    assert naps == [slept]


async def test_without_another_attempt_the_caller_learns_how_long_to_wait() -> None:
    async with serving(saying(web.Response(status=429, headers={"Retry-After": "90"}))[0]) as url:
        error = await refused(url)
    assert error.retry_after == 90


def test_at_least_one_attempt_is_made() -> None:
    with pytest.raises(ValueError, match="attempts"):
        RequestOptions(attempts=0)


def test_retry_after_may_be_a_date() -> None:
    soon = format_datetime(datetime.now(UTC) + timedelta(seconds=30), usegmt=True)
    seconds = parse_retry_after({"Retry-After": soon})
    assert seconds is not None
    assert 25 < seconds <= 30
    assert parse_retry_after({"Retry-After": "Wed, 21 Oct 2015 07:28:00 GMT"}) == 0
    assert parse_retry_after({"Retry-After": "Wed, 21 Oct 2015 07:28:00"}) == 0


@pytest.mark.parametrize("words", ["", "soon", "nan", "inf", "1e999", "32 Oct 2015"])
def test_a_retry_after_without_sense_is_none(words: str) -> None:
    assert parse_retry_after({"Retry-After": words}) is None


@given(st.text() | st.floats().map(str) | st.datetimes().map(format_datetime))
def test_retry_after_is_none_or_within_a_day(words: str) -> None:
    seconds = parse_retry_after({"Retry-After": words})
    assert seconds is None or 0 <= seconds <= 86_400


# ── failures of the line


async def test_a_server_that_never_answers_is_left() -> None:
    async with RawServer(b"", then="hold") as server:
        error = await refused(server.url, RequestOptions(timeout=0.05))
    assert (error.permanent, error.outcome_unknown) == (False, True)
    assert "in time" in str(error)


async def test_a_closed_port_can_be_tried_again() -> None:
    async with RawServer(b"") as server:
        url = server.url
    error = await refused(url)
    assert (error.permanent, error.status_code, error.outcome_unknown) == (False, None, False)


async def test_a_host_that_nobody_knows_was_sent_nothing() -> None:
    error = await refused("http://nobody.invalid/")
    assert (error.permanent, error.outcome_unknown) == (False, False)


@pytest.mark.parametrize(
    ("foreign", "unknown"),
    [
        (aiohttp.ConnectionTimeoutError, False),
        (aiohttp.ClientConnectorCertificateError, False),
        (aiohttp.SocketTimeoutError, True),
        (aiohttp.ServerDisconnectedError, True),
        (ConnectionResetError, True),
        (TimeoutError, True),
    ],
)
async def test_only_a_connection_that_was_never_made_leaves_no_doubt(
    foreign: type[Exception], unknown: bool
) -> None:
    with pytest.raises(RemoteError) as caught:
        async with translate_http_errors("http://demo.example/"):
            raise foreign.__new__(foreign)
    assert caught.value.outcome_unknown is unknown


@pytest.mark.parametrize(
    ("status", "unknown"), [(400, False), (429, False), (500, False), (502, True), (503, False), (504, True)]
)
async def test_an_answer_leaves_no_doubt_unless_a_gateway_gave_it(status: int, unknown: bool) -> None:
    async with serving(saying(status)[0]) as url:
        assert (await refused(url)).outcome_unknown is unknown


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhalf",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nno size\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 4\r\n\r\nabcd",
        b"HTTP/1.1 two hundred\r\n\r\n",
        b"SSH-2.0-demo\r\n",
    ],
    ids=["silence", "short", "broken chunk", "bad chunk size", "false gzip", "bad status", "another protocol"],
)
@pytest.mark.parametrize("then", ["close", "reset"])
async def test_a_broken_answer_can_be_tried_again(answer: bytes, then: str) -> None:
    async with RawServer(answer, then=then) as server:  # type: ignore[arg-type]
        error = await refused(server.url + TOKEN, RequestOptions(attempts=2))
        assert server.calls == 2
    assert (error.permanent, error.outcome_unknown) == (False, True)
    assert "secret" not in "".join(traceback.format_exception(error))


@pytest.mark.parametrize(
    "url",
    ["", "not an address", "ftp://127.0.0.1/x", "http://", "http://[::1", "http://127.0.0.1:99999/"],
)
async def test_what_is_no_address_is_refused_for_good(url: str) -> None:
    error = await refused(url + TOKEN if url else url, RequestOptions(attempts=2))
    assert error.permanent
    assert "secret" not in "".join(traceback.format_exception(error))


async def test_a_header_with_a_line_break_is_refused_for_good() -> None:
    async with RawServer(b"") as server:
        error = await refused(server.url, headers={"Authorization": "Bearer a\r\nX: demo-secret"})
        assert server.calls == 0
    assert error.permanent
    assert "secret" not in "".join(traceback.format_exception(error))


def _foreign() -> Sequence[type[Exception]]:
    classes = [
        one for _, one in inspect.getmembers(aiohttp, inspect.isclass) if issubclass(one, aiohttp.ClientError)
    ]
    return [*classes, TimeoutError, ConnectionResetError, BrokenPipeError, OSError, asyncio.IncompleteReadError]


@pytest.mark.parametrize("foreign", _foreign())
async def test_every_foreign_exception_is_translated(foreign: type[Exception]) -> None:
    with pytest.raises(RemoteError):
        async with translate_http_errors("http://demo.example/"):
            raise foreign.__new__(foreign)


async def test_being_cancelled_is_not_a_failure_of_the_other_side() -> None:
    async with RawServer(b"", then="hold") as server, HttpClient() as http:
        asking = asyncio.ensure_future(http.request("GET", server.url, options=RequestOptions(attempts=5)))
        await asyncio.sleep(0)
        asking.cancel()
        with pytest.raises(asyncio.CancelledError):
            await asking


# ── streams


async def test_a_stream_is_read_piece_by_piece() -> None:
    async def pieces(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(status=418)
        await response.prepare(request)
        await response.write(b"one")
        return response

    async with serving(pieces) as url, HttpClient() as http, http.stream("GET", url) as answer:
        assert answer.status == 418
        assert await answer.content.readany() == b"one"


async def test_leaving_a_stream_hangs_up() -> None:
    left = asyncio.Event()

    async def endless(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse()
        await response.prepare(request)
        await response.write(b"one")
        try:
            await asyncio.Event().wait()
        finally:
            left.set()
        return response

    async with serving(endless) as url, HttpClient() as http:
        async with http.stream("GET", url) as answer:
            await answer.content.readany()
        async with asyncio.timeout(5):
            await left.wait()


# ── secrets


async def test_a_refusal_names_no_secret() -> None:
    words = f"https://api.demo.example{TOKEN}/x?token=demo-secret was called with Bearer demo-secret"
    answer, _ = saying(web.json_response({"description": words}, status=400))
    async with serving(answer) as url:
        error = await refused(f"{url}{TOKEN}/sendMessage?key=demo-secret")
    assert "secret" not in str(error)
    assert str(error).startswith("http://127.0.0.1/bot…/sendMessage answered 400: https://api.demo.example/bot…/x")
