"""A message that no turn survives: each of these breaks one stage of a turn, and only for texts with the mark."""

from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import replace
from itertools import takewhile
from typing import Any, cast

import psycopg

from parley.bootstrap import assemble_runtime
from parley.domain.company import CompanyConfig
from parley.domain.notice import Notice
from parley.infra.database import Database, DriverConnection
from parley.llm.base import LLM, AnswerDelta, CompletionRequest
from parley.nlu.message import TextAnalyzer
from parley.nlu.phrase_matcher import PhraseMatcher
from parley.notify.base import Notifier
from parley.runtime import Runtime
from parley.text.tokenize import TokenizedText

MARK = "ядомут"
# What the mark is in the index of words.
STEM = "iadom"

# Tells whether a statement breaks, by its text and its parameters or the row it brought.
Breaks = Callable[[str, object], bool]


class EchoModel(LLM):
    """Repeats what it was told last, or says what `reply` makes of it. With `cannot_read` it fails where it is told
    the mark."""

    name = "echo"

    def __init__(
        self, reply: Callable[[str], str] = "Вы написали: {}".format, *, cannot_read: bool = False
    ) -> None:
        self._reply, self._cannot_read = reply, cannot_read
        self.asked: list[str] = []

    async def complete(self, request: CompletionRequest) -> AsyncIterator[AnswerDelta]:
        unanswered = takewhile(lambda message: message.role == "user", reversed(request.messages))
        said = "\n".join(message.content for message in reversed(list(unanswered)))
        self.asked.append(said)
        if self._cannot_read and any(MARK in message.content for message in request.messages):
            raise ValueError(f"cannot encode {said}")
        yield AnswerDelta(text="Ответ. ")
        yield AnswerDelta(text=self._reply(said))


class BrokenAnalyzer(TextAnalyzer):
    """Cannot understand the mark."""

    def tokenize(self, text: str) -> TokenizedText:
        if MARK in text:
            raise RecursionError(f"cannot read {text}")
        return super().tokenize(text)


class BrokenNotifier(Notifier):
    """Cannot say what it would send of a conversation with the mark; with `delivers` it cannot send it."""

    name = "broken"

    def __init__(self, rt: Runtime, *, delivers: bool = False) -> None:
        super().__init__(rt)
        self._delivers = delivers
        self.attempts = 0

    def address(self, company: CompanyConfig) -> str:
        return "nobody"

    def preview(self, company: CompanyConfig, notice: Notice) -> Mapping[str, Any]:
        if not self._delivers and any(MARK in text for _, text in notice.dialogue):
            raise KeyError(MARK)
        return {}

    async def deliver(self, company: CompanyConfig, notice: Notice) -> None:
        self.attempts += 1
        raise KeyError(MARK)


class _Cursor:
    def __init__(self, cursor: Any, breaks: Breaks) -> None:
        self._cursor, self._breaks, self._query = cursor, breaks, ""

    async def execute(self, query: Any, params: Any = None, **given: Any) -> Any:
        self._query = str(query)
        _break_at(self._breaks, self._query, params)
        await self._cursor.execute(query, params, **given)
        return self

    async def fetchone(self) -> Any:
        row = await self._cursor.fetchone()
        _break_at(self._breaks, self._query, row)
        return row

    async def fetchall(self) -> Any:
        rows = await self._cursor.fetchall()
        _break_at(self._breaks, self._query, rows)
        return rows


class _Connection:
    def __init__(self, connection: DriverConnection, breaks: Breaks) -> None:
        self._connection, self._breaks = connection, breaks

    def __getattr__(self, name: str) -> Any:
        return getattr(self._connection, name)

    def cursor(self, **given: Any) -> _Cursor:
        return _Cursor(self._connection.cursor(**given), self._breaks)


def _break_at(breaks: Breaks, query: str, values: object) -> None:
    if values is not None and breaks(query, values):
        raise psycopg.DataError(f"word is too long in tsquery: {values}")


class BreakingDatabase(Database):
    """A database that refuses some of a turn's own statements."""

    def __init__(self, database: Database, breaks: Breaks) -> None:
        self._database, self._breaks = database, breaks

    def __getattr__(self, name: str) -> Any:
        return getattr(self._database, name)

    def scoped(self, company_id: int) -> Any:
        return self._database.scoped(company_id)

    def across(self) -> Any:
        return self._database.across()

    def begin(self) -> Any:
        return self._database.begin()

    @asynccontextmanager
    async def direct(self, company_id: int) -> AsyncIterator[DriverConnection]:
        async with self._database.direct(company_id) as connection:
            yield cast("DriverConnection", _Connection(connection, self._breaks))


def with_model(rt: Runtime, model: LLM, **instead: Any) -> Runtime:
    return assemble_runtime(
        rt.settings, rt.db, rt.queue, rt.http, model_for=lambda _: model, builtin_model=model, **instead
    )


def _database_breaks(rt: Runtime, breaks: Breaks) -> Runtime:
    return replace(with_model(rt, EchoModel()), db=BreakingDatabase(rt.db, breaks))


def _breaks_reading(rt: Runtime) -> Runtime:
    """The statement that reads a conversation for a turn fails."""
    return _database_breaks(
        rt, lambda query, values: "is_pending" in query and "LEFT JOIN" not in query and MARK in str(values)
    )


def _breaks_understanding(rt: Runtime) -> Runtime:
    matcher: PhraseMatcher = rt.phrase_matcher
    return with_model(rt, EchoModel(), analyzer=BrokenAnalyzer(matcher))


def _breaks_search(rt: Runtime) -> Runtime:
    return _database_breaks(rt, lambda query, values: "products_holding" in query and STEM in str(values))


def _breaks_model(rt: Runtime) -> Runtime:
    return with_model(rt, EchoModel(cannot_read=True))


def _breaks_output(rt: Runtime) -> Runtime:
    """What stands for an amount that nobody gave cannot be said."""
    model = EchoModel(lambda said: "Цена 12345 ₸." if MARK in said else "Хорошо.")
    languages = {
        code: replace(language, replies=replace(language.replies, price_unknown=cast("str", None)))
        for code, language in rt.languages.items()
    }
    return with_model(rt, model, languages=languages)


def _breaks_saving(rt: Runtime) -> Runtime:
    """The answer that repeats the mark cannot be stored."""

    def breaks(query: str, values: object) -> bool:
        return "answered_by = reply.id" in query and isinstance(values, dict) and MARK in str(values["text"])

    return _database_breaks(rt, breaks)


def _breaks_planning(rt: Runtime) -> Runtime:
    broken = with_model(rt, EchoModel())
    broken.notifiers = {"broken": BrokenNotifier(broken)}
    return broken


#: what breaks, and who breaks it
STAGES: Mapping[str, Callable[[Runtime], Runtime]] = {
    "reading": _breaks_reading,
    "understanding": _breaks_understanding,
    "search": _breaks_search,
    "model": _breaks_model,
    "output": _breaks_output,
    "saving": _breaks_saving,
    "planning": _breaks_planning,
}
