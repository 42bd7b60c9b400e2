"""Letters for digits, extensions, cards, and numbers that nobody has."""

import pytest

from fakes.listener import LEXICON
from parley.domain.understanding import ExpectedReply, MessageContext, Phone, Understanding
from parley.nlu.contacts.phone import impossible_phone, parse_phone
from parley.nlu.understand import understand


def understood(text: str, requested_slot: ExpectedReply = "phone", country: str = "KZ") -> Understanding:
    return understand(text, MessageContext(requested_slot=requested_slot, country=country), LEXICON)


def e164(text: str, requested_slot: ExpectedReply = "phone") -> str | None:
    phone = understood(text, requested_slot).phone
    return phone.e164 if phone else None


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("8 7О5 118 4О 22", "+77051184022"),
        ("87O5118402З", "+77051184023"),
        ("8705ll84O22", "+77051184022"),
        ("8 705 118 О4 22", "+77051180422"),
        # litres and a letter behind one digit are none
        ("8 705 118 40 2л", None),
        ("мой 8 7O1 55З I2 ЗO", "+77015531230"),
        ("+7 (7O5) 112-З3-O4", "+77051123304"),
        ("О7О5 118 4О 22", None),
        ("8 705 118 40 2я", None),
        ("стол 3л и 5О1 шт", None),
        # where no space is, a group needs two digits or an "О"
        ("8–705–118–О4–22", "+77051180422"),
        ("8–705–118–4О–22", "+77051184022"),
        ("8–705–118–40–2l", None),
        ("8–705–118–4б 22", None),
        # a third of a phone is typed in digits
        ("8 70l lSЗ ll 0O", "+77011531100"),
        ("8 7Ol lSЗ ll 0O", None),
    ],
)
def test_letters_that_look_like_digits_are_read_as_them(text: str, number: str | None) -> None:
    assert e164(text) == number


def test_the_shortest_phone_may_have_letters_too() -> None:
    assert understood("99 I1 22 33", country="MN").phone == Phone("99112233", "+97699112233")


@pytest.mark.parametrize(
    ("text", "values"),
    [
        # the last word may belong to the sentence, and without it the digits are another valid number
        ("восемь семьсот один двести тридцать пять сорок шесть семьдесят восемь", ["+77012354678"]),
        # as digits, it would be asked about
        ("один два три четыре пять шесть семь восемь девять ноль", []),
    ],
)
def test_number_words_are_one_valid_phone_or_none(text: str, values: list[str]) -> None:
    understanding = understood(text)
    assert [mention.value for mention in understanding.contacts] == values
    assert understanding.invalid_phone == ""


@pytest.mark.parametrize(
    ("text", "extension"),
    [
        ("8 727 250 11 40 доб. 105", "105"),
        ("8 727 250 11 40 (добавочный 7)", "7"),
        ("8 727 250 11 40 вн 1234567", ""),
        ("8 727 250 11 40, перезвоните в 10", ""),
        ("8 727 250 11 40, доставка вн 5", ""),
        ("8 727 250 11 40 ішкі нөмір 214", "214"),
        ("8 727 250 11 40 x207", "207"),
        ("8 727 250 11 40 доб", ""),
        ("8 727 250 11 40 доб. 123456", "123456"),
        ("8 727 250 11 40    доб. 105", "105"),
        ("8 727 250 11 40     доб. 105", ""),
    ],
)
def test_the_digits_to_dial_behind_a_number_are_its_extension(text: str, extension: str) -> None:
    assert understood(text).phone == Phone("87272501140", "+77272501140", extension)


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("карта 4400 4302 1187 6450", "KZ"),
        ("4400 4302 1187 6450", "KZ"),
        ("паспорт 003118402", "UA"),
        ("паспорт AN1184022", "KG"),
        ("my ssn is 518-40-2213", "US"),
        ("KZ86 125K ZT50 0410 0100", "KZ"),
    ],
)
def test_a_card_or_a_document_is_neither_a_phone_nor_asked_about(text: str, country: str) -> None:
    understanding = understood(text, country=country)
    assert (understanding.phone, understanding.invalid_phone) == (None, "")


@pytest.mark.parametrize(
    ("text", "country", "asked_about"),
    [
        ("8 000 111 22 33", "KZ", "80001112233"),
        ("1234567890", "KZ", "1234567890"),
        ("0000000000", "KZ", "0000000000"),
        ("+7 222 222 22 22", "KZ", "+72222222222"),
        ("12 345 67 89", "UZ", "123456789"),
        ("0011 2233", "MN", "00112233"),
        # our tables do not know it, but it may be one
        ("+1 (555) 123-4567", "KZ", ""),
        ("8 705 118 40 22", "KZ", ""),
    ],
)
def test_a_number_that_no_country_has_is_asked_about(text: str, country: str, asked_about: str) -> None:
    assert impossible_phone(parse_phone(text, country), country) == asked_about
    understanding = understood(f"мой номер {text}", "", country)
    assert understanding.invalid_phone == asked_about
    assert (understanding.phone is None) == bool(asked_about)


@pytest.mark.parametrize(
    ("text", "piece"),
    [("8", "8"), ("701", "701"), ("8 70", "8 70"), ("( )", ""), ("8 штук", ""), ("87011", "87011")],
)
def test_the_first_piece_of_a_number_answers_the_question_for_it(text: str, piece: str) -> None:
    assert understood(text).invalid_phone == piece
    assert understood(text, "").invalid_phone == ""
