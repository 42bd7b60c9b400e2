"""The state of a dialogue: what a message and what an answer change in it."""

from dataclasses import replace

import pytest

from parley.dialogue.model import Decision, Flow, MessageEffect, Slot, SlotRejection
from parley.dialogue.slot_filling import FilledSlots
from parley.dialogue.state_tracking import record_decision, track_contact, track_slots, track_validated_slots
from parley.domain.lead import DialogueAct, LeadDraft
from parley.domain.understanding import ExpectedReply, Phone, Understanding

PHONE = Phone("87012345678", "+77012345678")
OTHER_PHONE = Phone("87021112233", "+77021112233")
TARIFF, REFERRER = Slot("tariff", "text", {}), Slot("referrer", "text", {})
FLOW = Flow("orders", slots=(TARIFF, Slot("phone", "phone", {})), late_slots=(REFERRER,))


def message(**found: object) -> Understanding:
    return Understanding(language="ru", **found)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("expected_reply", "understanding", "phone"),
    [
        ("need", message(phone=OTHER_PHONE), PHONE),
        ("need", message(phone=OTHER_PHONE, correction=True), OTHER_PHONE),
        ("confirm", message(phone=OTHER_PHONE), OTHER_PHONE),
        ("confirm", message(phone=OTHER_PHONE, answer="yes"), PHONE),
        ("correction", message(phone=OTHER_PHONE), OTHER_PHONE),
    ],
)
def test_a_later_number_replaces_the_first_only_as_a_correction_or_an_answer_to_the_read_back(
    expected_reply: ExpectedReply, understanding: Understanding, phone: Phone
) -> None:
    draft = LeadDraft(phone=PHONE, expected_reply=expected_reply)
    assert track_contact(draft, understanding).phone == phone


def test_a_later_name_replaces_the_first_only_as_a_correction() -> None:
    assert track_contact(LeadDraft(name="Сакен"), message(name="Асель")).name == "Сакен"
    assert track_contact(LeadDraft(name="Сакен"), message(name="Асель", correction=True)).name == "Асель"


def test_an_introduction_replaces_a_guessed_name_at_any_moment_and_no_guess_an_introduction() -> None:
    introduces = message(name="Роман", introduces_name=True)
    guessed = track_contact(LeadDraft(), message(name="Петров"))
    introduced = track_contact(guessed, introduces)
    assert (guessed.name, guessed.is_name_sure) == ("Петров", False)
    assert (introduced.name, introduced.is_name_sure) == ("Роман", True)
    assert track_contact(replace(introduced, expected_reply="confirm"), message(name="Петров")).name == "Роман"
    assert track_contact(introduced, message(name="Олег", introduces_name=True)).name == "Роман"
    assert track_contact(introduced, message(name="Олег", correction=True)).name == "Олег"


def test_a_name_that_was_asked_for_is_sure() -> None:
    answered = track_contact(LeadDraft(expected_reply="name"), message(name="Петров"))
    assert track_contact(answered, message(name="Роман", introduces_name=True)).name == "Петров"


def test_a_phone_changed_after_the_confirmation_has_to_be_confirmed_again() -> None:
    confirmed = LeadDraft(name="Сакен", phone=PHONE, confirmed=True)
    assert not track_contact(confirmed, message(phone=OTHER_PHONE, correction=True)).confirmed
    assert track_contact(confirmed, message(name="Асель", correction=True)).confirmed
    assert track_contact(confirmed, message(phone=OTHER_PHONE)).confirmed, "the number stays the first one"


def test_an_address_is_a_contact_and_a_phone_is_added_to_it() -> None:
    draft = track_contact(LeadDraft(), message(email="a@example.kz", handle="@anna", handle_network="telegram"))
    assert (draft.main_contact, draft.addresses, draft.handle_network) == (
        "a@example.kz",
        ("a@example.kz", "@anna"),
        "telegram",
    )
    assert track_contact(draft, message(phone=PHONE)).main_contact == PHONE


def test_what_is_added_to_a_confirmed_phone_needs_no_new_yes_and_a_phone_does() -> None:
    by_phone = LeadDraft(name="Сакен", phone=PHONE, confirmed=True)
    assert track_contact(by_phone, message(email="a@example.kz")).confirmed
    by_email = LeadDraft(name="Сакен", email="a@example.kz", confirmed=True)
    assert not track_contact(by_email, message(phone=PHONE)).confirmed
    assert not track_contact(by_email, message(email="b@example.kz", correction=True)).confirmed


def test_a_deleted_contact_is_gone_and_is_not_asked_for_again() -> None:
    known = LeadDraft(name="Сакен", phone=PHONE, email="a@example.kz", handle="@s", confirmed=True, need_count=2)
    draft = track_contact(known, message(deletes_data=True, phone=PHONE))
    assert (draft.known_contact, draft.confirmed, draft.refused_contact) == (("", None, "", ""), False, True)
    assert draft.need_count == 2


def test_a_contact_that_comes_with_the_wish_to_delete_another_is_taken_instead() -> None:
    known = LeadDraft(name="Сакен", phone=PHONE, confirmed=True)
    draft = track_contact(known, message(deletes_data=True, email="a@example.kz"))
    assert draft.known_contact == ("Сакен", None, "a@example.kz", "")
    assert not draft.refused_contact


