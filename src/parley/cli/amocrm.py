"""`parley amocrm check`: what a company's amoCRM account has and lacks for our leads, and making what it lacks."""

import argparse
import sys
from collections.abc import Callable
from typing import Protocol, runtime_checkable

from parley.bootstrap import build_runtime
from parley.domain.company import CompanyConfig
from parley.errors import ConfigurationError, RemoteError
from parley.runtime import Runtime
from parley.settings import Settings
from parley.tenants.config import active_config_of_brand

_CRM = "amocrm"
_YES = ("y", "yes", "д", "да")


@runtime_checkable
class AccountChecker(Protocol):
    """What a CRM may offer beside its port. Asked of the plug-in that is found, so that none is imported here."""

    async def check_account(
        self, company: CompanyConfig, print_line: Callable[[str], None], confirm: Callable[[str], bool]
    ) -> bool:
        """Reports on the company's account line by line; returns whether it has everything our leads need.

        `confirm` is asked before anything is made over there. Raises ConfigurationError where the company has no
        account, RemoteError where it cannot be asked.
        """


async def check_amocrm(settings: Settings, options: argparse.Namespace) -> int:
    """Returns the exit status: 0 when the account has everything, 1 when not or when it cannot be asked.

    Missing fields are made with `--create`, or after a yes on a terminal.
    """
    slug = options.company or settings.aida_tenant
    async with build_runtime(settings) as rt:
        company = await active_config_of_brand(rt, slug)
        if company is None:
            raise ConfigurationError(f"There is no company {slug}: name another with --company SUBDOMAIN")
        try:
            is_complete = await find_checker(rt).check_account(company, print, _confirmation(create=options.create))
        except RemoteError as error:
            print(f"The account cannot be asked: {error}", file=sys.stderr)
            return 1
    if not is_complete:
        print("\nSomething is missing. --create makes the missing fields without asking.")
    return 0 if is_complete else 1


def find_checker(rt: Runtime) -> AccountChecker:
    """Returns amoCRM's plug-in. Raises ConfigurationError where there is none that can check an account."""
    crm: object = rt.crms.get(_CRM)
    if not isinstance(crm, AccountChecker):
        raise ConfigurationError(f"No CRM of this installation is called {_CRM} and can check an account")
    return crm


def _confirmation(*, create: bool) -> Callable[[str], bool]:
    """Returns who answers "may I make it": the option, else whoever sits at the terminal, else no."""

    def confirm(question: str) -> bool:
        if create or not sys.stdin.isatty():
            return create
        return input(f"\n{question} [y/N] ").strip().lower() in _YES

    return confirm
