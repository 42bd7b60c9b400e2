"""Buttons out of a reply (contract §5.6): whole, or told apart while it still streams."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parley.conversation.output.suggestions import SuggestionParser, append_suggestions, split_suggestions

REPLIES = [
    ("Для чего?\n💡 «Для дома», «Для офиса»", "Для чего?", ("Для дома", "Для офиса")),
    ("Так?\n💡 Выберите: «A» / «B» или «C»", "Так?", ("A", "B", "C")),
    ("Так?\n\n💡 \"Да\", 'Нет', «Да»", "Так?", ("Да", "Нет")),
    ("Просто ответ", "Просто ответ", ()),
    ("💡 Совет: звоните\nДа", "💡 Совет: звоните\nДа", ()),
]


def parsed(*pieces: str) -> tuple[str, tuple[str, ...]]:
    parser = SuggestionParser()
    text = "".join(parser.feed(piece) for piece in pieces)
    rest, buttons = parser.close()
    return text + rest, buttons


@pytest.mark.parametrize(("text", "reply", "buttons"), REPLIES)
def test_the_last_line_with_a_bulb_becomes_buttons(text: str, reply: str, buttons: tuple[str, ...]) -> None:
    assert split_suggestions(text) == (reply, buttons)


@pytest.mark.parametrize(("text", "reply", "buttons"), REPLIES)
def test_it_does_so_however_the_reply_is_cut(text: str, reply: str, buttons: tuple[str, ...]) -> None:
    assert parsed(text) == (reply, buttons)
    assert parsed(*text) == (reply, buttons)


def test_there_are_eight_buttons_at_most() -> None:
    assert len(split_suggestions("x\n💡 " + " ".join(f"«{n}»" for n in range(20)))[1]) == 8


def test_buttons_are_put_back_for_pages_that_read_the_line() -> None:
    text = append_suggestions("Для кого?", ("Для дома", "Для офиса"))
    assert text == "Для кого?\n\n💡 «Для дома», «Для офиса»"
    assert split_suggestions(text) == ("Для кого?", ("Для дома", "Для офиса"))
    assert append_suggestions("Спасибо!", ()) == "Спасибо!"


@given(st.lists(st.text(max_size=10), max_size=10))
def test_a_reply_without_a_bulb_passes_whole(pieces: list[str]) -> None:
    text = "".join(pieces)
    if "💡" not in text:
        assert parsed(*pieces) == (text, ())
