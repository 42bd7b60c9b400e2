"""What a model's tools may not do in an internet provider's order, with reasons a model can use (contract §5.3)."""

from collections.abc import Callable, Mapping
from typing import Any

from parley.dialogue import policy as engine
from parley.dialogue.model import NO, Stage
from parley.domain.lead import Step as Aim
from parley.nlu.addresses import extract as addresses
from parley.nlu.contacts.extract import parse_phone
from parley.text.tokenize import fold
from parley.verticals.isp import answers as isp

Rule = Callable[[Stage, Mapping[str, Any]], str]


def check_coverage(stage: Stage, given: Mapping[str, Any]) -> str:
    """A customer who asks about an address is answered; as part of the order it has its place."""
    if "address" not in engine.missing(stage.flow, stage.draft, stage.facts):
        return ""
    open_ = engine.open_step(stage.flow, stage.draft, stage.facts)
    if open_ is None or open_.name == "address" or addresses.find(stage.turn.said, asked=False):
        return ""
    return f"Too early: the order is at '{open_.name}'. The address comes after tariff, router, cctv and static_ip."


def create_lead(stage: Stage, given: Mapping[str, Any]) -> str:
    if stage.before.confirmed:
        return ""
    missing = engine.missing(stage.flow, stage.draft, stage.facts)
    if missing:
        return f"Not yet: missing {', '.join(missing)}. The next question is '{missing[0]}'; it is asked for you."
    if stage.move.aim is not Aim.CONFIRMED:
        return "Not yet: the customer has to say yes to all the data read back in the message just before."
    return _differs(stage, given)


def _differs(stage: Stage, given: Mapping[str, Any]) -> str:
    """What the model would write otherwise than the customer said it."""
    known, tariff = stage.draft.known, isp.chosen(stage.draft.known, stage.facts)
    name = str(given.get("tariff") or given.get("tariff_name") or "")
    if tariff and name and fold(tariff.name) not in fold(name) and fold(name) not in fold(tariff.name):
        return f"tariff: the customer chose '{tariff.name}'"
    price = given.get("tariff_price")
    if tariff and price is not None and float(price) != float(tariff.price):
        return f"tariff_price: '{tariff.name}' costs {isp.rubles(tariff.price)} a month"
    phone = parse_phone(str(given.get("phone") or ""), stage.turn.company.country)
    held = stage.draft.phone
    if phone and held and (phone.e164 or phone.raw) != (held.e164 or held.raw):
        return f"phone: the customer's is {held.e164 or held.raw}"
    waiting = known.get("waiting") is not None
    return "coverage said no: add_to_waiting_list is what the customer agreed to" if waiting else ""


def update_lead_referrer(stage: Stage, given: Mapping[str, Any]) -> str:
    if not (stage.before.confirmed or stage.draft.confirmed):
        return "There is no lead yet: create_lead comes first."
    if str(given.get("lead_id")) != str(stage.turn.lead_id):
        return f"lead_id: this conversation's lead is {stage.turn.lead_id}"
    return ""


def add_to_waiting_list(stage: Stage, given: Mapping[str, Any]) -> str:
    if isp.coverage(stage.draft.known).get("available") is not False:
        return "Only after check_coverage said available: false for the customer's address."
    if stage.draft.known.get("waiting") in (None, NO):
        return "The customer has not agreed to the waiting list; it is asked for you."
    missing = engine.missing(stage.flow, stage.draft, stage.facts)
    return f"Not yet: missing {', '.join(missing)}." if missing else ""


RULES: Mapping[str, Rule] = {
    "check_coverage": check_coverage,
    "create_lead": create_lead,
    "update_lead_referrer": update_lead_referrer,
    "add_to_waiting_list": add_to_waiting_list,
}
