"""What a failed statement means for who asked: wait, send something else, or a fault of ours."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any

import psycopg
import pytest
from psycopg import errors
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from parley.errors import Invalid, ParleyError, Unavailable
from parley.infra.database import driver_connection_of
from parley.infra.database_errors import translate_database_error
from parley.runtime import Runtime

Run = Callable[[str, Any], Any]
REFUSED = [
    ("SELECT %(value)s::text", "a\0b"),
    ("SELECT %(value)s::text", "\ud800"),
    ("SELECT %(value)s::int", "9999999999"),
    ("SELECT %(value)s::int", "one"),
    ("SELECT %(value)s::jsonb", '"\\u0000"'),
    ("SELECT %(value)s::jsonb", "{"),
    ("SELECT %(value)s::tsquery", "a" * 3000),
]


@asynccontextmanager
async def by_session(rt: Runtime) -> AsyncIterator[Run]:
    async with rt.db.begin() as session:
        connection = await session.connection()
        yield lambda query, value: connection.exec_driver_sql(query, {"value": value})


@asynccontextmanager
async def by_driver_of_session(rt: Runtime) -> AsyncIterator[Run]:
    async with rt.db.begin() as session:
        connection = await driver_connection_of(session)
        yield lambda query, value: connection.execute(query, {"value": value})


@asynccontextmanager
async def directly(rt: Runtime) -> AsyncIterator[Run]:
    async with rt.db.direct(0) as connection:
        yield lambda query, value: connection.execute(query, {"value": value})


@pytest.mark.parametrize("way", [by_session, by_driver_of_session, directly])
@pytest.mark.parametrize(("query", "value"), REFUSED)
async def test_refused_data_is_the_callers_whatever_the_way(
    runtime: Runtime, way: Callable[[Runtime], AbstractAsyncContextManager[Run]], query: str, value: str
) -> None:
    with pytest.raises(Invalid, match="cannot be stored") as refused:
        async with way(runtime) as run:
            await run(query, value)
    assert value not in str(refused.value)


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (errors.AdminShutdown(), Unavailable),
        (errors.ConnectionFailure(), Unavailable),
        (errors.TooManyConnections(), Unavailable),
        (errors.DiskFull(), Unavailable),
        (errors.DeadlockDetected(), Unavailable),
        (errors.SerializationFailure(), Unavailable),
        (psycopg.OperationalError("connection refused"), Unavailable),
        (PoolTimeoutError(), Unavailable),
        (TimeoutError(), Unavailable),
        (errors.ProgramLimitExceeded(), Invalid),
        (errors.NumericValueOutOfRange(), Invalid),
        (psycopg.DataError("cannot contain NUL"), Invalid),
        (errors.DivisionByZero(), type(None)),
        (errors.SyntaxError(), type(None)),
        (errors.InsufficientPrivilege(), type(None)),
        (psycopg.ProgrammingError("no results to fetch"), type(None)),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, Exception) else value.__name__,
)
def test_each_failure_is_told_as_what_it_is(error: Exception, told: type[ParleyError | None]) -> None:
    assert type(translate_database_error(error)) is told
