"""Names in other cases."""

import pytest

from fakes.phrases import TERMS
from parley.nlu.names.cases import strip_possessive, to_nominative


@pytest.mark.parametrize(
    ("language", "typed", "nominative"),
    [
        ("ru", "Ивановой Анны", "Иванова Анна"), ("ru", "Ольги Петровны", "Ольга Петровна"),
        ("ru", "Олега", "Олег"),
        ("ru", "Сакена", "Сакен"), ("uk", "Коваленка Андрія", "Коваленко Андрій"),
        # the same ending in two languages
        ("ru", "Павла", "Павел"), ("uk", "Павла", "Павло"),
        # nothing that is sure
        ("ru", "Тимур", "Тимур"), ("ru", "Xyz", "Xyz"), ("ru", "Чистку", "Чистку"),
    ],
)  # fmt: skip
def test_a_first_name_tells_the_case_of_the_whole_name(language: str, typed: str, nominative: str) -> None:
    assert " ".join(to_nominative(typed.split(), TERMS, language)) == nominative


@pytest.mark.parametrize(("typed", "nominative"), [("Сакеном", "Сакен"), ("Сакена", "Сакена"), ("Анны", "Анны")])
def test_behind_my_name_is_only_the_instrumental_is_a_case(typed: str, nominative: str) -> None:
    assert to_nominative([typed], TERMS, "ru", instrumental_only=True) == [nominative]


@pytest.mark.parametrize(
    ("word", "owner"),
    [
        ("Айгерімнің", "Айгерім"), ("Anna’s", "Anna"), ("Annaʻs", "Anna"), ("Динараның", "Динара"),
        ("Болдын", "Болд"),
        ("Xyzнің", "Xyz"), ("диван", ""), ("нің", ""),
    ],
)  # fmt: skip
def test_a_possessive_has_an_owner(word: str, owner: str) -> None:
    assert strip_possessive(word, TERMS) == owner
