"""One number by itself: in which country it is valid, and which digits are no phone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parley.domain.understanding import Phone
from parley.nlu.contacts.phone import (
    format_phone,
    has_trunk_eight,
    impossible_phone,
    national_number_length,
    parse_phone,
    wrong_length_phone,
)

COUNTRIES = ["KZ", "RU", "KG", "UZ", "UA", "MN", "US"]


@pytest.mark.parametrize("country", COUNTRIES)
@pytest.mark.parametrize(
    "text", ["900101300123", "901231300123", "050140012345", "991301300123", "1234567890123", "4400430112345678"]
)
def test_a_personal_number_or_a_card_is_no_phone(text: str, country: str) -> None:
    assert parse_phone(text, country) is None


@pytest.mark.parametrize(
    "text", ["920723826392", "460202142573", "551128315648", "610212839485", "390103113371", "330323044497"]
)
def test_a_personal_number_that_is_valid_abroad_is_no_phone_without_a_plus(text: str) -> None:
    assert parse_phone(text, "KZ") is None
    abroad = parse_phone(f"+{text}", "KZ")
    assert abroad is not None
    assert abroad.e164 is not None


@pytest.mark.parametrize(
    ("text", "country", "e164"),
    [
        # the trunk prefix 8, at home and seen from abroad
        ("87011234567", "KZ", "+77011234567"), ("87011234567", "UA", "+77011234567"),
        ("80671234567", "UA", "+380671234567"), ("80671234567", "KZ", "+380671234567"),
        # the calling codes of the neighbours without a +
        ("996700123456", "KZ", "+996700123456"), ("77011234567", "UA", "+77011234567"),
        ("998901234567", "KZ", "+998901234567"), ("380671234567", "KZ", "+380671234567"),
        ("97699112233", "KZ", "+97699112233"),
        # international prefixes
        ("00996700123456", "KZ", "+996700123456"), ("810996700123456", "KZ", "+996700123456"),
        ("8106089471546", "UZ", "+6089471546"),
        # a trunk prefix behind a +
        ("+87011234567", "KZ", "+77011234567"), ("+80671234567", "KZ", "+380671234567"),
        ("+0671234567", "UA", "+380671234567"), ("+87011234567", "UA", "+77011234567"),
        ("+442079460958", "KZ", "+442079460958"),
    ],
)  # fmt: skip
def test_a_number_is_read_as_it_is_dialled(text: str, country: str, e164: str) -> None:
    assert parse_phone(text, country, any_country=False) == Phone(text, e164)


def test_digits_of_any_country_need_to_stand_where_a_phone_does() -> None:
    assert parse_phone("919876543210", "KZ") == Phone("919876543210", "+919876543210")
    assert parse_phone("919876543210", "KZ", any_country=False) is None


@pytest.mark.parametrize(
    ("text", "country", "is_kept"),
    [
        ("1234567890", "KZ", True), ("112233445", "KG", True), ("112233445", "KZ", False),
        ("123456789012", "KZ", False), ("1234567", "KZ", False), ("12345678", "KZ", False),
        ("+1234567", "KZ", True), ("+123456", "KZ", False),
        ("+123456789012345", "KZ", True), ("+1234567890123456", "KZ", False),
    ],
)  # fmt: skip
def test_an_invalid_number_is_kept_where_its_length_may_be_a_phones(text: str, country: str, is_kept: bool) -> None:
    assert parse_phone(text, country) == (Phone(text, None) if is_kept else None)


@given(st.text(alphabet="0123456789", min_size=9, max_size=9), st.booleans())
def test_ukrainians_who_write_80_mean_380(national: str, is_home: bool) -> None:
    country = "UA" if is_home else "KZ"
    expected = parse_phone(f"+380{national}", country)
    phone = parse_phone(f"80{national}", country, any_country=False)
    if expected and expected.e164:
        assert phone == Phone(f"80{national}", expected.e164)


@pytest.mark.parametrize(
    ("raw", "country", "is_wrong"),
    [
        ("8701123456", "KZ", True), ("870112345678", "KZ", True), ("87011234567", "KZ", False),
        ("+7701123456", "KZ", True), ("+770112345678", "KZ", True), ("123456", "KZ", True),
        ("+15551234567", "KZ", False), ("+999123", "KZ", True), ("991122", "MN", False),
        # within a town; with a country in front nobody can dial it
        ("2345678", "KZ", False), ("+11234567", "US", True), ("1234567", "US", False),
    ],
)  # fmt: skip
def test_a_number_too_short_or_too_long_for_its_country_is_told(raw: str, country: str, is_wrong: bool) -> None:
    assert wrong_length_phone(Phone(raw, None), country) == (raw if is_wrong else "")


def test_a_valid_number_or_none_has_no_wrong_length() -> None:
    assert wrong_length_phone(None, "KZ") == ""
    assert wrong_length_phone(Phone("123", "+77011234567"), "KZ") == ""


@pytest.mark.parametrize(
    ("raw", "country", "is_impossible"),
    [
        # digits in order, or one digit alone
        ("2345678901", "KZ", True), ("5555555555", "KZ", True), ("85555555555", "KZ", True),
        ("+1234567", "MN", True),
        # no number begins so behind the country and the trunk prefix
        ("1987654326", "KZ", True), ("80001112233", "KZ", True),
        # only unknown to our tables
        ("+15551234567", "KZ", False), ("5551234567", "KZ", False),
    ],
)  # fmt: skip
def test_a_number_that_no_country_has_is_told(raw: str, country: str, is_impossible: bool) -> None:
    assert impossible_phone(Phone(raw, None), country) == (raw if is_impossible else "")


def test_a_valid_number_or_none_is_not_impossible() -> None:
    assert impossible_phone(None, "KZ") == ""
    assert impossible_phone(Phone("5555555555", "+77011234567"), "KZ") == ""


def test_a_number_that_belongs_to_no_country_is_not_dialled() -> None:
    assert parse_phone("+80012345678", "KZ") == Phone("+80012345678", None)


def test_countries_differ_in_length_and_trunk_prefix() -> None:
    assert [national_number_length(country) for country in COUNTRIES] == [10, 10, 9, 9, 9, 8, 10]
    assert [country for country in COUNTRIES if has_trunk_eight(country)] == ["KZ", "RU"]


@pytest.mark.parametrize("text", ["+889057459871", "99801361594", "+99862452498"])
def test_only_11_digits_that_begin_with_8_have_the_old_trunk_prefix(text: str) -> None:
    assert parse_phone(text, "RU") == Phone(text, None)


def test_a_number_with_a_plus_has_the_length_of_its_own_country() -> None:
    assert wrong_length_phone(Phone("+0022387754094", None), "KG") == "+0022387754094"


def test_an_extension_is_read_back_behind_its_number() -> None:
    assert format_phone(Phone("87272501140", "+77272501140", "105")) == "+7 7272 50 11 40 #105"
    assert format_phone(Phone("+15551234567", None, "9")) == "+15551234567 #9"
