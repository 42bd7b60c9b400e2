"""A lead as amoCRM reads it (fields, name, note), and what amoCRM says of one, read back. No I/O.

An entity is a contact, lead or note as JSON; amoCRM speaks HAL, so what belongs to it is in `_embedded`.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from parley.crm.amocrm.account import AmoCRMAccount
from parley.domain.company import CompanyConfig
from parley.domain.notice import Notice
from parley.domain.notice_text import to_one_line
from parley.nlu.contacts.phone import parse_phone

_NAME_PREFIXES = ("Подключение: ", "Лист ожидания: ", "Заявка: ")
_MAX_NAME_CHARS = 250
_MAX_NOTE_CHARS = 10_000
# Where the lead comes to lie in the CRM: set once, its people move it afterwards.
PLACEMENT_FIELDS = ("pipeline_id", "status_id", "responsible_user_id")
_ORDER_LABELS = (
    ("tariff", "Тариф"),
    ("address", "Адрес"),
    ("date", "Дата подключения"),
    ("time", "Время подключения"),
    ("router", "Роутер"),
    ("cctv", "Видеонаблюдение"),
)
_EXTRA_LABELS = (("comment", "Комментарий"), ("referrer", "Откуда узнали"))
_UTM_KEYS = ("utm_source", "utm_medium", "utm_campaign", "utm_content", "utm_term")
_YES_WORDS = frozenset({"да", "yes", "true", "1"})

Entity = dict[str, Any]


def embedded(entity: Any, kind: str) -> list[Entity]:
    """Returns the entities of a kind that belong to this one, or that an answer lists."""
    return list((entity.get("_embedded") or {}).get(kind) or ())


def lead_tag(company: CompanyConfig, notice: Notice) -> str:
    """Returns the tag by which a lead of ours is recognised when an earlier attempt may have made it."""
    return f"parley-{company.slug}-{notice.lead_id}"


def lead_name(notice: Notice) -> str:
    """Returns the lead's name: what is ordered by its address, else the customer's name or phone."""
    order = notice.order
    if address := _single_line(order.get("address")):
        name = f"{_NAME_PREFIXES[1] if order.get('waiting_list') else _NAME_PREFIXES[0]}{address}"
    else:
        name = f"{_NAME_PREFIXES[2]}{to_one_line(notice.name) or notice.main_contact}"
    return name[:_MAX_NAME_CHARS]


def is_own_lead_name(name: Any) -> bool:
    """Returns whether `lead_name` made this name, and no person over there."""
    return isinstance(name, str) and name.startswith(_NAME_PREFIXES)


def lead_price(notice: Notice) -> int:
    """Returns the price of the order in whole units of the company's currency; 0 where there is none."""
    try:
        return max(0, round(float(notice.order.get("price") or 0)))
    except (TypeError, ValueError, OverflowError):
        return 0


def field_values(notice: Notice, zone: ZoneInfo) -> dict[str, Any]:
    """Returns what we know for the custom fields, by our keys (account.py); what is not known is left out."""
    order = notice.order
    known = {
        "tariff": _single_line(order.get("tariff")),
        "address": _single_line(order.get("address")),
        "connection_date": _midnight_timestamp(order.get("date"), zone),
        "connection_time": _single_line(order.get("time")),
        "router": _single_line(order.get("router")),
        "cctv": _single_line(order.get("cctv")),
        "static_ip": _parse_checkbox(order.get("static_ip")),
        **{key: _single_line(notice.utm.get(key)) for key in _UTM_KEYS},
        "referrer": _single_line(order.get("referrer")),
    }
    return {key: value for key, value in known.items() if value not in ("", None)}


def lead_body(notice: Notice, company: CompanyConfig, account: AmoCRMAccount, fields: Mapping[str, str]) -> Entity:
    """Returns the lead as it is created. `fields`: our key → id or code in this account."""
    placement = {name: getattr(account, name) for name in PLACEMENT_FIELDS}
    return {
        "name": lead_name(notice),
        **({"price": lead_price(notice)} if lead_price(notice) else {}),
        **{name: value for name, value in placement.items() if value},
        "custom_fields_values": custom_field_bodies(field_values(notice, company.tzinfo), fields),
        "_embedded": {"tags": [{"name": lead_tag(company, notice)}]},
    }


