"""How an answer comes to the customer's contact: every rule of the table, by an example that it decides."""

from dataclasses import replace

import pytest

from parley.dialogue.contact_policy import CONTACT_RULES, choose_act_without_answer, choose_contact_act
from parley.dialogue.intent_policy import choose_move
from parley.dialogue.situation import ContactSituation
from parley.dialogue.state_tracking import track_contact
from parley.dialogue.trouble_talk import TroubleTalk
from parley.domain.lead import DialogueAct, LeadDraft
from parley.domain.order import Order, OrderItem
from parley.domain.understanding import Phone, Understanding

PHONE = Phone("87012345678", "+77012345678")
OTHER_PHONE = Phone("87021112233", "+77021112233")
READ_BACK = LeadDraft(name="Сакен", phone=PHONE, expected_reply="confirm")
CONFIRMED = LeadDraft(name="Сакен", phone=PHONE, confirmed=True)
EMAIL = "saken@example.kz"
READ_BACK_EMAIL = LeadDraft(name="Сакен", email=EMAIL, expected_reply="confirm")
CONFIRMED_BY_EMAIL = LeadDraft(name="Сакен", email=EMAIL, confirmed=True)
INTERESTED = LeadDraft(need_count=1)
HELPED_TWICE = LeadDraft(need_count=2, helpful_answers=2)
NAMED = LeadDraft(name="Сакен", need_count=1)


def message(**found: object) -> Understanding:
    return Understanding(language="ru", **found)  # type: ignore[arg-type]


ORDERING = LeadDraft(
    order=Order((OrderItem("1", "Kettle"),)), name_requests=1, expected_reply="name", unasked_answers=0
)
READ_BACK_ORDER = replace(READ_BACK, order=Order((OrderItem("1", "Kettle"),)))


def situation(previous: LeadDraft, understanding: Understanding, *, read_back: bool = False) -> ContactSituation:
    draft = track_contact(previous, understanding)
    if previous is ORDERING:  # one more of it is taken
        draft = replace(draft, order=Order((OrderItem("1", "Kettle", quantity=2),)))
    if previous is READ_BACK_ORDER:  # it is cancelled
        draft = replace(draft, order=Order())
    move = choose_move(understanding, TroubleTalk(previous.trouble) if previous.trouble else None)
    return ContactSituation(previous, draft, understanding, read_back, move)


