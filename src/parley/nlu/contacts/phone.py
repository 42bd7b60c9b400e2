"""One phone number: what a run of digits is in the company's country and its neighbours."""

import re
from functools import lru_cache

from parley.domain.understanding import Phone
from parley.text.sanitize import sanitize_text

_SEPARATORS = re.compile(r"[\s\-–—‐‑−().,~*_⃣]")
_NON_ASCII_DIGIT = re.compile(r"(?![0-9])\d")
MIN_PHONE_DIGITS, MAX_PHONE_DIGITS = 7, 15
# The calling code whose countries dial 8 first, and the others our customers write without a +.
_TRUNK_EIGHT_CALLING_CODE = 7
_NEIGHBOUR_CALLING_CODES = ("7", "996", "998", "380", "976")
_DIGITS_WITH_TRUNK = len("87011234567")
# A date of birth or of foundation and seven more: an IIN or BIN, whatever country it could be called in.
_PERSONAL_ID = re.compile(r"\d\d(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01]|[4-6][0-3])\d{6}")


def parse_phone(text: str, country: str, *, any_country: bool = True) -> Phone | None:
    """A number as the contract keeps it, with its E.164 form where it is valid; None when it cannot be a phone.

    `foreign`: whether digits without + may be a number of any country rather than of the neighbours alone.
    """
    raw = _SEPARATORS.sub("", to_ascii_digits(sanitize_text(text)))
    digits = raw.removeprefix("+")
    if not (digits.isascii() and digits.isdecimal()) or not MIN_PHONE_DIGITS <= len(digits) <= MAX_PHONE_DIGITS + 3:
        return None
    e164 = _find_e164(raw, country, any_country)
    if e164 is None and len(digits) > MAX_PHONE_DIGITS:
        return None
    # 12 digits without + that are no phone anywhere are an IIN or BIN; 13 and more a card.
    if (
        e164 is None
        and not raw.startswith("+")
        and len(digits) not in (10, 11)
        and len(digits) != national_number_length(country)
    ):
        return None
    return Phone(raw, e164)


def format_phone(phone: Phone) -> str:
    """As it is read back: spaced internationally where it is valid, else as it came."""
    if phone.e164 is None:
        return phone.raw
    import phonenumbers

    number = phonenumbers.parse(phone.e164)
    return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL))


def wrong_length_phone(phone: Phone | None, country: str) -> str:
    """The number as it was given, when it has too few or too many digits for where it is from; else empty."""
    if phone is None or phone.e164 is not None:
        return ""
    import phonenumbers

    raw = phone.raw
    if raw.startswith("8") and has_trunk_eight(country):
        raw = f"+7{raw[1:]}"  # else the trunk prefix would count as a tenth digit
    try:
        number = phonenumbers.parse(raw, None if raw.startswith("+") else country)
    except phonenumbers.NumberParseException:
        return phone.raw
    reason = phonenumbers.is_possible_number_with_reason(number)
    possible = {phonenumbers.ValidationResult.IS_POSSIBLE}
    if not raw.startswith("+"):  # within a town; with a country in front nobody can dial it
        possible.add(phonenumbers.ValidationResult.IS_POSSIBLE_LOCAL_ONLY)
    return "" if reason in possible else phone.raw


def to_ascii_digits(text: str) -> str:
    """Arabic and other digits as 0–9, letter for letter; full-width ones are folded by `clean` already."""
    if text.isascii() or not _NON_ASCII_DIGIT.search(text):
        return text
    return "".join(str(int(char)) if char.isdecimal() else char for char in text)


def national_number_length(country: str) -> int:
    return {"MN": 8, "KG": 9, "UZ": 9, "UA": 9}.get(country, 10)


@lru_cache(maxsize=256)
def has_trunk_eight(country: str) -> bool:
    import phonenumbers

    return bool(phonenumbers.country_code_for_region(country) == _TRUNK_EIGHT_CALLING_CODE)


@lru_cache(maxsize=2048)
def _find_e164(raw: str, country: str, any_country: bool) -> str | None:
    for text, region in _dial_variants(raw, country, any_country):
        number = _format_valid_e164(text, region)
        if number:
            return number
    return None


def _dial_variants(raw: str, country: str, any_country: bool) -> list[tuple[str, str]]:
    """The ways a number may be meant, the likeliest first."""
    digits = raw.removeprefix("+")
    old_trunk = digits.startswith("8") and len(digits) == _DIGITS_WITH_TRUNK
    if raw.startswith("+"):
        # "+8 701 …", "+0671234567": a trunk prefix behind a + that nobody dials
        with_plus = [(f"+7{digits[1:]}", country)] if old_trunk and not digits.startswith("80") else []
        with_plus += [(raw, country)]
        return with_plus + (
            [(f"+3{digits}", country)] if digits.startswith("80") else [(digits.lstrip("0"), country)]
        )
    variants = [(raw, country)]
    if old_trunk:
        # Ukrainians write 80… for +380…; elsewhere 8 is the old trunk prefix of +7, seen from abroad.
        elsewhere = (f"+3{raw}", country) if raw.startswith("80") else (f"+7{raw[1:]}", country)
        variants.insert(0 if country == "UA" else 1, elsewhere)
    if raw.startswith(_NEIGHBOUR_CALLING_CODES) or (any_country and not _PERSONAL_ID.fullmatch(raw)):
        variants.append((f"+{raw}", country))
    for prefix in ("00", "810"):
        if raw.startswith(prefix):
            variants.append((f"+{raw[len(prefix) :]}", country))
    return variants


def _format_valid_e164(text: str, region: str) -> str | None:
    import phonenumbers  # here: its tables are slow to load and a chat without numbers needs none

    try:
        number = phonenumbers.parse(text, region)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_valid_number(number):
        return None
    return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))
