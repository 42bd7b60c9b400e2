"""Which words of a message are searched for, and which it is about."""

import pytest

from fakes.phrases import TERMS, read
from parley.nlu.contacts.extract import ContactEntities, extract_contacts
from parley.nlu.topic import content_words, is_somebodys_phone, remaining_text


def left_of(text: str, name: str = "", *, hides_phone_words: bool = False) -> str:
    tokenized, matches = read(text)
    contacts = extract_contacts(tokenized, "KZ", "", TERMS)
    return remaining_text(
        tokenized, matches, contacts, set(name.lower().split()), hides_phone_words=hides_phone_words
    )


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("Здравствуйте, меня зовут Айдар, есть ноутбук?", "Айдар", "есть ноутбук"),
        ("ноутбук 87011234567", "", "ноутбук"),
        ("спасибо, до свидания", "", ""),
        ("да", "", ""),
        # too short to search for, unless they are capital letters
        ("ну", "", ""),
        ("LG", "", "LG"),
        ("ТВ", "", "ТВ"),
        ("lg", "", ""),
        ("дом", "", "дом"),
    ],
)
def test_what_is_understood_is_not_searched_for(text: str, name: str, expected: str) -> None:
    assert left_of(text, name) == expected


def test_a_phone_is_goods_unless_a_number_is_meant() -> None:
    assert left_of("хочу телефон") == "телефон"
    assert left_of("хочу телефон", hides_phone_words=True) == ""


@pytest.mark.parametrize("text", ["мой телефон", "ваш номер", "нөміріңіз"])
def test_a_phone_that_is_somebodys_is_no_goods(text: str) -> None:
    assert is_somebodys_phone(read(text)[0], TERMS)


def test_a_phone_alone_is_nobodys() -> None:
    assert not is_somebodys_phone(read("хочу телефон")[0], TERMS)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("здравствуйте, диван угловой", ("диван", "угловой")),
        ("диван из экокожи", ("диван", "экокожи")),
        ("диван за 87011234567", ("диван",)),
        # a small word of a language says nothing, a longer one may
        ("диван 5 мест", ("диван", "5")),
        ("настоящий диван", ("настоящий", "диван")),
    ],
)
def test_content_words_are_those_no_list_explains(text: str, expected: tuple[str, ...]) -> None:
    tokenized, matches = read(text)
    contacts = extract_contacts(tokenized, "KZ", "", TERMS)
    assert content_words(tokenized, matches, contacts, frozenset()) == expected


def test_the_customers_name_is_no_content_word() -> None:
    tokenized, matches = read("диван Сакен")
    assert content_words(tokenized, matches, ContactEntities(), {"сакен"}) == ("диван",)
