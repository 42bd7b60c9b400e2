"""Phones and e-mails in what a customer typed. Names are in `names`."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import IntEnum

from parley.core.heard import Asked, Phone
from parley.core.text import clean

# Contract §1.1: an optional +, a digit, at least seven more digits, spaces, hyphens, brackets. ⚑C36: 15 at most.
_NUMBER = re.compile(r"(?<![\w,/-])(?<![0-9]\.)\+?[0-9][0-9 \t\-–‐().]{5,40}[0-9](?![\w/])")
# Bounded, or a long word without an @ costs its length squared.
_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){0,8}\.[^\W\d_]{2,24}")
_DATE = re.compile(
    r"(?<!\d)\d{1,2}([./-])\d{1,2}\1(?:19|20)?\d{2}(?!\d)|(?<!\d)(?:19|20)\d{2}([./-])\d{1,2}\2\d{1,2}(?!\d)"
)
_TIME = re.compile(r"(?<!\d)[0-2]?\d:[0-5]\d(?!\d)")
_MONEY_AFTER = re.compile(
    r"\s*(?:₸|₽|\$|€|£|₴|₮|%|тг\b|тенге|теңге|тнг|руб|сом|сум|so['‘ʻ’]?m|грн|гривен|төг|дол|usd|kzt|eur|rub|uah|uzs|"
    r"тыс|млн|million|thousand|мың|миң|ming\b|шт\b|мбит|mbit|гб\b|gb\b)",
    re.IGNORECASE,
)
_NOT_OURS_BEFORE = re.compile(
    r"(?:заказ\w*|order|тапсырыс|буюртма|замовлення|захиалга|счет\w*|сч[её]т\w*|invoice|карт\w*|card|иин|бин|инн|iin|bin|"
    r"договор\w*|трек\w*|артикул|sku|id)\s*(?:№|#|n|no\.?|номер)?\s*:?\s*$",
    re.IGNORECASE,
)
_MONEY_BEFORE = re.compile(r"(?:[$€£₸₽₴₮]|цен[аы]|price|до|under|up to)\s*$", re.IGNORECASE)
# "заказ 87011234567" may be somebody who orders; "номер заказа …" and "заказ №" are not.
_ORDERS_BEFORE = re.compile(
    r"(?<!номер )(?<!number )(?:заказ\w*|order|тапсырыс|буюртма|замовлення|захиалга)\s*:?\s*$", re.I
)
_OWN = re.compile(
    r"\b(?:мой|мои|моего|my|менің|менин|mening|мій|миний)(?:\s+\w+)?(?:\s+is)?\s*[:—-]?\s*$", re.IGNORECASE
)
_THEIRS = re.compile(
    r"\b(?:жены|мужа|друга|подруги|брата|сестры|мамы|матери|папы|отца|сына|дочери|коллеги|соседа|wife's|husband's|friend's|"
    r"brother's|sister's|mother's|father's|дружини|чоловіка|подруги|сестри|мами|тата|әйелімнің|күйеуімнің|досымның|ағамның|"
    r"аялымдын|күйөөмдүн|досумдун|xotinimning|erimning|do'stimning|akamning|эхнэрийн|нөхрийн|найзын)"
    r"(?:\s+\w+){0,2}\s*[:—-]?\s*$",
    re.IGNORECASE,
)
_SCRAP = re.compile(r"\d[\d\s\-]{2,}\d")
_CARD = re.compile(r"(?<!\d)\d{4}(?:[ -]?\d{4}){3}(?!\d)")
_FEWEST, _MOST = 7, 15
_MOST_GROUPS, _LONG = 16, 10
# The calling code whose countries dial 8 first.
_TRUNK_8 = 7


@dataclass(frozen=True, slots=True)
class Contacts:
    """`spans` are where they stand. `scrap`: digits too few or too many for a phone."""

    phone: Phone | None = None
    email: str = ""
    scrap: str = ""
    spans: Sequence[tuple[int, int]] = field(default_factory=tuple)

    def covers(self, position: int) -> bool:
        return any(start <= position < end for start, end in self.spans)


def contacts(text: str, country: str, asked: Asked = "") -> Contacts:
    """The customer's own phone and e-mail; the first where several are given, the one called "my" before it.

    Somebody else's number ("номер жены") is theirs only when a phone was asked for and no other is given.
    """
    email = _EMAIL.search(text) if "@" in text else None
    spans = [email.span()] if email else []
    rest = _EMAIL.sub(_hidden, text) if email else text
    found = list(_numbers(rest, country))
    spans += [span for _, span, _ in found]
    best = max(found, key=lambda number: number[2], default=None)
    own = best[0] if best and (best[2] is not _Whose.THEIRS or asked == "phone") else None
    scrap = "" if found else _scrap(rest)
    return Contacts(own, email[0] if email else "", scrap, tuple(spans))


class _Whose(IntEnum):
    """Whose a number is said to be; the greater is the likelier to be the customer's."""

    THEIRS = 0
    UNSAID = 1
    OWN = 2


def _hidden(found: re.Match[str]) -> str:
    return "|" * len(found[0])


