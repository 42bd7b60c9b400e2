"""Finds the phones of a message: typed, joined to others and to dates, or said in words."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from parley.nlu.contacts.contact_search import ContactSearch, PhoneMention
from parley.nlu.contacts.phone import national_number_length
from parley.nlu.contacts.phone_evidence import is_phone, is_valid_by_chance, looks_like_money
from parley.nlu.contacts.spoken_numbers import find_digit_runs

# Contract §1.1: an optional +, a digit, at least seven more digits, spaces, hyphens, brackets. ⚑C36: 15 at most.
_PHONE_CANDIDATE = re.compile(
    r"(?<![\w/#-])(?<![0-9][.,])\+?\(?\+?[0-9][0-9 \t\n\-–—‐‑−().,~*_⃣]{5,48}[0-9](?![0-9a-zA-Z_/])"
    # "тел87011234567", "№87011234567", "wa.me/77012345678", "Айдар-87011234567"
    r"|(?<=[^\W\da-zA-Z_])-?\+?[78]?[0-9]{10}(?![\w/])|(?<=#)\+?[0-9]{10,12}(?![\w/])"
    r"|(?:(?<=wa\.me/)|(?<=t\.me/)|(?<=phone=)|(?<=tel:))\+?[0-9]{8,15}(?![0-9])"
)
_DIGIT = re.compile(r"\d")
DATE = re.compile(
    r"(?<!\d)\d{1,2}([./-])\d{1,2}\1(?:19|20)\d{2}(?!\d)|(?<!\d)(?:19|20)\d{2}([./-])\d{1,2}\2\d{1,2}(?!\d)"
    r"|(?<![\d.])(?:0?[1-9]|[12]\d|3[01])([./])(?:0?[1-9]|1[0-2])\3\d{2}(?![\d.])"
    r"|(?<!\d)(?:19|20)\d{2}[-–](?:19|20)\d{2}(?!\d)"
)
_TIME = re.compile(r"(?<!\d)[0-2]?\d:[0-5]\d(?!\d)")
_COORDINATES = re.compile(r"(?<![\d.])-?\d{1,3}\.\d{4,}[°NSEW]?\s*[,;/ ]\s*-?\d{1,3}\.\d{4,}")
_IBAN = re.compile(r"(?<!\w)[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){3,7}(?: ?[A-Z0-9]{1,3})?(?!\w)")
_CARD = re.compile(r"(?<!\d)\d{4}(?:[ -]?\d{4}){3}(?!\d)")
_SLASH_BETWEEN_PHONES = re.compile(r"(?<=\d)\s?/\s?(?=\+?\d[\d \-()]{6,})")
# "7О1 23О", "5O3", "87O5118402З": letters that look like digits, in a group with at least one digit.
_DIGITS_AND_LETTERS = re.compile(r"(?<!\w)(?=[oOоОзЗlI]*[0-9])[0-9oOоОзЗlI]{2,}(?!\w)")
_LIKE_DIGITS = str.maketrans("oOоОзЗlI", "00003311")
# A run of such groups as long as a phone: "8 7О1 55З I2 ЗО", "O7OO 9l 2O 6З". The first has a digit.
_LETTERED_GROUP = "[0-9oOоОзЗlI|бSB]{1,12}"
_LETTERED_RUN = re.compile(
    r"(?<![\w|])(?=[oOоОзЗlI|бSB]{0,4}[0-9])"
    rf"{_LETTERED_GROUP}(?:[ ()\-.]{{1,3}}{_LETTERED_GROUP}){{1,7}}(?![\w|])"
)
_LIKE_DIGITS_IN_RUN = str.maketrans("oOоОзЗlI|бSB", "000033111658")
_MIN_RUN_DIGITS = 8
_DIGIT_GROUP = re.compile(r"\+?\(?[0-9]+")
_MAX_EXTENSION_GAP, _MAX_EXTENSION_DIGITS = 4, 6
_MAX_GROUPS, _MAX_GROUPS_OF_PHONE = 16, 6


def _letters_to_digits(match: re.Match[str]) -> str:
    """Returns a group with its letters as digits; "3л", "5з" count something."""
    written = match[0]
    has_more = sum(char.isdecimal() for char in written) > 1 or written[0] in "oOоО"
    return written.translate(_LIKE_DIGITS) if has_more or written[-1] in "oOоО" else written


def _run_to_digits(match: re.Match[str]) -> str:
    """Returns a run of groups with its letters as digits, where it is as long as a phone and has enough of them."""
    written, digits = match[0], match[0].translate(_LIKE_DIGITS_IN_RUN)
    digit_count, typed_count = sum(map(str.isdecimal, digits)), sum(map(str.isdecimal, written))
    return digits if digit_count >= _MIN_RUN_DIGITS and typed_count * 3 >= digit_count else written


def _mask(match: re.Match[str]) -> str:
    return "|" * len(match[0])


def find_typed_phones(text: str, search: ContactSearch) -> Iterator[PhoneMention]:
    if not _DIGIT.search(text):
        return
    text = hide_other_numbers(text, search.country)
    text = _LETTERED_RUN.sub(_run_to_digits, text)
    text = _DIGITS_AND_LETTERS.sub(_letters_to_digits, text)
    for candidate in _PHONE_CANDIDATE.finditer(text):
        for start, end in _split_candidate(text, candidate, search):
            is_cued = search.has_phone_cue(start)
            phone = search.parse(text[start:end], any_country=is_cued)
            if phone and is_phone(phone, text, start, end, search, is_cued=is_cued):
                extension, end = _extension_behind(end, search)
                yield PhoneMention(replace(phone, extension=extension) if extension else phone, start, end)


def hide_other_numbers(text: str, country: str) -> str:
    """Returns the text, of the same length, without dates, times, places and cards: none of them joins a number
    beside it."""
    for pattern in (DATE, _TIME, _COORDINATES, _IBAN, _SLASH_BETWEEN_PHONES):
        text = pattern.sub(_mask, text)
    return _CARD.sub(lambda found: _mask(found) if _is_card(found[0], country) else found[0], text)


def _extension_behind(end: int, search: ContactSearch) -> tuple[str, int]:
    """Returns the digits to dial behind a number, "105" of "доб. 105", and where they end; "" for none."""
    word = search.token_after(end)
    if word is None or word.start - end > _MAX_EXTENSION_GAP or word.normalized not in search.terms.extension_words:
        return "", end
    digits = search.token_after(word.end)
    if digits is not None and digits.normalized in search.terms.phone_words:
        digits = search.token_after(digits.end)
    is_extension = digits is not None and digits.text.isdecimal() and len(digits.text) <= _MAX_EXTENSION_DIGITS
    return (digits.text, digits.end) if digits is not None and is_extension else ("", end)


def _is_card(digits: str, country: str) -> bool:
    """Returns whether sixteen digits are a card; else they are two Mongolian phones, or one with digits too many.

    Cards begin with 2, 4 or 5, or add up as Luhn's formula says; elsewhere four groups of four are one, too.
    """
    figures = [int(char) for char in digits if char.isdecimal()]
    luhn = sum(sum(divmod(figure * 2, 10)) for figure in figures[-2::-2]) + sum(figures[-1::-2])
    may_be_grouped = national_number_length(country) * 2 != len(figures) and not digits.isdecimal()
    return may_be_grouped or figures[0] in (2, 4, 5) or luhn % 10 == 0


def _split_candidate(text: str, candidate: re.Match[str], search: ContactSearch) -> Iterator[tuple[int, int]]:
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


def _has_whole_phone_line(lines: Sequence[str], search: ContactSearch) -> bool:
    """Returns whether a line of digits is a number of its own, so that the lines are no halves of one."""
    return any(
        sum(char.isdecimal() for char in line) >= national_number_length(search.country)
        and (phone := search.parse(line, any_country=False)) is not None
        and phone.e164 is not None
        and not is_valid_by_chance(phone, search.country)
        for line in lines
    )


def _find_valid_spans(
    text: str, groups: Sequence[tuple[int, int]], search: ContactSearch
) -> Iterator[tuple[int, int]]:
    first = 0
    while first < len(groups) <= _MAX_GROUPS:
        for last in range(min(first + _MAX_GROUPS_OF_PHONE, len(groups)), first, -1):
            start, end = groups[first][0], groups[last - 1][1]
            part = search.parse(text[start:end], any_country=False)
            if part and part.e164 and not looks_like_money(text[start:end]):
                yield start, end
                first = last
                break
        else:
            first += 1


def find_spoken_phones(search: ContactSearch) -> Iterator[PhoneMention]:
    """Yields numbers in words; only valid ones, for other number words count something."""
    for alternatives in find_digit_runs(search.tokenized.tokens, search.terms.number_words):
        for digits, start, end in alternatives:
            phone = search.parse(digits, any_country=search.has_phone_cue(start))
            if phone and phone.e164:
                yield PhoneMention(phone, start, end)
                break
