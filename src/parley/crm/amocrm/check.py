"""What an account has and lacks for our leads: pipelines and custom fields, told in words."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from parley.crm.amocrm.account import FIELDS, LeadField
from parley.crm.amocrm.client import Client

_PAGE = 250
_PAGES = 40
_CLOSED = (142, 143)
# Types that take the same values as the one we would make.
_LIKE = {"text": ("text", "textarea", "tracking_data"), "date": ("date", "date_time"), "checkbox": ("checkbox",)}


async def custom_fields(client: Client) -> list[dict[str, Any]]:
    """The custom fields of leads, all pages of them."""
    found: list[dict[str, Any]] = []
    for page in range(1, _PAGES):
        answer = await client.call("GET", f"leads/custom_fields?limit={_PAGE}&page={page}")
        fields = (answer.get("_embedded") or {}).get("custom_fields") or []
        found += fields
        if len(fields) < _PAGE:
            break
    return found


def by_name(own: LeadField, there: list[dict[str, Any]]) -> dict[str, Any] | None:
    """The field of our name and of a type that takes our values."""
    name = own.name.casefold()
    return next(
        (
            field
            for field in there
            if name == str(field.get("name", "")).strip().casefold() and field.get("type") in _LIKE[own.type]
        ),
        None,
    )


def by_id(known: str, there: list[dict[str, Any]]) -> dict[str, Any] | None:
    return next((field for field in there if known and known in (str(field.get("id")), field.get("code"))), None)


@dataclass
class Check:
    """`say` takes a line, `agree` a question."""

    client: Client
    say: Callable[[str], None]
    agree: Callable[[str], bool]

    async def run(self) -> bool:
        """Whether the account has everything."""
        self.say(f"amoCRM account {self.client.account.host}")
        placed = await self._pipelines()
        there = await custom_fields(self.client)
        configured = self.client.account.fields
        lines, missing = [], []
        self.say("\nCustom fields of leads:")
        for own in FIELDS:
            known = "" if configured is None else configured.get(own.key, "")
            if field := by_id(known, there):
                told = "" if field.get("type") in _LIKE[own.type] else f"  (is {field.get('type')}, not {own.type})"
                self._row("ok", known, own.name, told)
            elif field := by_name(own, there):
                self._row("found by name", str(field["id"]), own.name)
                lines.append(f"{own.variable}={field['id']}")
            else:
                self._row("missing", known or "-", own.name, f"  ({own.type})")
                missing.append(own)
        left = len(missing)
        if missing and self.agree(f"Create {left} missing fields in {self.client.account.host}?"):
            lines += [f"{own.variable}={await self._create(own)}" for own in missing]
            left = 0
        if lines and configured is not None:
            self.say("\nSet in the environment:")
            for line in lines:
                self.say(line)
        elif configured is None:
            self.say("\nThis account's fields are found by their names: nothing to set.")
        return placed and not left

    def _row(self, state: str, number: str, name: str, more: str = "") -> None:
        self.say(f"  {state:<14} {number:>9}  {name}{more}")

    async def _create(self, own: LeadField) -> int:
        answer = await self.client.call("POST", "leads/custom_fields", [{"name": own.name, "type": own.type}])
        number = int(answer["_embedded"]["custom_fields"][0]["id"])
        self._row("created", str(number), own.name)
        return number

    async def _pipelines(self) -> bool:
        answer = await self.client.call("GET", "leads/pipelines")
        account, statuses = self.client.account, dict[int, set[int]]()
        self.say("\nPipelines and their statuses:")
        for pipeline in (answer.get("_embedded") or {}).get("pipelines") or []:
            own = (pipeline.get("_embedded") or {}).get("statuses") or []
            statuses[pipeline["id"]] = {status["id"] for status in own}
            main = ", the main one" if pipeline.get("is_main") else ""
            self.say(f"  {pipeline['id']}  {pipeline.get('name')}{main}")
            for status in own:
                if status["id"] not in _CLOSED:
                    self.say(f"      {status['id']}  {status.get('name')}")
        lacks = []
        if account.pipeline_id and account.pipeline_id not in statuses:
            lacks.append(f"AMO_PIPELINE_ID={account.pipeline_id}")
        inside = statuses.get(account.pipeline_id) or set().union(*statuses.values())
        if account.status_id and account.status_id not in inside:
            lacks.append(f"AMO_STATUS_ID={account.status_id}")
        for lack in lacks:
            self.say(f"  {lack} is not there: leads will come without it")
        return not lacks
