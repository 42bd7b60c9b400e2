"""What an account has and lacks for our leads: its pipelines and its custom fields, printed line by line."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from parley.crm.amocrm.account import LEAD_FIELDS, AmoCRMAccount, LeadField
from parley.crm.amocrm.client import AmoCRMClient
from parley.crm.amocrm.wire import Entity, embedded

_PAGE_SIZE = 250
_MAX_PAGES = 40
_CLOSED_STATUS_IDS = (142, 143)
# Types that take the same values as the one we would make.
_COMPATIBLE_TYPES = {
    "text": ("text", "textarea", "tracking_data"),
    "date": ("date", "date_time"),
    "checkbox": ("checkbox",),
}


class Pipeline(NamedTuple):
    """A pipeline of leads."""

    id: int
    name: str
    #: it takes the leads that name no pipeline
    is_main: bool
    #: (id, name) of each, closed ones too
    statuses: Sequence[tuple[int, str]]


class FieldCheck(NamedTuple):
    """How one of our fields stands in the account."""

    lead_field: LeadField
    #: by its configured id, by its name and type, or not at all
    state: Literal["ok", "found by name", "missing"]
    #: what the field is called by there; "-" where it has no id yet
    id_or_code: str
    #: the type of the field, where it is missing or of another type; else empty
    remark: str = ""


async def fetch_custom_fields(client: AmoCRMClient) -> list[Entity]:
    """Returns the custom fields of leads, all pages of them."""
    all_fields: list[Entity] = []
    for page in range(1, _MAX_PAGES + 1):
        answer = await client.call("GET", f"leads/custom_fields?limit={_PAGE_SIZE}&page={page}")
        fields = embedded(answer, "custom_fields")
        all_fields += fields
        if len(fields) < _PAGE_SIZE:
            break
    return all_fields


async def fetch_pipelines(client: AmoCRMClient) -> list[Pipeline]:
    """Returns the account's pipelines of leads."""
    return [
        Pipeline(
            pipeline["id"],
            str(pipeline.get("name")),
            bool(pipeline.get("is_main")),
            [(status["id"], str(status.get("name"))) for status in embedded(pipeline, "statuses")],
        )
        for pipeline in embedded(await client.call("GET", "leads/pipelines"), "pipelines")
    ]


def find_field_by_name(lead_field: LeadField, remote_fields: Sequence[Entity]) -> Entity | None:
    """Returns the account's field of our name and of a type that takes our values."""
    name = lead_field.name.casefold()
    return next(
        (
            field
            for field in remote_fields
            if name == str(field.get("name", "")).strip().casefold() and _is_compatible(lead_field, field)
        ),
        None,
    )


def find_field_by_id(id_or_code: str, remote_fields: Sequence[Entity]) -> Entity | None:
    """Returns the account's field of this id or code; None for an empty one."""
    return next(
        (
            field
            for field in remote_fields
            if id_or_code and id_or_code in (str(field.get("id")), field.get("code"))
        ),
        None,
    )


def check_field(lead_field: LeadField, id_or_code: str, remote_fields: Sequence[Entity]) -> FieldCheck:
    """Looks for our field by the id or code that is configured for it, then by its name."""
    if field := find_field_by_id(id_or_code, remote_fields):
        is_compatible = _is_compatible(lead_field, field)
        remark = "" if is_compatible else f"  (is {field.get('type')}, not {lead_field.type})"
        return FieldCheck(lead_field, "ok", id_or_code, remark)
    if field := find_field_by_name(lead_field, remote_fields):
        return FieldCheck(lead_field, "found by name", str(field["id"]))
    return FieldCheck(lead_field, "missing", id_or_code or "-", f"  ({lead_field.type})")


