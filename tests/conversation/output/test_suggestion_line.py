"""A line of buttons at the end of an answer (contract §5.6), told apart while the answer still streams."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parley.conversation.output.suggestions import SuggestionParser, append_suggestions, split_suggestions


def through(*pieces: str) -> tuple[str, tuple[str, ...]]:
    bulb = SuggestionParser()
    said = "".join(bulb.feed(piece) for piece in pieces)
    rest, buttons = bulb.close()
    return said + rest, buttons


@pytest.mark.parametrize(
    ("text", "said", "buttons"),
    [
        ("Для кого?\n💡 «Для дома», «Для офиса»", "Для кого?", ("Для дома", "Для офиса")),
        ("Что?\n\n💡 Выберите: «A» / «B» или «C»", "Что?", ("A", "B", "C")),
        ("Да или нет?", "Да или нет?", ()),
        ("💡 Идея: делайте так.\nИ вот так.", "💡 Идея: делайте так.\nИ вот так.", ()),
    ],
)
def test_the_line_becomes_buttons(text: str, said: str, buttons: tuple[str, ...]) -> None:
    assert through(text) == (said, buttons)
    assert through(*text) == (said, buttons)


def test_buttons_are_put_back_for_pages_that_read_the_line() -> None:
    text = append_suggestions("Для кого?", ("Для дома", "Для офиса"))
    assert text == "Для кого?\n\n💡 «Для дома», «Для офиса»"
    assert split_suggestions(text) == ("Для кого?", ("Для дома", "Для офиса"))
    assert append_suggestions("Спасибо!", ()) == "Спасибо!"


@given(st.lists(st.text(max_size=10), max_size=10))
def test_nothing_is_lost_on_the_way(pieces: list[str]) -> None:
    text = "".join(pieces)
    if "💡" not in text:
        assert through(*pieces) == (text, ())
