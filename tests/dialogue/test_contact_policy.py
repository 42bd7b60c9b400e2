"""How an answer comes to the customer's contact: every rule of the table, by an example that it decides."""

from dataclasses import replace

import pytest

from parley.dialogue.contact_policy import CONTACT_RULES, choose_contact_act
from parley.dialogue.situation import ContactSituation
from parley.dialogue.state_tracking import track_contact
from parley.domain.lead import DialogueAct, LeadDraft
from parley.domain.understanding import Phone, Understanding

PHONE = Phone("87012345678", "+77012345678")
OTHER_PHONE = Phone("87021112233", "+77021112233")
READ_BACK = LeadDraft(name="Сакен", phone=PHONE, expected_reply="confirm")
CONFIRMED = LeadDraft(name="Сакен", phone=PHONE, confirmed=True)
INTERESTED = LeadDraft(need_count=1)
NAMED = LeadDraft(name="Сакен", need_count=1)


def message(**found: object) -> Understanding:
    return Understanding(language="ru", **found)  # type: ignore[arg-type]


def situation(previous: LeadDraft, understanding: Understanding, *, read_back: bool = False) -> ContactSituation:
    return ContactSituation(previous, track_contact(previous, understanding), understanding, read_back)


# (rule, draft before the message, message, whether the contact was read back, what the answer leads to)
EXAMPLES = [
    ("has_opted_out", LeadDraft(), message(opt_out=True), False, DialogueAct.OPTED_OUT),
    (
        "gives_whole_contact",
        LeadDraft(name="Сакен", expected_reply="phone", phone_requests=1),
        message(phone=PHONE),
        False,
        DialogueAct.CONFIRM,
    ),
    (
        "gives_whole_contact",
        READ_BACK,
        message(answer="no", correction=True, phone=OTHER_PHONE),
        True,
        DialogueAct.CONFIRM,
    ),
    (
        "gives_whole_contact",
        LeadDraft(phone=PHONE, expected_reply="name", name_requests=1),
        message(name="Сакен", answer="yes"),
        True,
        DialogueAct.CONFIRM,
    ),
    ("denies_read_back", READ_BACK, message(answer="no"), True, DialogueAct.ASK_CORRECTION),
    ("denies_read_back", READ_BACK, message(correction=True), True, DialogueAct.ASK_CORRECTION),
    ("affirms_read_back", READ_BACK, message(answer="yes"), True, DialogueAct.CONFIRMED),
    (
        "has_unconfirmed_contact",
        LeadDraft(phone=PHONE, expected_reply="name", name_requests=1),
        message(answer="yes"),
        True,
        DialogueAct.CONFIRM,
    ),
    (
        "has_unconfirmed_contact",
        LeadDraft(phone=PHONE, expected_reply="name", name_requests=1),
        message(answer="no"),
        True,
        DialogueAct.CONFIRM,
    ),
    (
        "takes_correction_back",
        replace(READ_BACK, expected_reply="correction"),
        message(answer="yes"),
        False,
        DialogueAct.CONFIRM,
    ),
    (
        "corrects_nothing",
        replace(READ_BACK, expected_reply="correction"),
        message(),
        False,
        DialogueAct.ASK_CORRECTION,
    ),
    ("has_unconfirmed_contact", READ_BACK, message(answer="yes"), False, DialogueAct.CONFIRM),
    ("has_unconfirmed_contact", READ_BACK, message(question=True), True, DialogueAct.CONFIRM),
    (
        "has_unconfirmed_contact",
        LeadDraft(phone=PHONE, expected_reply="name", name_requests=1),
        message(),
        False,
        DialogueAct.CONFIRM,
    ),
    ("has_only_phone", LeadDraft(), message(phone=PHONE), False, DialogueAct.ASK_NAME),
    ("wants_person", LeadDraft(), message(wants_human=True), False, DialogueAct.HANDOVER),
    ("wants_person", CONFIRMED, message(wants_human=True), False, DialogueAct.HANDOVER),
    ("corrects_confirmed", CONFIRMED, message(correction=True), True, DialogueAct.ASK_CORRECTION),
    ("is_confirmed", CONFIRMED, message(thanks=True), True, DialogueAct.ALREADY_CONFIRMED),
    (
        "gives_invalid_phone",
        LeadDraft(expected_reply="phone", name="Сакен"),
        message(invalid_phone="12345"),
        False,
        DialogueAct.ASK_PHONE,
    ),
    ("declines", INTERESTED, message(refuses_contact=True), False, DialogueAct.ANSWER),
    (
        "declines",
        LeadDraft(need_count=1, refused_contact=True),
        message(question=True),
        False,
        DialogueAct.ANSWER,
    ),
    ("declines", INTERESTED, message(thanks=True, answer="no"), False, DialogueAct.ANSWER),
    ("declines", INTERESTED, message(thanks=True, postponed=True), False, DialogueAct.ANSWER),
    ("declines", INTERESTED, message(goodbye=True), False, DialogueAct.ANSWER),
    (
        "may_be_asked_for_phone",
        LeadDraft(expected_reply="name", name_requests=1, need_count=1),
        message(name="Сакен"),
        False,
        DialogueAct.ASK_PHONE,
    ),
    (
        "may_be_asked_for_phone",
        replace(NAMED, expected_reply="phone", phone_requests=1),
        message(question=True),
        False,
        DialogueAct.ASK_PHONE,
    ),
    (
        "may_be_asked_for_phone",
        replace(NAMED, expected_reply="phone", phone_requests=2),
        message(ready_to_order=True),
        False,
        DialogueAct.ASK_PHONE,
    ),
    (
        "may_be_asked_for_phone",
        replace(NAMED, expected_reply="need", phone_requests=2),
        message(question=True),
        False,
        DialogueAct.ASK_PHONE,
    ),
    (
        "has_named_need",
        replace(NAMED, expected_reply="phone", phone_requests=2),
        message(question=True),
        False,
        DialogueAct.ANSWER,
    ),
    ("wants_to_order", LeadDraft(), message(ready_to_order=True, goodbye=True), False, DialogueAct.ASK_NAME),
    ("wants_to_order", LeadDraft(expected_reply="need"), message(answer="yes"), False, DialogueAct.ASK_NAME),
    (
        "has_unnamed_need",
        LeadDraft(),
        message(question=True, search_text="доставка"),
        False,
        DialogueAct.ASK_NAME,
    ),
    ("always", LeadDraft(), message(greeting=True), False, DialogueAct.ANSWER),
    (
        "always",
        LeadDraft(expected_reply="name", name_requests=1, need_count=1),
        message(search_text="ноутбук"),
        False,
        DialogueAct.ANSWER,
    ),
]
RULE_NAMES = [condition.__name__.strip("_") for condition, _ in CONTACT_RULES]


@pytest.mark.parametrize(("rule", "previous", "understanding", "read_back", "act"), EXAMPLES)
def test_the_first_rule_that_holds_decides(
    rule: str, previous: LeadDraft, understanding: Understanding, read_back: bool, act: DialogueAct
) -> None:
    facts = situation(previous, understanding, read_back=read_back)
    holding = [name for name, (condition, _) in zip(RULE_NAMES, CONTACT_RULES, strict=True) if condition(facts)]
    assert (holding[0], choose_contact_act(facts)) == (rule, act)


def test_every_rule_has_an_example() -> None:
    assert {rule for rule, *_ in EXAMPLES} == set(RULE_NAMES)
