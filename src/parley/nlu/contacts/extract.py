"""Phones and e-mails in what a customer typed. One number by itself is `phones`, names are in `names`."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from parley.domain.understanding import Asked, Phone
from parley.nlu.contacts.email import EMAIL, emails
from parley.nlu.contacts.phone import (
    FEWEST,
    MOST,
    cut_short,
    dials_eight,
    national_length,
    parse_phone,
    plain_digits,
    pretty_phone,
)
from parley.nlu.contacts.phone_owner import Whose, companys, whose
from parley.nlu.contacts.spoken_numbers import spoken
from parley.nlu.contacts.vocabulary import Vocabulary, vocabulary
from parley.text.tokenize import Reading, Word, read

__all__ = ["Contacts", "contacts", "cut_short", "parse_phone", "pretty_phone"]

# Contract §1.1: an optional +, a digit, at least seven more digits, spaces, hyphens, brackets. ⚑C36: 15 at most.
_NUMBER = re.compile(
    r"(?<![\w/#-])(?<![0-9][.,])\+?\(?\+?[0-9][0-9 \t\n\-–—‐‑−().,~*_⃣]{5,48}[0-9](?![0-9a-zA-Z_/])"
    # "тел87011234567", "№87011234567", "wa.me/77012345678", "Айдар-87011234567"
    r"|(?<=[^\W\da-zA-Z_])-?\+?[78]?[0-9]{10}(?![\w/])|(?<=#)\+?[0-9]{10,12}(?![\w/])"
    r"|(?:(?<=wa\.me/)|(?<=t\.me/)|(?<=phone=)|(?<=tel:))\+?[0-9]{8,15}(?![0-9])"
)
_DIGIT = re.compile(r"\d")
_DATE = re.compile(
    r"(?<!\d)\d{1,2}([./-])\d{1,2}\1(?:19|20)\d{2}(?!\d)|(?<!\d)(?:19|20)\d{2}([./-])\d{1,2}\2\d{1,2}(?!\d)"
    r"|(?<![\d.])(?:0?[1-9]|[12]\d|3[01])([./])(?:0?[1-9]|1[0-2])\3\d{2}(?![\d.])"
    r"|(?<!\d)(?:19|20)\d{2}[-–](?:19|20)\d{2}(?!\d)"
)
_COMPACT_DATE = re.compile(
    r"(?:20[0-4]\d(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])|(?:[0-2]\d|3[01])(?:0[1-9]|1[0-2])20[0-4]\d)"
)
_TIME = re.compile(r"(?<!\d)[0-2]?\d:[0-5]\d(?!\d)")
_PLACE = re.compile(r"(?<![\d.])-?\d{1,3}\.\d{4,}[°NSEW]?\s*[,;/ ]\s*-?\d{1,3}\.\d{4,}")
_IBAN = re.compile(r"(?<!\w)[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){3,7}(?: ?[A-Z0-9]{1,3})?(?!\w)")
_CARD = re.compile(r"(?<!\d)\d{4}(?:[ -]?\d{4}){3}(?!\d)")
_CURRENCY_AFTER = re.compile(r"\s*[₸₽$€£₴₮%]")
_CURRENCY_BEFORE = re.compile(r"[$€£₸₽₴₮]\s*$")
_ROUND = re.compile(r"[1-9]\d{0,2}(?:[ .,]\d{3})*[ .,]000|[1-9]\d*0{5,}|\d{1,3}(?:[ .,]\d{3}){1,2}")
_RANGE = re.compile(r"[0-9 .]*000\s?[-–—]\s?[0-9 .]*000")
_SLASHED = re.compile(r"(?<=\d)\s?/\s?(?=\+?\d[\d \-()]{6,})")
_ZERO = re.compile(r"(?<=\d)[oOоО](?=\d)")
_SCRAP = re.compile(r"\d[\d\s\-]{2,}\d")
_GROUP = re.compile(r"\+?\(?[0-9]+")
_NEAR = 3
# Fewer words spell neither a number nor an address.
_FEWEST_WORDS = 5
_MOST_GROUPS, _MOST_GROUPS_OF_ONE, _LONG = 16, 6, 10
# A wall of digits costs no more than this many questions to libphonenumber.
_MOST_TRIES = 120


@dataclass(frozen=True, slots=True)
class Contacts:
    """`spans` are where they stand. `scrap`: digits too few or too many for a phone."""

    phone: Phone | None = None
    email: str = ""
    scrap: str = ""
    spans: Sequence[tuple[int, int]] = field(default_factory=tuple)

    def covers(self, position: int) -> bool:
        return bool(self.spans) and any(start <= position < end for start, end in self.spans)


class _Number(NamedTuple):
    phone: Phone
    start: int
    end: int


@dataclass(slots=True)
class _Search:
    """One message being searched: its words, the company's country, and what may still be tried."""

    reading: Reading
    country: str
    asked: Asked
    known: Vocabulary
    starts: list[int]
    tries: int = _MOST_TRIES

    def parsed(self, number: str, *, sure: bool) -> Phone | None:
        """`sure`: it stands where a phone does, so that any country's will do."""
        if not FEWEST <= sum(char.isdecimal() for char in number) <= MOST + 3 or self.tries <= 0:
            return None
        self.tries -= 1
        return parse_phone(number, self.country, foreign=sure)

    def before(self, position: int) -> list[Word]:
        """The last words before a place, the nearest first."""
        at = bisect_left(self.starts, position)
        return list(reversed(self.reading.words[max(0, at - _NEAR) : at]))

    def after(self, position: int) -> Word | None:
        at = bisect_left(self.starts, position)
        return self.reading.words[at] if at < len(self.starts) else None

    def cued(self, start: int) -> bool:
        """Whether what stands at `start` is said to be a phone."""
        near = self.before(start)
        return self.asked == "phone" or any(
            word.folded in self.known.phone_words or word.folded in self.known.own for word in near
        )


