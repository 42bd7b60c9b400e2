"""Of a passage, the sentences that answer."""

from datetime import date

import pytest

from fakes.dates import DATE_MATCHER
from fakes.listener import understood_message
from parley.domain.company import CompanyConfig
from parley.search.answer_sentences import answer_sentences, asked_details
from parley.search.question import Question

DELIVERY = (
    "По Алматы привозим за 1–3 дня, 6 000 ₸. По Казахстану отправляем за 5–12 дней, от 9 000 ₸. "
    "За границу не отправляем."
)
WARRANTY = "На кровати гарантия 24 месяца, на матрасы 18 месяцев, на лампы 12 месяцев."
RETURNS = "Мебель без следов сборки можно вернуть в течение 14 дней. Матрас без упаковки не возвращаем."


def answer(company: CompanyConfig, text: str, title: str, asked: str, *, keeps_rule: bool = False) -> str:
    details = asked_details(Question(company, understood_message(asked)), DATE_MATCHER, date(2025, 11, 17))
    return answer_sentences(text, title, details, DATE_MATCHER, keeps_rule=keeps_rule)


@pytest.mark.parametrize(
    "asked",
    [
        "сколько стоит доставка в Караганду?",
        "how much is delivery to Shymkent?",
    ],
)
def test_a_place_that_is_not_named_is_served_as_all_others(company: CompanyConfig, asked: str) -> None:
    found = answer(company, DELIVERY, "Доставка", asked)
    assert found == "По Казахстану отправляем за 5–12 дней, от 9 000 ₸."


def test_a_place_that_nobody_knows_may_be_abroad(company: CompanyConfig) -> None:
    found = answer(company, DELIVERY, "Доставка", "доставка в Урюпинск есть?")
    assert found == "По Казахстану отправляем за 5–12 дней, от 9 000 ₸. За границу не отправляем."


def test_today_and_tomorrow_are_answered_by_what_says_how_soon(company: CompanyConfig) -> None:
    text = "We ship in 3–5 business days. Next-day delivery costs $35 if it is ordered before noon."
    found = answer(company, text, "Shipping", "and delivery tomorrow?")
    assert found == "Next-day delivery costs $35 if it is ordered before noon."


def test_the_sentence_with_the_place_asked_for_answers(company: CompanyConfig) -> None:
    found = answer(company, DELIVERY, "Доставка", "сколько стоит доставка по Алматы?")
    assert found == "По Алматы привозим за 1–3 дня, 6 000 ₸."
    assert answer(company, DELIVERY, "Доставка", "а за границу?") == "За границу не отправляем."


def test_a_question_that_narrows_nothing_down_is_answered_with_the_passage(company: CompanyConfig) -> None:
    assert answer(company, DELIVERY, "Доставка", "доставка есть?") == DELIVERY


def test_of_an_enumeration_what_is_about_the_goods_is_told(company: CompanyConfig) -> None:
    assert answer(company, WARRANTY, "Гарантия", "гарантия на матрас?") == "На матрасы 18 месяцев"
    assert answer(company, WARRANTY, "Гарантия", "какая гарантия?") == WARRANTY


def test_what_is_said_behind_an_enumeration_is_said_of_each_piece(company: CompanyConfig) -> None:
    text = "Gilamlarga 12 oy, yostiq va ko'rpalarga 6 oy kafolat beramiz."
    assert answer(company, text, "Kafolat", "gilamga kafolat qancha?") == "Gilamlarga 12 oy kafolat beramiz."


def test_numbers_that_belong_together_stay_together(company: CompanyConfig) -> None:
    terms = "Рассрочка через банк на 3, 6, 12 месяцев."
    assert answer(company, terms, "Оплата", "рассрочка на 6 месяцев бывает?") == terms


def test_an_address_is_told_to_its_end(company: CompanyConfig) -> None:
    text = "Адрес: г. Астана, ул. Кенесары 40, вход со двора. Парковка во дворе, бесплатная."
    found = answer(company, text, "О магазине", "адрес какой, на какой вы улице?")
    assert "г. Астана, ул. Кенесары 40, вход со двора." in found


def test_an_exception_is_told_with_its_rule(company: CompanyConfig) -> None:
    asked = "матрас можно вернуть?"
    assert answer(company, RETURNS, "Возврат", asked) == "Матрас без упаковки не возвращаем."
    assert answer(company, RETURNS, "Возврат", asked, keeps_rule=True) == RETURNS


def test_of_hours_the_day_asked_for_is_told(company: CompanyConfig) -> None:
    text = "Дүйсенбі–жұма 10:00–19:00, сенбі 10:00–17:00, жексенбі демалыс."
    assert answer(company, text, "Жұмыс уақыты", "сенбіде ашықсыздар ма?") == "Сенбі 10:00–17:00"
