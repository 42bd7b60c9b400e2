"""What an amoCRM account holds, and how it searches and refuses. No HTTP here."""

import itertools
import re
from collections.abc import Iterable, Mapping
from typing import Any

Entity = dict[str, Any]
TYPES = {
    2578883: "text", 2578887: "text", 2578411: "date", 2578413: "text", 2578885: "text", 2578889: "text",
    2578891: "checkbox", 2375289: "tracking_data", 2375285: "tracking_data", 2375287: "tracking_data",
    2375283: "tracking_data", 2375291: "tracking_data", 2564027: "text",
}  # fmt: skip
_CODES = {"PHONE": 101, "EMAIL": 102}
_SHORT = 7


class Invalid(Exception):
    """A 400: [(code, path)] of the entity at `index`."""

    def __init__(self, index: int, errors: list[tuple[str, str]]) -> None:
        super().__init__(index, errors)
        self.content = {
            "validation-errors": [
                {
                    "request_id": str(index),
                    "errors": [{"code": code, "path": path, "detail": "Not valid."} for code, path in errors],
                }
            ],
            "title": "Bad Request",
            "type": "https://httpstatus.es/400",
            "status": 400,
            "detail": "Request validation failed",
        }


class Store:
    """`contacts`, `leads`, `notes`: what the account holds, by id. `refused`: phones it takes no contact of.
    `unindexed`: entities a search does not know yet."""

    def __init__(self) -> None:
        self.contacts: dict[int, Entity] = {}
        self.leads: dict[int, Entity] = {}
        self.notes: dict[int, Entity] = {}
        self.fields: dict[int, Entity] = {
            number: {"id": number, "name": f"Field {number}", "type": kind, "code": None}
            for number, kind in TYPES.items()
        }
        self.pipelines: list[Entity] = [
            {
                "id": 7001,
                "name": "Воронка",
                "is_main": True,
                "is_archive": False,
                "_embedded": {
                    "statuses": [
                        {"id": 8001, "name": "Неразобранное", "type": 1},
                        {"id": 8002, "name": "Новая заявка", "type": 0},
                        {"id": 142, "name": "Успешно", "type": 0},
                        {"id": 143, "name": "Закрыто", "type": 0},
                    ]
                },
            }
        ]
        self.refused: set[str] = set()
        self.unindexed: set[int] = set()
        self._ids = itertools.count(5001)

    def add(self, kind: str, sent: list[Entity]) -> list[Entity]:
        """All or nothing, as amoCRM does it."""
        for index, entity in enumerate(sent):
            self._check(kind, index, entity)
        return [self._add(kind, entity) for entity in sent]

    def change(self, kind: str, number: int, sent: Entity) -> Entity:
        self._check(kind, 0, sent)
        entity: Entity = getattr(self, kind)[number]
        known = {_named(field): field for field in entity["custom_fields_values"]}
        known |= {_named(field): field for field in self._stored(sent)}
        entity |= {name: value for name, value in sent.items() if name not in ("custom_fields_values", "_embedded")}
        entity["custom_fields_values"] = list(known.values())
        return entity

    def link(self, lead_id: int, contact_id: int) -> None:
        linked = self.leads[lead_id]["contacts"]
        if contact_id not in linked:
            linked.append(contact_id)

    def found(self, kind: str, query: str) -> list[Entity]:
        """The fuzzy search over filled fields; phones match by any long run of digits, near misses included."""
        entities: Iterable[Entity] = getattr(self, kind).values()
        return [one for one in entities if not query or (one["id"] not in self.unindexed and _near(one, query))]

    def shown(self, kind: str, entity: Entity, linked: str = "") -> Entity:
        """As a list or a single answer has it; links only where they were asked for."""
        hidden = ("contacts", "tags")
        embedded: Entity = {"tags": entity.get("tags", []), "companies": []}
        if kind == "leads" and "contacts" in linked:
            embedded["contacts"] = [{"id": one, "is_main": at == 0} for at, one in enumerate(entity["contacts"])]
        if kind == "contacts" and "leads" in linked:
            own = [lead["id"] for lead in self.leads.values() if entity["id"] in lead["contacts"]]
            embedded["leads"] = [{"id": number} for number in own]
        return {name: value for name, value in entity.items() if name not in hidden} | {"_embedded": embedded}

    def value(self, lead_id: int, field_id: int) -> Any:
        """What a lead has in a custom field; None when it is empty."""
        fields = self.leads[lead_id]["custom_fields_values"]
        return next((field["values"][0]["value"] for field in fields if field.get("field_id") == field_id), None)

    def person(self, name: str, *phones: str, **more: Any) -> int:
        """A contact that was there before us."""
        values = [{"value": phone, "enum_code": "MOB"} for phone in phones]
        sent = {"name": name, "custom_fields_values": [{"field_code": "PHONE", "values": values}], **more}
        return int(self._add("contacts", sent)["id"])

    def _add(self, kind: str, sent: Entity) -> Entity:
        number = next(self._ids)
        embedded = sent.get("_embedded", {})
        entity = {name: value for name, value in sent.items() if name not in ("_embedded", "request_id")}
        entity |= {"id": number}
        if kind in ("contacts", "leads"):
            entity["custom_fields_values"] = self._stored(sent)
        if kind == "leads":
            entity["contacts"] = [one["id"] for one in embedded.get("contacts", [])]
            entity["tags"] = [{"id": number * 10, **tag} for tag in embedded.get("tags", [])]
        getattr(self, kind)[number] = entity
        return entity

    def _stored(self, sent: Entity) -> list[Entity]:
        return [
            field if "field_id" in field else {"field_id": _CODES[field["field_code"]], **field}
            for field in sent.get("custom_fields_values", [])
        ]

    def _check(self, kind: str, index: int, entity: Entity) -> None:
        errors = [
            (code, f"custom_fields_values.{at}.{place}")
            for at, field in enumerate(entity.get("custom_fields_values") or [])
            if (wrong := self._wrong(field))
            for code, place in [wrong]
        ]
        statuses = {one["id"]: {s["id"] for s in one["_embedded"]["statuses"]} for one in self.pipelines}
        if (pipeline := entity.get("pipeline_id")) and pipeline not in statuses:
            errors.append(("NotSupportedChoice", "pipeline_id"))
        elif (status := entity.get("status_id")) and status not in statuses[pipeline or 7001]:
            errors.append(("NotSupportedChoice", "status_id"))
        if kind == "contacts" and self.refused & set(_phones(entity)):
            errors.append(("InvalidValue", "custom_fields_values.0.values.0.value"))
        if kind == "notes" and entity.get("entity_id") not in self.leads:
            errors.append(("NotFound", "entity_id"))
        if errors:
            raise Invalid(index, errors)

    def _wrong(self, field: Mapping[str, Any]) -> tuple[str, str] | None:
        if "field_code" in field:
            return None if field["field_code"] in _CODES else ("NotSupportedChoice", "field_code")
        known = self.fields.get(field["field_id"])
        if known is None:
            return ("NotSupportedChoice", "field_id")
        value = field["values"][0]["value"]
        kinds = {"date": int, "checkbox": bool}
        if type(value) is not kinds.get(known["type"], str) or value == "":
            return ("InvalidType", "values.0.value")
        return None


def _named(field: Entity) -> Any:
    return field.get("field_id") or field.get("field_code")


def _phones(entity: Entity) -> list[str]:
    return [
        item["value"]
        for field in entity.get("custom_fields_values") or []
        if field.get("field_code") == "PHONE"
        for item in field["values"]
    ]


def _near(entity: Entity, query: str) -> bool:
    digits = re.sub(r"\D", "", query)
    if len(digits) >= _SHORT and any(digits[-_SHORT:] in re.sub(r"\D", "", phone) for phone in _phones(entity)):
        return True
    words = [entity.get("name", "")]
    words += [str(i["value"]) for f in entity.get("custom_fields_values") or [] for i in f.get("values", [])]
    return any(query.casefold() in str(word).casefold() for word in words)