def _numbers(text: str, country: str) -> Iterator[tuple[Phone, tuple[int, int], _Whose]]:
    # Hidden, a date joins no number beside it; offsets stay.
    text = _CARD.sub(_hidden, _TIME.sub(_hidden, _DATE.sub(_hidden, text)))
    for candidate in _NUMBER.finditer(text):
        for number, start, end in _apart(candidate, country):
            before, after = text[:start], text[end:]
            phone = parse_phone(number, country)
            if phone is None or _evidently_not(phone, before, after):
                continue
            if phone.e164 is None and _looks_like_money(number):
                continue
            yield phone, (start, end), _whose(before)


def _apart(candidate: re.Match[str], country: str) -> Iterator[tuple[str, int, int]]:
    """A run of digits; or, when it is no number as a whole, the valid numbers side by side in it."""
    run, offset = candidate[0], candidate.start()
    whole = parse_phone(run, country)
    groups = list(re.finditer(r"\+?\(?[0-9]+", run))
    apart: list[tuple[str, int, int]] = []
    if len(groups) > 1 and not (whole and whole.e164) and not _looks_like_money(run):
        first = 0
        while first < len(groups) <= _MOST_GROUPS:
            for last in range(min(first + 6, len(groups)), first, -1):
                start, end = groups[first].start(), groups[last - 1].end()
                part = parse_phone(run[start:end], country)
                if part and part.e164:
                    apart.append((run[start:end], offset + start, offset + end))
                    first = last
                    break
            else:
                first += 1
    yield from apart or [(run, offset, candidate.end())]


def _whose(before: str) -> _Whose:
    if _THEIRS.search(before):
        return _Whose.THEIRS
    return _Whose.OWN if _OWN.search(before) else _Whose.UNSAID


def _evidently_not(phone: Phone, before: str, after: str) -> bool:
    orders = phone.e164 is not None and len(phone.raw) >= _LONG and _ORDERS_BEFORE.search(before)
    if _NOT_OURS_BEFORE.search(before) and not orders:
        return True
    if phone.raw.startswith("+"):
        return False
    return bool(_MONEY_AFTER.match(after) or _MONEY_BEFORE.search(before))


def _looks_like_money(number: str) -> bool:
    """Groups of three from the right: "1 500 000"."""
    return bool(re.fullmatch(r"\d{1,3}(?:[ .]000)+|\d{1,3}(?:[ .]\d{3}){1,2}", number)) and not number.startswith(
        "+"
    )


def parse_phone(text: str, country: str) -> Phone | None:
    """A number as the contract keeps it, with its E.164 form where it is valid; None when it cannot be a phone."""
    raw = re.sub(r"[\s\-–‐().]", "", clean(text))
    digits = raw.removeprefix("+")
    if not (digits.isascii() and digits.isdecimal()) or not _FEWEST <= len(digits) <= _MOST:
        return None
    e164 = _e164(raw, country)
    # 12 digits without + that are no phone anywhere are an IIN or BIN; 13 and more a card.
    if (
        e164 is None
        and not raw.startswith("+")
        and len(digits) not in (10, 11)
        and len(digits) != _national(country)
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


def _national(country: str) -> int:
    return {"MN": 8, "KG": 9, "UZ": 9, "UA": 9}.get(country, 10)


def _e164(raw: str, country: str) -> str | None:
    import phonenumbers  # here: its tables are slow to load and a chat without numbers needs none

    tries = [(raw, country)]
    if not raw.startswith("+"):
        tries.append((f"+{raw}", country))
        if raw.startswith("8") and len(raw) == len("87011234567"):
            # Ukrainians write 80… for +380…; elsewhere 8 is the old trunk prefix of +7, seen from abroad.
            foreign = (f"+3{raw}", country) if raw.startswith("80") else (f"+7{raw[1:]}", country)
            tries.insert(0 if country == "UA" else len(tries), foreign)
    for text, region in tries:
        try:
            number = phonenumbers.parse(text, region)
        except phonenumbers.NumberParseException:
            continue
        if phonenumbers.is_valid_number(number):
            return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))
    return None


def cut_short(phone: Phone | None, country: str) -> str:
    """The number as it was given, when it has too few or too many digits for where it is from; else empty."""
    if phone is None or phone.e164 is not None:
        return ""
    import phonenumbers

    raw = phone.raw
    if raw.startswith("8") and phonenumbers.country_code_for_region(country) == _TRUNK_8:
        raw = f"+7{raw[1:]}"  # else the trunk prefix would count as a tenth digit
    try:
        number = phonenumbers.parse(raw, None if raw.startswith("+") else country)
    except phonenumbers.NumberParseException:
        return phone.raw
    return "" if phonenumbers.is_possible_number(number) else phone.raw


def _scrap(text: str) -> str:
    found = _SCRAP.search(text)
    if not found or _MONEY_AFTER.match(text[found.end() :]) or _DATE.search(found[0]):
        return ""
    digits = sum(char.isdigit() for char in found[0])
    return found[0].strip() if 4 <= digits < _LONG or digits > _MOST else ""
