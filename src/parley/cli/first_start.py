"""Sets the database up from another process: brings it up to date and creates the demo companies.

That takes a fifth more memory than serving does, and a process would not give it back.
"""

import asyncio
import os
import sys
from asyncio.subprocess import PIPE, Process
from importlib import import_module
from typing import TYPE_CHECKING, NoReturn, Self

from parley.settings import Settings

if TYPE_CHECKING:
    from sqlalchemy.engine import URL

# Of `parley migrate` and `parley demo`: begin, and wait for the database's address.
WAITING_OPTION = "--waiting"


class SetupProcess:
    """Has `parley migrate`, or `parley demo`, run where the schema is not the newest: after an update too.

    That process prints itself what it made, keys among it, and what went wrong. Where there is no database yet it
    is started at once, so that it has loaded what it needs when there is one.
    """

    def __init__(self, settings: Settings, *, demo: bool) -> None:
        self._command = "demo" if demo else "migrate"
        self._is_new_database = not settings.database_url and not (settings.home / "postgres").exists()
        #: the process that was started; None while none was needed
        self.process: Process | None = None

    async def __aenter__(self) -> Self:
        if self._is_new_database:
            await self._start()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._stop()

    async def migrate(self, url: "URL") -> None:
        """Brings the database of this address up to date. Raises SystemExit where it cannot; the reason was
        printed.
        """
        from parley.infra.migrate import is_schema_current

        if self.process is None and await asyncio.to_thread(is_schema_current, url):
            return
        process = self.process or await self._start()
        try:
            # Not by its environment, which it does not have yet, nor by its arguments, which all can read.
            await process.communicate(url.render_as_string(hide_password=False).encode())
        finally:
            await self._stop()  # before anybody stops the database under it
        if process.returncode:
            raise SystemExit(process.returncode)

    async def _start(self) -> Process:
        # Of its own session: Ctrl-C is for us to hear and to pass on.
        self.process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "parley", self._command, WAITING_OPTION), stdin=PIPE, start_new_session=True
        )
        return self.process

    async def _stop(self) -> None:
        if self.process is not None and self.process.returncode is None:
            self.process.terminate()
            await self.process.wait()


def receive_database_url() -> bool:
    """Loads what will be needed, then takes the database's address from standard input, in the other process.

    False where none came: the process was left alone.
    """
    from parley.bootstrap import compile_vocabularies

    for module in ("alembic.command", "parley.demo.seed"):
        import_module(module)
    compile_vocabularies()
    os.environ["DATABASE_URL"] = sys.stdin.read().strip()
    return bool(os.environ["DATABASE_URL"])


def exit_at_once(status: int) -> NoReturn:
    """Ends the process: somebody waits, and taking apart what was loaded would cost a third of a second."""
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(status)
