"""Words and phrases looked for in a message, whole, in any ending where a star says so."""

import pytest

from parley.text.tokenize import tokenize
from parley.text.word_list import WordList, split_entries

WORDS = WordList(split_entries("камер*, не надо, ip, свой"))


@pytest.mark.parametrize("text", ["две камеры", "Не надо!", "постоянный IP", "у меня свой, спасибо", "КАМЕРУ"])
def test_what_is_listed_is_found(text: str) -> None:
    assert WORDS.matches(tokenize(text))


@pytest.mark.parametrize("text", ["", "не очень надо", "свойство", "zip", "надо не"])
def test_what_is_not_listed_is_not(text: str) -> None:
    assert not WORDS.matches(tokenize(text))


def test_the_longest_entry_tells_where_it_stands() -> None:
    words = WordList(["офис*", "для офис*"])
    assert words.find_span(tokenize("тариф для офиса")) == (1, 3)


def test_a_message_of_nothing_else_is_covered() -> None:
    words = WordList(["ничего", "не нужно"])
    assert words.covers(tokenize("Ничего не нужно"))
    assert not words.covers(tokenize("ничего лишнего не нужно"))
    assert not words.covers(tokenize(""))


def test_an_empty_list_finds_nothing() -> None:
    assert not WordList(())
    assert not WordList(["", " "]).matches(tokenize("что угодно"))
