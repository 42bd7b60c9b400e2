"""One lead on its way into an amoCRM account: contact, lead, note; each looked for before it is made anew.

amoCRM knows no idempotency keys. An earlier attempt is recognised by what it left: the contact by the phone, the
lead by its tag, the note by its last line. Searches are fuzzy and filters may be ignored: every hit is looked at.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

import structlog

from parley.crm.amocrm import wire
from parley.crm.amocrm.account import FIELDS
from parley.crm.amocrm.client import Client, Refused
from parley.crm.amocrm.wire import Entity
from parley.domain.company import CompanyConfig
from parley.domain.notice import Notice
from parley.errors import RemoteError

log = structlog.get_logger()

_MOST = 250
_NO_SEARCH = (404, 405, 501)
# So many of a person's newest leads are looked at one by one, where the account cannot give them together.
_ONE_BY_ONE = 10
_LABELS = {own.key: own.name for own in FIELDS}


@dataclass
class Push:
    client: Client
    company: CompanyConfig
    notice: Notice
    # key → id or code of the account's custom field
    fields: Mapping[str, str]
    dropped: set[str] = field(default_factory=set)

    async def run(self) -> str:
        """The lead's id over there."""
        if self.notice.external_id:
            await self._change()
            return self.notice.external_id
        people = await self._people()
        made = await self._made_before(people) if self.notice.repeated or self.notice.uncertain else None
        person = people[0]["id"] if people else _main_contact(made) or await self._new_contact()
        if people:
            await self._add_email(people[0])
        if made is None:
            lead_id = await self._create(person)
        else:
            lead_id = int(made["id"])
            await self._bring_up_to_date(made)
            await self._link(made, person)
        await self._note(lead_id, fresh=made is None)
        return str(lead_id)

    # ── the contact

    async def _people(self) -> list[Entity]:
        """Contacts with this very phone, the oldest first."""
        asked = wire.asked_by(self.notice.phone)
        if not asked:
            return []
        query = urlencode({"query": asked, "limit": _MOST, "with": "leads"})
        found = _listed(await self._searched(f"contacts?{query}"), "contacts")
        same = [
            person
            for person in found
            if any(
                wire.same_phone(str(phone["value"]), self.notice.phone, self.company.country)
                for phone in wire.multitext(person, "PHONE")
            )
        ]
        return sorted(same, key=lambda person: int(person["id"]))

    async def _searched(self, path: str) -> Any:
        """What a search found; nobody where there is none: a lead is worth more than a tidy list of contacts."""
        try:
            return await self.client.call("GET", path)
        except RemoteError as error:
            if error.status_code not in _NO_SEARCH:
                raise
            log.warning("amocrm does not search", company=self.company.id, error=str(error))
            return None

    async def _new_contact(self) -> int | None:
        """None when amoCRM does not take it: the lead is worth more than its contact, and the note has both."""
        try:
            return _made(await self.client.call("POST", "contacts", [wire.contact(self.notice)]), "contacts")
        except Refused as error:
            log.warning("amocrm refused a contact", company=self.company.id, error=str(error))
            return None

    async def _add_email(self, person: Entity) -> None:
        known = wire.multitext(person, "EMAIL")
        if not self.notice.email or self.notice.email.lower() in {item["value"].lower() for item in known}:
            return
        await self._patch_contact(person["id"], "EMAIL", self.notice.email, known)

    async def _has_another_phone(self, lead: Entity) -> bool:
        """Whether the lead's person had another phone, and has ours now. A search need not know yet whom we made a
        moment ago, so a lead that has a contact gets no new one."""
        people, linked = await self._people(), _contacts(lead)
        if not self.notice.phone or any(person["id"] in linked for person in people):
            return False
        if people or not linked:
            return await self._link(lead, people[0]["id"] if people else await self._new_contact())
        person = await self._entity("contacts", linked[0]) or {}
        known = wire.multitext(person, "PHONE")
        if any(wire.same_phone(item["value"], self.notice.phone, self.company.country) for item in known):
            return False
        return await self._patch_contact(linked[0], "PHONE", self.notice.phone, known)

    async def _patch_contact(self, person: int, code: str, new: str, known: list[Entity]) -> bool:
        """amoCRM replaces the whole list: the known values go along, after the new one."""
        all_of_it = [{"value": new, "enum_code": "WORK"}, *known]
        body = {"custom_fields_values": [{"field_code": code, "values": all_of_it}]}
        try:
            await self.client.call("PATCH", f"contacts/{person}", body)
        except Refused as error:
            log.warning("amocrm refused a contact's change", company=self.company.id, error=str(error))
            return False
        return True

    async def _link(self, lead: Entity, person: int | None) -> bool:
        """Whether the contact is newly the lead's."""
        if person is None or person in _contacts(lead):
            return False
        link = [{"to_entity_id": person, "to_entity_type": "contacts", "metadata": {"is_main": True}}]
        try:
            await self.client.call("POST", f"leads/{lead['id']}/link", link)
        except Refused as error:
            log.warning("amocrm refused a link", company=self.company.id, error=str(error))
            return False
        return True

    # ── the lead

    async def _made_before(self, people: list[Entity]) -> Entity | None:
        """The lead an earlier attempt made: among the contact's leads, else among those of its name."""
        ids = {int(lead["id"]) for person in people for lead in (person.get("_embedded") or {}).get("leads") or ()}
        if ids and (made := self._ours(await self._leads(sorted(ids, reverse=True)))):
            return made
        # Whether a search looks into tags is nowhere written; that it looks into names is.
        asked = urlencode({"query": wire.lead_name(self.notice), "limit": _MOST, "with": "contacts"})
        return self._ours(_listed(await self._searched(f"leads?{asked}"), "leads"))

    async def _leads(self, ids: list[int]) -> list[Entity]:
        asked = urlencode([("limit", _MOST), ("with", "contacts"), *(("filter[id][]", one) for one in ids[:_MOST])])
        found = _listed(await self.client.call("GET", f"leads?{asked}"), "leads")
        if all(int(lead["id"]) in ids for lead in found):
            return found
        # The filter was ignored: these are anybody's.
        return [lead for one in ids[:_ONE_BY_ONE] if (lead := await self._entity("leads", one))]

    async def _entity(self, kind: str, number: int) -> Entity | None:
        """None when it is not there any more."""
        try:
            entity = await self.client.call(
                "GET", f"{kind}/{number}" + ("?with=contacts" if kind == "leads" else "")
            )
        except RemoteError as error:
            if error.status_code == 404:
                return None
            raise
        return entity if isinstance(entity, dict) and entity.get("id") else None

    def _ours(self, leads: Iterable[Entity]) -> Entity | None:
        own = wire.tag(self.company, self.notice)
        ours = [lead for lead in leads if own in _tags(lead)]
        return min(ours, key=lambda lead: int(lead["id"]), default=None)

    async def _create(self, person: int | None) -> int:
        lead = wire.lead(self.notice, self.company, self.client.account, self.fields)
        if person is not None:
            lead["_embedded"]["contacts"] = [{"id": person}]
        return _made(await self._write("POST", "leads", lead), "leads")

    async def _bring_up_to_date(self, there: Entity) -> list[str]:
        """Send what is otherwise there; the changes in words."""
        wanted = wire.lead(self.notice, self.company, self.client.account, self.fields)
        body, told = wire.changes(there, wanted, self._words)
        if body:
            await self._write("PATCH", f"leads/{there['id']}", body)
        return told

    async def _change(self) -> None:
        there = await self._entity("leads", int(self.notice.external_id))
        if there is None:
            raise RemoteError(f"Lead {self.notice.external_id} is not there any more", permanent=True)
        told = await self._bring_up_to_date(there)
        if await self._has_another_phone(there):
            told.append(f"Телефон: {self.notice.phone}")
        if told or self.dropped or self.notice.repeated:
            await self._note(int(there["id"]), f"Изменения: {'; '.join(told)}" if told else "", fresh=False)

    async def _write(self, method: str, path: str, body: Entity) -> Any:
        """Create or change a lead, without what the account refuses: no lead is lost to a wrong field id."""
        while True:
            try:
                return await self.client.call(method, path, [body] if method == "POST" else body)
            except Refused as error:
                body, out = wire.without(body, error.places, error.paths)
                names = {part if isinstance(part, str) else self._label(part) for part in out}
                if not names:
                    raise
                self.dropped |= names
                log.warning("amocrm refused fields", company=self.company.id, fields=sorted(names))
                if not body.get("custom_fields_values"):
                    body.pop("custom_fields_values", None)
                if not body:
                    return {}

    # ── the note

    async def _note(self, lead_id: int, *more: str, fresh: bool) -> None:
        if not fresh and (self.notice.repeated or self.notice.uncertain) and await self._noted(lead_id):
            return
        text = wire.note(self.notice, *filter(None, more), *wire.not_taken(self.dropped))
        body = [{"entity_id": lead_id, "note_type": "common", "params": {"text": text}}]
        await self.client.call("POST", "leads/notes", body)

    async def _noted(self, lead_id: int) -> bool:
        query = urlencode({"limit": _MOST, "filter[note_type]": "common", "order[id]": "desc"})
        notes = _listed(await self.client.call("GET", f"leads/{lead_id}/notes?{query}"), "notes")
        return any(f"[{self.notice.key}]" in str((note.get("params") or {}).get("text")) for note in notes)

    def _label(self, sent: Entity) -> str:
        """How people call a field that was sent."""
        named = str(sent.get("field_id") or sent.get("field_code"))
        key = next((key for key, known in self.fields.items() if known == named), "")
        return f"{_LABELS.get(key, 'поле')} ({named})"

    def _words(self, sent: Entity) -> str:
        label = self._label(sent).rsplit(" (", 1)[0]
        value = sent["values"][0]["value"]
        if label == _LABELS["connection_date"]:
            value = self.notice.order.get("date")
        return f"{label}: {value if not isinstance(value, bool) else 'да' if value else 'нет'}"


def _listed(answer: Any, kind: str) -> list[Entity]:
    """The entities of an answer: HAL, a bare array, or nothing at all."""
    found = (answer.get("_embedded") or {}).get(kind) if isinstance(answer, dict) else answer
    return [item for item in found if isinstance(item, dict) and item.get("id")] if isinstance(found, list) else []


def _made(answer: Any, kind: str) -> int:
    found = _listed(answer, kind)
    if not found:
        raise RemoteError(f"amoCRM did not say what it made of {kind}")
    return int(found[0]["id"])


def _tags(lead: Entity) -> set[str]:
    return {str(tag.get("name")) for tag in (lead.get("_embedded") or {}).get("tags") or ()}


def _contacts(lead: Entity) -> list[int]:
    return [int(person["id"]) for person in (lead.get("_embedded") or {}).get("contacts") or ()]


def _main_contact(lead: Entity | None) -> int | None:
    return next(iter(_contacts(lead)), None) if lead is not None else None
