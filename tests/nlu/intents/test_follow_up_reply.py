"""The answer to a follow-up (contract §3.7)."""

import pytest

from fakes.listener import heard
from parley.domain.understanding import Understanding
from parley.nlu.intents.follow_up_reply import FollowUpReply, classify_follow_up_reply


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        *[(word, "yes") for word in ("да", "согласен", "готов", "давайте", "хорошо", "ок", "окей", "ДА!")],
        *[(word, "no") for word in ("нет", "не надо", "не интересно", "не сейчас", "откажусь", "отказываюсь")],
        *[(word, "uncertain") for word in ("посмотрю", "подумаю", "может быть", "возможно", "maybe")],
        *[("не готов", "no"), ("нет, может быть позже", "no"), ("не пишите мне больше", "no")],
        *[("когда доставка", "answer"), ("онлайн", "answer"), ("", "answer"), ("сколько стоит?", "answer")],
    ],
)
def test_a_reply_ends_the_chain_or_lets_it_go_on(text: str, expected: FollowUpReply) -> None:
    assert classify_follow_up_reply(heard(text)) == expected


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("kk", "келісемін", "yes"), ("kk", "керек емес", "no"), ("kk", "ойланып көрейін", "uncertain"),
        ("ky", "макул", "yes"), ("ky", "кереги жок", "no"), ("ky", "балким", "uncertain"),
        ("uz", "roziman", "yes"), ("uz", "kerak emas", "no"), ("uz", "o'ylab ko'raman", "uncertain"),
        ("uk", "згодна", "yes"), ("uk", "не цікаво", "no"), ("uk", "можливо", "uncertain"),
        ("mn", "тэгье", "yes"), ("mn", "сонирхохгүй байна", "no"), ("mn", "бодож үзье", "uncertain"),
        ("en", "sounds good", "yes"), ("en", "not interested", "no"), ("en", "let me think", "uncertain"),
    ],
)  # fmt: skip
def test_a_reply_is_classified_in_every_language(language: str, text: str, expected: FollowUpReply) -> None:
    assert classify_follow_up_reply(heard(text, "", language)) == expected


@pytest.mark.parametrize(
    ("intent", "expected"),
    [
        *[("deny", "no"), ("opt_out", "no"), ("delete_data", "no"), ("cancel_order", "no")],
        *[("postpone", "uncertain"), ("affirm", "yes"), ("order", "yes"), ("ask_price", "answer")],
    ],
)
def test_where_no_rule_knows_the_words_the_examples_tell(intent: str, expected: FollowUpReply) -> None:
    assert classify_follow_up_reply(Understanding("en", intents=(intent,))) == expected


def test_a_question_is_an_answer_whatever_it_is_like() -> None:
    understanding = Understanding("en", question=True, intents=("order",))
    assert classify_follow_up_reply(understanding) == "answer"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("kk", "уақыты маған дұрыс келмейді"),
        ("ky", "убактысы мага туура келбейт"),
        ("uz", "vaqti menga to'g'ri kelmaydi"),
        ("uz", "вақти менга тўғри келмайди"),
        ("mn", "тэр өдөр таарахгүй нь"),
    ],
)
def test_what_does_not_suit_is_no_yes_although_it_has_the_word_for_right(language: str, text: str) -> None:
    assert classify_follow_up_reply(heard(text, "", language)) == "no"
