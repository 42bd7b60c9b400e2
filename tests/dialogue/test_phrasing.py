"""The words of a flow: questions, buttons, read-backs."""

import pytest

from fakes.utterance import utterance
from parley.dialogue.model import Flow, Slot, SlotOption
from parley.dialogue.phrasing import (
    confirmation_reply,
    contact_question,
    correction_buttons,
    fill_template,
    slot_buttons,
    slot_question,
    summary_lines,
)
from parley.domain.lead import LeadDraft
from parley.domain.understanding import Phone
from parley.languages.ru import LANGUAGE
from parley.text.word_list import WordList

REPLIES = LANGUAGE.replies
PHONE = Phone("87012345678", "+77012345678")
SIZES = tuple(SlotOption(f"size-{number}", {"": f"Размер {number}"}, WordList(())) for number in range(12))
SIZE = Slot(
    "size",
    "choice",
    {"ru": "Какой размер, {name}?"},
    repeat_question={"ru": "Размер?"},
    label={"ru": "Размер"},
    options=SIZES,
    show_options=lambda values, facts, language: "Размеры: 0–11",
    mentions=WordList(("размер*",)),
)
GIFT = Slot("gift", "yes_no", {"ru": "Упаковать?"}, label={"ru": "Упаковка"}, optional=True)
NAME, CONTACT = Slot("name", "name", {}), Slot("phone", "phone", {})
FLOW = Flow("shop", slots=(SIZE, GIFT, NAME, CONTACT))
DRAFT = LeadDraft(name="Асель", phone=PHONE, slot_values={"size": "size-3", "gift": "no"})
ANY = utterance("…", language="ru")


def asked(times: int) -> LeadDraft:
    return LeadDraft(name="Асель", slot_requests={"size": times, "phone": times, "name": times})


@pytest.mark.parametrize(
    ("text", "times", "question"),
    [
        ("…", 0, "Размеры: 0–11\n\nКакой размер, Асель?"),
        ("…", 1, "Размер?"),
        ("какие размеры?", 1, "Размеры: 0–11\n\nРазмер?"),
    ],
)
def test_what_there_is_stands_before_the_question_the_first_time_and_where_it_is_asked_for(
    text: str, times: int, question: str
) -> None:
    assert slot_question(FLOW, SIZE, asked(times), utterance(text, language="ru")) == question


def test_there_are_eight_buttons_at_most() -> None:
    assert slot_buttons(SIZE, asked(0), ANY) == tuple(f"Размер {number}" for number in range(8))


@pytest.mark.parametrize(("times", "last"), [(2, "Размер 7"), (3, REPLIES.button_human)])
def test_who_was_asked_three_times_is_offered_a_person(times: int, last: str) -> None:
    buttons = slot_buttons(SIZE, asked(times), ANY)
    assert (len(buttons), buttons[-1]) == (8, last)


def test_a_yes_or_no_has_two_buttons() -> None:
    assert slot_buttons(GIFT, LeadDraft(), ANY) == (REPLIES.yes_word, REPLIES.no_word)


@pytest.mark.parametrize(
    ("slot", "draft", "text", "question"),
    [
        (NAME, LeadDraft(), "…", REPLIES.ask_name),
        (NAME, asked(1), "…", REPLIES.ask_name_again),
        (CONTACT, LeadDraft(), "…", REPLIES.ask_phone_unnamed),
        (CONTACT, asked(0), "…", REPLIES.ask_phone.format(name="Асель")),
        (CONTACT, asked(1), "…", REPLIES.ask_phone_again),
        (Slot("phone", "phone", {"ru": "{name}, ваш номер?"}), asked(0), "…", "Асель, ваш номер?"),
    ],
)
def test_a_contact_is_asked_for_in_the_flows_words_or_the_languages(
    slot: Slot, draft: LeadDraft, text: str, question: str
) -> None:
    assert contact_question(slot, draft, utterance(text, language="ru")) == question


def test_what_is_known_is_read_back_in_words() -> None:
    assert summary_lines(FLOW, DRAFT, {}, REPLIES, "ru") == [
        ("Размер", "Размер 3"),
        ("Упаковка", "нет"),
        (REPLIES.label_name, "Асель"),
        (REPLIES.label_phone, "+7 701 234 5678"),
    ]
    assert correction_buttons(FLOW, DRAFT, ANY) == ("Размер", "Упаковка", REPLIES.label_name, REPLIES.label_phone)


def test_a_confirmation_names_what_was_ordered() -> None:
    flow = Flow("shop", slots=FLOW.slots, confirmation_text={"": "{name}, отложили {size}."})
    assert confirmation_reply(flow, DRAFT, ANY) == "Асель, отложили Размер 3."
    assert confirmation_reply(FLOW, DRAFT, ANY) == REPLIES.confirmed.format(name="Асель")


def test_of_a_value_nothing_can_be_asked_for_but_the_value() -> None:
    values = {"name": "{phone}", "phone": "+7"}
    assert fill_template("{name} {name.__class__} {unknown}!", values) == "{phone} {name.__class__} !"
