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


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\ufeff")))
def test_text_in_utf8_with_a_mark_comes_back_as_it_was(text: str) -> None:
    assert decode_text(text.encode("utf-8-sig")) == text


@given(st.text("абвгдеёжзийклмнопрстуфхцчшщъыьэюяқңғүұһөәіўѓїєґ ABC123;,.\n", min_size=1))
def test_cyrillic_in_utf8_is_never_taken_for_another_encoding(text: str) -> None:
    assert decode_text(text.encode()) == text


@given(st.binary())
def test_no_bytes_are_too_odd(data: bytes) -> None:
    decode_text(data).encode()
