"""Sentences end where their writer ended them, not at what is written short."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parley.text.sentences import split_sentences


@pytest.mark.parametrize(
    "sentence",
    [
        "Адрес: г. Астана, ул. Кенесары 40, 1 этаж.",
        "Мекенжай: Алматы қ. Абай даңғылы 12.",
        "Manzil: Toshkent sh. Navoiy ko'ch. 12.",
        "Ми на вул. Шевченка, буд. 3, оф. 12.",
        "We are at 5 Baker St. London.",
        "Спросите А. Иванова на складе.",
    ],
)
def test_a_word_that_is_written_short_ends_no_sentence(sentence: str) -> None:
    assert split_sentences(sentence) == [sentence]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("В банке 500 г. Хранить в холоде.", ["В банке 500 г.", "Хранить в холоде."]),
        ("До дома 300 м. Парковка есть.", ["До дома 300 м.", "Парковка есть."]),
        ("Доставим завтра! Звоните? Да… Ждём", ["Доставим завтра!", "Звоните?", "Да…", "Ждём"]),
        ("Живём на ул.\nПушкина", ["Живём на ул.", "Пушкина"]),
    ],
)
def test_a_unit_a_mark_and_the_end_of_a_line_do(text: str, sentences: list[str]) -> None:
    assert split_sentences(text) == sentences


def test_semicolons_divide_where_that_is_asked_for() -> None:
    assert split_sentences("чёрный; кожа; 42 размер", at_semicolons=True) == ["чёрный", "кожа", "42 размер"]
    assert split_sentences("чёрный; кожа") == ["чёрный; кожа"]


@given(st.text(alphabet="аг. !\nул;1A", max_size=60))
def test_nothing_but_space_is_lost(text: str) -> None:
    told = "".join(split_sentences(text))
    assert "".join(told.split()) == "".join(text.split())
