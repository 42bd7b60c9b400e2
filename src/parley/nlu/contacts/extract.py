"""Finds phones and e-mails in what a customer typed. `phone` reads one number by itself, `names` finds names."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from parley.domain.understanding import ExpectedReply, Phone
from parley.nlu.contacts.email import find_emails
from parley.nlu.contacts.phone import (
    MAX_PHONE_DIGITS,
    MIN_PHONE_DIGITS,
    has_trunk_eight,
    national_number_length,
    parse_phone,
    to_ascii_digits,
)
from parley.nlu.contacts.phone_owner import PhoneOwner, classify_phone_owners, is_company_number
from parley.nlu.contacts.spoken_numbers import parse_number_words
from parley.nlu.contacts.vocabulary import ContactTerms
from parley.text.tokenize import Token, TokenizedText

# Contract §1.1: an optional +, a digit, at least seven more digits, spaces, hyphens, brackets. ⚑C36: 15 at most.
_PHONE_CANDIDATE = re.compile(
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
_COORDINATES = re.compile(r"(?<![\d.])-?\d{1,3}\.\d{4,}[°NSEW]?\s*[,;/ ]\s*-?\d{1,3}\.\d{4,}")
_IBAN = re.compile(r"(?<!\w)[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){3,7}(?: ?[A-Z0-9]{1,3})?(?!\w)")
_CARD = re.compile(r"(?<!\d)\d{4}(?:[ -]?\d{4}){3}(?!\d)")
_CURRENCY_AFTER = re.compile(r"\s*[₸₽$€£₴₮%]")
_CURRENCY_BEFORE = re.compile(r"[$€£₸₽₴₮]\s*$")
_ROUND_AMOUNT = re.compile(r"[1-9]\d{0,2}(?:[ .,]\d{3})*[ .,]000|[1-9]\d*0{5,}")
_AMOUNT_RANGE = re.compile(r"[0-9 .]*000\s?[-–—]\s?[0-9 .]*000")
_SLASH_BETWEEN_PHONES = re.compile(r"(?<=\d)\s?/\s?(?=\+?\d[\d \-()]{6,})")
_LETTER_FOR_ZERO = re.compile(r"(?<=\d)[oOоО](?=\d)")
_PARTIAL_PHONE = re.compile(r"\d[\d\s\-]{2,}\d")
_DIGIT_GROUP = re.compile(r"\+?\(?[0-9]+")
# Behind an abbreviation ("дог.") the sentence goes on.
_SENTENCE_END = re.compile(r"[!?]|(?<=\w{5})\.(?!\w)")
_MAX_CUE_WORDS = 3
# Fewer words spell neither a number nor an address.
_MIN_SPOKEN_WORDS = 5
_MAX_GROUPS, _MAX_GROUPS_OF_PHONE, _MIN_WHOLE_DIGITS = 16, 6, 10
# A wall of digits costs no more than this many questions to libphonenumber.
_MAX_PARSE_ATTEMPTS = 120


@dataclass(frozen=True, slots=True)
class ContactEntities:
    """The phone and the e-mail of a message."""

    #: the customer's own
    phone: Phone | None = None
    email: str = ""
    #: digits too few or too many for a phone, where no phone is given
    partial_phone: str = ""
    #: where phones and addresses stand in the text, anybody's
    spans: Sequence[tuple[int, int]] = ()

    def covers(self, position: int) -> bool:
        """Returns whether a character of the text belongs to a phone or an address."""
        return any(start <= position < end for start, end in self.spans)


class _PhoneMention(NamedTuple):
    phone: Phone
    start: int
    end: int


@dataclass(slots=True)
class _ContactSearch:
    """A message being searched."""

    tokenized: TokenizedText
    country: str
    requested_slot: ExpectedReply
    terms: ContactTerms
    #: positions of the tokens in the text
    token_starts: list[int]
    #: questions to libphonenumber that the message may still cost
    attempts_left: int = _MAX_PARSE_ATTEMPTS

    def parse(self, number: str, *, any_country: bool) -> Phone | None:
        """Returns the number as a phone; None for what is none, or when too many were tried.

        `any_country`: it stands where a phone does, so that any country's will do.
        """
        if (
            not MIN_PHONE_DIGITS <= sum(char.isdecimal() for char in number) <= MAX_PHONE_DIGITS + 3
            or self.attempts_left <= 0
        ):
            return None
        self.attempts_left -= 1
        return parse_phone(number, self.country, any_country=any_country)

    def tokens_before(self, position: int) -> list[Token]:
        """Returns the last words before a position of the text, the nearest first."""
        index = bisect_left(self.token_starts, position)
        return list(reversed(self.tokenized.tokens[max(0, index - _MAX_CUE_WORDS) : index]))

    def token_after(self, position: int) -> Token | None:
        """Returns the first word behind a position of the text."""
        index = bisect_left(self.token_starts, position)
        return self.tokenized.tokens[index] if index < len(self.token_starts) else None

    def has_phone_cue(self, start: int) -> bool:
        """Returns whether what stands at `start` is said to be a phone."""
        nearest = self.tokens_before(start)
        return self.requested_slot == "phone" or any(
            word.normalized in self.terms.phone_words or word.normalized in self.terms.my_words for word in nearest
        )


def extract_contacts(
    tokenized: TokenizedText, country: str, requested_slot: ExpectedReply, terms: ContactTerms
) -> ContactEntities:
    """Returns the customer's own phone and e-mail: of several the first, or the one called "my".

    Somebody else's number ("номер жены") counts only when a phone was asked for and no other is given. `country`:
    where a number without + is from. `terms`: the words about phones.
    """
    text = to_ascii_digits(tokenized.text)
    if not _DIGIT.search(text) and "@" not in text and not _may_spell_contact(tokenized, terms):
        return ContactEntities()
    email, email_spans = _find_email(text, tokenized, terms)
    masked = text
    for start, end in email_spans:
        masked = masked[:start] + "|" * (end - start) + masked[end:]
    search = _ContactSearch(tokenized, country, requested_slot, terms, [word.start for word in tokenized.tokens])
    mentions = sorted(
        (*_find_typed_phones(masked, search), *_find_spoken_phones(search)), key=lambda number: number.start
    )
    spans = [*email_spans, *((number.start, number.end) for number in mentions)]
    phone = _choose_customer_phone(masked, mentions, search)
    partial_phone = "" if mentions else _find_partial_phone(masked, search)
    return ContactEntities(phone, email, partial_phone, tuple(spans))


def _may_spell_contact(tokenized: TokenizedText, terms: ContactTerms) -> bool:
    """Returns whether a text without digits and @ may spell a number or an address in words."""
    return len(tokenized.tokens) >= _MIN_SPOKEN_WORDS and any(
        token.normalized in terms.number_words or token.normalized in terms.at_sign_words
        for token in tokenized.tokens
    )


def _find_email(text: str, tokenized: TokenizedText, terms: ContactTerms) -> tuple[str, list[tuple[int, int]]]:
    """Returns the customer's own address, and where addresses stand; "на вашу почту …" is the company's."""
    email_found, spans = "", []
    spoken_pattern = (
        terms.spoken_email_pattern
        if any(word.normalized in terms.at_sign_words for word in tokenized.tokens)
        else None
    )
    for email, span in find_emails(text, spoken_pattern, tuple(terms.dot_words)):
        spans.append(span)
        if not email_found and not is_company_number(text[: span[0]], terms):
            email_found = email
    return email_found, spans


def _mask(match: re.Match[str]) -> str:
    return "|" * len(match[0])


def _find_typed_phones(text: str, search: _ContactSearch) -> Iterator[_PhoneMention]:
    if not _DIGIT.search(text):
        return
    # Hidden, a date joins no number beside it; offsets stay.
    for pattern in (_DATE, _TIME, _COORDINATES, _IBAN, _SLASH_BETWEEN_PHONES):
        text = pattern.sub(_mask, text)
    text = _CARD.sub(lambda found: _mask(found) if _is_card(found[0], search.country) else found[0], text)
    text = _LETTER_FOR_ZERO.sub("0", text)
    for candidate in _PHONE_CANDIDATE.finditer(text):
        for start, end in _split_candidate(text, candidate, search):
            is_cued = search.has_phone_cue(start)
            phone = search.parse(text[start:end], any_country=is_cued)
            if phone and _is_phone(phone, text, start, end, search, is_cued=is_cued):
                yield _PhoneMention(phone, start, end)


def _is_card(digits: str, country: str) -> bool:
    """Returns whether sixteen digits are a card; else they are two Mongolian phones.

    Cards begin with 2, 4 or 5, or add up as Luhn's formula says.
    """
    figures = [int(char) for char in digits if char.isdecimal()]
    luhn = sum(sum(divmod(figure * 2, 10)) for figure in figures[-2::-2]) + sum(figures[-1::-2])
    return national_number_length(country) * 2 != len(figures) or figures[0] in (2, 4, 5) or luhn % 10 == 0


def _split_candidate(text: str, candidate: re.Match[str], search: _ContactSearch) -> Iterator[tuple[int, int]]:
    """Yields where a run of digits stands or, when it is no number as a whole, the valid numbers in it."""
    run, end = candidate[0].lstrip("-"), candidate.end()
    start = end - len(run)
    groups = [(start + group.start(), start + group.end()) for group in _DIGIT_GROUP.finditer(run)]
    is_cued = search.has_phone_cue(start)
    lines = [line for line in run.split("\n") if line.strip()]
    if len(lines) > 1 and _has_whole_phone_line(lines, search):
        for line_groups in _split_by_line(text, groups):
            yield from _find_valid_spans(text, line_groups, search)
        return
    whole = search.parse(run, any_country=is_cued)
    if len(groups) == 1 or (whole and whole.e164):
        yield start, end
        return
    phones = list(_find_valid_spans(text, groups, search))
    may_be_several = "\n" in run or "," in run
    yield from phones or ([(start, end)] if not may_be_several else [])


def _split_by_line(text: str, groups: Sequence[tuple[int, int]]) -> list[list[tuple[int, int]]]:
    """Returns the groups of digits of each line that has any."""
    lines: list[list[tuple[int, int]]] = []
    for group in groups:
        if not lines or "\n" in text[lines[-1][-1][1] : group[0]]:
            lines.append([])
        lines[-1].append(group)
    return lines


def _has_whole_phone_line(lines: Sequence[str], search: _ContactSearch) -> bool:
    """Returns whether a line of digits is a number of its own, so that the lines are no halves of one."""
    return any(
        sum(char.isdecimal() for char in line) >= national_number_length(search.country)
        and (phone := search.parse(line, any_country=False)) is not None
        and phone.e164 is not None
        and not _is_valid_by_chance(phone, search.country)
        for line in lines
    )


def _find_valid_spans(
    text: str, groups: Sequence[tuple[int, int]], search: _ContactSearch
) -> Iterator[tuple[int, int]]:
    first = 0
    while first < len(groups) <= _MAX_GROUPS:
        for last in range(min(first + _MAX_GROUPS_OF_PHONE, len(groups)), first, -1):
            start, end = groups[first][0], groups[last - 1][1]
            part = search.parse(text[start:end], any_country=False)
            if part and part.e164 and not _looks_like_money(text[start:end]):
                yield start, end
                first = last
                break
        else:
            first += 1


def _is_phone(phone: Phone, text: str, start: int, end: int, search: _ContactSearch, *, is_cued: bool) -> bool:
    """Returns whether valid or nearly valid digits are meant as a phone where they stand."""
    has_plus = phone.raw.startswith("+")
    if not has_plus and _is_amount(phone, text, start, end, search):
        return False
    if not has_plus and _is_identifier(phone, text, start, search):
        return False
    if phone.e164 is None:
        return (has_plus or is_cued) and not _looks_like_money(text[start:end])
    return has_plus or is_cued or not _is_valid_by_chance(phone, search.country)


def _is_amount(phone: Phone, text: str, start: int, end: int, search: _ContactSearch) -> bool:
    """Returns whether digits are a price or another quantity: "$15000000", "до 300000", "1 500 000 тенге"."""
    written = text[start:end]
    if _CURRENCY_AFTER.match(text, end) or _CURRENCY_BEFORE.search(text[max(0, start - 3) : start]):
        return True
    after = search.token_after(end)
    if after and after.start - end <= 2 and after.normalized in search.terms.amount_units:
        return True
    has_dial_prefix = phone.e164 is not None and _has_dial_prefix(phone.raw, search.country)
    if _AMOUNT_RANGE.fullmatch(written) or (
        not has_dial_prefix and _ROUND_AMOUNT.fullmatch(written) and phone.raw.endswith("00000")
    ):
        return True
    nearest = search.tokens_before(start)
    is_adjacent = bool(nearest) and not text[nearest[0].end : start].strip(" :~≈-–—")
    return is_adjacent and nearest[0].normalized in search.terms.amount_cues


def _is_identifier(phone: Phone, text: str, start: int, search: _ContactSearch) -> bool:
    """Returns whether digits number something else: "ИИН 900101300123", "номер заказа 87011234567".

    "Оформите заказ 87011234567" and "по заказу: тел. 87011234567" give a phone.
    """
    terms = search.terms
    if _is_called_phone(text, search, start):
        return False
    skipped_phone_words = 0
    after_number_sign = text[:start].rstrip().endswith("#")
    for word in search.tokens_before(start):
        if phone.e164 and _SENTENCE_END.match(text, word.end):
            break
        if word.normalized in terms.identifier_words:
            return True
        if word.normalized in terms.order_words:
            index = bisect_left(search.token_starts, word.start)
            before = search.tokenized.tokens[index - 1] if index else None
            is_number_named = (
                after_number_sign
                or skipped_phone_words > 0
                or (before is not None and before.normalized in terms.phone_words)
            )
            return is_number_named or phone.e164 is None or not _has_dial_prefix(phone.raw, search.country)
        number_word = word.normalized in terms.phone_words or word.normalized == "n"
        if number_word or len(word.normalized) <= 2:
            skipped_phone_words += number_word
            continue
        break
    return after_number_sign and not any(
        word.normalized in terms.phone_words for word in search.tokens_before(start)
    )


def _is_called_phone(text: str, search: _ContactSearch, start: int) -> bool:
    """Returns whether the word right before digits names a phone and nothing else: "тел.", "телефон номер"."""
    terms = search.terms
    if text[:start].rstrip().endswith(("#", "№")):
        return False
    nearest = [word for word in search.tokens_before(start) if word.normalized not in terms.number_nouns]
    return bool(nearest) and nearest[0].normalized in terms.phone_words and len(nearest[0].normalized) > 2


def _has_dial_prefix(raw: str, country: str) -> bool:
    """Returns whether a number is written as it is dialled: with a trunk prefix or the country's code."""
    return len(raw) > national_number_length(country)


