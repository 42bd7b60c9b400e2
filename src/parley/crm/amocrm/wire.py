"""A lead as amoCRM reads it: fields, name, note; and what amoCRM says of one, read back. Pure."""

from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from parley.crm.amocrm.account import Account
from parley.domain.company import CompanyConfig
from parley.domain.notice import Notice
from parley.domain.notice_text import one_line
from parley.nlu.contacts.phone import parse_phone

_NAMES = ("Подключение: ", "Лист ожидания: ", "Заявка: ")
_LONGEST_NAME = 250
_LONGEST_NOTE = 10_000
# Where the lead comes to lie in the CRM: set once, its people move it afterwards.
PLACE = ("pipeline_id", "status_id", "responsible_user_id")
_ORDER = (
    ("tariff", "Тариф"),
    ("address", "Адрес"),
    ("date", "Дата подключения"),
    ("time", "Время подключения"),
    ("router", "Роутер"),
    ("cctv", "Видеонаблюдение"),
)
_ADDED = (("comment", "Комментарий"), ("referrer", "Откуда узнали"))
_UTM = ("utm_source", "utm_medium", "utm_campaign", "utm_content", "utm_term")
_YES = frozenset({"да", "yes", "true", "1"})

Entity = dict[str, Any]


def tag(company: CompanyConfig, notice: Notice) -> str:
    """What our lead is recognised by when it is not known whether an earlier attempt made it."""
    return f"parley-{company.slug}-{notice.lead_id}"


def lead_name(notice: Notice) -> str:
    order = notice.order
    if address := _text(order.get("address")):
        name = f"{_NAMES[1] if order.get('waiting_list') else _NAMES[0]}{address}"
    else:
        name = f"{_NAMES[2]}{one_line(notice.name) or notice.phone}"
    return name[:_LONGEST_NAME]


def named_by_us(name: Any) -> bool:
    return isinstance(name, str) and name.startswith(_NAMES)


def price(notice: Notice) -> int:
    try:
        return max(0, round(float(notice.order.get("price") or 0)))
    except (TypeError, ValueError, OverflowError):
        return 0


def values(notice: Notice, zone: ZoneInfo) -> dict[str, Any]:
    """What we know for the custom fields, by our keys; what is not known is left out."""
    order = notice.order
    found = {
        "tariff": _text(order.get("tariff")),
        "address": _text(order.get("address")),
        "connection_date": _midnight(order.get("date"), zone),
        "connection_time": _text(order.get("time")),
        "router": _text(order.get("router")),
        "cctv": _text(order.get("cctv")),
        "static_ip": _checked(order.get("static_ip")),
        **{key: _text(notice.utm.get(key)) for key in _UTM},
        "referrer": _text(order.get("referrer")),
    }
    return {key: value for key, value in found.items() if value not in ("", None)}


def lead(notice: Notice, company: CompanyConfig, account: Account, fields: Mapping[str, str]) -> Entity:
    """The lead as it is made; `fields`: key → id or code in this account."""
    place = {name: getattr(account, name) for name in PLACE}
    return {
        "name": lead_name(notice),
        **({"price": price(notice)} if price(notice) else {}),
        **{name: number for name, number in place.items() if number},
        "custom_fields_values": custom(values(notice, company.zone), fields),
        "_embedded": {"tags": [{"name": tag(company, notice)}]},
    }


def custom(known: Mapping[str, Any], fields: Mapping[str, str]) -> list[Entity]:
    return [{**_named(fields[key]), "values": [{"value": value}]} for key, value in known.items() if key in fields]


def _named(field: str) -> Entity:
    return {"field_id": int(field)} if field.isdecimal() else {"field_code": field}


def contact(notice: Notice) -> Entity:
    multitext = (("PHONE", notice.phone), ("EMAIL", notice.email))
    return {
        "name": one_line(notice.name) or notice.phone or "Без имени",
        "custom_fields_values": [
            {"field_code": code, "values": [{"value": value, "enum_code": "WORK"}]}
            for code, value in multitext
            if value
        ],
    }


def asked_by(phone: str) -> str:
    """What to search a phone by: +7… and 8… are different texts to amoCRM, the last ten digits are the same."""
    return "".join(char for char in phone if char.isdecimal())[-10:]


def same_phone(one: str, other: str, country: str) -> bool:
    return bool(one and other) and _normal(one, country) == _normal(other, country)


def _normal(phone: str, country: str) -> str:
    parsed = parse_phone(phone, country)
    return (parsed and (parsed.e164 or parsed.raw)) or phone


