"""Tells what a failure of the database means for who asked: away, or refused what it was given."""

import psycopg
import structlog
from sqlalchemy.exc import DBAPIError, StatementError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from parley.errors import Invalid, ParleyError, Unavailable

log = structlog.get_logger()

# Shutting down or starting up; the connection; no room for more connections, memory or rows.
_AWAY_STATES = ("57P", "08", "53")
# Undone for another's sake: a deadlock, a lock that did not come. The same again may pass.
_BUSY_STATES = ("40", "55P03")
# A value that is too long, too large, no text or no JSON as the server has them; one that an index cannot hold, or
# is nested too deeply. The rest of class 22 (a division by zero) is our own fault.
_REFUSED_STATES = ("22001", "22003", "22007", "22008", "22021", "2203", "22P02", "22P03", "22P05", "54")
_AWAY = "The database is not reachable at the moment"

#: what the statements of this package's callers raise when they fail
DATABASE_ERRORS = (StatementError, psycopg.Error, PoolTimeoutError, TimeoutError, UnicodeEncodeError)


def translate_database_error(error: BaseException) -> ParleyError | None:
    """Returns the error that says it to the caller; None where it is a fault of ours that nobody else can mend.

    Unavailable: the server is away or busy, waiting helps. Invalid: it, or the driver, refused the data; the same
    again is refused again.
    """
    if isinstance(error, StatementError):
        is_cut_off = isinstance(error, DBAPIError) and error.connection_invalidated
        if is_cut_off or error.orig is None:
            return Unavailable(_AWAY) if is_cut_off else None
        return translate_database_error(error.orig)
    if isinstance(error, TimeoutError | PoolTimeoutError) or is_connection_lost(error):
        return Unavailable(_AWAY)
    if _state_of(error).startswith(_BUSY_STATES):
        return Unavailable("The database is busy at the moment")
    if not _is_data_refused(error):
        return None
    # Without its words: they hold what was sent.
    log.warning("the database refused data", error=type(error).__name__, state=_state_of(error))
    return Invalid("Something of what was sent cannot be stored or looked for: it is too long or no valid text")


def is_connection_lost(error: BaseException | None) -> bool:
    """Whether the server went away (restart, lost network), as opposed to: it refused what we asked."""
    state = _state_of(error)
    if state:
        return state.startswith(_AWAY_STATES)
    return isinstance(error, psycopg.OperationalError) and not _is_data_refused(error)


def _is_data_refused(error: BaseException | None) -> bool:
    if state := _state_of(error):
        return state.startswith(_REFUSED_STATES)
    # The driver's own refusals have no state: a null byte, half a surrogate.
    return isinstance(error, psycopg.DataError | UnicodeEncodeError)


def _state_of(error: BaseException | None) -> str:
    return getattr(error, "sqlstate", None) or ""
