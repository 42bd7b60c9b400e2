"""A model that answers in another language than the customer's is not heard."""

import pytest

from fakes.answers import labelled_answers, shop_facts
from fakes.talk import ask, speaking
from parley.bootstrap import compile_vocabularies
from parley.conversation.output.language import LanguageRule
from parley.conversation.output.sentence import Sentence
from parley.domain.company import CompanyConfig
from parley.runtime import Runtime
from parley.testing import ScriptedLLM

LANGUAGES = ["ru", "en", "kk", "ky", "uz", "uk", "mn"]
INNOCENT = [answer for answer in labelled_answers() if not answer.kind]
# Numbers and names of goods are of no language.
_MIN_WORDS = 5


def refuses(language: str, text: str) -> bool:
    matcher, _ = compile_vocabularies()
    return LanguageRule(language, matcher).refuses(Sentence(text), shop_facts(language))


def count_words(text: str) -> int:
    return sum(map(str.isalpha, Sentence(text).folded))


@pytest.mark.parametrize("language", LANGUAGES)
def test_answers_in_the_customers_language_are_said(language: str) -> None:
    assert [each.text for each in INNOCENT if each.language == language and refuses(language, each.text)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_answers_in_another_language_are_not(language: str) -> None:
    foreign = [each for each in INNOCENT if each.language != language and count_words(each.text) >= _MIN_WORDS]
    passed = [each.text for each in foreign if not refuses(language, each.text)]
    assert len(passed) <= 0.1 * len(foreign), passed


@pytest.mark.parametrize(
    ("asks", "wrong"),
    [
        ("Жеткізу бар ма, қанша тұрады?", "Да, мы доставляем по всему городу каждый день."),
        ("Yetkazib berish bormi, qancha turadi?", "Sure, we deliver all over the city every day."),
        ("Скажите, доставка у вас есть?", "Sure, we deliver all over the city every day."),
    ],
)
async def test_the_customer_is_answered_in_his_own(
    runtime: Runtime, company: CompanyConfig, asks: str, wrong: str
) -> None:
    answer = await ask(speaking(runtime, ScriptedLLM([wrong])), company, asks)
    assert wrong not in answer.text
    assert answer.text.strip()
    assert answer.used_fallback