def custom_field_bodies(field_values: Mapping[str, Any], fields: Mapping[str, str]) -> list[Entity]:
    """Returns the values as amoCRM takes them; those without a field in this account are left out."""
    return [
        {**_reference_body(fields[key]), "values": [{"value": value}]}
        for key, value in field_values.items()
        if key in fields
    ]


def _reference_body(id_or_code: str) -> Entity:
    return {"field_id": int(id_or_code)} if id_or_code.isdecimal() else {"field_code": id_or_code}


def contact_body(notice: Notice) -> Entity:
    """Returns the customer as a contact is created."""
    contact_values = (("PHONE", notice.phone), ("EMAIL", notice.email))
    return {
        "name": to_one_line(notice.name) or notice.main_contact or "Без имени",
        "custom_fields_values": [
            {"field_code": code, "values": [{"value": value, "enum_code": "WORK"}]}
            for code, value in contact_values
            if value
        ],
    }


def phone_search_digits(phone: str) -> str:
    """Returns the last ten digits, which a phone is searched by: +7… and 8… are different texts to amoCRM."""
    return "".join(char for char in phone if char.isdecimal())[-10:]


def is_same_phone(one: str, other: str, country: str) -> bool:
    """Returns whether two spellings are one number; `country` (ISO) is that of numbers without one."""
    return bool(one and other) and _normalize_phone(one, country) == _normalize_phone(other, country)


def _normalize_phone(phone: str, country: str) -> str:
    parsed = parse_phone(phone, country)
    return (parsed and (parsed.e164 or parsed.raw)) or phone


def multitext_values(entity: Entity, code: str) -> list[Entity]:
    """Returns a contact's values of `code`, PHONE or EMAIL, as PATCH wants them: it replaces the whole list."""
    for field in entity.get("custom_fields_values") or ():
        if field.get("field_code") == code:
            return [
                {"value": str(item["value"]), "enum_code": item.get("enum_code") or "WORK"}
                for item in field.get("values") or ()
                if item.get("value")
            ]
    return []


def note_text(notice: Notice, *extra_lines: str) -> str:
    """Returns the lead in words, `extra_lines` first.

    It ends with the notice's key, by which a note that is there already is recognised.
    """
    lines = [
        *extra_lines,
        f"Имя: {to_one_line(notice.name) or 'не указано'}",
        f"Телефон: {to_one_line(notice.phone) or 'не указан'}",
        *([f"E-mail: {notice.email}"] if notice.email else []),
        *([f"Мессенджер: {to_one_line(notice.handle)}"] if notice.handle else []),
        *(f"{to_one_line(label)}: {to_one_line(words)}" for label, words in _order_lines(notice)),
        *([f"Итог разговора: {notice.unlisted_summary}"] if notice.unlisted_summary else []),
        *([f"Реклама: {', '.join(f'{k}={to_one_line(v)}' for k, v in notice.utm.items())}"] if notice.utm else []),
    ]
    return f"{chr(10).join(lines)[:_MAX_NOTE_CHARS]}\n\n[{notice.key}]"


def _order_lines(notice: Notice) -> list[tuple[str, str]]:
    """Returns (label, words): the flow's own, and what they leave out of the order."""
    flow_lines = list(notice.lines)
    flow_texts = {to_one_line(words) for _, words in flow_lines}
    extra_labels = _EXTRA_LABELS if flow_lines else (*_ORDER_LABELS, *_EXTRA_LABELS)
    extra_lines = [(label, _single_line(notice.order.get(key))) for key, label in extra_labels]
    return flow_lines + [(label, words) for label, words in extra_lines if words and words not in flow_texts]


