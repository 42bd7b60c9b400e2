"""Whoever has trouble goes on with it, or wants what anybody may want: both are told apart in every language."""

import pytest

from fakes.listener import LEXICON
from parley.dialogue.intent_policy import ASK_FOR_HELP, GIVE_DETAILS, GIVE_PROOF, Move, choose_move
from parley.dialogue.trouble_talk import TroubleTalk, asks_something_else
from parley.domain.understanding import MessageContext, Understanding
from parley.nlu.message import TextAnalyzer


def hear(text: str, language: str, trouble: str) -> tuple[Understanding, TroubleTalk]:
    message = TextAnalyzer(LEXICON).read(text)
    has_question_mark = any(clause.is_question for clause in message.tokenized.clauses)
    understood = message.understand(MessageContext(language=language))
    return understood.understanding, TroubleTalk(trouble, message.annotations, has_question_mark)


def move_of(text: str, language: str, trouble: str = "report_problem") -> Move:
    return choose_move(*hear(text, language, trouble))


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ru", "есть телевизор?"), ("ru", "нужен ноутбук"), ("ru", "сколько стоит доставка?"),
        ("en", "do you have laptops?"), ("en", "how much is delivery?"),
        ("kk", "ноутбук бар ма?"), ("kk", "телефон керек"), ("kk", "жеткізу қанша тұрады?"),
        ("ky", "ноутбук барбы?"), ("ky", "телефон керек"), ("ky", "жеткирүү канча турат?"),
        ("uz", "noutbuk bormi?"), ("uz", "telefon kerak"), ("uz", "yetkazib berish qancha?"),
        ("uk", "є ноутбуки?"), ("uk", "потрібен телефон"), ("uk", "скільки коштує доставка?"),
        ("mn", "зөөврийн компьютер байна уу?"), ("mn", "утас хэрэгтэй"), ("mn", "хүргэлт хэд вэ?"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("trouble", ["complain", "report_problem"])
def test_goods_and_everyday_questions_are_answered_as_anywhere_else(language: str, text: str, trouble: str) -> None:
    understanding, _ = hear(text, language, trouble)
    assert move_of(text, language, trouble) == choose_move(understanding)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ru", "чек есть"), ("ru", "чека нет"), ("en", "no receipt"), ("kk", "чек жоқ"), ("kk", "чек бар"),
        ("ky", "чек бар"), ("uz", "chek bor"), ("uk", "чек є"), ("mn", "баримт бий"),
    ],
)  # fmt: skip
def test_a_receipt_is_noted(language: str, text: str) -> None:
    assert move_of(text, language) is GIVE_PROOF


def test_a_question_for_a_receipt_or_more_than_a_receipt_is_not_noted_as_one() -> None:
    assert move_of("чек нужен?", "ru") is not GIVE_PROOF
    assert move_of("чек жена выкинула", "ru") is GIVE_DETAILS


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ru", "когда почините?"), ("en", "when will it be fixed?"), ("kk", "қашан жөндейсіздер?"),
        ("ky", "качан оңдойсуңар?"), ("uz", "qachon tuzatasiz?"), ("uk", "коли полагодите?"),
        ("mn", "хэзээ засах вэ?"), ("ru", "когда телефон почините?"),
    ],
)  # fmt: skip
def test_a_question_about_the_trouble_is_answered_as_such(language: str, text: str) -> None:
    assert move_of(text, language) is ASK_FOR_HELP


@pytest.mark.parametrize(("trouble", "is_wish"), [("complain", True), ("report_problem", False)])
def test_a_lone_thing_is_wanted_unless_it_may_be_what_is_broken(trouble: str, is_wish: bool) -> None:
    understanding, talk = hear("телевизор samsung", "ru", trouble)
    assert asks_something_else(understanding, talk) is is_wish


def test_a_question_that_names_what_is_down_is_about_the_outage() -> None:
    assert not asks_something_else(*hear("роутер?", "ru", "report_outage"))
    assert asks_something_else(*hear("нужен роутер", "ru", "report_outage"))