def contacts(
    text: str, country: str, asked: Asked = "", known: Vocabulary | None = None, reading: Reading | None = None
) -> Contacts:
    """The customer's own phone and e-mail; the first where several are given, the one called "my" before it.

    Somebody else's number ("номер жены") is theirs only when a phone was asked for and no other is given.
    `known`: the words about phones (`vocabulary`); without it only digits and signs are understood.
    `reading`: the text as it was read already.
    """
    reading = reading or read(text)
    text = plain_digits(reading.text)
    if not _DIGIT.search(text) and "@" not in text and len(reading.words) < _FEWEST_WORDS:
        return Contacts()
    known = known or vocabulary(None)
    email, places = _email(text, reading, known)
    rest = EMAIL.sub(_hidden, text) if "@" in text else text
    for start, end in places:
        rest = rest[:start] + "|" * (end - start) + rest[end:]
    search = _Search(reading, country, asked, known, [word.start for word in reading.words])
    found = sorted((*_typed(rest, search), *_said(search)), key=lambda number: number.start)
    spans = [*places, *((number.start, number.end) for number in found)]
    own = _own(rest, found, search)
    scrap = "" if found else _scrap(rest, search)
    return Contacts(own, email, scrap, tuple(spans))


def _email(text: str, reading: Reading, known: Vocabulary) -> tuple[str, list[tuple[int, int]]]:
    """The customer's own, and where addresses stand; "на вашу почту …" is the company's."""
    own, places = "", []
    spoken = known.spoken_email if any(word.folded in known.at_signs for word in reading.words) else None
    for email, span in emails(text, spoken, tuple(known.dots)):
        places.append(span)
        if not own and not companys(text[: span[0]], known):
            own = email
    return own, places


def _hidden(found: re.Match[str]) -> str:
    return "|" * len(found[0])


