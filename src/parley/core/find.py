"""Phones, e-mails and names in what a customer typed."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from parley.core.heard import Answer, Context, Phone
from parley.core.phrases import Hit, Lexicon
from parley.core.text import Reading, Word

# Contract §1.1: an optional +, a digit, at least seven more digits, spaces, hyphens, brackets. ⚑C36: 15 at most.
_NUMBER = re.compile(r"(?<![\w.,/-])\+?\d[\d\s\-–().]{5,24}\d(?![\w/])")
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)*\.[^\W\d_]{2,}")
_DATE = re.compile(
    r"(?<!\d)\d{1,2}([./-])\d{1,2}\1(?:19|20)?\d{2}(?!\d)|(?<!\d)(?:19|20)\d{2}([./-])\d{1,2}\2\d{1,2}(?!\d)"
)
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
_OWN = re.compile(r"(?:мой|мои|моего|my|менің|менин|mening|мій|миний)\s+\w*\s*:?\s*$", re.IGNORECASE)
_SCRAP = re.compile(r"\d[\d\s\-]{2,}\d")
_FEWEST, _MOST = 7, 15


@dataclass(frozen=True, slots=True)
class Contacts:
    """`spans` are where they stand. `scrap`: digits too few or too many for a phone."""

    phone: Phone | None = None
    email: str = ""
    scrap: str = ""
    spans: Sequence[tuple[int, int]] = field(default_factory=tuple)

    def covers(self, position: int) -> bool:
        return any(start <= position < end for start, end in self.spans)


def contacts(text: str, country: str) -> Contacts:
    """The customer's own phone and e-mail; the first where several are given, the one called "my" before it."""
    email = _EMAIL.search(text)
    spans = [email.span()] if email else []
    rest = _EMAIL.sub(lambda found: " " * len(found[0]), text)
    found = list(_numbers(rest, country))
    spans += [span for _, span, _ in found]
    own = next((phone for phone, _, own in found if own), found[0][0] if found else None)
    scrap = "" if found else _scrap(rest)
    return Contacts(own, email[0] if email else "", scrap, tuple(spans))


def _numbers(text: str, country: str) -> Iterator[tuple[Phone, tuple[int, int], bool]]:
    for candidate in _NUMBER.finditer(text):
        before, after = text[: candidate.start()], text[candidate.end() :]
        if _evidently_not(candidate[0], before, after):
            continue
        phone = parse_phone(candidate[0], country)
        if phone is None or (phone.e164 is None and _looks_like_money(candidate[0])):
            continue
        yield phone, candidate.span(), bool(_OWN.search(before))


def _evidently_not(number: str, before: str, after: str) -> bool:
    if _DATE.fullmatch(number.strip()) or _NOT_OURS_BEFORE.search(before):
        return True
    if number.startswith("+"):
        return False
    return bool(_MONEY_AFTER.match(after) or _MONEY_BEFORE.search(before))


def _looks_like_money(number: str) -> bool:
    """Groups of three from the right: "1 500 000"."""
    return bool(re.fullmatch(r"\d{1,3}(?:[ .]000)+|\d{1,3}(?:[ .]\d{3}){1,2}", number)) and not number.startswith(
        "+"
    )


def parse_phone(text: str, country: str) -> Phone | None:
    """A number as the contract keeps it, with its E.164 form where it is valid; None when it cannot be a phone."""
    raw = re.sub(r"[\s\-–().]", "", text)
    digits = raw.removeprefix("+")
    if not digits.isdigit() or not _FEWEST <= len(digits) <= _MOST:
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
        if country == "UA" and raw.startswith("80"):
            tries.insert(0, (f"+3{raw}", country))
    for text, region in tries:
        try:
            number = phonenumbers.parse(text, region)
        except phonenumbers.NumberParseException:
            continue
        if phonenumbers.is_valid_number(number):
            return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))
    return None


def _scrap(text: str) -> str:
    found = _SCRAP.search(text)
    if not found or _MONEY_AFTER.match(text[found.end() :]) or _DATE.search(found[0]):
        return ""
    digits = sum(char.isdigit() for char in found[0])
    return found[0].strip() if 4 <= digits < 8 or digits > _MOST else ""


# ── names

_MOST_WORDS = 3
_SHORTEST, _LONGEST = 2, 30
# Where these were heard, the words around them are no name.
_NEVER = frozenset(
    [
        "yes",
        "no",
        "wrong",
        "right",
        "later",
        "correction",
        "not_names",
        "phone_words",
        "greeting",
        "thanks",
        "goodbye",
        "human",
        "opt_out",
        "refuses_contact",
        "price",
        "ready",
        "question",
        "who_are_you",
        "catalogue",
        "marks",
        "name_before",
        "name_hint",
        "name_after",
    ]
)


