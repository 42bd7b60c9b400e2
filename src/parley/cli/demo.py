"""`parley demo`: creates the demo companies."""

import argparse

from parley.bootstrap import build_runtime
from parley.companies.keys import create_initial_keys
from parley.runtime import Runtime
from parley.settings import Settings


async def create_demo(settings: Settings, _: argparse.Namespace) -> int:
    """Migrates the database and creates the installation's keys and the demo companies, where they are missing."""
    async with build_runtime(settings) as rt:
        await create_missing(rt, demo=True)
        print("The demo companies are there.")
    return 0


async def create_missing(rt: Runtime, *, demo: bool) -> None:
    """Creates the installation's keys, and with `demo` the demo companies, where they are missing.

    Prints fresh keys, each before it counts: only their hashes are kept, so they cannot be shown again.
    """
    printer = _KeyPrinter()
    await create_initial_keys(rt.db, rt.settings, printer.show)
    if demo:
        from parley.demo.seed import seed_demo_companies  # its rows and documents: not for every start

        await seed_demo_companies(rt, printer.show)
    printer.close()


class _KeyPrinter:
    """Prints keys under one heading, each at once."""

    def __init__(self) -> None:
        self._has_begun = False

    def show(self, name: str, key: str) -> None:
        if not self._has_begun:
            print("Keys, shown once; only their hashes are kept:")
        self._has_begun = True
        print(f"  {name:<28} {key}", flush=True)

    def close(self) -> None:
        if self._has_begun:
            print(flush=True)
