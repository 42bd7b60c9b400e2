"""The roles as logins of their own, where the server is ours: nobody can become more than they logged in as.

With one login that changes its role, an injected `RESET ROLE` would have its rights: on the embedded server
a superuser's.
"""

from typing import NamedTuple

import psycopg
from psycopg import sql
from sqlalchemy.engine import URL

from parley.infra.database_url import ACROSS_ROLE, APP_ROLE, libpq_conninfo


class Logins(NamedTuple):
    """Addresses of one database for each of the app's roles."""

    #: of the directory and one company's rows
    app: URL
    #: of every company's rows
    across: URL


def allow_logins(url: URL) -> Logins:
    """Lets the roles log in themselves, and returns how. Wants the address of a superuser; blocks."""
    with psycopg.connect(libpq_conninfo(url), autocommit=True, connect_timeout=5) as connection:
        for role in (APP_ROLE, ACROSS_ROLE):
            connection.execute(sql.SQL("ALTER ROLE {} LOGIN").format(sql.Identifier(role)))
    return Logins(url.set(username=APP_ROLE), url.set(username=ACROSS_ROLE))