# (rule, draft before the message, message, whether the contact was read back, what the answer leads to)
EXAMPLES = [
    ("had_data_deleted", CONFIRMED, message(deletes_data=True), False, DialogueAct.DATA_DELETED),
    ("had_data_deleted", LeadDraft(), message(deletes_data=True, phone=PHONE), False, DialogueAct.DATA_DELETED),
    ("gives_whole_contact", CONFIRMED, message(deletes_data=True, email=EMAIL), False, DialogueAct.CONFIRM),
    ("has_opted_out", LeadDraft(), message(opt_out=True), False, DialogueAct.OPTED_OUT),
    ("gives_whole_contact", NAMED, message(email=EMAIL), False, DialogueAct.CONFIRM),
    ("gives_whole_contact", NAMED, message(handle="@saken", refuses_contact=True), False, DialogueAct.CONFIRM),
    ("gives_whole_contact", CONFIRMED_BY_EMAIL, message(phone=PHONE), False, DialogueAct.CONFIRM),
    ("affirms_read_back", READ_BACK_EMAIL, message(answer="yes"), True, DialogueAct.CONFIRMED),
    ("has_only_contact", LeadDraft(), message(email=EMAIL), False, DialogueAct.ASK_NAME),
    ("cancels_order", READ_BACK_ORDER, message(answer="yes"), True, DialogueAct.ANSWER),
    ("adds_to_order", ORDERING, message(ready_to_order=True), False, DialogueAct.ANSWER),
    ("changes_confirmed", CONFIRMED, message(name="Асель", correction=True), False, DialogueAct.CORRECTED),
    ("changes_confirmed", CONFIRMED, message(email=EMAIL), False, DialogueAct.CORRECTED),
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
    ("has_only_contact", LeadDraft(), message(phone=PHONE), False, DialogueAct.ASK_NAME),
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
        "gives_name",
        LeadDraft(expected_reply="name", name_requests=1, need_count=1),
        message(name="Сакен"),
        False,
        DialogueAct.ASK_PHONE,
    ),
    ("gives_name", INTERESTED, message(name="Сакен"), False, DialogueAct.ASK_PHONE),
    (
        "wants_to_order_by_name",
        replace(NAMED, expected_reply="phone", phone_requests=2),
        message(ready_to_order=True),
        False,
        DialogueAct.ASK_PHONE,
    ),
    ("wants_to_order", LeadDraft(), message(ready_to_order=True, goodbye=True), False, DialogueAct.ASK_NAME),
    ("wants_to_order", LeadDraft(is_offer_open=True), message(answer="yes"), False, DialogueAct.ASK_NAME),
    ("is_due_by_name", replace(NAMED, helpful_answers=2), message(asks_price=True), False, DialogueAct.ASK_PHONE),
    (
        "is_to_be_reached",
        LeadDraft(trouble="report_problem", handed_over=True, handover_answers=1, unasked_answers=2),
        message(content_words=("перезагружал",)),
        False,
        DialogueAct.HANDOVER,
    ),
    ("is_due", HELPED_TWICE, message(question=True), False, DialogueAct.ASK_NAME),
    (
        "is_due",
        replace(HELPED_TWICE, name_requests=1, unasked_answers=2),
        message(question=True),
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
# Who is not asked for a contact, and why.
LEFT_IN_PEACE = {
    "who was helped once": (replace(INTERESTED, helpful_answers=1), message(question=True)),
    "who was asked two answers ago": (
        replace(HELPED_TWICE, name_requests=1, unasked_answers=1),
        message(question=True),
    ),
    "who refused": (replace(HELPED_TWICE, refused_contact=True), message(question=True)),
    "who agrees to nothing that was offered": (LeadDraft(expected_reply="need"), message(answer="yes")),
    "who greets": (HELPED_TWICE, message(greeting=True)),
    "who asks for the opening hours": (HELPED_TWICE, message(question=True, intents=("ask_hours",))),
    "who asks where the shop is": (HELPED_TWICE, message(question=True, intents=("ask_address",))),
    "who complains of a price": (HELPED_TWICE, message(intents=("object_price",))),
    "who scolds": (HELPED_TWICE, message(intents=("insult",))),
    "who asks whether this is a bot": (HELPED_TWICE, message(question=True, asks_identity=True)),
    "who has trouble and was just asked": (
        LeadDraft(trouble="report_outage", handed_over=True, handover_answers=1),
        message(content_words=("лампочка", "красная")),
    ),
    "who has trouble and refused": (
        LeadDraft(trouble="report_outage", handover_answers=1, unasked_answers=2, refused_contact=True),
        message(content_words=("лампочка", "красная")),
    ),
    "who wants to think": (HELPED_TWICE, message(postponed=True)),
}
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


@pytest.mark.parametrize(("previous", "understanding"), LEFT_IN_PEACE.values(), ids=LEFT_IN_PEACE)
def test_a_contact_is_no_toll(previous: LeadDraft, understanding: Understanding) -> None:
    assert choose_contact_act(situation(previous, understanding)) is DialogueAct.ANSWER


@pytest.mark.parametrize(
    ("previous", "act"),
    [
        (LeadDraft(), DialogueAct.ANSWER),
        (LeadDraft(person_offers=1), DialogueAct.ASK_NAME),
        (LeadDraft(name="Сакен", person_offers=1), DialogueAct.ASK_PHONE),
        (LeadDraft(phone=PHONE, person_offers=1), DialogueAct.ANSWER),
        (LeadDraft(refused_contact=True, person_offers=1), DialogueAct.ANSWER),
        (LeadDraft(name_requests=1, person_offers=1), DialogueAct.ANSWER),
        (LeadDraft(name_requests=1, unasked_answers=2, person_offers=1), DialogueAct.ASK_NAME),
    ],
)
def test_where_a_person_has_to_answer_for_the_second_time_a_contact_is_asked_for_but_not_pressed_for(
    previous: LeadDraft, act: DialogueAct
) -> None:
    assert choose_act_without_answer(situation(previous, message(question=True))) is act


@pytest.mark.parametrize(
    "understanding",
    [message(question=True, intents=("ask_hours",)), message(content_words=("asdf", "qwer"))],
    ids=["hours", "words that ask nothing"],
)
def test_where_nothing_is_known_of_what_needs_no_person_no_contact_is_asked_for(
    understanding: Understanding,
) -> None:
    assert choose_act_without_answer(situation(LeadDraft(person_offers=1), understanding)) is DialogueAct.ANSWER


@pytest.mark.parametrize("intent", ["order_status", "change_order", "cancel_order"])
def test_what_only_a_person_sees_of_an_order_asks_for_a_contact_at_once(intent: str) -> None:
    assert choose_act_without_answer(situation(LeadDraft(), message(intents=(intent,)))) is DialogueAct.ASK_NAME


def test_who_accepts_the_offer_to_ask_a_person_is_asked_for_a_contact() -> None:
    offered = LeadDraft(is_offer_open=True, person_offers=1)
    assert choose_contact_act(situation(offered, message(answer="yes"))) is DialogueAct.ASK_NAME
