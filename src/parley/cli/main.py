"""parley serve | work | migrate | demo | keys | eval | amocrm: picks a door."""

import argparse
import asyncio
import contextlib
import ctypes
import gc
import os
import signal
import socket
import sys
from collections.abc import Awaitable, Callable
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from parley import __version__
from parley.cli.first_start import WAITING, FirstStart, leave, wait_for_address
from parley.errors import ConfigurationError
from parley.settings import Settings

if TYPE_CHECKING:
    import uvicorn

    from parley.runtime import Runtime


def main(argv: list[str] | None = None) -> int:
    """The console command. Returns the exit status; errors of set-up are told in words, not in a traceback."""
    options = _parser().parse_args(argv)
    if getattr(options, "waiting", False):
        leave(_run_door(options) if wait_for_address() else 1)
    return _run_door(options)


def _run_door(options: argparse.Namespace) -> int:
    try:
        settings = Settings.read()
        settings.home.mkdir(parents=True, exist_ok=True)
        door: Callable[[Settings, argparse.Namespace], Awaitable[int]] = options.door
        return _run(door(settings, options))
    except ConfigurationError as error:
        print(f"parley cannot start.\n{error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130


def _run(door: Awaitable[int]) -> int:
    async def run() -> int:
        return await door

    try:
        import uvloop
    except ImportError:  # not on Windows
        return asyncio.run(run())
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        return runner.run(run())


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="parley", description="An AI sales and support agent for many companies")
    parser.add_argument("--version", action="version", version=__version__)
    doors = parser.add_subparsers(required=True, metavar="serve | work | migrate | demo | keys | eval | amocrm")

    serve = doors.add_parser("serve", help="the whole service: HTTP, WebSocket, and jobs in the same process")
    serve.add_argument(
        "--demo", action="store_true", help="create the demo companies first, where they are missing"
    )
    serve.add_argument("--no-work", action="store_true", help="leave the jobs to `parley work` processes")
    serve.set_defaults(door=_serve)

    work = doors.add_parser("work", help="run jobs only; as many of these processes as wanted")
    work.add_argument("--concurrency", type=int, default=8)
    work.set_defaults(door=_work)

    migrate = doors.add_parser("migrate", help="bring the database up to date")
    migrate.set_defaults(door=_migrate)
    demo = doors.add_parser("demo", help="create the demo companies, where they are missing")
    demo.set_defaults(door=_demo)
    for first in (migrate, demo):
        first.add_argument(WAITING, action="store_true", help=argparse.SUPPRESS)

    keys = doors.add_parser("keys", help="staff keys: create, list, revoke")
    what = keys.add_subparsers(required=True, metavar="create | list | revoke")
    create = what.add_parser("create", help="make a key; it is shown once")
    create.add_argument("role", choices=("MGR", "SUP", "SVC"))
    create.add_argument("--company", default="", help="id or subdomain; needed for MGR")
    create.add_argument("--label", default="", help="a note for the list")
    create.set_defaults(door=_keys_create)
    what.add_parser("list", help="all keys, without the keys themselves").set_defaults(door=_keys_list)
    revoke = what.add_parser("revoke", help="a revoked key opens nothing any more, at once")
    revoke.add_argument("id", type=int)
    revoke.set_defaults(door=_keys_revoke)

    judge = doors.add_parser("eval", help="how well parley understands, by labelled sets: its own, or yours")
    judge.add_argument("files", nargs="*", type=Path, help="labelled sets of your own, instead of parley's")
    judge.add_argument("--task", action="append", default=[], help="only this task; may be repeated")
    judge.add_argument("--language", action="append", default=[], help="only this language; may be repeated")
    judge.add_argument("--model", default="", help="who words the answers in whole dialogues (default: builtin)")
    judge.add_argument("--misses", type=int, default=20, help="how many misses of a set are shown; -1: all")
    judge.set_defaults(door=_eval)

    amocrm = doors.add_parser("amocrm", help="an amoCRM or Kommo account: check what it has for our leads")
    asked = amocrm.add_subparsers(required=True, metavar="check")
    check = asked.add_parser("check", help="its pipelines and custom fields, and the settings that name them")
    check.add_argument("--company", default="", help="subdomain; the tenant of PARLEY_AIDA_TENANT if left out")
    check.add_argument("--create", action="store_true", help="create missing fields without asking")
    check.set_defaults(door=_amocrm_check)
    return parser


async def _serve(settings: Settings, options: argparse.Namespace) -> int:
    sockets = _listen(settings)
    async with FirstStart(settings, demo=options.demo) as first:
        return await _serve_on(sockets, settings, options, first)


