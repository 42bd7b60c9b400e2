"""The lead's way: code decides what an answer leads to."""

import pytest

from parley.domain.lead import (
    DialogueAct,
    LeadDraft,
    choose_contact_act,
    lead_temperature,
    record_act,
    update_draft,
)
from parley.domain.understanding import Phone, Understanding

PHONE = Phone("87012345678", "+77012345678")
OTHER = Phone("87021112233", "+77021112233")


def turn(draft: LeadDraft, heard: Understanding, *, asked: bool = False) -> tuple[LeadDraft, DialogueAct]:
    after = update_draft(draft, heard)
    step = choose_contact_act(draft, after, heard, asked_to_confirm=asked)
    return record_act(after, step), step


def heard(**said: object) -> Understanding:
    return Understanding(language="ru", **said)  # type: ignore[arg-type]


READ_BACK = LeadDraft(name="Сакен", phone=PHONE, expected_reply="confirm")


@pytest.mark.parametrize(
    ("draft", "said", "asked", "step"),
    [
        (LeadDraft(), heard(greeting=True), False, DialogueAct.ANSWER),
        (LeadDraft(), heard(question=True, search_text="доставка"), False, DialogueAct.ASK_NAME),
        (
            LeadDraft(expected_reply="name", name_requests=1, need_count=1),
            heard(name="Сакен"),
            False,
            DialogueAct.ASK_PHONE,
        ),
        (
            LeadDraft(expected_reply="name", name_requests=1, need_count=1),
            heard(search_text="ноутбук"),
            False,
            DialogueAct.ANSWER,
        ),
        (
            LeadDraft(name="Сакен", expected_reply="phone", phone_requests=1),
            heard(phone=PHONE),
            False,
            DialogueAct.CONFIRM,
        ),
        (LeadDraft(), heard(phone=PHONE), False, DialogueAct.ASK_NAME),
        (LeadDraft(phone=PHONE, expected_reply="name", name_requests=1), heard(), False, DialogueAct.CONFIRM),
        (READ_BACK, heard(answer="yes"), True, DialogueAct.CONFIRMED),
        (READ_BACK, heard(answer="no"), True, DialogueAct.ASK_CORRECTION),
        (READ_BACK, heard(answer="no", correction=True, phone=OTHER), True, DialogueAct.CONFIRM),
        (READ_BACK, heard(question=True, search_text="доставка"), True, DialogueAct.CONFIRM),
        (READ_BACK, heard(answer="yes"), False, DialogueAct.CONFIRM),
        (
            LeadDraft(expected_reply="phone", name="Сакен"),
            heard(invalid_phone="12345"),
            False,
            DialogueAct.ASK_PHONE,
        ),
        (LeadDraft(need_count=1), heard(refuses_contact=True), False, DialogueAct.ANSWER),
        (LeadDraft(need_count=1), heard(thanks=True, goodbye=True), False, DialogueAct.ANSWER),
        (LeadDraft(), heard(wants_human=True), False, DialogueAct.HANDOVER),
        (LeadDraft(), heard(opt_out=True), False, DialogueAct.OPTED_OUT),
        (
            LeadDraft(name="Сакен", phone=PHONE, confirmed=True),
            heard(thanks=True),
            True,
            DialogueAct.ALREADY_CONFIRMED,
        ),
        (
            LeadDraft(name="Сакен", phone=PHONE, confirmed=True),
            heard(correction=True),
            True,
            DialogueAct.ASK_CORRECTION,
        ),
        (LeadDraft(need_count=1), heard(thanks=True, answer="no"), False, DialogueAct.ANSWER),
        (LeadDraft(need_count=1), heard(thanks=True, postponed=True), False, DialogueAct.ANSWER),
    ],
)
def test_what_an_answer_leads_to(draft: LeadDraft, said: Understanding, asked: bool, step: DialogueAct) -> None:
    assert turn(draft, said, asked=asked)[1] is step


def test_a_later_number_that_is_no_correction_does_not_replace_the_first() -> None:
    assert update_draft(LeadDraft(phone=PHONE, expected_reply="need"), heard(phone=OTHER)).phone == PHONE
    assert (
        update_draft(LeadDraft(phone=PHONE, expected_reply="need"), heard(phone=OTHER, correction=True)).phone
        == OTHER
    )


def test_new_data_together_with_a_yes_is_read_back_first() -> None:
    draft, step = turn(
        LeadDraft(phone=PHONE, expected_reply="name", name_requests=1),
        heard(name="Сакен", answer="yes"),
        asked=True,
    )
    assert step is DialogueAct.CONFIRM
    assert not draft.confirmed


def test_a_phone_changed_after_the_confirmation_has_to_be_confirmed_again() -> None:
    done = LeadDraft(name="Сакен", phone=PHONE, confirmed=True)
    draft, step = turn(done, heard(phone=OTHER, correction=True))
    assert step is DialogueAct.CONFIRM
    assert not draft.confirmed


@pytest.mark.parametrize(
    ("draft", "expected"),
    [
        (LeadDraft(), "warm"),
        (LeadDraft(name="Сакен", phone=PHONE), "hot"),
        (LeadDraft(phone=PHONE, phone_requests=1, readiness_score=2), "hot"),
        (LeadDraft(phone=PHONE, phone_requests=2, readiness_score=4), "warm"),
        (LeadDraft(refused_contact=True), "cold"),
        (LeadDraft(name_requests=2, phone_requests=1), "cold"),
    ],
)
def test_how_warm_a_lead_is(draft: LeadDraft, expected: str) -> None:
    assert lead_temperature(draft) == expected
