"""Translates addresses of databases: from the contract's DATABASE_URL to what psycopg and libpq want."""

import re
from urllib.parse import parse_qsl, urlencode

from psycopg.conninfo import make_conninfo
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

from parley.errors import ConfigurationError

APP_ROLE, ACROSS_ROLE = "parley_app", "parley_across"


def normalize_database_url(raw_url: str) -> URL:
    """Returns any of the contract's spellings of DATABASE_URL as psycopg knows it. Raises ConfigurationError."""
    with_driver = re.sub(r"^postgres(ql)?(\+\w+)?://", "postgresql+psycopg://", raw_url.strip())
    base, _, query = with_driver.partition("?")
    options = dict(parse_qsl(query))
    if ssl := options.pop("ssl", ""):
        ssl_modes = {"true": "require", "1": "require", "false": "disable", "0": "disable"}
        options.setdefault("sslmode", ssl_modes.get(ssl.lower(), ssl))
    try:
        url = make_url(base + (f"?{urlencode(options)}" if options else ""))
    except ArgumentError:
        raise ConfigurationError(
            "DATABASE_URL is not a database address: postgresql://user:password@host/name"
        ) from None
    if url.get_backend_name() != "postgresql":
        raise ConfigurationError("DATABASE_URL must be a PostgreSQL address: postgresql://user:password@host/name")
    return url


def libpq_conninfo(url: URL) -> str:
    """Returns the same address as libpq writes it, for those who talk to psycopg directly."""
    libpq_names = {"username": "user", "database": "dbname"}
    parts = {libpq_names.get(key, key): value for key, value in url.translate_connect_args().items()}
    return make_conninfo(**parts, **{key: str(value) for key, value in url.query.items()})


def app_role_url(url: URL, *extra_settings: str) -> URL:
    """Returns the address for sessions of the role that owns nothing, with `extra_settings` (`name=value`)."""
    settings = (str(url.query.get("options", "")), *(f"-c {one}" for one in (f"role={APP_ROLE}", *extra_settings)))
    return url.update_query_dict({"options": " ".join(filter(None, settings))})