def _typed(text: str, search: _Search) -> Iterator[_Number]:
    if not _DIGIT.search(text):
        return
    # Hidden, a date joins no number beside it; offsets stay.
    for pattern in (_DATE, _TIME, _PLACE, _IBAN, _SLASHED):
        text = pattern.sub(_hidden, text)
    text = _CARD.sub(lambda found: _hidden(found) if _is_card(found[0], search.country) else found[0], text)
    text = _ZERO.sub("0", text)
    for candidate in _NUMBER.finditer(text):
        for start, end in _apart(text, candidate, search):
            sure = text[start] == "+" or search.cued(start)
            phone = search.parsed(text[start:end], sure=sure)
            if phone and _is_phone(phone, text, start, end, search, sure=sure):
                yield _Number(phone, start, end)


def _is_card(digits: str, country: str) -> bool:
    """Sixteen digits are two Mongolian phones, unless they begin or add up as cards do."""
    figures = [int(char) for char in digits if char.isdecimal()]
    luhn = sum(sum(divmod(figure * 2, 10)) for figure in figures[-2::-2]) + sum(figures[-1::-2])
    return national_length(country) * 2 != len(figures) or figures[0] in (2, 4, 5) or luhn % 10 == 0


def _apart(text: str, candidate: re.Match[str], search: _Search) -> Iterator[tuple[int, int]]:
    """A run of digits; or, when it is no number as a whole, the valid numbers side by side in it."""
    start, end = candidate.span()
    run = candidate[0].lstrip("-")
    start = end - len(run)
    groups = [(start + group.start(), start + group.end()) for group in _GROUP.finditer(run)]
    sure = search.cued(start)
    lines = [line for line in run.split("\n") if line.strip()]
    whole = None if len(lines) > 1 and _each_whole(lines, search) else search.parsed(run, sure=sure)
    if len(groups) == 1 or (whole and whole.e164) or _looks_like_money(run):
        yield start, end
        return
    apart = list(_valid_parts(text, groups, search))
    joined = "\n" in run or "," in run
    yield from apart or ([(start, end)] if not joined else [])


def _each_whole(lines: Sequence[str], search: _Search) -> bool:
    """Each line of digits is a number of its own: they are no halves."""
    return any(
        sum(char.isdecimal() for char in line) >= national_length(search.country)
        and (phone := search.parsed(line, sure=False)) is not None
        and phone.e164 is not None
        for line in lines
    )


def _valid_parts(text: str, groups: Sequence[tuple[int, int]], search: _Search) -> Iterator[tuple[int, int]]:
    first = 0
    while first < len(groups) <= _MOST_GROUPS:
        for last in range(min(first + _MOST_GROUPS_OF_ONE, len(groups)), first, -1):
            start, end = groups[first][0], groups[last - 1][1]
            part = search.parsed(text[start:end], sure=False)
            if part and part.e164 and not _looks_like_money(text[start:end]):
                yield start, end
                first = last
                break
        else:
            first += 1


def _is_phone(phone: Phone, text: str, start: int, end: int, search: _Search, *, sure: bool) -> bool:
    """Whether valid or nearly valid digits are meant as a phone where they stand."""
    plus = phone.raw.startswith("+")
    if not plus and _amount(phone, text, start, end, search):
        return False
    if not plus and _numbered(phone, text, start, search):
        return False
    if phone.e164 is None:
        return (plus or sure) and not _RANGE.fullmatch(text[start:end]) and not _looks_like_money(text[start:end])
    return plus or sure or not _by_chance(phone, text[start:end], search.country)


def _amount(phone: Phone, text: str, start: int, end: int, search: _Search) -> bool:
    written = text[start:end]
    if _CURRENCY_AFTER.match(text, end) or _CURRENCY_BEFORE.search(text[max(0, start - 3) : start]):
        return True
    after = search.after(end)
    if after and after.start - end <= 2 and after.folded in search.known.amounts:
        return True
    dialled = phone.e164 is not None and _dialled(phone.raw, search.country)
    if _RANGE.fullmatch(written) or (not dialled and _ROUND.fullmatch(written) and phone.raw.endswith("00000")):
        return True
    near = search.before(start)
    close = bool(near) and not text[near[0].end : start].strip(" :~≈-–—")
    return close and near[0].folded in search.known.before_amounts


