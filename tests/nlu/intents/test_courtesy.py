"""Greeting, thanks and leave-taking, and what is only worded like them."""

import pytest

from fakes.listener import LEXICON
from fakes.phrases import read
from parley.nlu.intents.courtesy import drop_false_greetings, has_thanks, says_goodbye


@pytest.mark.parametrize(
    ("text", "greets"),
    [
        ("Здравствуйте, есть ноутбук?", True), ("байна уу?", True), ("утас байна уу", False),
        ("Сайн байна уу, утас байна уу", True), ("Салам, кандай?", True), ("кандай телефон", False),
        ("ноутбук", False),
    ],
)  # fmt: skip
def test_a_question_for_something_is_no_greeting(text: str, greets: bool) -> None:
    tokenized, matches = read(text)
    left = drop_false_greetings(tokenized, matches)
    assert any(match.kind == "greeting" for match in left) is greets


def test_other_phrases_stay_when_a_greeting_is_dropped() -> None:
    tokenized, matches = read("утас байна уу")
    left = drop_false_greetings(tokenized, matches)
    assert list(left) == [match for match in matches if match.kind != "greeting"]
    assert any(match.kind == "question" for match in left)


@pytest.mark.parametrize(
    ("text", "thanks"),
    [
        ("спасибо", True), ("no thanks, not now", True), ("рахмет", True),
        ("do you have thank you cards", False), ("алғыс хат жасайсыздар ма", False), ("нет", False),
    ],
)  # fmt: skip
def test_thanks_are_no_goods(text: str, thanks: bool) -> None:
    tokenized, matches = read(text)
    assert has_thanks(LEXICON.find_matches(tokenized.tokens), matches) is thanks


@pytest.mark.parametrize(
    ("text", "leaves"),
    [
        ("до свидания", True), ("ну всё, пока", True), ("пока дорого", False), ("пока", True),
        ("пока, спасибо", True), ("пока думаю, позвоню", False), ("bye", True), ("да", False),
    ],
)  # fmt: skip
def test_a_frequent_word_takes_leave_at_the_end_of_its_clause_only(text: str, leaves: bool) -> None:
    assert says_goodbye(*read(text)) is leaves
