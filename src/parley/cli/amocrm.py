"""`parley amocrm check`: what a company's amoCRM account has and lacks for our leads, and making what it lacks."""

import argparse
import sys

from parley.bootstrap import build
from parley.errors import ConfigurationError, RemoteError
from parley.settings import Settings
from parley.tenants.config import brand


async def check(settings: Settings, options: argparse.Namespace) -> int:
    """0 when the account has everything. Missing fields are made with `--create`, or after a yes on a terminal."""
    slug = options.company or settings.aida_tenant
    async with build(settings) as rt:
        company = await brand(rt, slug)
        if company is None:
            raise ConfigurationError(f"There is no company {slug}: name another with --company SUBDOMAIN")

        def agree(question: str) -> bool:
            if options.create or not sys.stdin.isatty():
                return bool(options.create)
            return input(f"\n{question} [y/N] ").strip().lower() in ("y", "yes", "д", "да")

        try:
            complete = await rt.crms["amocrm"].check(company, print, agree)
        except RemoteError as error:
            print(f"The account cannot be asked: {error}", file=sys.stderr)
            return 1
    if not complete:
        print("\nSomething is missing. --create makes the missing fields without asking.")
    return 0 if complete else 1
