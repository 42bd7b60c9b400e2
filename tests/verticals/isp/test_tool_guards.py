"""When a model's tool calls are refused in an internet provider's order (contract §5.3), and why."""

from decimal import Decimal
from types import SimpleNamespace
from typing import Any, cast

import pytest

from fakes.utterance import utterance
from parley.dialogue.model import Decision, DialogueState
from parley.domain.lead import DialogueAct, LeadDraft
from parley.domain.understanding import Phone
from parley.flows.isp_onboarding import FLOW
from parley.verticals.isp.tariff import Tariff, TariffCatalog
from parley.verticals.isp.tool_guards import TOOL_GUARDS

FACTS = {"tariffs": TariffCatalog((Tariff("Пакет Премиум", 250, Decimal(1490)),)), "days": (0,)}
PHONE = Phone("8 916 123 45 67", "+79161234567")
ADDRESS = {"full": "ул. Мира, д. 5", "flat": "12", "coverage": {"available": True}}
# Everything an order needs.
COMPLETE = {
    "segment": "home",
    "tariff": "Пакет Премиум",
    "router_included": True,
    "cctv": "no",
    "static_ip": "no",
    "address": ADDRESS,
    "address_ok": "yes",
    "email": "",
    "when": {"date": "2025-11-18"},
}
WAITING = {**COMPLETE, "address": {**ADDRESS, "coverage": {"available": False}}, "waiting": "yes"}


def state(
    slot_values: dict[str, Any],
    *,
    act: DialogueAct = DialogueAct.CONFIRMED,
    text: str = "да",
    was_confirmed: bool = False,
) -> DialogueState:
    draft = LeadDraft(name="Ольга", phone=PHONE, slot_values=slot_values)
    before = LeadDraft(confirmed=was_confirmed)
    turn = SimpleNamespace(text=text, lead_id=7, company=SimpleNamespace(country="RU"), draft=before)
    return DialogueState(
        flow=FLOW,
        turn=cast(Any, turn),
        draft=draft,
        decision=Decision(act),
        utterance=utterance(text, facts=FACTS),
    )


def without(*names: str) -> dict[str, Any]:
    return {name: value for name, value in COMPLETE.items() if name not in names}


def test_a_complete_and_confirmed_order_is_placed() -> None:
    assert TOOL_GUARDS["create_lead"](state(COMPLETE), {}) == ""


def test_an_order_waits_for_what_is_missing_and_for_the_customers_yes() -> None:
    create_lead = TOOL_GUARDS["create_lead"]
    assert create_lead(state(without("cctv", "when")), {}).startswith(
        "Not yet: missing cctv, when. The next question is 'cctv'"
    )
    assert "has to say yes" in create_lead(state(COMPLETE, act=DialogueAct.ANSWER), {})


def test_an_order_that_was_placed_is_not_refused_again() -> None:
    assert TOOL_GUARDS["create_lead"](state({}, was_confirmed=True), {"tariff": "Другой"}) == ""


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        ({"tariff": "Премиум"}, ""),
        ({"tariff": "пакет премиум 250"}, ""),
        ({"tariff_name": "Домашний"}, "tariff: the customer chose 'Пакет Премиум'"),
        ({"tariff": "", "tariff_name": ""}, ""),
        ({"tariff_price": 1490}, ""),
        ({"tariff_price": 1490.0}, ""),
        ({"tariff_price": None}, ""),
        ({"tariff_price": 990}, "tariff_price: 'Пакет Премиум' costs 1490 ₽ a month"),
        ({"phone": "8 916 123-45-67"}, ""),
        ({"phone": ""}, ""),
        ({"phone": "+79990000000"}, "phone: the customer's is +79161234567"),
        # the first thing that is wrong
        ({"phone": "+79990000000", "tariff": "Домашний"}, "tariff: the customer chose 'Пакет Премиум'"),
    ],
)
def test_a_model_may_not_order_what_the_customer_did_not_say(arguments: dict[str, Any], reason: str) -> None:
    assert TOOL_GUARDS["create_lead"](state(COMPLETE), arguments) == reason


def test_where_coverage_said_no_there_is_the_waiting_list_only() -> None:
    assert "add_to_waiting_list" in TOOL_GUARDS["create_lead"](state(WAITING), {})
    assert TOOL_GUARDS["add_to_waiting_list"](state(WAITING), {}) == ""
    assert "available: false" in TOOL_GUARDS["add_to_waiting_list"](state(COMPLETE), {})


@pytest.mark.parametrize("answer", [None, "no"])
def test_nobody_is_put_on_the_waiting_list_unasked(answer: str | None) -> None:
    values = {**WAITING, "waiting": answer}
    assert "has not agreed" in TOOL_GUARDS["add_to_waiting_list"](state(values), {})


def test_coverage_waits_for_its_place_unless_the_customer_asks_about_an_address() -> None:
    check_coverage = TOOL_GUARDS["check_coverage"]
    early = without("cctv", "address", "address_ok")
    assert "the order is at 'cctv'" in check_coverage(state(early), {})
    assert check_coverage(state(early, text="а на улице Мира 5 есть?"), {}) == ""
    assert check_coverage(state(without("address", "address_ok")), {}) == ""
    assert check_coverage(state(COMPLETE), {}) == ""


def test_a_referrer_is_noted_for_the_conversations_own_lead() -> None:
    note = TOOL_GUARDS["update_lead_referrer"]
    assert note(state(COMPLETE, was_confirmed=True), {"lead_id": 7}) == ""
    assert note(state(COMPLETE, was_confirmed=True), {"lead_id": 8}) == "lead_id: this conversation's lead is 7"
    assert "create_lead comes first" in note(state(COMPLETE), {"lead_id": 7})
