"""Exceptions of every kind that a customer's words may travel in."""

import json
from collections.abc import Callable, Mapping
from typing import Any

import aiohttp
import msgspec
import orjson
import psycopg
import pydantic
from multidict import CIMultiDict, CIMultiDictProxy
from sqlalchemy import create_engine, text
from sqlalchemy.engine import URL
from yarl import URL as WebURL

from parley.errors import Invalid, RemoteError
from parley.infra.http import Response, status_error
from parley.infra.provider_errors import provider_error

#: what must not be found in a log
WORDS = "Сакенсентинел"
PHONE = "+7 701 234 56 78"
TOLD = f"{WORDS} {PHONE}"


class _Form(pydantic.BaseModel):
    name: int


def _from_database(url: URL, query: str) -> None:
    engine = create_engine(url)
    try:
        with engine.begin() as connection:
            connection.execute(text("CREATE TEMPORARY TABLE people (name text UNIQUE)"))
            connection.execute(text("INSERT INTO people VALUES (:told)"), {"told": TOLD})
            connection.execute(text(query), {"told": TOLD})
    finally:
        engine.dispose()


def _from_driver(url: URL, query: str) -> None:
    plain = url.set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(plain) as connection:
        connection.execute(query, {"told": TOLD})


def _chained(**how: bool) -> None:
    try:
        raise KeyError(TOLD)
    except KeyError as error:
        failure = RuntimeError("wrapped")
        failure.add_note(TOLD)
        if how.get("explicitly"):
            raise failure from error
        raise failure  # noqa: B904


def _decode() -> None:
    TOLD.encode().decode("ascii")


def _grouped() -> None:
    raise ExceptionGroup(TOLD, [ValueError(TOLD), KeyError(TOLD)])


def _raise(error: BaseException) -> Callable[[URL], None]:
    def now(_: URL) -> None:
        raise error

    return now


def _calling(call: Callable[..., Any], *given: Any, **named: Any) -> Callable[[URL], None]:
    return lambda _: call(*given, **named)


_BODY = orjson.dumps({"error": {"message": TOLD}})
_REQUEST = aiohttp.RequestInfo(WebURL("https://demo.example"), "POST", CIMultiDictProxy(CIMultiDict()))

#: by what fails; each gets the address of a database
FAILURES: Mapping[str, Callable[[URL], None]] = {
    "our own": _raise(ValueError(TOLD)),
    "a key": _calling(dict[str, str]().__getitem__, TOLD),
    "a number": _calling(int, TOLD),
    "an assertion": _raise(AssertionError((TOLD, [TOLD]))),
    "the caller's data": _raise(Invalid(TOLD)),
    "letters": _calling(_decode),
    "half a letter": _calling(lambda: f"{TOLD}\ud800".encode()),
    "a record": _calling(_Form, name=TOLD),
    "a struct": _calling(msgspec.json.decode, orjson.dumps({TOLD: TOLD}), type=dict[int, int]),
    "JSON": _calling(json.loads, f"[{TOLD}"),
    "fast JSON": _calling(orjson.loads, f"[{TOLD}"),
    "an answer": _raise(
        status_error(Response(400, CIMultiDictProxy(CIMultiDict()), _BODY), "https://demo.example")
    ),
    "a model": _raise(provider_error({"message": TOLD, "code": "bad"}, 400)),
    "a remote": _raise(RemoteError(f"the other side said: {TOLD}", quoted=TOLD)),
    "HTTP": _raise(aiohttp.ClientResponseError(_REQUEST, (), status=500, message=TOLD)),
    "a file": _calling(open, TOLD),
    "a cause": _calling(_chained, explicitly=True),
    "a context": _calling(_chained),
    "a group": _calling(_grouped),
    "a unique row": lambda url: _from_database(url, "INSERT INTO people VALUES (:told)"),
    "a cast": lambda url: _from_database(url, "SELECT CAST(:told AS int)"),
    "a query": lambda url: _from_database(url, "SELECT CAST(CAST(:told AS text) || ' & ' AS tsquery)"),
    "a statement": lambda url: _from_database(url, f"SELECT '{TOLD}' FROM nowhere"),
    "the driver": lambda url: _from_driver(url, "SELECT CAST(%(told)s AS int)"),
    "the driver's text": lambda url: _from_driver(url, f'SELECT 1 / 0 AS "{TOLD}"'),
}
