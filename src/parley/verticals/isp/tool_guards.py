"""Guards of the tools in an internet provider's order (contract §5.3).

A guard returns why the call is refused, in words a model can act on; empty where it may run.
"""

from collections.abc import Callable, Mapping
from typing import Any

from parley.dialogue.model import NO, DialogueState
from parley.dialogue.open_slots import missing_slots, next_open_slot
from parley.domain.lead import DialogueAct
from parley.nlu.addresses.extract import extract_address
from parley.nlu.contacts.phone import parse_phone
from parley.text.normalize import normalize
from parley.verticals.isp.order_values import chosen_tariff, coverage_result
from parley.verticals.isp.tariff_text import format_rubles

ToolGuard = Callable[[DialogueState, Mapping[str, Any]], str]


def guard_check_coverage(state: DialogueState, arguments: Mapping[str, Any]) -> str:
    """Answers a customer who asks about an address at any time; in the order the address has its place."""
    if "address" not in missing_slots(state.flow, state.draft, state.facts):
        return ""
    open_slot = next_open_slot(state.flow, state.draft, state.facts)
    if open_slot is None or open_slot.name == "address" or extract_address(state.turn.text, requested=False):
        return ""
    return (
        f"Too early: the order is at '{open_slot.name}'. "
        "The address comes after tariff, router, cctv and static_ip."
    )


def guard_create_lead(state: DialogueState, arguments: Mapping[str, Any]) -> str:
    if state.previous_draft.confirmed:
        return ""
    missing_names = missing_slots(state.flow, state.draft, state.facts)
    if missing_names:
        return (
            f"Not yet: missing {', '.join(missing_names)}. "
            f"The next question is '{missing_names[0]}'; it is asked for you."
        )
    if state.decision.act is not DialogueAct.CONFIRMED:
        return "Not yet: the customer has to say yes to all the data read back in the message just before."
    return _find_mismatch(state, arguments)


def _find_mismatch(state: DialogueState, arguments: Mapping[str, Any]) -> str:
    """Returns what the model would write otherwise than the customer said it; empty without such a thing."""
    reasons = (find_mismatch(state, arguments) for find_mismatch in _MISMATCHES)
    return next(filter(None, reasons), "")


def _tariff_mismatch(state: DialogueState, arguments: Mapping[str, Any]) -> str:
    tariff = chosen_tariff(state.draft.slot_values, state.facts)
    argument = normalize(str(arguments.get("tariff") or arguments.get("tariff_name") or ""))
    if tariff is None or not argument:
        return ""
    chosen = normalize(tariff.name)
    # "Премиум" is enough of a name, and so is "Пакет Премиум 250"
    return "" if argument in chosen or chosen in argument else f"tariff: the customer chose '{tariff.name}'"


def _price_mismatch(state: DialogueState, arguments: Mapping[str, Any]) -> str:
    tariff, price = chosen_tariff(state.draft.slot_values, state.facts), arguments.get("tariff_price")
    if tariff is None or price is None or float(price) == float(tariff.price):
        return ""
    return f"tariff_price: '{tariff.name}' costs {format_rubles(tariff.price)} a month"


def _phone_mismatch(state: DialogueState, arguments: Mapping[str, Any]) -> str:
    phone = parse_phone(str(arguments.get("phone") or ""), state.turn.company.country)
    known_phone = state.draft.phone
    if phone is None or known_phone is None:
        return ""
    known_number = known_phone.e164 or known_phone.raw
    return "" if (phone.e164 or phone.raw) == known_number else f"phone: the customer's is {known_number}"


def _waiting_list_mismatch(state: DialogueState, arguments: Mapping[str, Any]) -> str:
    if state.draft.slot_values.get("waiting") is None:
        return ""
    return "coverage said no: add_to_waiting_list is what the customer agreed to"


_MISMATCHES = (_tariff_mismatch, _price_mismatch, _phone_mismatch, _waiting_list_mismatch)


def guard_update_lead_referrer(state: DialogueState, arguments: Mapping[str, Any]) -> str:
    if not (state.previous_draft.confirmed or state.draft.confirmed):
        return "There is no lead yet: create_lead comes first."
    if str(arguments.get("lead_id")) != str(state.turn.lead_id):
        return f"lead_id: this conversation's lead is {state.turn.lead_id}"
    return ""


def guard_add_to_waiting_list(state: DialogueState, arguments: Mapping[str, Any]) -> str:
    if coverage_result(state.draft.slot_values).get("available") is not False:
        return "Only after check_coverage said available: false for the customer's address."
    if state.draft.slot_values.get("waiting") in (None, NO):
        return "The customer has not agreed to the waiting list; it is asked for you."
    missing_names = missing_slots(state.flow, state.draft, state.facts)
    return f"Not yet: missing {', '.join(missing_names)}." if missing_names else ""


TOOL_GUARDS: Mapping[str, ToolGuard] = {
    "check_coverage": guard_check_coverage,
    "create_lead": guard_create_lead,
    "update_lead_referrer": guard_update_lead_referrer,
    "add_to_waiting_list": guard_add_to_waiting_list,
}