def _is_valid_by_chance(phone: Phone, country: str) -> bool:
    """Returns whether digits that nothing calls a phone are valid by chance: a date, or a number of anything."""
    if _COMPACT_DATE.fullmatch(phone.raw):
        return True
    if has_trunk_eight(country) and len(phone.raw) == national_number_length(country):
        return not phone.raw.startswith(("7", "9"))
    return False


def _looks_like_money(number: str) -> bool:
    """Returns whether digits stand in groups of three from the right: "1 500 000"."""
    return bool(re.fullmatch(r"\d{1,3}(?:[ .,]000)+|\d{1,3}(?:[ .,]\d{3}){1,2}", number.strip()))


def _find_spoken_phones(search: _ContactSearch) -> Iterator[_PhoneMention]:
    """Yields numbers in words; only valid ones, for other number words count something."""
    for alternatives in parse_number_words(search.tokenized.tokens, search.terms.number_words):
        for digits, start, end in alternatives:
            phone = search.parse(digits, any_country=search.has_phone_cue(start))
            if phone and phone.e164:
                yield _PhoneMention(phone, start, end)
                break


def _choose_customer_phone(text: str, mentions: Sequence[_PhoneMention], search: _ContactSearch) -> Phone | None:
    """Returns the customer's own number; None where all that are given are somebody else's."""
    if not mentions:
        return None
    labels = classify_phone_owners(text, [(number.start, number.end) for number in mentions], search.terms)
    best = max(range(len(mentions)), key=lambda index: labels[index])
    is_owner_told = max(labels) > PhoneOwner.UNKNOWN or PhoneOwner.OUTDATED in labels
    if (
        len(mentions) > 1
        and not is_owner_told
        and any(word.normalized in search.terms.second_words for word in search.tokenized.tokens)
    ):
        best = 1
    if labels[best] is PhoneOwner.COMPANY:
        return None
    if labels[best] is PhoneOwner.THIRD_PARTY and search.requested_slot != "phone":
        return None
    return mentions[best].phone