def name(
    reading: Reading,
    hits: Sequence[Hit],
    contacts: Contacts,
    context: Context,
    lexicon: Lexicon,
    *,
    answer: Answer,
) -> str:
    """The customer's name as a person would write it; empty when none was given."""
    taken = {at for hit in hits if hit.kind in _NEVER for at in range(hit.start, hit.end)}
    usable = [at not in taken and _namelike(word, contacts, context) for at, word in enumerate(reading.words)]
    return (
        _after_cue(reading, hits, usable, "name_before", capital=False)
        or _before_cue(reading, hits, usable)
        or _after_cue(reading, hits, usable, "name_hint", capital=True)
        or _bare(reading, hits, usable, contacts, context)
    )


def _namelike(word: Word, contacts: Contacts, context: Context) -> bool:
    return (
        not word.number
        and len(word.text) > 1
        and word.text[0].isalpha()
        and word.folded not in context.not_names
        and not contacts.covers(word.start)
    )


def _after_cue(reading: Reading, hits: Sequence[Hit], usable: Sequence[bool], kind: str, *, capital: bool) -> str:
    for hit in (hit for hit in hits if hit.kind == kind):
        clause = reading.words[hit.start].clause
        start = hit.end
        if kind == "name_before" and start < len(reading.words):
            clause = reading.words[start].clause  # "меня зовут: Сакен"
        chosen = _run(reading, usable, start, clause, capital=capital)
        if chosen:
            return _written(chosen)
    return ""


def _before_cue(reading: Reading, hits: Sequence[Hit], usable: Sequence[bool]) -> str:
    for hit in (hit for hit in hits if hit.kind == "name_after"):
        clause, start = reading.words[hit.start].clause, hit.start
        while start > 0 and usable[start - 1] and reading.words[start - 1].clause == clause:
            start -= 1
        chosen = reading.words[max(start, hit.start - _MOST_WORDS) : hit.start]
        if chosen:
            return _written(chosen)
    return ""


def _run(reading: Reading, usable: Sequence[bool], start: int, clause: int, *, capital: bool) -> list[Word]:
    chosen: list[Word] = []
    for at in range(start, len(reading.words)):
        word = reading.words[at]
        if word.clause != clause or not usable[at] or len(chosen) >= _MOST_WORDS:
            break
        if capital and not word.text[0].isupper():
            break
        # After a first word with a capital, one without is no part of the name: "зовут Сакен хочу ноутбук".
        if chosen and chosen[0].text[0].isupper() and not (word.text[0].isupper() or word.glued):
            break
        chosen.append(word)
    lower = chosen and not chosen[0].text[0].isupper()
    return chosen[:2] if lower and len(chosen) > 2 else chosen


def _bare(
    reading: Reading, hits: Sequence[Hit], usable: Sequence[bool], contacts: Contacts, context: Context
) -> str:
    """A name and nothing else: as the answer to the question, or beside a phone."""
    asked = context.asked in ("name", "correction")
    if not (asked or (contacts.phone and contacts.spans)) or any(c.asking for c in reading.clauses):
        return ""
    fillers = {at for hit in hits if hit.kind in ("greeting", "phone_words", "yes", "no", "wrong", "correction",
                                                  "name_hint", "thanks", "right")
               for at in range(hit.start, hit.end)}  # fmt: skip
    left = [
        at
        for at, word in enumerate(reading.words)
        if at not in fillers and not word.number and not contacts.covers(word.start)
    ]
    glued = sum(reading.words[at].glued for at in left)
    if not left or len(left) - glued > _MOST_WORDS or not all(usable[at] for at in left):
        return ""
    chosen = [reading.words[at] for at in left]
    if not asked and not (chosen[0].text[0].isupper() or len(chosen) <= 2):
        return ""
    return _written(chosen)


def _written(chosen: Sequence[Word]) -> str:
    text = ""
    for word in chosen:
        text += ("-" if word.glued and text else " " if text else "") + _capital(word.text)
    return text if _SHORTEST <= len(text) <= _LONGEST else ""


def _capital(word: str) -> str:
    """O'tkir stays O'tkir: only the first letter is raised, and a shouted word is calmed."""
    rest = word[1:].lower() if word.isupper() or word.islower() else word[1:]
    return word[0].upper() + rest
