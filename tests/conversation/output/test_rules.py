"""What a model may say, and what it may not: said.yaml, in seven languages."""

from collections import Counter

import pytest

from fakes.answers import INSTEAD, Answer, labelled_answers, said_of, shop_facts
from parley.conversation.output.rules import RULES, refusal_reason
from parley.conversation.output.sentence import Sentence, clean_text

ANSWERS = list(labelled_answers())
INNOCENT = [answer for answer in ANSWERS if not answer.kind]
BAD = [answer for answer in ANSWERS if answer.kind]
LANGUAGES = ["ru", "en", "kk", "ky", "uz", "uk", "mn"]


@pytest.mark.parametrize("size", [1, 5, 1000])
@pytest.mark.parametrize("language", LANGUAGES)
def test_an_innocent_answer_is_said_as_it_is(language: str, size: int) -> None:
    changed = {
        answer.text: said
        for answer in INNOCENT
        if answer.language == language and (said := said_of(answer.text, shop_facts(language), size)) != answer.text
    }
    assert changed == {}


@pytest.mark.parametrize("size", [1, 5, 1000])
@pytest.mark.parametrize("language", LANGUAGES)
def test_what_a_model_may_not_say_is_not_said(language: str, size: int) -> None:
    passed = [
        answer
        for answer in BAD
        if answer.language == language and _is_said(answer, said_of(answer.text, shop_facts(answer.language), size))
    ]
    assert passed == []


def _is_said(answer: Answer, said: str) -> bool:
    """Whether the claim came through: whole, or but for what code puts for a price."""
    if answer.kind == "price" and INSTEAD in said:
        return False
    return len(said.strip()) > len(clean_text(answer.text).strip()) * 0.6


def test_every_language_has_answers_of_every_kind_that_a_customer_pays_for() -> None:
    kinds = Counter((answer.language, answer.kind) for answer in BAD)
    for language in LANGUAGES:
        assert all(kinds[language, kind] for kind in ("order", "payment", "price", "discount", "free")), language
    assert len(INNOCENT) >= 150
    assert len(BAD) >= 150


# Whether an answer breaks them depends on the turn.
OF_A_TURN = ("another number than the stored one", "a question that is not to be asked")


@pytest.mark.parametrize("rule", [rule.name for rule in RULES if rule.name not in OF_A_TURN])
def test_every_rule_stops_answers_of_the_table(rule: str) -> None:
    assert rule in {refusal_reason(Sentence(clean_text(each.text)), shop_facts(each.language)) for each in BAD}
