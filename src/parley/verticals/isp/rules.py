"""What a model's tools may not do in an internet provider's order, with reasons a model can use (contract §5.3)."""

from collections.abc import Callable, Mapping
from typing import Any

from parley.dialogue.model import NO, DialogueState
from parley.dialogue.open_slots import missing_slots, next_open_slot
from parley.domain.lead import DialogueAct as Aim
from parley.nlu.addresses.extract import extract_address
from parley.nlu.contacts.extract import parse_phone
from parley.text.normalize import normalize
from parley.verticals.isp.answers import chosen_tariff, coverage_result, format_rubles

ToolGuard = Callable[[DialogueState, Mapping[str, Any]], str]


def guard_check_coverage(state: DialogueState, arguments: Mapping[str, Any]) -> str:
    """A customer who asks about an address is answered; as part of the order it has its place."""
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
    if state.decision.act is not Aim.CONFIRMED:
        return "Not yet: the customer has to say yes to all the data read back in the message just before."
    return _find_mismatch(state, arguments)


def _find_mismatch(state: DialogueState, arguments: Mapping[str, Any]) -> str:
    """What the model would write otherwise than the customer said it."""
    slot_values, tariff = state.draft.slot_values, chosen_tariff(state.draft.slot_values, state.facts)
    name = str(arguments.get("tariff") or arguments.get("tariff_name") or "")
    if (
        tariff
        and name
        and normalize(tariff.name) not in normalize(name)
        and normalize(name) not in normalize(tariff.name)
    ):
        return f"tariff: the customer chose '{tariff.name}'"
    price = arguments.get("tariff_price")
    if tariff and price is not None and float(price) != float(tariff.price):
        return f"tariff_price: '{tariff.name}' costs {format_rubles(tariff.price)} a month"
    phone = parse_phone(str(arguments.get("phone") or ""), state.turn.company.country)
    known_phone = state.draft.phone
    if phone and known_phone and (phone.e164 or phone.raw) != (known_phone.e164 or known_phone.raw):
        return f"phone: the customer's is {known_phone.e164 or known_phone.raw}"
    is_waiting = slot_values.get("waiting") is not None
    return "coverage said no: add_to_waiting_list is what the customer agreed to" if is_waiting else ""


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
