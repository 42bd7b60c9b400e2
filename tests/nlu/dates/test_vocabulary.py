"""How a language file writes its words of time."""

import pytest

from parley.nlu.dates.vocabulary import inflect_entries, parse_valued_entries


def test_groups_of_entries_have_what_they_count() -> None:
    assert parse_valued_entries("-1: вчера; 0: сегодня, седня;") == ((-1, ("вчера",)), (0, ("сегодня", "седня")))


@pytest.mark.parametrize("text", ["вчера", "один: вчера", ": вчера"])
def test_a_group_without_a_number_is_an_error(text: str) -> None:
    with pytest.raises(ValueError, match="invalid literal"):
        parse_valued_entries(text)


def test_entries_get_their_endings() -> None:
    stems = parse_valued_entries("5: пят; 6: шест")
    assert inflect_entries(stems, "ого, ое", include_bare=False) == (
        (5, ("пятого", "пятое")),
        (6, ("шестого", "шестое")),
    )
    assert inflect_entries(stems[:1], "ого") == ((5, ("пят", "пятого")),)
