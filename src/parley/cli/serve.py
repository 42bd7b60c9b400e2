"""`parley serve`: the whole service in one process."""

import argparse
import asyncio
import contextlib
import ctypes
import gc
import os
import signal
import socket
from collections.abc import Generator
from importlib import import_module
from typing import TYPE_CHECKING

import uvicorn

from parley.cli.first_start import SetupProcess
from parley.errors import ConfigurationError
from parley.settings import Settings

if TYPE_CHECKING:
    from fastapi import FastAPI

    from parley.runtime import Runtime


async def serve(settings: Settings, options: argparse.Namespace) -> int:
    """Serves HTTP, WebSockets and jobs until a signal stops it. `--demo`, `--no-work`.

    Raises ConfigurationError for a port that is taken and SystemExit where the database cannot be set up.
    """
    sockets = bind_sockets(settings)
    async with SetupProcess(settings, demo=options.demo) as setup:
        return await _serve_on_sockets(sockets, settings, options, setup)


async def _serve_on_sockets(
    sockets: list[socket.socket], settings: Settings, options: argparse.Namespace, setup: SetupProcess
) -> int:
    # Not at the top: what sets the database up is started before this is loaded.
    from parley.bootstrap import build_runtime
    from parley.cli.demo import create_missing
    from parley.conversation.respond import drain_answers
    from parley.infra.logging import configure_logging
    from parley.worker.polling import AccountLocks, run_pollers
    from parley.worker.run import run_worker

    configure_logging(settings)
    # Half a second of imports, while the database starts.
    app_import = asyncio.create_task(asyncio.to_thread(import_module, "parley.api.app"))
    async with build_runtime(settings, migrator=setup.migrate, stays=True) as rt:
        await create_missing(rt, demo=options.demo)
        _log_disabled_features(rt)
        app = (await app_import).create_app(rt)
        worker = None if options.no_work else asyncio.create_task(run_worker(rt))
        polling = asyncio.create_task(run_pollers(rt, AccountLocks(rt)))
        server = build_server(app)
        counting = asyncio.create_task(app.state.limits.run())
        hearing = asyncio.create_task(app.state.staff_answers.run())
        for signal_number in (signal.SIGINT, signal.SIGTERM):
            asyncio.get_running_loop().add_signal_handler(signal_number, server.stop)
        for port in (bound.getsockname()[1] for bound in sockets):
            print(f"parley is listening on http://localhost:{port}/  (Ctrl-C stops it)", flush=True)
        releasing = asyncio.create_task(asyncio.to_thread(_release_memory))
        try:
            await server.serve(sockets)
        finally:
            counting.cancel()
            hearing.cancel()
            polling.cancel()
            await asyncio.wait([polling])
            await releasing
            await drain_answers(rt, settings.answer_timeout)
            if worker is not None:
                worker.cancel()
                await asyncio.wait([worker])
    return 0


class _Server(uvicorn.Server):
    """Ends its requests at a signal, and lets the process live on to stop its worker and its database."""

    @contextlib.contextmanager
    def capture_signals(self) -> Generator[None]:
        """Replaces uvicorn's way, which raises the signal again when the server is done: the process would end."""
        yield

    def stop(self) -> None:
        """Lets open requests end; asked a second time, does not wait for them."""
        self.force_exit = self.should_exit
        self.should_exit = True


def build_server(app: "FastAPI") -> _Server:
    """Returns the server of an application; its `stop` ends it."""
    from parley.api.http_protocol import BoundedHttpProtocol

    return _Server(
        uvicorn.Config(
            app,
            http=BoundedHttpProtocol,
            log_config=None,
            access_log=False,
            ws="websockets-sansio",
            ws_max_size=64 * 1024,
            ws_per_message_deflate=False,
            ws_ping_interval=30,
            server_header=False,
            # Whose X-Forwarded-For is believed is PARLEY_TRUSTED_PROXIES (api/deps.py), not uvicorn's own list.
            proxy_headers=False,
            lifespan="off",
            timeout_graceful_shutdown=10,
        )
    )


def _release_memory() -> None:
    """Gives back, on glibc, what only starting up needed."""
    gc.collect()
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL("libc.so.6").malloc_trim(0)


def bind_sockets(settings: Settings) -> list[socket.socket]:
    """Takes the ports before anything else is started, so that a taken one is told at once."""
    sockets = []
    for port in settings.ports:
        bound = socket.socket(socket.AF_INET6 if ":" in settings.host else socket.AF_INET)
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            bound.bind((settings.host, port))
        except OSError as error:
            raise ConfigurationError(
                f"Port {port} cannot be used ({os.strerror(error.errno or 0)}). "
                f"Stop what holds it, or choose another: PORT=8001 make run"
            ) from None
        bound.listen(2048)
        bound.set_inheritable(True)
        sockets.append(bound)
    return sockets


def _log_disabled_features(rt: "Runtime") -> None:
    import structlog

    if problem := rt.voice_problem():
        structlog.get_logger().info("voice messages", problem=problem)
