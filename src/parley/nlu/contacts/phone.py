"""One phone number: which one a run of digits is in the company's country and its neighbours."""

import re
from functools import lru_cache

from parley.domain.understanding import Phone
from parley.text.digits import plain_digits
from parley.text.sanitize import sanitize_text

_SEPARATORS = re.compile(r"[\s\-–—‐‑−().,~*_⃣]")
MIN_PHONE_DIGITS, MAX_PHONE_DIGITS = 7, 15
# The calling code whose countries dial 8 first, and the others our customers write without a +.
_TRUNK_EIGHT_CALLING_CODE = 7
_NEIGHBOUR_CALLING_CODES = ("7", "996", "998", "380", "976")
_DIGITS_WITH_TRUNK = len("87011234567")
_DIGITS_IN_ORDER = "01234567890123456789"
# Dialled before a country code: from most countries, and from those of the old trunk prefix.
_INTERNATIONAL_PREFIXES = ("00", "810")
# Without the trunk prefix and with it.
_TRUNK_EIGHT_LENGTHS = (_DIGITS_WITH_TRUNK - 1, _DIGITS_WITH_TRUNK)
# What belongs to no country, freephone and satellites: "8 000 000 00 00" is valid as +800 00000000.
_NOWHERE = "001"
# A date of birth or of foundation and seven more: an IIN or BIN, whatever country it could be called in.
_PERSONAL_ID = re.compile(r"\d\d(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01]|[4-6][0-3])\d{6}")


def parse_phone(text: str, country: str, *, any_country: bool = True) -> Phone | None:
    """Returns a number as the contract keeps it, with its E.164 form where it is valid; None for what is no phone.

    `country`: ISO 3166 alpha-2, where a number without + is from. `any_country`: whether digits without + may be a
    number of any country, rather than of the neighbours alone.
    """
    raw = _SEPARATORS.sub("", plain_digits(sanitize_text(text)))
    digits = raw.removeprefix("+")
    if not digits.isdecimal() or not MIN_PHONE_DIGITS <= len(digits) <= MAX_PHONE_DIGITS + 3:
        return None
    e164 = _find_e164(raw, country, any_country)
    may_be_phone = e164 is not None or _may_be_invalid_phone(raw, country)
    return Phone(raw, e164) if may_be_phone else None


def _may_be_invalid_phone(raw: str, country: str) -> bool:
    """Returns whether digits that are valid nowhere may be a phone all the same.

    12 digits without + are an IIN or BIN, 13 and more a card.
    """
    if raw.startswith("+"):
        return len(raw) - 1 <= MAX_PHONE_DIGITS
    return len(raw) in (*_TRUNK_EIGHT_LENGTHS, national_number_length(country))


def format_phone(phone: Phone) -> str:
    """Returns a number as it is read back: spaced internationally where it is valid, else as it came; "#105" behind
    it is its extension."""
    extension = f" #{phone.extension}" if phone.extension else ""
    if phone.e164 is None:
        return phone.raw + extension
    import phonenumbers

    number = phonenumbers.parse(phone.e164)
    return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL)) + extension


def wrong_length_phone(phone: Phone | None, country: str) -> str:
    """Returns the number as it was given, when it has too few or too many digits for where it is from; else ""."""
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


def impossible_phone(phone: Phone | None, country: str) -> str:
    """Returns the number as it was given when no country has such: "8 000 111 22 33", "1234567890"; else "".

    What is only unknown to our tables ("+1 555 123-4567") may be a number.
    """
    if phone is None or phone.e164 is not None:
        return ""
    national = phone.raw.removeprefix("+")
    if len(national) > national_number_length(country):
        national = national[len(national) - national_number_length(country) :]
    is_counted = national in _DIGITS_IN_ORDER or len(set(national)) == 1
    return phone.raw if is_counted or national.startswith(("0", "1")) else ""


def national_number_length(country: str) -> int:
    """Returns how many digits a mobile number of the country has, without any prefix."""
    return {"MN": 8, "KG": 9, "UZ": 9, "UA": 9}.get(country, 10)


@lru_cache(maxsize=256)
def has_trunk_eight(country: str) -> bool:
    """Returns whether 8 is dialled before a number of the country: in Kazakhstan and Russia."""
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
    """Returns the ways a number may be meant, the likeliest first: what to parse, and in which country."""
    digits = raw.removeprefix("+")
    has_old_trunk = digits.startswith("8") and len(digits) == _DIGITS_WITH_TRUNK
    if raw.startswith("+"):
        return _variants_with_plus(digits, country, has_old_trunk=has_old_trunk)
    variants = [(raw, country)]
    if has_old_trunk:
        # Ukrainians write 80… for +380…; elsewhere 8 is the old trunk prefix of +7, seen from abroad.
        variants.append((f"+3{raw}" if raw.startswith("80") else f"+7{raw[1:]}", country))
    if raw.startswith(_NEIGHBOUR_CALLING_CODES) or (any_country and not _PERSONAL_ID.fullmatch(raw)):
        variants.append((f"+{raw}", country))
    variants += [
        (f"+{raw.removeprefix(prefix)}", country) for prefix in _INTERNATIONAL_PREFIXES if raw.startswith(prefix)
    ]
    return variants


def _variants_with_plus(digits: str, country: str, *, has_old_trunk: bool) -> list[tuple[str, str]]:
    """Returns the readings of what stands behind a +; "+8 701 …", "+0671234567" have a trunk prefix there."""
    if digits.startswith("80"):
        return [(f"+{digits}", country), (f"+3{digits}", country)]
    domestic = [(f"+7{digits[1:]}", country)] if has_old_trunk else []
    return [*domestic, (f"+{digits}", country), (digits.lstrip("0"), country)]


def _format_valid_e164(text: str, region: str) -> str | None:
    import phonenumbers  # here: its tables are slow to load and a chat without numbers needs none

    try:
        number = phonenumbers.parse(text, region)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_valid_number(number):
        return None
    if phonenumbers.region_code_for_number(number) == _NOWHERE:
        return None
    return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))
