"""Parses the command line: says what can be typed, and which module of this package runs it.

A command is a coroutine function of the settings and the parsed options that returns the exit status. Its module is
imported when it is run: `parley keys list` does not wait for what `parley serve` needs.
"""

import argparse
import asyncio
import sys
from collections.abc import Awaitable, Callable
from importlib import import_module
from pathlib import Path

from parley import __version__
from parley.cli.first_start import WAITING_OPTION, exit_at_once, receive_database_url
from parley.errors import ConfigurationError
from parley.settings import Settings

Command = Callable[[Settings, argparse.Namespace], Awaitable[int]]


def main(argv: list[str] | None = None) -> int:
    """Runs a command and returns its exit status. Wrong settings are told in words, not by a traceback."""
    options = build_parser().parse_args(argv)
    if getattr(options, "waiting", False):
        exit_at_once(_run_command(options) if receive_database_url() else 1)
    return _run_command(options)


def load_command(name: str) -> Command:
    """Returns the function that a parsed command names: "keys.list_keys" is `list_keys` in cli/keys.py."""
    module, _, function = name.partition(".")
    command: Command = getattr(import_module(f"parley.cli.{module}"), function)
    return command


def _run_command(options: argparse.Namespace) -> int:
    try:
        settings = Settings.from_environment()
        settings.home.mkdir(parents=True, exist_ok=True)
        return _run_event_loop(load_command(options.command)(settings, options))
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


def build_parser() -> argparse.ArgumentParser:
    """Returns the parser of all commands. `command` in what it parses is the name for `load_command`."""
    parser = argparse.ArgumentParser(prog="parley", description="An AI sales and support agent for many companies")
    parser.add_argument("--version", action="version", version=__version__)
    commands = parser.add_subparsers(
        required=True, metavar="serve | work | bot | simulate | migrate | demo | keys | eval | amocrm"
    )

    serve = commands.add_parser("serve", help="the whole service: HTTP, WebSocket, and jobs in the same process")
    serve.add_argument(
        "--demo", action="store_true", help="create the demo companies first, where they are missing"
    )
    serve.add_argument("--no-work", action="store_true", help="leave the jobs to `parley work` processes")
    serve.set_defaults(command="serve.serve")

    work = commands.add_parser("work", help="run jobs only; as many of these processes as wanted")
    work.add_argument("--concurrency", type=int, default=8)
    work.set_defaults(command="work.work")

    bot = commands.add_parser("bot", help="ask messengers for messages, where they cannot call us; nothing else")
    bot.set_defaults(command="bot.bot")

    simulate = commands.add_parser(
        "simulate",
        help="a demo company with all it is connected to on this machine, and a page that plays everybody",
    )
    simulate.add_argument("--port", type=int, default=8030, help="of the page (default: 8030)")
    simulate.add_argument("--parley-port", type=int, default=0, help="of parley itself (default: a free one)")
    simulate.add_argument("--model", action="store_true", help="answers are worded by a stand-in of a model")
    simulate.set_defaults(command="simulate.simulate")

    migrate = commands.add_parser("migrate", help="bring the database up to date")
    migrate.set_defaults(command="migrate.migrate")
    demo = commands.add_parser("demo", help="create the demo companies, where they are missing")
    demo.set_defaults(command="demo.create_demo")
    for command in (migrate, demo):
        command.add_argument(WAITING_OPTION, action="store_true", help=argparse.SUPPRESS)

    keys = commands.add_parser("keys", help="staff keys: create, list, revoke")
    key_commands = keys.add_subparsers(required=True, metavar="create | list | revoke | …")
    create = key_commands.add_parser("create", help="make a key; it is shown once")
    create.add_argument("role", choices=("MGR", "SUP", "SVC"))
    create.add_argument("--company", default="", help="id or subdomain; needed for MGR")
    create.add_argument("--label", default="", help="a note for the list")
    create.set_defaults(command="keys.create_staff_key")
    key_list = key_commands.add_parser("list", help="all keys, without the keys themselves")
    key_list.set_defaults(command="keys.list_staff_keys")
    revoke = key_commands.add_parser("revoke", help="a revoked key opens nothing any more, at once")
    revoke.add_argument("id", type=int)
    revoke.set_defaults(command="keys.revoke_staff_key")
    forget = key_commands.add_parser(
        "forget-credentials", help="the secret key is lost: empty what was encrypted with it"
    )
    forget.set_defaults(command="keys.forget_credentials")

    evaluate = commands.add_parser("eval", help="how well parley understands, by labelled sets: its own, or yours")
    evaluate.add_argument("files", nargs="*", type=Path, help="labelled sets of your own, instead of parley's")
    evaluate.add_argument("--task", action="append", default=[], help="only this task; may be repeated")
    evaluate.add_argument("--language", action="append", default=[], help="only this language; may be repeated")
    evaluate.add_argument(
        "--part", choices=("open", "aside"), default="", help="only this part of parley's own sets"
    )
    evaluate.add_argument("--model", default="", help="who words the answers in whole dialogues (default: builtin)")
    evaluate.add_argument("--misses", type=int, default=20, help="how many misses of a set are shown; -1: all")
    evaluate.set_defaults(command="evaluate.evaluate")

    amocrm = commands.add_parser("amocrm", help="an amoCRM or Kommo account: check what it has for our leads")
    amocrm_commands = amocrm.add_subparsers(required=True, metavar="check")
    check = amocrm_commands.add_parser(
        "check", help="its pipelines and custom fields, and the settings that name them"
    )
    check.add_argument("--company", default="", help="subdomain; the tenant of PARLEY_AIDA_TENANT if left out")
    check.add_argument("--create", action="store_true", help="create missing fields without asking")
    check.set_defaults(command="amocrm.check_amocrm")
    return parser
