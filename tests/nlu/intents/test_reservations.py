"""What an assent to a read-back holds back, in every language."""

import pytest

from fakes.listener import LEXICON, heard
from fakes.phrases import read
from parley.nlu.intents.reservations import (
    Reservation,
    compile_reservation_terms,
    find_reservation,
    says_when_to_call,
)

TERMS = compile_reservation_terms(LEXICON)


@pytest.mark.parametrize(("language", "text", "reservation"), [
    # a part is left out
    ("ru", "всё верно кроме отчества", "exception"), ("en", "all right except for a letter", "exception"),
    ("kk", "атынан басқасы дұрыс", "exception"), ("uz", "qolgani to'g'ri", "exception"),
    # … or is to be changed
    ("ru", "верно, добавьте букву", "exception"), ("ru", "верно, добавьте чехол", ""),
    ("ru", "верно, букву менять не стоит", ""), ("ru", "верно, вставьте 5", ""),
    ("ru", "верно, добавьте 5", "exception"), ("kk", "дұрыс, әріп өзгертпеңіз", ""),
    # … or one thing alone is right
    ("ru", "верно только имя", "exception"), ("ru", "верно только перезвоните", ""),
    ("ru", "верно только где вы находитесь", ""), ("ru", "верно, только имя", "exception"),
    # it would be right in another case
    ("ru", "верно, если я Пётр", "exception"), ("ru", "верно, если что звоните", ""),
    ("ru", "верно, если не отвечу, пишите", ""), ("uz", "to'g'ri, olib tashlasangiz", "exception"),
    ("uz", "to'g'ri, Malsa", ""), ("ru", "верно, а если я уеду?", ""),
    # what follows is against it
    ("en", "correct, but one letter more", "exception"), ("en", "correct, but when do you open", ""),
    ("en", "correct, but text me", ""), ("en", "blue, but correct", ""), ("en", "correct but", ""),
    # the customer does not know
    ("ru", "сомневаюсь, что верно", "doubt"), ("ru", "верно, не сомневайтесь", ""),
    ("ru", "верны ли", "doubt"), ("mn", "үнэхээр зөв үү", "doubt"), ("ru", "ли это то самое верно", ""),
    # or denies it, before or behind
    ("ru", "не назвал бы это все верно", "denial"), ("ru", "не скажу, что верно", "denial"),
    ("ru", "не скажу, верно", ""), ("ru", "не вижу ошибки верно", ""),
    ("kk", "маған дұрыс келмейді", "denial"), ("kk", "дұрыс жазылған емес", "denial"),
    ("kk", "дұрыс өзгертпеңіз", ""), ("en", "yes to the name, no to the number", "exception"),
    # or says something else of the contact
    ("ru", "хорошо, просто номер на единицу короче", "exception"), ("ru", "хорошо, номер основной", ""),
    ("ru", "хорошо, мой номер", ""), ("ru", "угу, вот только я не Анна", "exception"),
    # to a degree, or not in earnest
    ("ru", "так себе", "denial"), ("en", "sure, when pigs fly", "denial"),
    # words that say nothing known make a mere yes doubtful, and leave "everything is right" as it is
    ("en", "sure, the moon is cheese", "doubt"), ("en", "all correct, the moon is cheese", ""),
    ("en", "sure, thank you for that", ""), ("en", "sure, the moon is 5", ""),
])  # fmt: skip
def test_what_stands_beside_an_assent_decides_what_it_is_worth(
    language: str, text: str, reservation: Reservation
) -> None:
    assert find_reservation(*read(text), language, TERMS) == reservation


@pytest.mark.parametrize(("language", "text", "when"), [
    ("kk", "иә, алтыдан кейін қоңырау шалыңыз", True), ("kk", "иә, кейін айтамын", False),
    ("kk", "кейін қоңырау шалыңыз, иә", False),
])  # fmt: skip
def test_the_time_of_a_call_is_told_from_putting_off(language: str, text: str, *, when: bool) -> None:
    assert says_when_to_call(*read(text), language, TERMS) is when


@pytest.mark.parametrize(("text", "answer", "correction"), [
    ("всё верно кроме отчества", "no", True), ("верно наполовину", "no", False),
    ("сомневаюсь, что верно", "", False), ("всё верно", "yes", False),
])  # fmt: skip
def test_only_a_yes_without_reservation_confirms_a_read_back(text: str, answer: str, *, correction: bool) -> None:
    understanding = heard(text, "confirm", "ru")
    assert (understanding.answer, understanding.correction) == (answer, correction)


def test_elsewhere_a_condition_leaves_a_yes_a_yes() -> None:
    assert heard("давайте, если недорого", "need", "ru").answer == "yes"


def test_without_a_lexicon_nothing_is_held_back() -> None:
    assert find_reservation(*read("верно, если я Пётр"), "ru", compile_reservation_terms(None)) == ""
