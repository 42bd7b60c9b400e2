"""Where a flow holds the order, a model answers and does not ask, promise or make up."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fakes.answers import said_of
from parley.conversation.output.facts import Facts
from parley.conversation.output.promises import ScriptedRule

MARKS, NAMES = ("тариф", "пакет"), ("Пакет Премиум", "Безлимитище", "Пакет Офисный СТАРТ")
KNOWN = ["Пакет Премиум — 250 Мбит/с, 1490 ₽/мес", "Тариф можно сменить раз в месяц, это бесплатно."]


def said(text: str, size: int = 1000) -> str:
    return said_of(text, Facts("ru", given=KNOWN), size, ScriptedRule(MARKS, NAMES, KNOWN))


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
    assert said(text, 1) == said(text) == "Хорошо. Мастер позвонит."


def test_a_speed_that_a_tool_found_may_be_said() -> None:
    rule = ScriptedRule(MARKS, NAMES, KNOWN)
    rule.allow_speeds('{"speed": "300 Мбит/с"}')
    assert said_of("Там 300 Мбит/с.", Facts("ru"), scripted_rule=rule) == "Там 300 Мбит/с."


@given(st.text(alphabet="абвг? .!\n", max_size=60), st.integers(1, 9))
def test_no_question_is_said_however_the_text_is_cut(text: str, size: int) -> None:
    assert said(text, size) == said(text)
    assert "?" not in said(text)
