"""What an account has and lacks for our leads: pipelines and custom fields, told in words."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from parley.crm.amocrm.account import LEAD_FIELDS, LeadField
from parley.crm.amocrm.client import AmoCRMClient

_PAGE_SIZE = 250
_MAX_PAGES = 40
_CLOSED_STATUS_IDS = (142, 143)
# Types that take the same values as the one we would make.
_COMPATIBLE_TYPES = {
    "text": ("text", "textarea", "tracking_data"),
    "date": ("date", "date_time"),
    "checkbox": ("checkbox",),
}


async def fetch_custom_fields(client: AmoCRMClient) -> list[dict[str, Any]]:
    """The custom fields of leads, all pages of them."""
    all_fields: list[dict[str, Any]] = []
    for page in range(1, _MAX_PAGES):
        answer = await client.call("GET", f"leads/custom_fields?limit={_PAGE_SIZE}&page={page}")
        fields = (answer.get("_embedded") or {}).get("custom_fields") or []
        all_fields += fields
        if len(fields) < _PAGE_SIZE:
            break
    return all_fields


def find_field_by_name(lead_field: LeadField, remote_fields: list[dict[str, Any]]) -> dict[str, Any] | None:
    """The field of our name and of a type that takes our values."""
    name = lead_field.name.casefold()
    return next(
        (
            field
            for field in remote_fields
            if name == str(field.get("name", "")).strip().casefold()
            and field.get("type") in _COMPATIBLE_TYPES[lead_field.type]
        ),
        None,
    )


def find_field_by_id(id_or_code: str, remote_fields: list[dict[str, Any]]) -> dict[str, Any] | None:
    return next(
        (
            field
            for field in remote_fields
            if id_or_code and id_or_code in (str(field.get("id")), field.get("code"))
        ),
        None,
    )


@dataclass
class AccountCheck:
    """`say` takes a line, `agree` a question."""

    client: AmoCRMClient
    print_line: Callable[[str], None]
    confirm: Callable[[str], bool]

    async def run(self) -> bool:
        """Whether the account has everything."""
        self.print_line(f"amoCRM account {self.client.account.host}")
        has_pipelines = await self._check_pipelines()
        remote_fields = await fetch_custom_fields(self.client)
        configured = self.client.account.fields
        lines, missing = [], []
        self.print_line("\nCustom fields of leads:")
        for lead_field in LEAD_FIELDS:
            id_or_code = "" if configured is None else configured.get(lead_field.key, "")
            if field := find_field_by_id(id_or_code, remote_fields):
                remark = (
                    ""
                    if field.get("type") in _COMPATIBLE_TYPES[lead_field.type]
                    else f"  (is {field.get('type')}, not {lead_field.type})"
                )
                self._print_field("ok", id_or_code, lead_field.name, remark)
            elif field := find_field_by_name(lead_field, remote_fields):
                self._print_field("found by name", str(field["id"]), lead_field.name)
                lines.append(f"{lead_field.env_variable}={field['id']}")
            else:
                self._print_field("missing", id_or_code or "-", lead_field.name, f"  ({lead_field.type})")
                missing.append(lead_field)
        missing_count = len(missing)
        if missing and self.confirm(f"Create {missing_count} missing fields in {self.client.account.host}?"):
            lines += [f"{lead_field.env_variable}={await self._create_field(lead_field)}" for lead_field in missing]
            missing_count = 0
        if lines and configured is not None:
            self.print_line("\nSet in the environment:")
            for line in lines:
                self.print_line(line)
        elif configured is None:
            self.print_line("\nThis account's fields are found by their names: nothing to set.")
        return has_pipelines and not missing_count

    def _print_field(self, state: str, field_id: str, name: str, remark: str = "") -> None:
        self.print_line(f"  {state:<14} {field_id:>9}  {name}{remark}")

    async def _create_field(self, lead_field: LeadField) -> int:
        answer = await self.client.call(
            "POST", "leads/custom_fields", [{"name": lead_field.name, "type": lead_field.type}]
        )
        field_id = int(answer["_embedded"]["custom_fields"][0]["id"])
        self._print_field("created", str(field_id), lead_field.name)
        return field_id

    async def _check_pipelines(self) -> bool:
        answer = await self.client.call("GET", "leads/pipelines")
        account, statuses = self.client.account, dict[int, set[int]]()
        self.print_line("\nPipelines and their statuses:")
        for pipeline in (answer.get("_embedded") or {}).get("pipelines") or []:
            pipeline_statuses = (pipeline.get("_embedded") or {}).get("statuses") or []
            statuses[pipeline["id"]] = {status["id"] for status in pipeline_statuses}
            main = ", the main one" if pipeline.get("is_main") else ""
            self.print_line(f"  {pipeline['id']}  {pipeline.get('name')}{main}")
            for status in pipeline_statuses:
                if status["id"] not in _CLOSED_STATUS_IDS:
                    self.print_line(f"      {status['id']}  {status.get('name')}")
        missing = []
        if account.pipeline_id and account.pipeline_id not in statuses:
            missing.append(f"AMO_PIPELINE_ID={account.pipeline_id}")
        known_statuses = statuses.get(account.pipeline_id) or set().union(*statuses.values())
        if account.status_id and account.status_id not in known_statuses:
            missing.append(f"AMO_STATUS_ID={account.status_id}")
        for setting in missing:
            self.print_line(f"  {setting} is not there: leads will come without it")
        return not missing
