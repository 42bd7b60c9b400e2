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
from parley.crm.amocrm.account import LEAD_FIELDS
from parley.crm.amocrm.client import AmoCRMClient, FieldsRefused
from parley.crm.amocrm.wire import Entity
from parley.domain.company import CompanyConfig
from parley.domain.notice import Notice
from parley.errors import RemoteError

log = structlog.get_logger()

_PAGE_SIZE = 250
_NO_SEARCH_STATUSES = (404, 405, 501)
# So many of a person's newest leads are looked at one by one, where the account cannot give them together.
_MAX_SINGLE_FETCHES = 10
_FIELD_LABELS = {lead_field.key: lead_field.name for lead_field in LEAD_FIELDS}


@dataclass
class LeadPush:
    """One notice, pushed once."""

    client: AmoCRMClient
    company: CompanyConfig
    notice: Notice
    #: our key → id or code of the account's custom field
    fields: Mapping[str, str]
    #: labels of what the account did not take, for the note
    refused_fields: set[str] = field(default_factory=set)

    async def run(self) -> str:
        """Creates the lead, or finds and completes what an earlier attempt made; returns its id over there.

        With `notice.external_id` it changes that lead. Raises RemoteError.
        """
        if self.notice.external_id:
            await self._change_known_lead()
            return self.notice.external_id
        contacts = await self._find_contacts()
        earlier_lead = await self._find_earlier_lead(contacts) if self._is_repetition else None
        contact_id = (
            contacts[0]["id"] if contacts else _main_contact_id(earlier_lead) or await self._create_contact()
        )
        if contacts:
            await self._add_email(contacts[0])
        if earlier_lead is None:
            lead_id = await self._create_lead(contact_id)
        else:
            lead_id = int(earlier_lead["id"])
            await self._update_lead(earlier_lead)
            await self._link_contact(earlier_lead, contact_id)
        await self._add_note(lead_id, is_new_lead=earlier_lead is None)
        return str(lead_id)

    @property
    def _is_repetition(self) -> bool:
        return self.notice.repeated or self.notice.uncertain

    # ── the contact

    async def _find_contacts(self) -> list[Entity]:
        """Returns the contacts with this very phone, the oldest first."""
        phone_digits = wire.phone_search_digits(self.notice.phone)
        if not phone_digits:
            return []
        query = urlencode({"query": phone_digits, "limit": _PAGE_SIZE, "with": "leads"})
        candidates = _entities(await self._search(f"contacts?{query}"), "contacts")
        contacts = [
            contact
            for contact in candidates
            if any(
                wire.is_same_phone(str(phone["value"]), self.notice.phone, self.company.country)
                for phone in wire.multitext_values(contact, "PHONE")
            )
        ]
        return sorted(contacts, key=lambda contact: int(contact["id"]))

    async def _search(self, path: str) -> Any:
        """Returns a search's answer; None where the account has none: a lead is worth more than tidy contacts."""
        try:
            return await self.client.call("GET", path)
        except RemoteError as error:
            if error.status_code not in _NO_SEARCH_STATUSES:
                raise
            log.warning("amocrm does not search", company=self.company.id, error=error)
            return None

    async def _create_contact(self) -> int | None:
        """Returns the new contact's id; None when amoCRM refuses it: the note says whom to call all the same."""
        try:
            return _created_id(
                await self.client.call("POST", "contacts", [wire.contact_body(self.notice)]), "contacts"
            )
        except FieldsRefused as error:
            log.warning("amocrm refused a contact", company=self.company.id, error=error)
            return None

    async def _add_email(self, contact: Entity) -> bool:
        """Returns whether the contact did not have the e-mail address and has it now."""
        known_values = wire.multitext_values(contact, "EMAIL")
        if not self.notice.email or self.notice.email.lower() in {item["value"].lower() for item in known_values}:
            return False
        return await self._patch_contact(contact["id"], "EMAIL", self.notice.email, known_values)

    async def _update_email(self, lead: Entity) -> bool:
        """Returns whether the lead's contact did not have the e-mail address and has it now."""
        linked_ids = _contact_ids(lead)
        if not self.notice.email or not linked_ids:
            return False
        contact = await self._fetch_entity("contacts", linked_ids[0])
        return contact is not None and await self._add_email(contact)

    async def _update_phone(self, lead: Entity) -> bool:
        """Returns whether the lead's contact had another phone and has ours now.

        A search need not know yet whom we made a moment ago, so a lead that has a contact gets no new one.
        """
        contacts, linked_ids = await self._find_contacts(), _contact_ids(lead)
        if not self.notice.phone or any(contact["id"] in linked_ids for contact in contacts):
            return False
        if contacts or not linked_ids:
            return await self._link_contact(lead, contacts[0]["id"] if contacts else await self._create_contact())
        contact = await self._fetch_entity("contacts", linked_ids[0]) or {}
        known_values = wire.multitext_values(contact, "PHONE")
        if any(wire.is_same_phone(item["value"], self.notice.phone, self.company.country) for item in known_values):
            return False
        return await self._patch_contact(linked_ids[0], "PHONE", self.notice.phone, known_values)

    async def _patch_contact(self, contact_id: int, code: str, new_value: str, known_values: list[Entity]) -> bool:
        """Adds a phone or e-mail to those of a contact; returns False when amoCRM refuses it.

        It replaces the whole list, so the known values go along, after the new one.
        """
        all_values = [{"value": new_value, "enum_code": "WORK"}, *known_values]
        body = {"custom_fields_values": [{"field_code": code, "values": all_values}]}
        try:
            await self.client.call("PATCH", f"contacts/{contact_id}", body)
        except FieldsRefused as error:
            log.warning("amocrm refused a contact's change", company=self.company.id, error=error)
            return False
        return True

    async def _link_contact(self, lead: Entity, contact_id: int | None) -> bool:
        """Makes the contact the lead's main one; returns False when it was linked already or amoCRM refuses it."""
        if contact_id is None or contact_id in _contact_ids(lead):
            return False
        link = [{"to_entity_id": contact_id, "to_entity_type": "contacts", "metadata": {"is_main": True}}]
        try:
            await self.client.call("POST", f"leads/{lead['id']}/link", link)
        except FieldsRefused as error:
            log.warning("amocrm refused a link", company=self.company.id, error=error)
            return False
        return True

    # ── the lead

    async def _find_earlier_lead(self, contacts: list[Entity]) -> Entity | None:
        """Returns the lead that an earlier attempt made: one of the contacts' leads, else one of its name."""
        ids = {int(lead["id"]) for contact in contacts for lead in wire.embedded(contact, "leads")}
        if ids and (earlier_lead := self._oldest_own_lead(await self._fetch_leads(sorted(ids, reverse=True)))):
            return earlier_lead
        # Whether a search looks into tags is nowhere written; that it looks into names is.
        query = urlencode({"query": wire.lead_name(self.notice), "limit": _PAGE_SIZE, "with": "contacts"})
        return self._oldest_own_lead(_entities(await self._search(f"leads?{query}"), "leads"))

    async def _fetch_leads(self, ids: list[int]) -> list[Entity]:
        query = urlencode(
            [
                ("limit", _PAGE_SIZE),
                ("with", "contacts"),
                *(("filter[id][]", lead_id) for lead_id in ids[:_PAGE_SIZE]),
            ]
        )
        leads = _entities(await self.client.call("GET", f"leads?{query}"), "leads")
        if all(int(lead["id"]) in ids for lead in leads):
            return leads
        # The filter was ignored: these are anybody's.
        return [
            lead for lead_id in ids[:_MAX_SINGLE_FETCHES] if (lead := await self._fetch_entity("leads", lead_id))
        ]

    async def _fetch_entity(self, kind: str, entity_id: int) -> Entity | None:
        """Returns None when it is not there any more."""
        try:
            entity = await self.client.call(
                "GET", f"{kind}/{entity_id}" + ("?with=contacts" if kind == "leads" else "")
            )
        except RemoteError as error:
            if error.status_code == 404:
                return None
            raise
        return entity if isinstance(entity, dict) and entity.get("id") else None

    def _oldest_own_lead(self, leads: Iterable[Entity]) -> Entity | None:
        own_tag = wire.lead_tag(self.company, self.notice)
        own_leads = [lead for lead in leads if own_tag in _tag_names(lead)]
        return min(own_leads, key=lambda lead: int(lead["id"]), default=None)

    async def _create_lead(self, contact_id: int | None) -> int:
        lead = wire.lead_body(self.notice, self.company, self.client.account, self.fields)
        if contact_id is not None:
            lead["_embedded"]["contacts"] = [{"id": contact_id}]
        return _created_id(await self._write_lead("POST", "leads", lead), "leads")

    async def _update_lead(self, remote_lead: Entity) -> list[str]:
        """Sends what is different over there; returns the changes in words."""
        wanted = wire.lead_body(self.notice, self.company, self.client.account, self.fields)
        body, changes = wire.lead_changes(remote_lead, wanted, self._field_text)
        if body:
            await self._write_lead("PATCH", f"leads/{remote_lead['id']}", body)
        return changes

    async def _change_known_lead(self) -> None:
        remote_lead = await self._fetch_entity("leads", int(self.notice.external_id))
        if remote_lead is None:
            raise RemoteError(f"Lead {self.notice.external_id} is not there any more", permanent=True)
        changes = await self._update_lead(remote_lead)
        if await self._update_phone(remote_lead):
            changes.append(f"Телефон: {self.notice.phone}")
        if await self._update_email(remote_lead):
            changes.append(f"E-mail: {self.notice.email}")
        if changes or self.refused_fields or self.notice.repeated:
            await self._add_note(
                int(remote_lead["id"]), f"Изменения: {'; '.join(changes)}" if changes else "", is_new_lead=False
            )

    async def _write_lead(self, method: str, path: str, body: Entity) -> Any:
        """Creates or changes a lead, without what the account refuses: no lead is lost to a wrong field id."""
        while True:
            try:
                return await self.client.call(method, path, [body] if method == "POST" else body)
            except FieldsRefused as error:
                body, refused_parts = wire.without_refused(body, error.field_indexes, error.paths)
                names = {part if isinstance(part, str) else self._field_label(part) for part in refused_parts}
                if not names:
                    raise
                self.refused_fields |= names
                log.warning("amocrm refused fields", company=self.company.id, fields=sorted(names))
                if not body.get("custom_fields_values"):
                    body.pop("custom_fields_values", None)
                if not body:
                    return {}

    # ── the note

    async def _add_note(self, lead_id: int, *extra_lines: str, is_new_lead: bool) -> None:
        if not is_new_lead and self._is_repetition and await self._has_note(lead_id):
            return
        text = wire.note_text(
            self.notice, *filter(None, extra_lines), *wire.refused_fields_lines(self.refused_fields)
        )
        body = [{"entity_id": lead_id, "note_type": "common", "params": {"text": text}}]
        await self.client.call("POST", "leads/notes", body)

    async def _has_note(self, lead_id: int) -> bool:
        query = urlencode({"limit": _PAGE_SIZE, "filter[note_type]": "common", "order[id]": "desc"})
        notes = _entities(await self.client.call("GET", f"leads/{lead_id}/notes?{query}"), "notes")
        return any(f"[{self.notice.key}]" in str((note.get("params") or {}).get("text")) for note in notes)

    def _field_label(self, field_body: Entity) -> str:
        """Returns how people call a field that was sent: Тариф (2578883)."""
        id_or_code = wire.field_reference(field_body)
        key = next((key for key, remote_field in self.fields.items() if remote_field == id_or_code), "")
        return f"{_FIELD_LABELS.get(key, 'поле')} ({id_or_code})"

    def _field_text(self, field_body: Entity) -> str:
        """Returns a field that was sent in words: Дата подключения: 2026-11-25."""
        label = self._field_label(field_body).rsplit(" (", 1)[0]
        value = field_body["values"][0]["value"]
        if label == _FIELD_LABELS["connection_date"]:
            value = self.notice.order.get("date")
        return f"{label}: {value if not isinstance(value, bool) else 'да' if value else 'нет'}"


def _entities(answer: Any, kind: str) -> list[Entity]:
    """Returns the entities of an answer, which is HAL, a bare array, or nothing at all."""
    items = wire.embedded(answer, kind) if isinstance(answer, dict) else answer or []
    return [item for item in items if isinstance(item, dict) and item.get("id")]


def _created_id(answer: Any, kind: str) -> int:
    """Returns the id of what was made. Raises RemoteError of unknown outcome where the answer has none."""
    entities = _entities(answer, kind)
    if not entities:
        raise RemoteError(f"amoCRM did not say what it made of {kind}")
    return int(entities[0]["id"])


def _tag_names(lead: Entity) -> set[str]:
    return {str(tag.get("name")) for tag in wire.embedded(lead, "tags")}


def _contact_ids(lead: Entity) -> list[int]:
    return [int(person["id"]) for person in wire.embedded(lead, "contacts")]


def _main_contact_id(lead: Entity | None) -> int | None:
    return next(iter(_contact_ids(lead)), None) if lead is not None else None