def _numbered(phone: Phone, text: str, start: int, search: _Search) -> bool:
    """ "ИИН 900101300123", "номер заказа 87011234567"; but "оформите заказ 87011234567" gives a phone."""
    known = search.known
    skipped = 0
    of_number = text[:start].rstrip().endswith("#")
    for word in search.before(start):
        if word.folded in known.numbered:
            return True
        if word.folded in known.orders:
            at = bisect_left(search.starts, word.start)
            before = search.reading.words[at - 1] if at else None
            named = of_number or skipped > 0 or (before is not None and before.folded in known.phone_words)
            return named or phone.e164 is None or not _dialled(phone.raw, search.country)
        number_word = word.folded in known.phone_words or word.folded == "n"
        if number_word or len(word.folded) <= 2:
            skipped += number_word
            continue
        break
    return of_number and not any(word.folded in known.phone_words for word in search.before(start))


def _dialled(raw: str, country: str) -> bool:
    """Written as it is dialled: with a trunk prefix or the country's code."""
    return len(raw) > national_length(country)


def _by_chance(phone: Phone, written: str, country: str) -> bool:
    """Digits that are valid but stand alone, without a prefix, a gap or a word for phone: a number of anything."""
    if _COMPACT_DATE.fullmatch(phone.raw):
        return True
    if dials_eight(country) and len(phone.raw) == national_length(country):
        return not phone.raw.startswith(("7", "9"))
    return False


def _looks_like_money(number: str) -> bool:
    """Groups of three from the right: "1 500 000"."""
    return bool(re.fullmatch(r"\d{1,3}(?:[ .,]000)+|\d{1,3}(?:[ .,]\d{3}){1,2}", number.strip()))


def _said(search: _Search) -> Iterator[_Number]:
    """Numbers in words; only valid ones, for words are never meant as digits by chance."""
    for ways in spoken(search.reading.words, search.known.digits):
        for digits, start, end in ways:
            phone = search.parsed(digits, sure=search.cued(start))
            if phone and phone.e164:
                yield _Number(phone, start, end)
                break


def _own(text: str, found: Sequence[_Number], search: _Search) -> Phone | None:
    """The customer's own of several."""
    if not found:
        return None
    labels = whose(text, [(number.start, number.end) for number in found], search.known)
    best = max(range(len(found)), key=lambda at: labels[at])
    told = max(labels) > Whose.UNSAID or Whose.OLD in labels
    if len(found) > 1 and not told and any(word.folded in search.known.second for word in search.reading.words):
        best = 1
    if labels[best] is Whose.COMPANYS:
        return None
    if labels[best] is Whose.THEIRS and search.asked != "phone":
        return None
    return found[best].phone


def scrap_of_a_phone(reading: Reading, contacts: Contacts, known: Vocabulary) -> bool:
    """Whether the scrap is called a phone: "мой номер 870112345", and no "номер заказа 870112"."""
    at = plain_digits(reading.text).find(contacts.scrap) if len(contacts.scrap) >= FEWEST else -1
    before = [word.folded for word in reading.words if word.start < at][-_NEAR:]
    if any(word in known.numbered or word in known.orders for word in before):
        return False
    return any(word in known.phone_words for word in before)


def _scrap(text: str, search: _Search) -> str:
    found = _SCRAP.search(text)
    if not found or _CURRENCY_AFTER.match(text, found.end()) or _DATE.search(found[0]):
        return ""
    after = search.after(found.end())
    if after and after.start - found.end() <= 2 and after.folded in search.known.amounts:
        return ""
    digits = sum(char.isdecimal() for char in found[0])
    return found[0].strip() if 4 <= digits < _LONG or digits > MOST else ""
