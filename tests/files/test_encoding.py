"""Text files are read in whatever encoding they were saved."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parley.files.encoding import decode_text

TEXTS = [
    "Смартфон Ромашка, 128 ГБ; цена 129 990 тг",
    "ЧАЙНИК ЭЛЕКТРИЧЕСКИЙ",
    "id;название;цена\n1;Чай зелёный;500\n2;Кофе;900",
    "Щётка",
    "Їжа для котів; ціна 50 грн",
]


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1251", "koi8_u"]
)
def test_cyrillic_is_read_in_whatever_it_was_saved(text: str, encoding: str) -> None:
    assert decode_text(text.encode(encoding)) == text


@pytest.mark.parametrize("encoding", ["koi8_r", "cp866"])
@pytest.mark.parametrize("text", [text for text in TEXTS if "і" not in text])
def test_those_that_have_no_ukrainian_letters_are_read_too(text: str, encoding: str) -> None:
    assert decode_text(text.encode(encoding)) == text


def test_accents_of_western_windows_are_no_cyrillic() -> None:
    assert decode_text("Café crème – “Müller”".encode("cp1252")) == "Café crème – “Müller”"


def test_one_broken_byte_does_not_turn_utf8_into_something_else() -> None:
    assert decode_text("Чайник электрический".encode()[:-1]) == "Чайник электрически\ufffd"


def test_null_bytes_and_half_surrogates_are_dropped() -> None:
    assert decode_text(b"a\0b") == "ab"
    assert decode_text("a\ud800b".encode("utf-16-le", "surrogatepass")).isprintable()


# What owners upload; without letters that old encodings lack, as people wrote where there were no others.
PRICE_LISTS = {
    "ru": "артикул;название;цена\n1;Чайник электрический;9 990\n2;Пылесос моющий;34 500\n3;Щётка для ковра;900",
    "uk": "артикул;назва;ціна\n1;Чайник електричний;1 290\n2;Пилосос із контейнером;3 450\n3;Щітка для килима;90",
    "kk": "код;атауы;багасы\n1;Электр шайнек;12 990\n2;Шансоргыш ыдысымен;34 500\n3;Килемге арналган щетка;900",
    "ky": "код;аталышы;баасы\n1;Электр чайнек;1 290\n2;Чан соргуч идиши менен;3 450\n3;Килемге щетка;90",
    "mn": "код;нэр;унэ\n1;Цахилгаан данх;129 900\n2;Тоос сорогч савтай;345 000\n3;Хивсний сойз;9 000",
    "uz": "kod;nomi;narxi\n1;Elektr choynak;129 900\n2;Changyutgich – katta;345 000\n3;Gilam cho‘tkasi’;9 000",
    "en": "code;name;price\n1;Kettle “Olé”;129.90\n2;Vacuum cleaner – bagless;345\n3;Carpet brush, crème;9",
}
CYRILLIC_ENCODINGS = {
    "ru": ("cp1251", "koi8_r", "koi8_u", "cp866"),
    "uk": ("cp1251", "koi8_u"),
    "kk": ("cp1251", "koi8_r", "koi8_u", "cp866"),
    "ky": ("cp1251", "koi8_r", "koi8_u", "cp866"),
    "mn": ("cp1251", "koi8_r", "koi8_u", "cp866"),
}
UNICODE_ENCODINGS = ("utf-8", "utf-16", "utf-16-le", "utf-16-be")
SAVED = [
    *((language, encoding) for language in PRICE_LISTS for encoding in UNICODE_ENCODINGS),
    *((language, encoding) for language, encodings in CYRILLIC_ENCODINGS.items() for encoding in encodings),
    ("en", "cp1252"),
    ("uz", "cp1252"),
]


@pytest.mark.parametrize(("language", "encoding"), SAVED)
def test_a_price_list_of_every_language_is_read_in_every_encoding(language: str, encoding: str) -> None:
    for text in (PRICE_LISTS[language], PRICE_LISTS[language].upper()):
        assert decode_text(text.encode(encoding)) == text


def test_a_large_file_is_judged_by_its_lines_beyond_ascii() -> None:
    text = "id;name\n" * 20_000 + PRICE_LISTS["ru"] + "\n" + "x" * 50_000
    assert decode_text(text.encode("koi8_r")) == text


@pytest.mark.parametrize(("broken", "encoding"), [(1, "utf-8"), (4, "cp1251")])
def test_with_a_tenth_of_its_letters_broken_a_text_is_no_utf8(broken: int, encoding: str) -> None:
    data = "чай".encode() * 10 + "ч".encode("cp1251") * broken
    assert decode_text(data) == data.decode(encoding, "replace")


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\ufeff")))
def test_text_in_utf8_with_a_mark_comes_back_as_it_was(text: str) -> None:
    assert decode_text(text.encode("utf-8-sig")) == text


@given(st.text("абвгдеёжзийклмнопрстуфхцчшщъыьэюяқңғүұһөәіўѓїєґ ABC123;,.\n", min_size=1))
def test_cyrillic_in_utf8_is_never_taken_for_another_encoding(text: str) -> None:
    assert decode_text(text.encode()) == text


@given(st.binary())
def test_no_bytes_are_too_odd(data: bytes) -> None:
    decode_text(data).encode()
