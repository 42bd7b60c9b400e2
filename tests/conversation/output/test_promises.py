"""Where a flow holds the order, a model answers and does not ask, promise or make up."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parley.conversation.output.promises import PromiseFilter

MARKS, NAMES = ("тариф", "пакет"), ("Пакет Премиум", "Безлимитище", "Пакет Офисный СТАРТ")
KNOWN = ["Пакет Премиум — 250 Мбит/с, 1490 ₽/мес"]


def said(*pieces: str) -> str:
    strict = PromiseFilter(MARKS, NAMES, KNOWN)
    return "".join([*(strict.feed(piece) for piece in pieces), strict.close()])


@pytest.mark.parametrize(
    "sentence",
    [
        "Какой у вас номер?",
        "Оставьте ваш телефон.",
        "Напишите, пожалуйста, адрес.",
        "Could you confirm it?",
        "Please leave your phone number.",
        "Ваша заявка уже оформлена!",
        "Заказ принят, ждите мастера.",
        "Your order is confirmed.",
        "Скорость до 900 Мбит/с.",
        "Есть тариф «Космос».",
        "Пакет Ультра подойдёт лучше всего.",
    ],
)
def test_a_sentence_that_asks_promises_or_makes_up_is_not_said(sentence: str) -> None:
    assert said(f"Понимаю вас. {sentence} Спасибо!").split() == ["Понимаю", "вас.", "Спасибо!"]


@pytest.mark.parametrize(
    "text",
    [
        "Пакет Премиум — это 250 Мбит/с за 1490 ₽ в месяц.",
        "Тариф Безлимитище самый быстрый.",
        "Для офиса есть «Пакет Офисный СТАРТ».",
        "Тариф можно сменить раз в месяц, это бесплатно.",
        "Отличный выбор! Роутер мы привезём сами.",
        "Мастер звонит за час до приезда.",
    ],
)
def test_an_answer_is_said_as_it_is(text: str) -> None:
    assert said(text) == text


def test_how_the_text_is_cut_does_not_matter() -> None:
    text = "Хорошо. Какой у вас номер? Мастер позвонит."
    assert said(*text) == said(text) == "Хорошо. Мастер позвонит."


def test_a_speed_that_a_tool_found_may_be_said() -> None:
    strict = PromiseFilter(MARKS, NAMES, KNOWN)
    strict.allow_speeds('{"speed": "300 Мбит/с"}')
    assert strict.feed("Там 300 Мбит/с. ") + strict.close() == "Там 300 Мбит/с. "


@given(st.lists(st.text(max_size=20), max_size=12))
def test_no_question_is_said_however_the_text_is_cut(pieces: list[str]) -> None:
    assert said(*pieces) == said("".join(pieces))
    assert "?" not in said(*pieces)
