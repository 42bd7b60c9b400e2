"""One spoken sentence out of whatever a model streams."""

from hypothesis import given
from hypothesis import strategies as st

from parley.conversation.output.one_sentence import OneSentenceFilter


def spoken(*pieces: str) -> str:
    sentence = OneSentenceFilter()
    return "".join([*(sentence.feed(piece) for piece in pieces), sentence.close()])


def test_it_falls_silent_after_the_first_sentence() -> None:
    assert spoken("Есть ноутбуки. ", "Ещё есть планшеты.") == "Есть ноутбуки."


def test_a_decimal_point_is_no_end() -> None:
    assert spoken("Цена 12.", "50 доллара") == "Цена 12,50 доллара."


def test_lists_and_marks_are_taken_out() -> None:
    assert spoken("**Есть**\n• ноутбук!\nИ ещё") == "Есть ноутбук!"


def test_an_address_loses_its_dot() -> None:
    assert spoken("Пишите на shop.example сегодня") == "Пишите на shop example сегодня."


@given(st.lists(st.text()))
def test_there_is_never_more_than_one_sentence(pieces: list[str]) -> None:
    text = spoken(*pieces)
    assert sum(bool(part.strip()) for part in text.replace("!", ".").replace("?", ".").split(".")) <= 1


@given(st.text())
def test_how_the_text_is_cut_changes_nothing(text: str) -> None:
    assert spoken(text) == spoken(*text)
