"""`parley amocrm check`: what a company's amoCRM account has and lacks for our leads, and making what it lacks."""

import argparse
import sys

from parley.bootstrap import build_runtime
from parley.errors import ConfigurationError, RemoteError
from parley.settings import Settings
from parley.tenants.config import active_config_of_brand


async def check_amocrm(settings: Settings, options: argparse.Namespace) -> int:
    """0 when the account has everything. Missing fields are made with `--create`, or after a yes on a terminal."""
    slug = options.company or settings.aida_tenant
    async with build_runtime(settings) as rt:
        company = await active_config_of_brand(rt, slug)
        if company is None:
            raise ConfigurationError(f"There is no company {slug}: name another with --company SUBDOMAIN")

        def confirm(question: str) -> bool:
            if options.create or not sys.stdin.isatty():
                return bool(options.create)
            return input(f"\n{question} [y/N] ").strip().lower() in ("y", "yes", "д", "да")

        try:
            is_complete = await rt.crms["amocrm"].check_account(company, print, confirm)
        except RemoteError as error:
            print(f"The account cannot be asked: {error}", file=sys.stderr)
            return 1
    if not is_complete:
        print("\nSomething is missing. --create makes the missing fields without asking.")
    return 0 if is_complete else 1
