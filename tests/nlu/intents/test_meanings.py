"""What single words mean, in seven languages."""

import pytest

from parley.languages.registry import find_languages
from parley.nlu.intents.meanings import MEANINGS_FILE, NEGATED, word_meanings
from parley.text.normalize import latinize, normalize_word


def meanings(word: str) -> tuple[str, ...]:
    return word_meanings(latinize(normalize_word(word)))


@pytest.mark.parametrize("word", ["ждём", "чекаю", "waiting", "күтемін", "күтөм", "navbatda", "навбатда", "хүлээж"])
def test_waiting_is_waiting_in_every_language(word: str) -> None:
    assert "wait" in meanings(word)


def test_a_word_without_a_star_means_only_itself() -> None:
    assert "come arrive" in meanings("come")
    assert meanings("comet") == ()


def test_the_longest_beginning_decides() -> None:
    assert "wait" in meanings("подождите")
    assert "wait" not in meanings("подоконник")


@pytest.mark.parametrize("word", ["істемейді", "келбейт", "ishlamaydi", "ишламаяпти", "ажиллахгүй", "ирээгүй"])
def test_a_verb_that_is_negated_within_the_word_is_told(word: str) -> None:
    assert NEGATED in meanings(word)


@pytest.mark.parametrize("word", ["істейді", "келет", "ishlaydi", "ажиллаж", "работает", "works"])
def test_a_verb_that_is_not_negated_is_none(word: str) -> None:
    assert NEGATED not in meanings(word)


def test_each_meaning_has_a_column_for_each_language() -> None:
    heading, *lines = MEANINGS_FILE.read_text(encoding="utf-8").splitlines()
    assert set(heading.split("\t")[1:]) == set(find_languages())
    assert {line.count("\t") for line in lines} == {heading.count("\t")}
    names = [line.partition("\t")[0] for line in lines]
    assert len(set(names)) == len(names)
