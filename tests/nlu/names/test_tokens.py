"""What each word may be in a name, and where a name ends."""

import pytest

from fakes.phrases import TERMS, name_context
from parley.nlu.names.tokens import collect_name_indices, name_traits
from parley.nlu.names.traits import NameClass

NOT_NAME, KNOWN_WORD, UNKNOWN, AMBIGUOUS, FIRST_NAME, INITIAL, PARTICLE = NameClass


@pytest.mark.parametrize(
    ("text", "classes"),
    [
        ("Сакен", [FIRST_NAME]), ("роза", [AMBIGUOUS]), ("Will", [AMBIGUOUS]), ("Альфа", [UNKNOWN]),
        ("David Apple", [FIRST_NAME, KNOWN_WORD]),
        # understood as something else
        ("да", [NOT_NAME]), ("диван", [NOT_NAME]), ("kate", [AMBIGUOUS]), ("ия Kate", [NOT_NAME, FIRST_NAME]),
        # "who" in a question; alone it is a surname
        ("бул ким", [NOT_NAME, NOT_NAME]), ("Ким", [AMBIGUOUS]), ("бул Ким", [NOT_NAME, AMBIGUOUS]),
        ("ну Спасибо", [NOT_NAME, NOT_NAME]), ("отца", [KNOWN_WORD]),
        # a letter is an initial with a dot, and no sentence of its own
        ("Б. Болд", [INITIAL, AMBIGUOUS]), ("это Б.", [NOT_NAME, INITIAL]), ("Б.", [NOT_NAME]), ("Б", [NOT_NAME]),
        ("б. Болд", [NOT_NAME, AMBIGUOUS]), ("Б Болд", [NOT_NAME, AMBIGUOUS]), ("Б. болд", [NOT_NAME, AMBIGUOUS]),
        # a particle stands within a name
        ("Ludwig van Beethoven", [FIRST_NAME, PARTICLE, UNKNOWN]), ("van Dyke", [UNKNOWN, UNKNOWN]),
        ("Ludwig Van Beethoven", [FIRST_NAME, UNKNOWN, UNKNOWN]),
        # without a vowel, of one letter, in quotation marks, with an owner, with another ending, a number
        ("хм", [NOT_NAME]), ("ааа", [NOT_NAME]), ("«Ромашка»", [NOT_NAME]), ("Anna's", [NOT_NAME]),
        ("Anna’s", [NOT_NAME]),
        ("маймын", [NOT_NAME]), ("Айдар 5", [FIRST_NAME, NOT_NAME]),
    ],
)  # fmt: skip
def test_a_word_has_a_class(text: str, classes: list[NameClass]) -> None:
    assert list(name_context(text).classes) == classes


# A phrase of each kind that has no name in it.
@pytest.mark.parametrize(
    "text",
    [
        "what do you sell", "is spelled", "have a good night", "good morning", "give us a call", "machine",
        "let me think", "на проводе", "my name is", "no way", "customer", "leave me alone", "reach me at",
        "how much is", "how much time", "sign me up", "rather not", "the way it is", "much appreciated",
        "it should be", "are you real", "why do you need my name", "what for", "messed up", "of course",
    ],
)  # fmt: skip
def test_words_that_were_understood_as_something_else_are_no_name(text: str) -> None:
    assert set(name_context(text).classes) == {NOT_NAME}


def test_a_word_of_the_company_or_of_an_address_is_no_name() -> None:
    assert list(name_context("Альфа", not_names=frozenset({"альфа"})).classes) == [NOT_NAME]
    assert NameClass.UNKNOWN not in name_context("anna@mail.kz").classes


def test_a_word_is_looked_up_once() -> None:
    traits = name_traits("запишите", TERMS)
    name_traits("xyzzy", TERMS)
    assert traits is name_traits("запишите", TERMS)
    assert traits.roles == {"booking_verbs"}


def test_words_are_found_by_the_lists_that_hold_them() -> None:
    message = name_context("запишите на Ивана, я на месте")
    assert list(message.indices_of("booking_prepositions")) == [1, 4]
    assert message.has_role(0, "booking_verbs")
    assert not message.has_role(1, "booking_verbs")
    assert not message.indices_of("kinship_words")


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("Сакен хочу ноутбук", 1), ("Сакен Ахметов", 2), ("сакен ахметов", 2), ("Сакен, Ахметов", 1),
        ("Иванов Иван Иванович Петров", 3), ("Анна-Мария Иванова", 3), ("анна-мария", 2),
        ("Ольга-Роза-Вера-Анна-Инна-Нина-Рита-Зоя-Мая", 8),
        ("David Apple", 2), ("david apple", 1), ("David apple", 1),
        ("Б. Болд", 2), ("Б. В.", 0),
        ("Ludwig van Beethoven", 3), ("Ludwig van", 1), ("Ludwig van beethoven", 1), ("Ludwig van. Beethoven", 1),
        ("Мария Анна Луиза van Dyke", 3), ("Ludwig van сакен", 1), ("Ludwig van Спасибо", 1),
        ("Ludwig van Beethoven Ахметов", 4), ("сакен Xyz", 1), ("Айдар Спасибо", 1), ("Xyz Apple", 1),
        ("ахметов сакен", 2),
        ("Динара Серік қызы", 3), ("диван", 0),
    ],
)  # fmt: skip
def test_a_name_ends_where_the_next_word_is_none(text: str, length: int) -> None:
    indices = collect_name_indices(name_context(text), 0, allow_lowercase=True)
    assert indices == list(range(length))


def test_in_small_letters_only_a_first_name_begins_a_name() -> None:
    assert collect_name_indices(name_context("xyz"), 0, allow_lowercase=True) == [0]
    assert collect_name_indices(name_context("xyz"), 0, allow_lowercase=False) == []
    assert collect_name_indices(name_context("сакен"), 0, allow_lowercase=False) == [0]
    assert collect_name_indices(name_context("Xyz"), 0, allow_lowercase=False) == [0]


def test_behind_the_last_word_no_name_begins() -> None:
    assert collect_name_indices(name_context("Сакен"), 1, allow_lowercase=True) == []
