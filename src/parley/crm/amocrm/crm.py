"""amoCRM and Kommo (contract §5.7): a contact, a lead with what the flow gathered, a note. Set-up: docs/amocrm.md.

Exactly one contact and one lead, whatever breaks on the way (push.py); one lead at a time for an account,
and no more than `AMO_RATE` calls a second by all processes together (ledger.py); tokens renewed by one
process for all (client.py).
"""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any, ClassVar

from parley.crm.amocrm import wire
from parley.crm.amocrm.account import FIELDS, Account, account_of
from parley.crm.amocrm.check import Check, by_name, custom_fields
from parley.crm.amocrm.client import Client
from parley.crm.amocrm.push import Push
from parley.crm.base import CRM
from parley.domain.company import CompanyConfig
from parley.domain.notice import Notice
from parley.errors import ConfigurationError, RemoteError
from parley.services import Services

_BELIEVED = timedelta(minutes=10)


class AmoCRM(CRM):
    name: ClassVar[str] = "amocrm"

    def __init__(self, runtime: Services) -> None:
        super().__init__(runtime)
        # of accounts without configured ids: host → (until when it is believed, key → id)
        self._found: dict[str, tuple[datetime, Mapping[str, str]]] = {}

    def target(self, company: CompanyConfig) -> str:
        account = self._account(company)
        return account.host if account else ""

    def lane(self, company: CompanyConfig) -> str:
        target = self.target(company)
        return f"amocrm:{target}" if target else ""

    def preview(self, company: CompanyConfig, notice: Notice) -> Mapping[str, Any]:
        known = wire.values(notice, company.zone)
        names = {own.key: own.name for own in FIELDS}
        return {
            "account": self.target(company),
            "lead": {"name": wire.lead_name(notice), "price": wire.price(notice)}
            | {names[key]: value for key, value in known.items()},
            "contact": wire.contact(notice),
            "note": wire.note(notice),
        }

    async def push(self, company: CompanyConfig, notice: Notice) -> str:
        account = self._account(company)
        if account is None:
            raise RemoteError("amoCRM is not set up for this company", permanent=True)
        client = Client(self.runtime, company, account)
        return await Push(client, company, notice, await self._fields(client)).run()

    async def check(self, company: CompanyConfig, say: Callable[[str], None], agree: Callable[[str], bool]) -> bool:
        account = self._account(company)
        if account is None:
            raise ConfigurationError(
                f"amoCRM is not set up for {company.slug}: set AMO_SUBDOMAIN and AMO_ACCESS_TOKEN, "
                "or the company's own account (docs/amocrm.md)"
            )
        return await Check(Client(self.runtime, company, account), say, agree).run()

    def _account(self, company: CompanyConfig) -> Account | None:
        return account_of(company, self.runtime.settings)

    async def _fields(self, client: Client) -> Mapping[str, str]:
        """key → the account's field: as configured, else by name and type. What has none is in the note alone."""
        if client.account.fields is not None:
            return client.account.fields
        host, at = client.account.host, self.runtime.clock()
        until, fields = self._found.get(host, (at, {}))
        if until <= at:
            there = await custom_fields(client)
            fields = {own.key: str(found["id"]) for own in FIELDS if (found := by_name(own, there))}
            self._found[host] = (at + _BELIEVED, fields)
        return fields
