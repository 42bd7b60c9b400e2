"""How an answer of each kind is read; appointments are led through the whole flow in test_policy.py."""

from dataclasses import replace
from typing import Any

import pytest

from fakes.utterance import utterance
from parley.dialogue.model import Slot, SlotOption, SlotRejection
from parley.dialogue.slot_readers import read_slot
from parley.text.word_list import WordList, split_entries

HOME = SlotOption("home", {"ru": "Для дома"}, WordList(split_entries("дом*, для дома, квартир*")))
OFFICE = SlotOption("office", {"ru": "Для офиса"}, WordList(split_entries("офис*, дом быта")))
SEGMENT = Slot("segment", "choice", {}, options=(HOME, OFFICE))
STATIC_IP = Slot("static_ip", "yes_no", {}, mentions=WordList(split_entries("ip, айпи, статическ*")))
GUESTS = Slot("guests", "number", {}, mentions=WordList(split_entries("гост*")))
COMMENT = Slot("comment", "text", {}, optional=True)
EMAIL = Slot("email", "email", {}, optional=True)


@pytest.mark.parametrize(
    ("text", "requested", "value"),
    [
        ("для дома", False, "home"),
        ("нам в офис", True, "office"),
        ("в дом быта", True, "office"),
        ("и домой, и в офис", True, None),
        ("для дома подойдёт?", True, "home"),
        ("для дома подойдёт?", False, None),
        ("а чем для дома отличается?", True, None),
        ("можно нам в офис?", False, "office"),
        ("второй", True, "office"),
        ("последний", True, "office"),
        ("второй", False, None),
        ("для дома, нет, в офис", True, "office"),
        ("не для дома, в офис", True, "office"),
        ("а для дома сколько стоит?", True, "home"),
        ("2-й", True, "office"),
        ("для дома не надо", True, None),
        ("2", True, "office"),
        ("2", False, None),
        ("3", True, None),
        ("не знаю", True, None),
    ],
)
def test_a_choice_is_the_one_option_that_is_named_or_its_number_where_it_was_asked_for(
    text: str, requested: bool, value: str | None
) -> None:
    assert read_slot(SEGMENT, utterance(text, is_requested=requested)) == value


@pytest.mark.parametrize(
    ("text", "requested", "value"),
    [
        ("да", True, "yes"),
        ("да", False, None),
        ("статический IP нужен", False, "yes"),
        ("статический IP не нужен", False, "no"),
        ("нет", True, "no"),
        ("давайте", True, "yes"),
        ("подключите его нам сразу", True, "yes"),
        ("подключите его нам сразу же", True, None),
        ("айпи тоже", True, None),
        ("а что такое статический IP?", True, None),
    ],
)
def test_a_yes_or_no_is_taken_unasked_only_with_what_it_is_about(
    text: str, requested: bool, value: str | None
) -> None:
    assert read_slot(STATIC_IP, utterance(text, is_requested=requested)) == value


@pytest.mark.parametrize(
    ("text", "requested", "value"),
    [
        ("нас четверо, 4", True, 4),
        ("4", False, None),
        ("4 гостя", False, 4),
        ("4 или 5", True, None),
        ("10:30", True, None),
        ("1234567", True, None),
    ],
)
def test_a_number_is_the_only_one_of_the_message(text: str, requested: bool, value: int | None) -> None:
    assert read_slot(GUESTS, utterance(text, is_requested=requested)) == value


@pytest.mark.parametrize(
    ("text", "requested", "value"),
    [
        ("  код   домофона 12 ", True, "код домофона 12"),
        ("код домофона 12", False, None),
        ("а это обязательно?", True, None),
        ("ничего", True, "no"),
        ("ничего не пишите на коробке", True, "ничего не пишите на коробке"),
        ("—", True, "no"),
    ],
)
def test_a_text_is_whatever_was_asked_for_and_is_no_question(text: str, requested: bool, value: str | None) -> None:
    assert read_slot(COMMENT, utterance(text, is_requested=requested)) == value


def test_a_text_is_kept_up_to_300_characters() -> None:
    value = read_slot(COMMENT, utterance("код " + "о" * 400, is_requested=True))
    assert len(value) == 300


def test_an_address_without_a_house_is_kept_until_the_house_comes() -> None:
    slot = Slot("address", "address", {})
    rejection = read_slot(slot, utterance("улица Абая", is_requested=True))
    assert isinstance(rejection, SlotRejection)
    assert "Абая" in rejection.message
    value = read_slot(slot, utterance("дом 5", is_requested=True, slot_values=dict(rejection.partial_values)))
    assert (value["street"], value["house"]) == ("Абая", "5")


@pytest.mark.parametrize(
    ("text", "requested", "value"),
    [
        ("saken@example.kz", False, "saken@example.kz"),
        ("не хочу оставлять почту", False, "no"),
        ("без почты", True, "no"),
        ("не скажу", False, None),
    ],
)
def test_an_email_may_be_refused_where_it_is_optional(text: str, requested: bool, value: str | None) -> None:
    assert read_slot(EMAIL, utterance(text, is_requested=requested)) == value
    if value == "no":
        assert read_slot(replace(EMAIL, optional=False), utterance(text, is_requested=requested)) is None


def test_a_flows_own_reader_wins() -> None:
    def read_color(message: Any, slot: Slot) -> str:
        return f"{slot.name}: {message.text}"

    slot = Slot("color", "text", {}, reader=read_color)
    assert read_slot(slot, utterance("синий")) == "color: синий"
