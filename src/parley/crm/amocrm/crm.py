"""amoCRM and Kommo (contract §5.7): a contact, a lead with what the flow gathered, a note. Set-up: docs/amocrm.md.

Exactly one contact and one lead, whatever breaks on the way (push.py); one lead at a time for an account,
and no more than `AMO_RATE` calls a second by all processes together (ledger.py); tokens renewed by one
process for all (client.py).
"""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any, ClassVar

from parley.crm.amocrm import wire
from parley.crm.amocrm.account import LEAD_FIELDS, AmoCRMAccount, find_account
from parley.crm.amocrm.check import AccountCheck, fetch_custom_fields, find_field_by_name
from parley.crm.amocrm.client import AmoCRMClient
from parley.crm.amocrm.push import LeadPush
from parley.crm.base import CRM
from parley.domain.company import CompanyConfig
from parley.domain.notice import Notice
from parley.errors import ConfigurationError, RemoteError
from parley.services import Services

_FIELD_CACHE_TIME = timedelta(minutes=10)


class AmoCRM(CRM):
    """Leads in amoCRM and Kommo accounts."""

    name: ClassVar[str] = "amocrm"

    def __init__(self, runtime: Services) -> None:
        super().__init__(runtime)
        # of accounts without configured ids: host → (until when it holds, our key → id)
        self._field_cache: dict[str, tuple[datetime, Mapping[str, str]]] = {}

    def address(self, company: CompanyConfig) -> str:
        account = self._find_account(company)
        return account.host if account else ""

    def serial_key(self, company: CompanyConfig) -> str:
        host = self.address(company)
        return f"amocrm:{host}" if host else ""

    def preview(self, company: CompanyConfig, notice: Notice) -> Mapping[str, Any]:
        values = wire.field_values(notice, company.tzinfo)
        names = {lead_field.key: lead_field.name for lead_field in LEAD_FIELDS}
        return {
            "account": self.address(company),
            "lead": {"name": wire.lead_name(notice), "price": wire.lead_price(notice)}
            | {names[key]: value for key, value in values.items()},
            "contact": wire.contact_body(notice),
            "note": wire.note_text(notice),
        }

    async def deliver(self, company: CompanyConfig, notice: Notice) -> str:
        account = self._find_account(company)
        if account is None:
            raise RemoteError("amoCRM is not set up for this company", permanent=True)
        client = AmoCRMClient(self.runtime, company, account)
        return await LeadPush(client, company, notice, await self._resolve_fields(client)).run()

    async def check_account(
        self, company: CompanyConfig, print_line: Callable[[str], None], confirm: Callable[[str], bool]
    ) -> bool:
        """Checks the account for `parley amocrm check` (cli/amocrm.py), which says what the callables do.

        Returns whether it has everything. Raises ConfigurationError where there is no account, RemoteError where it
        cannot be asked.
        """
        account = self._find_account(company)
        if account is None:
            raise ConfigurationError(
                f"amoCRM is not set up for {company.slug}: set AMO_SUBDOMAIN and AMO_ACCESS_TOKEN, "
                "or the company's own account (docs/amocrm.md)"
            )
        return await AccountCheck(AmoCRMClient(self.runtime, company, account), print_line, confirm).run()

    def _find_account(self, company: CompanyConfig) -> AmoCRMAccount | None:
        return find_account(company, self.runtime.settings)

    async def _resolve_fields(self, client: AmoCRMClient) -> Mapping[str, str]:
        """Returns our key → the account's field: as configured, else by name and type.

        What has no field is in the note alone.
        """
        if client.account.fields is not None:
            return client.account.fields
        host, at = client.account.host, self.runtime.clock()
        until, fields = self._field_cache.get(host, (at, {}))
        if until <= at:
            remote_fields = await fetch_custom_fields(client)
            fields = {
                lead_field.key: str(remote_field["id"])
                for lead_field in LEAD_FIELDS
                if (remote_field := find_field_by_name(lead_field, remote_fields))
            }
            self._field_cache[host] = (at + _FIELD_CACHE_TIME, fields)
        return fields