async def _serve_on(
    sockets: list[socket.socket], settings: Settings, options: argparse.Namespace, first: FirstStart
) -> int:
    import uvicorn

    from parley.bootstrap import build
    from parley.conversation.respond import drain
    from parley.infra import logging as log
    from parley.worker.run import work

    log.set_up(settings)
    # Half a second of imports, while the database starts.
    doors = asyncio.create_task(asyncio.to_thread(import_module, "parley.api.app"))
    async with build(settings, update=first.update) as rt:
        await _prepare(rt, options.demo)
        _tell_what_is_off(rt)
        create_app = (await doors).create_app
        worker = None if options.no_work else asyncio.create_task(work(rt))
        config = uvicorn.Config(
            create_app(rt),
            log_config=None,
            access_log=False,
            ws="websockets-sansio",
            ws_max_size=64 * 1024,
            ws_per_message_deflate=False,
            ws_ping_interval=30,
            server_header=False,
            lifespan="off",
            timeout_graceful_shutdown=10,
        )
        server = uvicorn.Server(config)
        _stop_in_order(server)
        for port in (own.getsockname()[1] for own in sockets):
            print(f"parley is listening on http://localhost:{port}/  (Ctrl-C stops it)", flush=True)
        settling = asyncio.create_task(asyncio.to_thread(_settle))
        try:
            # Its own way with signals ends the process before our database is stopped.
            await server._serve(sockets)
        finally:
            await settling
            await drain(rt, settings.answer_timeout)
            if worker is not None:
                worker.cancel()
                await asyncio.wait([worker])
    return 0


def _settle() -> None:
    """What starting up needs no more is, on glibc, given back."""
    gc.collect()
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL("libc.so.6").malloc_trim(0)


def _stop_in_order(server: "uvicorn.Server") -> None:
    """The first Ctrl-C lets open requests end, the second does not wait for them."""

    def stop() -> None:
        server.force_exit = server.should_exit
        server.should_exit = True

    for sign in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(sign, stop)


def _listen(settings: Settings) -> list[socket.socket]:
    """Take the ports before anything else is started, so that a taken one is told at once."""
    sockets = []
    for port in settings.ports:
        own = socket.socket(socket.AF_INET6 if ":" in settings.host else socket.AF_INET)
        own.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            own.bind((settings.host, port))
        except OSError as error:
            raise ConfigurationError(
                f"Port {port} cannot be used ({os.strerror(error.errno or 0)}). "
                f"Stop what holds it, or choose another: PORT=8001 make run"
            ) from None
        own.listen(2048)
        own.set_inheritable(True)
        sockets.append(own)
    return sockets


def _tell_what_is_off(rt: "Runtime") -> None:
    import structlog

    from parley.domain.company import CompanyConfig

    if rt.transcriber_for(CompanyConfig(id=0, slug="", name="")) is None:
        structlog.get_logger().info("voice messages are off: there is no key of a provider that listens")


async def _prepare(rt: "Runtime", demo: bool) -> None:
    """Keys and demo companies, where they are missing. Fresh keys are printed once: only their hashes are kept."""
    from parley.companies.keys import bootstrap_keys

    fresh = await bootstrap_keys(rt.db, rt.settings)
    if demo:
        from parley.demo.seed import seed

        fresh |= await seed(rt)
    if fresh:
        print("Keys, shown once; only their hashes are kept:")
        for name, key in fresh.items():
            print(f"  {name:<28} {key}")
        print(flush=True)


async def _work(settings: Settings, options: argparse.Namespace) -> int:
    from parley.bootstrap import build
    from parley.infra import logging as log
    from parley.worker.run import work

    log.set_up(settings)
    async with build(settings) as rt:
        working = asyncio.create_task(work(rt, concurrency=options.concurrency))
        loop = asyncio.get_running_loop()
        for sign in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(sign, working.cancel)
        print("parley is working (Ctrl-C stops it)", flush=True)
        with contextlib.suppress(asyncio.CancelledError):
            await working
    return 0


async def _migrate(settings: Settings, _: argparse.Namespace) -> int:
    from parley.bootstrap import build

    async with build(settings):
        print("The database is up to date.")
    return 0


async def _demo(settings: Settings, _: argparse.Namespace) -> int:
    from parley.bootstrap import build

    async with build(settings) as rt:
        await _prepare(rt, demo=True)
        print("The demo companies are there.")
    return 0


async def _eval(settings: Settings, options: argparse.Namespace) -> int:
    from parley.cli.evaluate import evaluate

    return await evaluate(settings, options)


async def _amocrm_check(settings: Settings, options: argparse.Namespace) -> int:
    from parley.cli.amocrm import check

    return await check(settings, options)


async def _keys_create(settings: Settings, options: argparse.Namespace) -> int:
    from parley.bootstrap import build
    from parley.companies import keys

    async with build(settings) as rt:
        key = await keys.create(rt.db, options.role, company=options.company, label=options.label)
        print(key)
    return 0


async def _keys_list(settings: Settings, _: argparse.Namespace) -> int:
    from parley.bootstrap import build
    from parley.companies import keys

    async with build(settings) as rt:
        print(f"{'id':>4}  {'role':<4}  {'company':<16}  {'ends in':<8}  {'created':<16}  {'state':<8}  label")
        for row in await keys.listed(rt.db):
            print(
                f"{row['id']:>4}  {row['role']:<4}  {row['company'] or '—':<16}  …{row['hint']:<7}  "
                f"{row['created_at']:%Y-%m-%d %H:%M}  {'revoked' if row['revoked_at'] else 'valid':<8}  "
                f"{row['label']}"
            )
    return 0


async def _keys_revoke(settings: Settings, options: argparse.Namespace) -> int:
    from parley.bootstrap import build
    from parley.companies import keys

    async with build(settings) as rt:
        found = await keys.revoke(rt.db, options.id, rt.clock())
        print("Revoked." if found else f"There is no key {options.id}.")
    return 0 if found else 1
