""" "p.m." is one word of a message, whatever its dots seem to divide."""

import pytest

from parley.nlu.dates.dotted_am_pm import join_dotted_am_pm
from parley.text.tokenize import tokenize


def clauses(text: str) -> list[list[str]]:
    """Returns the words of a message, clause by clause."""
    by_clause: dict[int, list[str]] = {}
    for token in join_dotted_am_pm(tokenize(text)):
        by_clause.setdefault(token.clause_index, []).append(token.normalized)
    return list(by_clause.values())


@pytest.mark.parametrize(
    "text", ["tomorrow at 5 p.m. please", "Tomorrow at 5 P.M. please", "tomorrow at 5 p. m please"]
)
def test_its_dots_divide_no_clauses(text: str) -> None:
    assert clauses(text) == [["tomorrow", "at", "5", "pm", "please"]]


def test_what_else_divides_clauses_still_does() -> None:
    assert clauses("at 5 p.m., call me. or at 9 a.m.\nthanks") == [
        ["at", "5", "pm"],
        ["call", "me"],
        ["or", "at", "9", "am"],
        ["thanks"],
    ]


def test_the_word_stands_where_it_was_typed() -> None:
    text = "at 5 p. m. tomorrow"
    words = [text[token.start : token.end] for token in join_dotted_am_pm(tokenize(text))]
    assert words == ["at", "5", "p. m.", "tomorrow"]


def test_a_message_without_it_keeps_its_tokens() -> None:
    message = tokenize("завтра в 5, а. м. Иванов")
    assert join_dotted_am_pm(message) is message.tokens
