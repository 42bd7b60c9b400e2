"""Uzbek word lists are written in Latin and compared in both scripts."""

from parley.languages.uzbek_cyrillic import add_uzbek_cyrillic


def test_latin_entries_are_followed_by_the_same_in_cyrillic() -> None:
    assert add_uzbek_cyrillic(("to'g'ri", "yo'q", "ertaga")) == (
        "to'g'ri",
        "yo'q",
        "ertaga",
        "тўғри",
        "йўқ",
        "эртага",
    )


def test_an_entry_without_letters_stands_once() -> None:
    assert add_uzbek_cyrillic(("12",)) == ("12",)
