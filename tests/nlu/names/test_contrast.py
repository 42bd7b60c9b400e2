"""Names set against another one."""

import pytest

from fakes.phrases import name_context
from parley.domain.understanding import ExpectedReply
from parley.nlu.names.contrast import name_after_denial, replacement_name


@pytest.mark.parametrize(
    ("slot", "text", "name"),
    [
        ("", "не Сакен, а Айдар", "Айдар"), ("", "Сакен емес, Айдар", "Айдар"),
        ("", "Станислав, а не Стас", "Станислав"), ("", "не сакен а айдар", "Айдар"),
        ("", "не Сакен, а я Айдар", "Айдар"), ("", "мен Алмаспын, Алмат емес", "Алмас"),
        # words that nobody knows are names where names are spoken of
        ("", "не Xyz, а Abc", ""), ("confirm", "не Xyz, а Abc", "Abc"), ("name", "не Xyz, а Abc", "Abc"),
        ("", "имя не Xyz, а Abc", "Abc"), ("confirm", "не xyz, а abc", ""), ("confirm", "не xyz, а Abc", ""),
        # goods, or no second name
        ("confirm", "не Samsung, а LG", ""), ("", "не Сакен", ""), ("", "не диван, а Сакен", ""),
        # so long a message may be
        ("", "раз два три четыре пять шесть не Сакен а Айдар", "Айдар"),
        ("", "раз два три четыре пять шесть семь не Сакен а Айдар", ""),
    ],
)  # fmt: skip
def test_the_name_that_is_not_denied_counts(slot: ExpectedReply, text: str, name: str) -> None:
    assert name_after_denial(name_context(text, slot)) == name


def test_the_known_name_makes_the_other_one_a_name() -> None:
    assert name_after_denial(name_context("не Xyz, а Abc", known_name="Xyz")) == "Abc"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Станислав это не Стас", "Станислав"), ("Стас, Станислав", "Станислав"),
        # one name, said in full; in small or only in capital letters; without the known one
        ("Стас Станислав", ""), ("стас нет станислав", ""), ("Стас нет СТАНИСЛАВ", ""), ("Станислав", ""),
        # so long a message may be
        ("Стас ну как бы Станислав да", "Станислав"), ("Стас ну как бы вот Станислав да", ""),
    ],
)  # fmt: skip
def test_a_name_beside_the_known_one_replaces_it(text: str, name: str) -> None:
    assert replacement_name(name_context(text, known_name="Стас")) == name


def test_nothing_is_replaced_by_a_yes_or_where_no_name_is_known() -> None:
    assert replacement_name(name_context("Стас, Станислав", known_name="Стас", answer="yes")) == ""
    assert replacement_name(name_context("Стас, Станислав")) == ""
