"""Surnames in small letters, and what goes on behind a name."""

import pytest

from fakes.phrases import name_context
from parley.domain.understanding import ExpectedReply
from parley.nlu.names.surname import add_surname, continues_after, lacks_name_evidence


@pytest.mark.parametrize(
    ("slot", "text", "is_sentence", "is_added"),
    [
        ("", "tom hanks", True, True), ("", "tom hanks", False, False), ("name", "tom hanks", False, True),
        # what goes on must be no name
        ("", "tom hanks i want", True, True), ("name", "tom hanks i want", False, False),
        ("", "tom hanksu bananas", True, False), ("", "tom hanks 5", True, True),
        # in small Latin letters, four of them, in the same clause, no word that is known
        ("", "Tom hanks", True, False), ("", "tom Hanks", True, False), ("", "tom lees", True, True),
        ("", "tom xyz", True, False), ("", "tom, hanks", True, False), ("", "tom ford", True, False),
        ("", "сакен хэнкс", True, False), ("", "tom", True, False), ("", "xyzw hanks", True, False),
    ],
)  # fmt: skip
def test_a_surname_follows_a_first_name(slot: ExpectedReply, text: str, is_sentence: bool, is_added: bool) -> None:
    indices = add_surname(name_context(text, slot), [0], is_sentence=is_sentence)
    assert indices == ([0, 1] if is_added else [0])


def test_a_name_of_two_words_has_its_surname() -> None:
    assert add_surname(name_context("tom anna hanks", "name"), [0, 1], is_sentence=True) == [0, 1]


@pytest.mark.parametrize(
    ("text", "expected"), [("xyz", True), ("Xyz", False), ("сакен", False), ("роза", False), ("", True)]
)
def test_a_capital_letter_or_a_first_name_speaks_for_a_name(text: str, expected: bool) -> None:
    message = name_context(text)
    assert lacks_name_evidence(message, range(len(message.tokens))) is expected


@pytest.mark.parametrize(
    ("text", "expected"), [("сакен хочу", True), ("сакен", False), ("сакен, хочу", False), ("сакен 5", False)]
)
def test_words_go_on_behind_a_name(text: str, expected: bool) -> None:
    assert continues_after(name_context(text), 0) is expected