def test_the_beginning_of_a_number_is_remembered_until_a_whole_one_comes() -> None:
    begun = track_contact(LeadDraft(), message(invalid_phone="8 701"))
    assert begun.partial_phone == "8 701"
    assert track_contact(begun, message(phone=PHONE)).partial_phone == ""
    assert track_contact(begun, message(question=True)).partial_phone == ""


def test_a_refusal_holds_until_a_number_is_given() -> None:
    refused = track_contact(LeadDraft(), message(refuses_contact=True))
    assert track_contact(refused, message(question=True)).refused_contact
    assert not track_contact(refused, message(phone=PHONE)).refused_contact
    assert not track_contact(refused, message(handle="@saken")).refused_contact


def test_needs_and_signs_of_readiness_are_counted() -> None:
    draft = LeadDraft()
    for understanding in (
        message(question=True, asks_price=True),
        message(ready_to_order=True),
        message(thanks=True),
    ):
        draft = track_contact(draft, understanding)
    assert (draft.need_count, draft.readiness_score) == (2, 4)


def test_a_wish_for_a_person_is_remembered_and_an_opt_out_is_not() -> None:
    draft = track_contact(track_contact(LeadDraft(), message(wants_human=True, opt_out=True)), message())
    assert (draft.handed_over, draft.opted_out) == (True, False)


@pytest.mark.parametrize(("changed", "stays_confirmed"), [("tariff", False), ("referrer", True)])
def test_a_confirmed_order_that_changes_is_confirmed_again_but_for_what_is_asked_after_it(
    changed: str, stays_confirmed: bool
) -> None:
    filled = FilledSlots({changed: "x"}, frozenset({changed}))
    effect = track_slots(FLOW, LeadDraft(phone=PHONE, confirmed=True), filled)
    assert effect.draft.confirmed is stays_confirmed
    assert effect.draft.slot_values == {changed: "x"}
    assert effect.changed_slots == {changed}


@pytest.mark.parametrize("reopened", ["name", "phone", "email"])
def test_a_contact_that_is_said_to_be_wrong_is_forgotten(reopened: str) -> None:
    draft = LeadDraft(name="Сакен", phone=PHONE, email="saken@example.kz")
    effect = track_slots(FLOW, draft, FilledSlots({}, frozenset({reopened}), frozenset({reopened})))
    kept = {name for name in ("name", "phone", "email") if getattr(effect.draft, name)}
    assert kept == {"name", "phone", "email"} - {reopened}


def test_what_the_flow_found_out_itself_stands_beside_what_was_answered() -> None:
    rejection = SlotRejection("Where is that?")
    effect = MessageEffect(LeadDraft(slot_values={"tariff": "Premium"}), frozenset({"tariff"}))
    validated = track_validated_slots(effect, {"tariff": "Premium", "router_included": True}, rejection)
    assert validated.draft.slot_values == {"tariff": "Premium", "router_included": True}
    assert validated.changed_slots == {"tariff"}
    assert validated.rejection is rejection


@pytest.mark.parametrize(
    ("decision", "expected"),
    [
        (Decision(DialogueAct.ANSWER), LeadDraft(expected_reply="need", unasked_answers=1)),
        (Decision(DialogueAct.ASK_NAME), LeadDraft(expected_reply="name", name_requests=1)),
        (Decision(DialogueAct.ASK_PHONE), LeadDraft(expected_reply="phone", phone_requests=1)),
        (Decision(DialogueAct.CONFIRM), LeadDraft(expected_reply="confirm", unasked_answers=1)),
        (Decision(DialogueAct.ASK_CORRECTION), LeadDraft(expected_reply="correction", unasked_answers=1)),
        (Decision(DialogueAct.CONFIRMED), LeadDraft(confirmed=True, unasked_answers=1)),
        (Decision(DialogueAct.POSTPONED), LeadDraft(is_postponed=True, unasked_answers=1)),
        (Decision(DialogueAct.HANDOVER), LeadDraft(expected_reply="phone", handover_answers=1)),
        (
            Decision(DialogueAct.ASK_SLOT, TARIFF, proposal="Premium"),
            LeadDraft(
                expected_reply="step",
                requested_slot="tariff",
                slot_requests={"tariff": 1},
                proposed_value="Premium",
                unasked_answers=1,
            ),
        ),
        (
            Decision(DialogueAct.CONFIRMED, REFERRER),
            LeadDraft(
                expected_reply="step",
                confirmed=True,
                requested_slot="referrer",
                slot_requests={"referrer": 1},
                unasked_answers=1,
            ),
        ),
    ],
    ids=lambda value: value.act.name if isinstance(value, Decision) else "",
)
def test_an_answer_is_remembered_by_what_it_asked(decision: Decision, expected: LeadDraft) -> None:
    assert record_decision(LeadDraft(), decision) == expected


def test_what_the_last_answer_proposed_is_forgotten_with_the_next() -> None:
    proposed = record_decision(LeadDraft(), Decision(DialogueAct.ASK_SLOT, TARIFF, proposal="Premium"))
    asked_again = record_decision(proposed, Decision(DialogueAct.ASK_SLOT, TARIFF))
    assert (asked_again.proposed_value, asked_again.slot_requests) == (None, {"tariff": 2})
