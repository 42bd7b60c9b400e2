"""Two questions in one message are both answered."""

import pytest

from fakes.demo import planted
from fakes.listener import understood_message
from fakes.talk import Talk
from parley.domain.company import CompanyConfig
from parley.runtime import Runtime
from parley.search.question import Question
from parley.search.split_questions import split_question


@pytest.mark.parametrize(
    ("text", "goods", "terms"),
    [
        ("кресло-качалка есть? и доставка?", "кресло-качалка есть", "доставка"),
        ("Сколько стоит доставка и какие есть ноутбуки?", "какие есть ноутбуки", "Сколько стоит доставка"),
        ("Do you have laptops, and what is the warranty?", "Do you have laptops", "what is the warranty"),
        ("Здравствуйте! Диваны есть? Кровати? Рассрочка?", "Диваны есть, Кровати", "Рассрочка"),
        ("Чи є холодильники та яка гарантія?", "Чи є холодильники", "яка гарантія"),
    ],
)
def test_each_question_has_its_own_words(company: CompanyConfig, text: str, goods: str, terms: str) -> None:
    split = split_question(Question(company, understood_message(text)))
    assert split is not None
    assert [split.goods.message.text, split.terms.message.text] == [goods, terms]


@pytest.mark.parametrize(
    "text",
    [
        "доставка холодильника сколько стоит?",
        "есть гарантия на ноутбук и мышку?",
        "доставка и установка стиральной машины",
        "у меня телевизор, сломался, ремонтируете?",
        "ноутбуки и мониторы есть?",
        "какая гарантия и есть ли доставка?",
        "Здравствуйте!",
    ],
)
def test_a_question_about_one_thing_is_not_split(company: CompanyConfig, text: str) -> None:
    assert split_question(Question(company, understood_message(text))) is None


async def test_both_questions_are_answered(runtime: Runtime) -> None:
    talk = await Talk.begin(runtime, await planted(runtime, "demo"))
    answer = await talk.say("Какие есть холодильники и сколько стоит доставка?")
    assert all("Холодильник" in str(product["name"]) for product in answer.products or ())
    assert "Холодильник Bosch" in answer.text
    assert "курьерской службой" in answer.text


async def test_the_next_question_is_about_the_goods(runtime: Runtime) -> None:
    talk = await Talk.begin(runtime, await planted(runtime, "demo"))
    await talk.say("Какие есть холодильники и сколько стоит доставка?")
    answer = await talk.say("а какой дешевле?")
    assert "курьерской службой" not in answer.text
    prices = [float(str(product["price"])) for product in answer.products or ()]
    assert prices == sorted(prices)


async def test_where_one_question_has_no_answer_the_other_is_answered(runtime: Runtime) -> None:
    talk = await Talk.begin(runtime, await planted(runtime, "demo"))
    answer = await talk.say("Вертолёты есть? И сколько стоит доставка?")
    assert "курьерской службой" in answer.text
