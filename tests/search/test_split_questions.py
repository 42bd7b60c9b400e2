"""Several questions in one message are all answered, in order."""

import pytest

from fakes.demo import planted
from fakes.listener import understood_message
from fakes.talk import Talk
from parley.domain.company import CompanyConfig
from parley.runtime import Runtime
from parley.search.question import Question
from parley.search.split_questions import MAX_QUESTIONS, split_questions


def asked(company: CompanyConfig, text: str) -> list[str]:
    return [each.message.text for each in split_questions(Question(company, understood_message(text)))]


@pytest.mark.parametrize(
    ("text", "questions"),
    [
        ("кресло-качалка есть? и доставка?", ["кресло-качалка есть", "доставка"]),
        ("Сколько стоит доставка и какие есть ноутбуки?", ["Сколько стоит доставка", "какие есть ноутбуки"]),
        ("Do you have laptops, and what is the warranty?", ["Do you have laptops", "what is the warranty"]),
        ("Чи є холодильники та яка гарантія?", ["Чи є холодильники", "яка гарантія"]),
        ("какая гарантия и есть ли доставка?", ["какая гарантия", "есть ли доставка"]),
        ("is shipping free, and what about returns?", ["is shipping free", "what about returns"]),
        (
            "сколько стоит самый дешёвый диван, есть ли доставка и до скольки работаете?",
            ["сколько стоит самый дешёвый диван", "есть ли доставка", "до скольки работаете"],
        ),
        ("do you ship to hawaii what is the warranty", ["do you ship to hawaii", "what is the warranty"]),
        ("сколько стоит доставка какая гарантия", ["сколько стоит доставка", "какая гарантия"]),
        ("кепілдік қанша ай қайтаруға бола ма", ["кепілдік қанша ай", "қайтаруға бола ма"]),
        ("кайда жайгашкансыздар саат канчага чейин", ["кайда жайгашкансыздар", "саат канчага чейин"]),
        ("yetkazib berish bormi kafolat qancha", ["yetkazib berish bormi", "kafolat qancha"]),
        ("хаана байдаг вэ хэдэн цаг хүртэл ажилладаг", ["хаана байдаг вэ", "хэдэн цаг хүртэл ажилладаг"]),
        ("есть доставка, пятый этаж без лифта", ["есть доставка", "пятый этаж без лифта"]),
    ],
)
def test_each_question_has_its_own_words(company: CompanyConfig, text: str, questions: list[str]) -> None:
    assert asked(company, text) == questions


@pytest.mark.parametrize(
    "text",
    [
        "доставка холодильника сколько стоит?",
        "есть гарантия на ноутбук и мышку?",
        "доставка и установка стиральной машины",
        "у меня телевизор, сломался, ремонтируете?",
        "ноутбуки и мониторы есть?",
        "нужен диван, желательно серый, до 200 тысяч",
        "Здравствуйте!",
        "можно оплатить картой при доставке?",
        "как вернуть товар если гарантия закончилась?",
        "доставка есть в субботу?",
        "can i pay on delivery",
    ],
)
def test_a_question_about_one_thing_is_not_split(company: CompanyConfig, text: str) -> None:
    assert asked(company, text) == [text]


def test_a_greeting_goes_with_the_first_question(company: CompanyConfig) -> None:
    goods, terms = asked(company, "Здравствуйте! Диваны есть? Рассрочка?")
    assert "Диваны есть" in goods
    assert terms == "Рассрочка"


def test_only_so_many_questions_of_a_message_are_searched_for(company: CompanyConfig) -> None:
    text = "доставка есть? гарантия есть? рассрочка есть? до скольки работаете? где вы находитесь? скидки есть?"
    questions = asked(company, text)
    assert len(questions) == MAX_QUESTIONS
    assert "скидки есть" in questions[-1]


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
