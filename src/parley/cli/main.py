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
from parley.cli.first_start import WAITING_OPTION, SetupProcess, exit_at_once, receive_database_url
from parley.errors import ConfigurationError
from parley.settings import Settings

if TYPE_CHECKING:
    import uvicorn

    from parley.runtime import Runtime


def main(argv: list[str] | None = None) -> int:
    """The console command. Returns the exit status; errors of set-up are told in words, not in a traceback."""
    options = _build_parser().parse_args(argv)
    if getattr(options, "waiting", False):
        exit_at_once(_run_command(options) if receive_database_url() else 1)
    return _run_command(options)


def _run_command(options: argparse.Namespace) -> int:
    try:
        settings = Settings.from_environment()
        settings.home.mkdir(parents=True, exist_ok=True)
        command: Callable[[Settings, argparse.Namespace], Awaitable[int]] = options.door
        return _run_event_loop(command(settings, options))
    except ConfigurationError as error:
        print(f"parley cannot start.\n{error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130


def _run_event_loop(command: Awaitable[int]) -> int:
    async def run() -> int:
        return await command

    try:
        import uvloop
    except ImportError:  # not on Windows
        return asyncio.run(run())
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        return runner.run(run())


def _build_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="parley", description="An AI sales and support agent for many companies")
    parser.add_argument("--version", action="version", version=__version__)
    commands = parser.add_subparsers(required=True, metavar="serve | work | migrate | demo | keys | eval | amocrm")

    serve = commands.add_parser("serve", help="the whole service: HTTP, WebSocket, and jobs in the same process")
    serve.add_argument(
        "--demo", action="store_true", help="create the demo companies first, where they are missing"
    )
    serve.add_argument("--no-work", action="store_true", help="leave the jobs to `parley work` processes")
    serve.set_defaults(door=_serve)

    work = commands.add_parser("work", help="run jobs only; as many of these processes as wanted")
    work.add_argument("--concurrency", type=int, default=8)
    work.set_defaults(door=_work)

    migrate = commands.add_parser("migrate", help="bring the database up to date")
    migrate.set_defaults(door=_migrate)
    demo = commands.add_parser("demo", help="create the demo companies, where they are missing")
    demo.set_defaults(door=_demo)
    for command in (migrate, demo):
        command.add_argument(WAITING_OPTION, action="store_true", help=argparse.SUPPRESS)

    keys = commands.add_parser("keys", help="staff keys: create, list, revoke")
    key_commands = keys.add_subparsers(required=True, metavar="create | list | revoke")
    create = key_commands.add_parser("create", help="make a key; it is shown once")
    create.add_argument("role", choices=("MGR", "SUP", "SVC"))
    create.add_argument("--company", default="", help="id or subdomain; needed for MGR")
    create.add_argument("--label", default="", help="a note for the list")
    create.set_defaults(door=_keys_create)
    key_commands.add_parser("list", help="all keys, without the keys themselves").set_defaults(door=_keys_list)
    revoke = key_commands.add_parser("revoke", help="a revoked key opens nothing any more, at once")
    revoke.add_argument("id", type=int)
    revoke.set_defaults(door=_keys_revoke)

    evaluate = commands.add_parser("eval", help="how well parley understands, by labelled sets: its own, or yours")
    evaluate.add_argument("files", nargs="*", type=Path, help="labelled sets of your own, instead of parley's")
    evaluate.add_argument("--task", action="append", default=[], help="only this task; may be repeated")
    evaluate.add_argument("--language", action="append", default=[], help="only this language; may be repeated")
    evaluate.add_argument("--model", default="", help="who words the answers in whole dialogues (default: builtin)")
    evaluate.add_argument("--misses", type=int, default=20, help="how many misses of a set are shown; -1: all")
    evaluate.set_defaults(door=_eval)

    amocrm = commands.add_parser("amocrm", help="an amoCRM or Kommo account: check what it has for our leads")
    amocrm_commands = amocrm.add_subparsers(required=True, metavar="check")
    check = amocrm_commands.add_parser(
        "check", help="its pipelines and custom fields, and the settings that name them"
    )
    check.add_argument("--company", default="", help="subdomain; the tenant of PARLEY_AIDA_TENANT if left out")
    check.add_argument("--create", action="store_true", help="create missing fields without asking")
    check.set_defaults(door=_amocrm_check)
    return parser


async def _serve(settings: Settings, options: argparse.Namespace) -> int:
    sockets = _bind_sockets(settings)
    async with SetupProcess(settings, demo=options.demo) as setup:
        return await _serve_on_sockets(sockets, settings, options, setup)