def is_partial_phone(tokenized: TokenizedText, contacts: ContactEntities, terms: ContactTerms) -> bool:
    """Returns whether digits too few for a phone are called one: "мой номер 870112345"."""
    start = (
        to_ascii_digits(tokenized.text).find(contacts.partial_phone)
        if len(contacts.partial_phone) >= MIN_PHONE_DIGITS
        else -1
    )
    before = [word.normalized for word in tokenized.tokens if word.start < start][-_MAX_CUE_WORDS:]
    if any(word in terms.identifier_words or word in terms.order_words for word in before):
        return False
    return any(word in terms.phone_words for word in before)


def _find_partial_phone(text: str, search: _ContactSearch) -> str:
    """Returns digits that may be a phone with some missing or too many; "" for an amount or a date."""
    match = _PARTIAL_PHONE.search(text)
    if not match or _CURRENCY_AFTER.match(text, match.end()) or _DATE.search(match[0]):
        return ""
    after = search.token_after(match.end())
    if after and after.start - match.end() <= 2 and after.normalized in search.terms.amount_units:
        return ""
    digits = sum(char.isdecimal() for char in match[0])
    return match[0].strip() if 4 <= digits < _MIN_WHOLE_DIGITS or digits > MAX_PHONE_DIGITS else ""
