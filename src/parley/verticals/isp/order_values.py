"""An internet provider's order in the values of its slots: what it holds so far, and as other systems get it."""

from collections.abc import Sequence
from typing import Any

from parley.dialogue.model import NO, YES, FlowFacts, SlotValues
from parley.verticals.isp.tariff import Tariff, TariffCatalog, json_amount

_ROUTER_ORDERS = {"rent": "аренда", "buy": "покупка", "own": "не нужен"}


def tariffs_from_facts(facts: FlowFacts) -> TariffCatalog:
    """Returns everything on sale, as the flow looked it up for this turn."""
    catalog: TariffCatalog = facts["tariffs"]
    return catalog


# The most that the customer wants to pay a month, among the slot values: it narrows the list.
PRICE_LIMIT = "price_limit"


def offered_tariffs(slot_values: SlotValues, facts: FlowFacts) -> Sequence[Tariff]:
    """Returns the active tariffs of the customer's segment, and within what they want to pay; all of the segment
    where none is."""
    tariffs = tariffs_from_facts(facts).active_in_segment(str(slot_values.get("segment", "")))
    limit = slot_values.get(PRICE_LIMIT)
    affordable = [tariff for tariff in tariffs if limit is None or tariff.price <= limit]
    return affordable or tariffs


def chosen_tariff(slot_values: SlotValues, facts: FlowFacts) -> Tariff | None:
    return tariffs_from_facts(facts).find_tariff(str(slot_values.get("tariff", "")))


def address_value(slot_values: SlotValues) -> dict[str, Any]:
    """Returns the address as dialogue.slot_readers.address_to_json writes it, with its `full` text and its
    `coverage`; empty before there is one."""
    value = slot_values.get("address")
    return value if isinstance(value, dict) else {}


def coverage_result(slot_values: SlotValues) -> dict[str, Any]:
    """Returns what was found out about the address: `available`, `message`, `technology`; empty before that."""
    result = address_value(slot_values).get("coverage")
    return result if isinstance(result, dict) else {}


def is_covered(slot_values: SlotValues) -> bool:
    """Tells whether the order goes on: the address can be connected, or nobody can say yet."""
    return coverage_result(slot_values).get("available") is not False


def needs_flat(slot_values: SlotValues) -> bool:
    address = address_value(slot_values)
    return is_covered(slot_values) and not (address.get("flat") or address.get("private"))


def is_yes(slot_values: SlotValues, name: str) -> bool:
    return slot_values.get(name) == YES


def format_full_address(slot_values: SlotValues, facts: FlowFacts, language: str) -> str:
    """Returns the address as it stands in the company's papers, whatever the language, with the flat behind
    it where that is not part of it; empty before there is one."""
    address = address_value(slot_values)
    if not address:
        return ""
    full, flat = str(address["full"]), str(slot_values.get("flat") or "")
    return f"{full}, {flat}" if flat and flat not in full else full


def build_order(slot_values: SlotValues, facts: FlowFacts) -> dict[str, Any]:
    """Returns the order with the keys that crm/ plug-ins know (docs/flows.md); what is not known has none."""
    tariff = chosen_tariff(slot_values, facts)
    appointment = slot_values.get("when") or {}
    order = {
        "tariff": tariff.name if tariff else None,
        "price": json_amount(tariff.price) if tariff else None,
        "router": _router_of_order(slot_values),
        "cctv": "нет" if slot_values.get("cctv") == NO else slot_values.get("cctv"),
        "static_ip": {YES: True, NO: False}.get(str(slot_values.get("static_ip", ""))),
        "address": format_full_address(slot_values, facts, "") or None,
        "city": address_value(slot_values).get("city") or None,
        "date": appointment.get("date"),
        "time": appointment.get("time"),
        "slot": appointment.get("slot"),
        "waiting_list": True if is_yes(slot_values, "waiting") else None,
        "comment": slot_values.get("comment"),
        "referrer": slot_values.get("referrer"),
    }
    return {key: value for key, value in order.items() if value is not None}


def _router_of_order(slot_values: SlotValues) -> str | None:
    if slot_values.get("router_included"):
        return "в подарок"
    return _ROUTER_ORDERS.get(str(slot_values.get("router", "")))
