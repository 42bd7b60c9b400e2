"""What a customer asks about: the price, or what a contact is wanted for."""

import pytest

from fakes.phrases import read
from parley.domain.understanding import ExpectedReply
from parley.nlu.intents.questions import asks_by_form, asks_price, asks_why_contact


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("сколько стоит", True), ("какие скидки есть?", True), ("когда будет скидка?", False),
        ("скидка есть? когда доставите?", True), ("когда доставите?", False), ("хямдрал хэзээ вэ?", False),
    ],
)  # fmt: skip
def test_a_discount_is_a_price_unless_its_time_is_asked_for(text: str, expected: bool) -> None:
    assert asks_price(*read(text)) is expected


@pytest.mark.parametrize(
    ("slot", "text", "expected"),
    [
        ("", "зачем вам мой номер?", True), ("phone", "зачем?", True), ("name", "а зачем?", True),
        ("correction", "зачем?", True), ("confirm", "зачем?", False), ("", "зачем?", False),
        ("phone", "почему такая цена?", False), ("phone", "да", False),
    ],
)  # fmt: skip
def test_a_lone_why_asks_about_the_contact_that_was_asked_for(
    slot: ExpectedReply, text: str, expected: bool
) -> None:
    assert asks_why_contact(*read(text), slot) is expected


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("ky", "устаңар үйгө келеби", True), ("uz", "tekshirish pullikmi", True),
        ("en", "can your guy come over to my place", True), ("en", "will my photos be gone", True),
        ("ky", "Айбүбү", False), ("ky", "устаңар келет", False), ("en", "do not call", False),
        ("en", "will do thanks", False), ("ru", "приедет ли", False),
    ],
)  # fmt: skip
def test_the_form_of_a_message_makes_a_question_of_it(language: str, text: str, expected: bool) -> None:
    assert asks_by_form(read(text)[0], language) is expected
