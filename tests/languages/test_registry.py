"""The languages that are found, and the codes clients use for them."""

from collections import Counter

import pytest

from parley.errors import Invalid
from parley.languages.registry import (
    confirmation_words,
    find_languages,
    localized_names,
    normalize_language_code,
    require_language_code,
    wire_language_code,
)


def test_the_languages_of_the_contract_are_found_in_the_order_of_their_codes() -> None:
    assert set(find_languages()) >= {"ru", "en", "kk", "ky", "uz", "uk", "mn"}
    assert list(find_languages()) == sorted(find_languages())


def test_a_language_is_found_under_its_own_code() -> None:
    assert [language.code for language in find_languages().values()] == list(find_languages())


def test_no_two_languages_share_a_code_or_an_alias() -> None:
    names = Counter(name for language in find_languages().values() for name in (language.code, *language.aliases))
    assert {name for name, count in names.items() if count > 1} == set()


@pytest.mark.parametrize(
    ("code", "iso"),
    [
        *[(code, code) for code in ("ru", "en", "kk", "ky", "uz", "uk", "mn", "id")],
        *[("kz", "kk"), ("KZ", "kk"), ("kg", "ky"), ("ua", "uk")],
        *[("ru-RU", "ru"), ("kz_KZ", "kk"), ("kk-Cyrl-KZ", "kk"), ("uz-Latn", "uz"), (" EN ", "en")],
        *[("fr", None), ("", None), ("russian", None), ("\x00", None)],
    ],
)
def test_a_code_or_an_alias_becomes_the_iso_code(code: str, iso: str | None) -> None:
    assert normalize_language_code(code) == iso


def test_an_unknown_language_is_refused_with_the_languages_there_are() -> None:
    assert require_language_code("KZ") == "kk"
    with pytest.raises(Invalid, match=r"language: 'klingon' is not one of en, .*ru"):
        require_language_code("klingon")


def test_answers_call_kazakh_as_deployed_clients_do() -> None:
    assert [wire_language_code(code) for code in ("kk", "ky", "uk", "ru", "id")] == ["kz", "ky", "uk", "ru", "id"]


def test_localized_texts_have_the_keys_of_the_contract() -> None:
    contract = {
        "ru": "ru",
        "en": "en",
        "kz": "kk",
        "ky": "ky",
        "uz": "uz",
        "uk": "uk",
        "kk": "kk",
        "kg": "ky",
        "ua": "uk",
    }
    assert contract.items() <= localized_names().items()
    assert "mn" not in localized_names()


def test_the_words_of_the_contract_ask_to_confirm() -> None:
    contract = "верно правильно подтвердите correct confirm дурыс рас туура togri вирно"
    assert confirmation_words() >= set(contract.split())
