"""One phone number: what a run of digits is in the company's country and its neighbours."""

import re
from functools import lru_cache

from parley.domain.understanding import Phone
from parley.text.tokenize import clean

_SEPARATORS = re.compile(r"[\s\-–—‐‑−().,~*_⃣]")
_OTHER_DIGIT = re.compile(r"(?![0-9])\d")
FEWEST, MOST = 7, 15
# The calling code whose countries dial 8 first, and the others our customers write without a +.
_TRUNK_8 = 7
_NEIGHBOURS = ("7", "996", "998", "380", "976")
_WITH_TRUNK = len("87011234567")
# A date of birth or of foundation and seven more: an IIN or BIN, whatever country it could be called in.
_PERSON = re.compile(r"\d\d(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01]|[4-6][0-3])\d{6}")


def parse_phone(text: str, country: str, *, foreign: bool = True) -> Phone | None:
    """A number as the contract keeps it, with its E.164 form where it is valid; None when it cannot be a phone.

    `foreign`: whether digits without + may be a number of any country rather than of the neighbours alone.
    """
    raw = _SEPARATORS.sub("", plain_digits(clean(text)))
    digits = raw.removeprefix("+")
    if not (digits.isascii() and digits.isdecimal()) or not FEWEST <= len(digits) <= MOST + 3:
        return None
    e164 = _e164(raw, country, foreign)
    if e164 is None and len(digits) > MOST:
        return None
    # 12 digits without + that are no phone anywhere are an IIN or BIN; 13 and more a card.
    if (
        e164 is None
        and not raw.startswith("+")
        and len(digits) not in (10, 11)
        and len(digits) != national_length(country)
    ):
        return None
    return Phone(raw, e164)


def pretty_phone(phone: Phone) -> str:
    """As it is read back: spaced internationally where it is valid, else as it came."""
    if phone.e164 is None:
        return phone.raw
    import phonenumbers

    number = phonenumbers.parse(phone.e164)
    return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL))


def cut_short(phone: Phone | None, country: str) -> str:
    """The number as it was given, when it has too few or too many digits for where it is from; else empty."""
    if phone is None or phone.e164 is not None:
        return ""
    import phonenumbers

    raw = phone.raw
    if raw.startswith("8") and dials_eight(country):
        raw = f"+7{raw[1:]}"  # else the trunk prefix would count as a tenth digit
    try:
        number = phonenumbers.parse(raw, None if raw.startswith("+") else country)
    except phonenumbers.NumberParseException:
        return phone.raw
    reason = phonenumbers.is_possible_number_with_reason(number)
    whole = {phonenumbers.ValidationResult.IS_POSSIBLE}
    if not raw.startswith("+"):  # within a town; with a country in front nobody can dial it
        whole.add(phonenumbers.ValidationResult.IS_POSSIBLE_LOCAL_ONLY)
    return "" if reason in whole else phone.raw


def plain_digits(text: str) -> str:
    """Arabic and other digits as 0–9, letter for letter; full-width ones are folded by `clean` already."""
    if text.isascii() or not _OTHER_DIGIT.search(text):
        return text
    return "".join(str(int(char)) if char.isdecimal() else char for char in text)


def national_length(country: str) -> int:
    return {"MN": 8, "KG": 9, "UZ": 9, "UA": 9}.get(country, 10)


@lru_cache(maxsize=256)
def dials_eight(country: str) -> bool:
    import phonenumbers

    return bool(phonenumbers.country_code_for_region(country) == _TRUNK_8)


@lru_cache(maxsize=2048)
def _e164(raw: str, country: str, foreign: bool) -> str | None:
    for text, region in _readings(raw, country, foreign):
        found = _valid(text, region)
        if found:
            return found
    return None


def _readings(raw: str, country: str, foreign: bool) -> list[tuple[str, str]]:
    """The ways a number may be meant, the likeliest first."""
    digits = raw.removeprefix("+")
    old_trunk = digits.startswith("8") and len(digits) == _WITH_TRUNK
    if raw.startswith("+"):
        # "+8 701 …", "+0671234567": a trunk prefix behind a + that nobody dials
        meant = [(f"+7{digits[1:]}", country)] if old_trunk and not digits.startswith("80") else []
        meant += [(raw, country)]
        return meant + ([(f"+3{digits}", country)] if digits.startswith("80") else [(digits.lstrip("0"), country)])
    tries = [(raw, country)]
    if old_trunk:
        # Ukrainians write 80… for +380…; elsewhere 8 is the old trunk prefix of +7, seen from abroad.
        elsewhere = (f"+3{raw}", country) if raw.startswith("80") else (f"+7{raw[1:]}", country)
        tries.insert(0 if country == "UA" else 1, elsewhere)
    if raw.startswith(_NEIGHBOURS) or (foreign and not _PERSON.fullmatch(raw)):
        tries.append((f"+{raw}", country))
    for prefix in ("00", "810"):
        if raw.startswith(prefix):
            tries.append((f"+{raw[len(prefix) :]}", country))
    return tries


def _valid(text: str, region: str) -> str | None:
    import phonenumbers  # here: its tables are slow to load and a chat without numbers needs none

    try:
        number = phonenumbers.parse(text, region)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_valid_number(number):
        return None
    return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))
