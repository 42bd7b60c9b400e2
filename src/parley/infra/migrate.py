"""Brings a database up to date: extension, roles, tables, policies. Several processes may do it at once."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine, text
from sqlalchemy.engine import URL, create_engine
from sqlalchemy.exc import DBAPIError, OperationalError

from parley.errors import ConfigurationError

MIGRATIONS_FOLDER = Path(__file__).parent.parent / "migrations"
_ADVISORY_LOCK_KEY = 7_275_394  # any number, the same in every process of ours
_MIN_SERVER_VERSION = 150_000


def migrate_database(url: URL) -> None:
    """Upgrades to the newest schema.

    Raises ConfigurationError that says what to run where rights are missing, and where the database cannot be
    reached.
    """
    with _connected_engine(url) as engine:
        if _is_current(engine):
            return
        with engine.begin() as connection:
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _ADVISORY_LOCK_KEY})
            _ensure_pgvector(connection, url)
            _run_migrations(connection)


def is_schema_current(url: URL) -> bool:
    """Whether there is nothing to migrate. Raises ConfigurationError where the database cannot be reached."""
    with _connected_engine(url) as engine:
        return _is_current(engine)


def newest_revision() -> str:
    """Returns the newest revision there is a file for. File names start with their number."""
    return max(file.name for file in (MIGRATIONS_FOLDER / "versions").glob("[0-9]*.py")).split("_")[0]


@contextmanager
def _connected_engine(url: URL) -> Iterator[Engine]:
    engine = create_engine(url)
    try:
        yield engine
    except OperationalError as error:
        raise ConfigurationError(f"Cannot reach the database at {url!r}: {_first_line(error)}") from error
    except DBAPIError as error:
        if getattr(error.orig, "sqlstate", "") == "42501":
            raise ConfigurationError(
                f"The database login lacks a right: {_first_line(error)}\n"
                f"Make it the owner and let it create roles. As a PostgreSQL administrator run:\n"
                f'  ALTER ROLE "{url.username}" CREATEROLE;\n'
                f'  ALTER DATABASE "{url.database}" OWNER TO "{url.username}";'
            ) from error
        raise
    finally:
        engine.dispose()


def _is_current(engine: Engine) -> bool:
    with engine.connect() as connection:
        if not connection.execute(text("SELECT to_regclass('alembic_version')")).scalar():
            return False
        return connection.execute(text("SELECT version_num FROM alembic_version")).scalar() == newest_revision()


def _ensure_pgvector(connection: Connection, url: URL) -> None:
    version = int(connection.execute(text("SHOW server_version_num")).scalar_one())
    if version < _MIN_SERVER_VERSION:
        raise ConfigurationError(f"parley needs PostgreSQL 15 or newer; this server is {version // 10_000}")
    if connection.execute(text("SELECT 1 FROM pg_extension WHERE extname = 'vector'")).scalar():
        return
    if not connection.execute(text("SELECT 1 FROM pg_available_extensions WHERE name = 'vector'")).scalar():
        raise ConfigurationError(
            "This PostgreSQL server has no pgvector. Install it on the server "
            f"(Debian, Ubuntu: apt install postgresql-{version // 10_000}-pgvector), then start parley again"
        )
    try:
        with connection.begin_nested():
            connection.execute(text("CREATE EXTENSION vector"))
    except DBAPIError as error:
        raise ConfigurationError(
            "The database login may not create the extension pgvector. As a PostgreSQL administrator run:\n"
            f'  psql -d {url.database} -c "CREATE EXTENSION vector"'
        ) from error


def _run_migrations(connection: Connection) -> None:
    # Here and not above: a start with nothing to migrate need not load it.
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS_FOLDER))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def _first_line(error: DBAPIError) -> str:
    return str(error.orig).strip().splitlines()[0] if str(error.orig).strip() else type(error.orig).__name__