def multitext(entity: Entity, code: str) -> list[Entity]:
    """The values of PHONE or EMAIL, as PATCH wants them back: it replaces the whole list."""
    for field in entity.get("custom_fields_values") or ():
        if field.get("field_code") == code:
            return [
                {"value": str(item["value"]), "enum_code": item.get("enum_code") or "WORK"}
                for item in field.get("values") or ()
                if item.get("value")
            ]
    return []


def note(notice: Notice, *more: str) -> str:
    """The lead in words. It ends with the notice's key, by which a note that is there already is recognised."""
    lines = [
        *more,
        f"Имя: {one_line(notice.name) or 'не указано'}",
        f"Телефон: {one_line(notice.phone) or 'не указан'}",
        *([f"E-mail: {notice.email}"] if notice.email else []),
        *(f"{one_line(label)}: {one_line(words)}" for label, words in _lines(notice)),
        *([f"Итог разговора: {notice.analysis}"] if notice.analysis else []),
        *([f"Реклама: {', '.join(f'{k}={one_line(v)}' for k, v in notice.utm.items())}"] if notice.utm else []),
    ]
    return f"{chr(10).join(lines)[:_LONGEST_NOTE]}\n\n[{notice.key}]"


def _lines(notice: Notice) -> list[tuple[str, str]]:
    """The flow's own words, and what they leave out of the order."""
    said = list(notice.lines)
    told = {one_line(words) for _, words in said}
    further = _ADDED if said else (*_ORDER, *_ADDED)
    known = [(label, _text(notice.order.get(key))) for key, label in further]
    return said + [(label, words) for label, words in known if words and words not in told]


def not_taken(dropped: Collection[str]) -> list[str]:
    return [f"Не записано в поля (amoCRM не принимает): {', '.join(sorted(dropped))}"] if dropped else []


def without(entity: Entity, places: Collection[int], paths: Iterable[str]) -> tuple[Entity, list[Entity | str]]:
    """The entity less what was refused, and what that was; all that can be missed when we cannot tell."""
    fields = entity.get("custom_fields_values") or []
    out: list[Entity | str] = [field for at, field in enumerate(fields) if at in places]
    # A status belongs to its pipeline, and neither says which of the two was wrong.
    refused = {name for name in PLACE if any(name in path for path in paths)}
    if refused & {"pipeline_id", "status_id"}:
        refused |= {"pipeline_id", "status_id"}
    out += [name for name in PLACE if name in entity and name in refused]
    if not out:
        out = [*fields, *(name for name in PLACE if name in entity)]
    rest = {name: value for name, value in entity.items() if name not in out}
    if "custom_fields_values" in rest:
        rest["custom_fields_values"] = [field for field in fields if field not in out]
    return rest, out


def changes(there: Entity, wanted: Entity, label: Callable[[Entity], str]) -> tuple[Entity, list[str]]:
    """What of `wanted` is otherwise there: to be sent, and in words."""
    told: list[str] = []
    body: Entity = {}
    if named_by_us(there.get("name")) and wanted["name"] != there["name"]:
        body["name"] = wanted["name"]
        told.append(f"Название: {wanted['name']}")
    if wanted.get("price") and wanted["price"] != there.get("price"):
        body["price"] = wanted["price"]
        told.append(f"Бюджет: {wanted['price']}")
    known = {
        str(field.get(name)): [str(item.get("value")) for item in field.get("values") or ()]
        for field in there.get("custom_fields_values") or ()
        for name in ("field_id", "field_code")
        if field.get(name)
    }
    changed = [
        field
        for field in wanted["custom_fields_values"]
        if known.get(str(field.get("field_id") or field.get("field_code"))) != [str(field["values"][0]["value"])]
    ]
    if changed:
        body["custom_fields_values"] = changed
        told += [label(field) for field in changed]
    return body, told


def _text(value: Any) -> str:
    """One line of text; whatever is no text is none."""
    return one_line(str(value)) if isinstance(value, str | int | float) and not isinstance(value, bool) else ""


def _checked(value: Any) -> bool | None:
    if isinstance(value, bool):
        return value
    return value.strip().lower() in _YES if isinstance(value, str) and value.strip() else None


def _midnight(value: Any, zone: ZoneInfo) -> int | None:
    """Unix seconds of that day's midnight where the company is."""
    try:
        day = date.fromisoformat(str(value))
    except ValueError:
        return None
    return int(datetime(day.year, day.month, day.day, tzinfo=zone).timestamp())