async def _serve_on_sockets(
    sockets: list[socket.socket], settings: Settings, options: argparse.Namespace, setup: SetupProcess
) -> int:
    import uvicorn

    from parley.bootstrap import build_runtime
    from parley.conversation.respond import drain_answers
    from parley.infra.logging import configure_logging
    from parley.worker.run import run_worker

    configure_logging(settings)
    # Half a second of imports, while the database starts.
    app_import = asyncio.create_task(asyncio.to_thread(import_module, "parley.api.app"))
    async with build_runtime(settings, migrator=setup.migrate) as rt:
        await _create_keys_and_demo(rt, options.demo)
        _log_disabled_features(rt)
        create_app = (await app_import).create_app
        worker = None if options.no_work else asyncio.create_task(run_worker(rt))
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
        _install_signal_handlers(server)
        for port in (own.getsockname()[1] for own in sockets):
            print(f"parley is listening on http://localhost:{port}/  (Ctrl-C stops it)", flush=True)
        releasing = asyncio.create_task(asyncio.to_thread(_release_memory))
        try:
            # Its own way with signals ends the process before our database is stopped.
            await server._serve(sockets)
        finally:
            await releasing
            await drain_answers(rt, settings.answer_timeout)
            if worker is not None:
                worker.cancel()
                await asyncio.wait([worker])
    return 0


def _release_memory() -> None:
    """What starting up needs no more is, on glibc, given back."""
    gc.collect()
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL("libc.so.6").malloc_trim(0)


def _install_signal_handlers(server: "uvicorn.Server") -> None:
    """The first Ctrl-C lets open requests end, the second does not wait for them."""

    def stop() -> None:
        server.force_exit = server.should_exit
        server.should_exit = True

    for signal_number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(signal_number, stop)


def _bind_sockets(settings: Settings) -> list[socket.socket]:
    """Take the ports before anything else is started, so that a taken one is told at once."""
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

    from parley.domain.company import CompanyConfig

    if rt.transcriber_for(CompanyConfig(id=0, slug="", name="")) is None:
        structlog.get_logger().info("voice messages are off: there is no key of a provider that listens")


async def _create_keys_and_demo(rt: "Runtime", demo: bool) -> None:
    """Keys and demo companies, where they are missing. Fresh keys are printed once: only their hashes are kept."""
    from parley.companies.keys import create_initial_keys

    new_keys = await create_initial_keys(rt.db, rt.settings)
    if demo:
        from parley.demo.seed import seed_demo_companies

        new_keys |= await seed_demo_companies(rt)
    if new_keys:
        print("Keys, shown once; only their hashes are kept:")
        for name, key in new_keys.items():
            print(f"  {name:<28} {key}")
        print(flush=True)


async def _work(settings: Settings, options: argparse.Namespace) -> int:
    from parley.bootstrap import build_runtime
    from parley.infra.logging import configure_logging
    from parley.worker.run import run_worker

    configure_logging(settings)
    async with build_runtime(settings) as rt:
        worker = asyncio.create_task(run_worker(rt, concurrency=options.concurrency))
        loop = asyncio.get_running_loop()
        for signal_number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(signal_number, worker.cancel)
        print("parley is working (Ctrl-C stops it)", flush=True)
        with contextlib.suppress(asyncio.CancelledError):
            await worker
    return 0


async def _migrate(settings: Settings, _: argparse.Namespace) -> int:
    from parley.bootstrap import build_runtime

    async with build_runtime(settings):
        print("The database is up to date.")
    return 0


async def _demo(settings: Settings, _: argparse.Namespace) -> int:
    from parley.bootstrap import build_runtime

    async with build_runtime(settings) as rt:
        await _create_keys_and_demo(rt, demo=True)
        print("The demo companies are there.")
    return 0


async def _eval(settings: Settings, options: argparse.Namespace) -> int:
    from parley.cli.evaluate import evaluate

    return await evaluate(settings, options)


async def _amocrm_check(settings: Settings, options: argparse.Namespace) -> int:
    from parley.cli.amocrm import check_amocrm

    return await check_amocrm(settings, options)


async def _keys_create(settings: Settings, options: argparse.Namespace) -> int:
    from parley.bootstrap import build_runtime
    from parley.companies import keys

    async with build_runtime(settings) as rt:
        key = await keys.create_key(rt.db, options.role, company=options.company, label=options.label)
        print(key)
    return 0


async def _keys_list(settings: Settings, _: argparse.Namespace) -> int:
    from parley.bootstrap import build_runtime
    from parley.companies import keys

    async with build_runtime(settings) as rt:
        print(f"{'id':>4}  {'role':<4}  {'company':<16}  {'ends in':<8}  {'created':<16}  {'state':<8}  label")
        for row in await keys.find_keys(rt.db):
            print(
                f"{row['id']:>4}  {row['role']:<4}  {row['company'] or '—':<16}  …{row['hint']:<7}  "
                f"{row['created_at']:%Y-%m-%d %H:%M}  {'revoked' if row['revoked_at'] else 'valid':<8}  "
                f"{row['label']}"
            )
    return 0


async def _keys_revoke(settings: Settings, options: argparse.Namespace) -> int:
    from parley.bootstrap import build_runtime
    from parley.companies import keys

    async with build_runtime(settings) as rt:
        revoked = await keys.revoke_key(rt.db, options.id, rt.clock())
        print("Revoked." if revoked else f"There is no key {options.id}.")
    return 0 if revoked else 1