def find_missing_placement(account: AmoCRMAccount, pipelines: Sequence[Pipeline]) -> list[str]:
    """Returns the settings that name a pipeline or status the account does not have."""
    status_ids = {pipeline.id: {status_id for status_id, _ in pipeline.statuses} for pipeline in pipelines}
    # A status without a pipeline of ours may be of any.
    possible_ids = status_ids.get(account.pipeline_id) or set[int]().union(*status_ids.values())
    missing = []
    if account.pipeline_id and account.pipeline_id not in status_ids:
        missing.append(f"AMO_PIPELINE_ID={account.pipeline_id}")
    if account.status_id and account.status_id not in possible_ids:
        missing.append(f"AMO_STATUS_ID={account.status_id}")
    return missing


@dataclass
class AccountCheck:
    """One check of one account."""

    client: AmoCRMClient
    #: takes every line of the report
    print_line: Callable[[str], None]
    #: is asked before anything is made in the account
    confirm: Callable[[str], bool]

    async def run(self) -> bool:
        """Reports on the account and returns whether it has everything. Raises RemoteError."""
        self.print_line(f"amoCRM account {self.client.account.host}")
        has_placement = self._report_pipelines(await fetch_pipelines(self.client))
        checks = self._report_fields(await fetch_custom_fields(self.client))
        settings = [_setting(check.lead_field, check.id_or_code) for check in checks if _is_new(check)]
        missing = [check.lead_field for check in checks if check.state == "missing"]
        host = self.client.account.host
        is_agreed = bool(missing) and self.confirm(f"Create {len(missing)} missing fields in {host}?")
        if is_agreed:
            settings += [_setting(lead_field, await self._create_field(lead_field)) for lead_field in missing]
        self._report_settings(settings)
        return has_placement and (is_agreed or not missing)

    def _report_pipelines(self, pipelines: Sequence[Pipeline]) -> bool:
        """Returns whether the configured pipeline and status are there."""
        self.print_line("\nPipelines and their statuses:")
        for pipeline in pipelines:
            self.print_line(f"  {pipeline.id}  {pipeline.name}{', the main one' if pipeline.is_main else ''}")
            for status_id, name in pipeline.statuses:
                if status_id not in _CLOSED_STATUS_IDS:
                    self.print_line(f"      {status_id}  {name}")
        missing = find_missing_placement(self.client.account, pipelines)
        for setting in missing:
            self.print_line(f"  {setting} is not there: leads will come without it")
        return not missing

    def _report_fields(self, remote_fields: Sequence[Entity]) -> list[FieldCheck]:
        configured = self.client.account.fields or {}
        checks = [check_field(field, configured.get(field.key, ""), remote_fields) for field in LEAD_FIELDS]
        self.print_line("\nCustom fields of leads:")
        for check in checks:
            self._print_field(check.state, check.id_or_code, check.lead_field.name, check.remark)
        return checks

    def _report_settings(self, settings: Sequence[str]) -> None:
        if self.client.account.fields is None:
            self.print_line("\nThis account's fields are found by their names: nothing to set.")
        elif settings:
            self.print_line("\nSet in the environment:")
            for setting in settings:
                self.print_line(setting)

    async def _create_field(self, lead_field: LeadField) -> str:
        body = [{"name": lead_field.name, "type": lead_field.type}]
        answer = await self.client.call("POST", "leads/custom_fields", body)
        field_id = str(answer["_embedded"]["custom_fields"][0]["id"])
        self._print_field("created", field_id, lead_field.name)
        return field_id

    def _print_field(self, state: str, field_id: str, name: str, remark: str = "") -> None:
        self.print_line(f"  {state:<14} {field_id:>9}  {name}{remark}")


def _is_compatible(lead_field: LeadField, field: Entity) -> bool:
    return field.get("type") in _COMPATIBLE_TYPES[lead_field.type]


def _is_new(check: FieldCheck) -> bool:
    """Returns whether the account's id of the field is not configured yet."""
    return check.state == "found by name"


def _setting(lead_field: LeadField, field_id: str) -> str:
    return f"{lead_field.env_variable}={field_id}"