def refused_fields_lines(refused_fields: Collection[str]) -> list[str]:
    """Returns the note's line about the fields that the account does not take, if there are any."""
    return (
        [f"Не записано в поля (amoCRM не принимает): {', '.join(sorted(refused_fields))}"] if refused_fields else []
    )


def without_refused(
    entity: Entity, field_indexes: Collection[int], paths: Collection[str]
) -> tuple[Entity, list[Entity | str]]:
    """Returns the entity less what was refused, and what that was.

    `field_indexes` are the refused custom fields by their place in the list, `paths` all that was refused in
    amoCRM's spelling. Where neither names a part, every part that can be missed is taken out.
    """
    fields = entity.get("custom_fields_values") or []
    placement = [name for name in PLACEMENT_FIELDS if name in entity]
    refused_fields = [field for index, field in enumerate(fields) if index in field_indexes]
    refused_placement = [name for name in placement if name in _refused_placement(paths)]
    if not refused_fields and not refused_placement:
        refused_fields, refused_placement = fields, placement
    rest = {name: value for name, value in entity.items() if name not in refused_placement}
    if "custom_fields_values" in rest:
        rest["custom_fields_values"] = [field for field in fields if field not in refused_fields]
    return rest, [*refused_fields, *refused_placement]


def _refused_placement(paths: Collection[str]) -> set[str]:
    refused = {name for name in PLACEMENT_FIELDS if any(name in path for path in paths)}
    # A status belongs to its pipeline, and neither says which of the two was wrong.
    pipeline_and_status = {"pipeline_id", "status_id"}
    return refused | pipeline_and_status if refused & pipeline_and_status else refused


def lead_changes(
    remote: Entity, wanted: Entity, describe_field: Callable[[Entity], str]
) -> tuple[Entity, list[str]]:
    """Returns the part of `wanted` that is different in `remote`, ready to be sent, and each change in words."""
    body: Entity = {}
    descriptions: list[str] = []
    if is_own_lead_name(remote.get("name")) and wanted["name"] != remote["name"]:
        body["name"] = wanted["name"]
        descriptions.append(f"Название: {wanted['name']}")
    if wanted.get("price") and wanted["price"] != remote.get("price"):
        body["price"] = wanted["price"]
        descriptions.append(f"Бюджет: {wanted['price']}")
    remote_values = _values_by_field(remote)
    changed = [field for field in wanted["custom_fields_values"] if not _is_in(remote_values, field)]
    if changed:
        body["custom_fields_values"] = changed
        descriptions += [describe_field(field) for field in changed]
    return body, descriptions


def field_reference(field_body: Entity) -> str:
    """Returns the id or code by which a custom field is called in a body."""
    return str(field_body.get("field_id") or field_body.get("field_code"))


def _values_by_field(entity: Entity) -> dict[str, list[str]]:
    """Returns the texts of each custom field, once by its id and once by its code."""
    return {
        str(field[name]): [str(item.get("value")) for item in field.get("values") or ()]
        for field in entity.get("custom_fields_values") or ()
        for name in ("field_id", "field_code")
        if field.get(name)
    }


def _is_in(values: Mapping[str, Sequence[str]], field_body: Entity) -> bool:
    return values.get(field_reference(field_body)) == [str(field_body["values"][0]["value"])]


def _single_line(value: Any) -> str:
    """Returns text or a number as one line; empty for everything else."""
    return to_one_line(str(value)) if isinstance(value, str | int | float) and not isinstance(value, bool) else ""


def _parse_checkbox(value: Any) -> bool | None:
    if isinstance(value, bool):
        return value
    return value.strip().lower() in _YES_WORDS if isinstance(value, str) and value.strip() else None


def _midnight_timestamp(value: Any, zone: ZoneInfo) -> int | None:
    """Returns the Unix seconds of an ISO day's midnight where the company is; None for what is no day."""
    try:
        day = date.fromisoformat(str(value))
    except ValueError:
        return None
    return int(datetime(day.year, day.month, day.day, tzinfo=zone).timestamp())
