"""Which slots of a flow are still to be filled."""

from typing import Any

import pytest

from parley.dialogue.model import Flow, Slot, SlotOption
from parley.dialogue.open_slots import is_open_slot, missing_slots, needs_value, next_open_slot
from parley.domain.lead import LeadDraft
from parley.domain.understanding import Phone
from parley.text.word_list import WordList

PHONE = Phone("87012345678", "+77012345678")
ON_OFFER = (SlotOption("premium", {}, WordList(())),)
TARIFF = Slot("tariff", "choice", {}, find_options=lambda values, facts: ON_OFFER)
ADDRESS = Slot("address", "text", {}, condition=lambda values: values.get("delivery") == "yes")
FLOW = Flow("orders", slots=(TARIFF, ADDRESS, Slot("name", "name", {}), Slot("phone", "phone", {})))


@pytest.mark.parametrize(
    ("slot", "slot_values", "needs"),
    [
        pytest.param(TARIFF, {}, True, id="without a value"),
        pytest.param(TARIFF, {"tariff": "premium"}, False, id="with a value that is on offer"),
        pytest.param(TARIFF, {"tariff": "basic"}, True, id="with one that is no longer on offer"),
        pytest.param(TARIFF, {"tariff": "no"}, False, id="refused"),
        pytest.param(ADDRESS, {}, False, id="not asked for"),
        pytest.param(ADDRESS, {"delivery": "yes"}, True, id="asked for"),
        pytest.param(ADDRESS, {"delivery": "yes", "address": "Абая 1"}, False, id="asked for and given"),
    ],
)
def test_a_slot_needs_a_value_that_is_asked_for_and_still_on_offer(
    slot: Slot, slot_values: dict[str, Any], needs: bool
) -> None:
    assert needs_value(slot, slot_values, {}) is needs


@pytest.mark.parametrize(
    ("kind", "known"),
    [("name", {"name": "Сакен"}), ("phone", {"phone": PHONE}), ("email", {"email": "saken@example.kz"})],
)
def test_a_contact_that_is_known_is_not_open(kind: str, known: dict[str, Any]) -> None:
    slot = Slot(kind, kind, {})  # type: ignore[arg-type]
    assert is_open_slot(slot, LeadDraft(), {})
    assert not is_open_slot(slot, LeadDraft(**known), {})


def test_a_refused_email_is_not_open() -> None:
    slot = Slot("email", "email", {}, optional=True, refusal_value="")
    assert not is_open_slot(slot, LeadDraft(slot_values={"email": ""}), {})


def test_the_open_slots_come_in_the_order_of_the_flow() -> None:
    draft = LeadDraft(name="Сакен", slot_values={"delivery": "yes"})
    assert missing_slots(FLOW, draft, {}) == ["tariff", "address", "phone"]
    assert next_open_slot(FLOW, draft, {}) is TARIFF


def test_a_flow_that_knows_all_has_no_open_slot() -> None:
    draft = LeadDraft(name="Сакен", phone=PHONE, slot_values={"tariff": "premium"})
    assert next_open_slot(FLOW, draft, {}) is None
