"""Says in the log what went wrong, without the words that an exception carries: they quote what customers wrote.

What remains is the kind of each exception of the chain, where it was raised, and what is known to be harmless: the
state and the names that a database gives, the text of an error number, our own words for an outside failure.
"""

import os
import traceback
from collections.abc import Iterator
from typing import Any

from parley.errors import ConfigurationError, RemoteError, Unavailable

# Enough of a recursion that had no end.
_MAX_FRAMES = 40
_MAX_ERRORS = 20
# Shorter words of an exception may be any word of a line.
_MIN_QUOTED_CHARS = 4


def describe_error(error: BaseException) -> str:
    """Returns the kind of an exception with what of its words may be logged: `UniqueViolation: 23505 uq_leads`."""
    return ": ".join(filter(None, (type(error).__qualname__, _harmless_words(error))))


def _harmless_words(error: BaseException) -> str:
    if isinstance(error, RemoteError):
        message, separator, _ = str(error).partition(error.quoted) if error.quoted else (str(error), "", "")
        # Somebody changed the message, and what is quoted there is not known any more.
        is_known = bool(separator) or not error.quoted
        return message + "…" * bool(separator) if is_known else f"{error.status_code or ''} {error.code}".strip()
    if isinstance(error, Unavailable | ConfigurationError):
        return str(error)
    if isinstance(error, OSError) and error.errno:
        return os.strerror(error.errno)
    # psycopg's, also inside SQLAlchemy's. Names of tables and constraints are ours.
    cause = getattr(error, "orig", None) or error
    diagnosis = getattr(cause, "diag", None)
    names = (getattr(diagnosis, name, None) for name in ("table_name", "column_name", "constraint_name"))
    state = getattr(cause, "sqlstate", None)
    kind = type(cause).__qualname__ if cause is not error else ""
    return " ".join(str(part) for part in (kind, state, *names) if part)


def report_error(error: BaseException) -> str:
    """Returns the story of an exception for the log: its causes, where each was raised, and what kind they are."""
    return "".join(_tell(error, [])).rstrip("\n")


def _tell(error: BaseException, told: list[BaseException]) -> Iterator[str]:
    if len(told) >= _MAX_ERRORS or any(error is other for other in told):
        return
    told.append(error)
    if error.__cause__ is not None:
        yield from _tell(error.__cause__, told)
        yield "\nwas the direct cause of\n\n"
    elif error.__context__ is not None and not error.__suppress_context__:
        yield from _tell(error.__context__, told)
        yield "\nwas being handled when there was\n\n"
    yield "Traceback (most recent call last):\n"
    yield from traceback.format_tb(error.__traceback__, limit=-_MAX_FRAMES)
    yield f"{describe_error(error)}\n"
    if isinstance(error, BaseExceptionGroup):
        for number, part in enumerate(error.exceptions, start=1):
            yield f"\npart {number} of it\n\n"
            yield from _tell(part, told)


def without_error_words(text: str, error: BaseException) -> str:
    """Returns a line of a log without the words of an exception and of its causes: who logs it may have written
    them into the line as well."""
    for each in _chain(error):
        # The longest first: the others are parts of it.
        for words in sorted({repr(each), str(each), *map(str, each.args)}, key=len, reverse=True):
            if len(words) >= _MIN_QUOTED_CHARS and words in text:
                text = text.replace(words, describe_error(each) if words == repr(each) else "…")
    return text


def _chain(error: BaseException) -> list[BaseException]:
    found: list[BaseException] = []
    waiting: list[Any] = [error]
    while waiting and len(found) < _MAX_ERRORS:
        each = waiting.pop()
        if isinstance(each, BaseException) and not any(each is other for other in found):
            found.append(each)
            parts = each.exceptions if isinstance(each, BaseExceptionGroup) else ()
            waiting += [each.__cause__, each.__context__, *parts]
    return found
