"""The words and numbers of a message that may belong to an address; what is a phone, a time or a sum is none."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from parley.nlu.addresses.vocabulary import SPOKEN, STREETS
from parley.text.tokenize import fold

_NUMBER = re.compile(
    r"(?P<house>\d{1,4}(?:-?[а-яёa-z](?![^\W_]))?(?:[/\\]\d{1,4}(?:[а-яёa-z](?![^\W_]))?)?)"
    r"(?P<block>(?:(?:корп|стр|к|с|k|c)\.?\d{1,3})*)"
    r"(?:-(?P<flat>\d{1,4})(?![\d-]|[^\W\d_]))?(?![\d])",
    re.IGNORECASE,
)
_ORDINAL = re.compile(r"\d{1,4}(?:-?(?:летия|летие|лет|[аоыи]?[яй]|[ыо]?го|[ао]е)|-е)(?![^\W_])", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+|/[^\W\d_](?![^\W_]))*")
_MONTHS = "январ|феврал|март|апрел|ма[йяе]|июн|июл|август|сентябр|октябр|ноябр|декабр"
# Streets that begin with a number: "8 Марта", "50 лет Октября", "1905 года".
_DATED = re.compile(
    rf"\b\d{{1,4}}\s+(?:лет\s+[а-яё]+|года|(?:{_MONTHS})[а-я]*|бакинских\s+комиссаров|панфиловцев|гвардейцев)\b",
    re.IGNORECASE,
)
_FESTIVE = re.compile(
    r"(?:8\s+марта|1\s+мая|9\s+мая|9\s+января|7\s+ноября|[23]?[0-9]+\s+лет|1905|26\s|28\s|[0-9]+\s+гв)", re.I
)
_HOUSE_FOLLOWS = re.compile(r"[\s,]+(?:(?:д|дом)\b\.?\s*)?\d{1,3}(?![\d:.])", re.IGNORECASE)

_PHONES = (
    r"\+\d[\d\s()\-]{8,18}\d",
    r"(?<!\d)[78][\s(-]*\d{3}[\s)-]*\d{3}[\s-]?\d{2}[\s-]?\d{2}(?!\d)",
    r"(?<!\d)\(?\d{3}\)?[\s-]?\d{3}[\s-]\d{2}[\s-]\d{2}(?!\d)",
    r"(?<!\d)\d{2,3}-\d{2}-\d{2}(?!\d)",
    r"(?<!\d)\d{9,15}(?!\d)",
)
_PARTS_OF_DAY = "час[а-я]*|утра|вечера|дня|ночи|ч"
_BESIDE = r"(?!\s*-?(?:кв|дом|мкр|микр|корп|стр|лет|[а-я]*\s*ул))"
_TIMES = (
    r"(?<!\d)\d{1,2}[:]\d{2}",
    r"(?<!\d)\d{1,2}[./]\d{1,2}[./]\d{2,4}(?!\d)",
    r"(?<!\d)\d{4}-\d{2}-\d{2}(?!\d)",
    r"(?<![\d.])\d{1,2}\.\d{2}(?!\d)",
    rf"(?<![\w.])(?:в|до|после|около|часам?)\s+\d{{1,2}}(?:[-:.]\d{{2}})?(?:\s*(?:{_PARTS_OF_DAY})\b)?(?!\d|[а-я/]){_BESIDE}",
    rf"(?<!\d\s)(?<!\d)(?<![\w.])(?:к|с)\s+\d{{1,2}}(?:[:.]\d{{2}})?(?!\d|[а-я/]){_BESIDE}",
    rf"(?<!\d)\d{{1,2}}\s*(?:{_PARTS_OF_DAY})\b",
    rf"(?<!\d)\d{{1,2}}(?:-?го)?\s+(?:{_MONTHS})[а-я]*(?:\s+\d{{4}})?",
)
# Phones and cards as other countries write them: groups of digits, eight or more in all.
_GROUPS = re.compile(r"(?<![\d/])\d{2,4}(?:[\s.\-]\d{2,4})+(?!\d)")
_FEWEST_DIGITS = 8
_MEASURES = (
    r"(?<!\d)24/7(?!\d)|(?<!\d)50/50(?!\d)",
    r"(?<![\w/])\d+(?:[.,]\d+)?\s*(?:[xх×*]|\s+на\s+)\s*\d+(?:[.,]\d+)?(?:\s*[xх×*]\s*\d+)?",
    r"(?<!\w)\d+(?:\.\d+)+(?!\w)",
    r"(?<![\w/])\d+(?:[.,\s]\d+)?\s*(?:кв\.?\s?м\b|м2|м²|₽|\$|€|₸|%|(?:мбит|мб|mb|мегабит|гбит|гб|руб|рубл|тг|тенге|сом|камер|"
    r"дн[яе]|дней|лет|недел|месяц|человек|комнат|шт|мин|телевизор|роутер|устройств|год|класс|градус|квадрат|метр|соток|"
    r"км|раз|этажей|кг|кило|дюйм|инч|штук|литр|грам|ватт|жас|жаш)[а-я/]*|р)(?![^\W\d_])",
    r"(?:тариф|пакет)[а-я]*\s+(?:[^\W\d_]+\s+)?(?:на\s+|за\s+)?\d+",
    r"(?<!\w)за\s+\d{3,5}(?!\d)",
    r"(?:№\s*)?договор[а-я]*\s+\d+",
)
_APART = re.compile(
    "|".join((r"\S+@\S+", r"https?://\S+", *_PHONES, *_TIMES, *_MEASURES)),
    re.IGNORECASE,
)
# Parts of an address that nobody needs to find the house.
_ASIDE = re.compile(
    r"\b(?:подъезд|под\.|п-д|этаж|эт\b\.?|домофон|код)[а-я]*\s*[:#№]?\s*\d+[а-яa-z]?"
    r"|\b\d{1,3}(?:-?[а-яё]{1,2})?\s*-?(?:этаж|подъезд|эт\b)[а-я]*(?!\s*[:#№]?\s*\d|[а-я])"
    r"|(?<!\d)\d{6}(?=\s*,|\s+[а-яa-z])",
    re.IGNORECASE,
)
_OPENING = re.compile(rf"(?:^|[\s,])(?:{'|'.join(map(re.escape, sorted(STREETS, key=len, reverse=True)))})\.?\s*$")


class Token(NamedTuple):
    """`kind`: "w" a word, "n" a number, "," a pause, "|" where something else was said. `dot`: a dot follows.
    Of a number: `house` with its letters and `block`s, and a `flat` behind a hyphen."""

    kind: str
    text: str
    folded: str
    start: int
    end: int
    dot: bool = False
    block: str = ""
    flat: str = ""


def tokens(text: str) -> list[Token]:
    """Of a text that `clean` made; places are in it."""
    named = [found.span() for found in _DATED.finditer(text) if _is_street(text, found)]
    masked = _masked(text, named)
    return _spoken(list(_tokens(masked, dict(named))))


def _is_street(text: str, found: re.Match[str]) -> bool:
    if _OPENING.search(fold(text[: found.start()])):
        return True
    return bool(_FESTIVE.match(found[0]) and _HOUSE_FOLLOWS.match(text, found.end()))


def _masked(text: str, named: list[tuple[int, int]]) -> str:
    """The text with | where something else is said, and pauses for what nobody needs; of the same length."""

    def over(sign: str, found: re.Match[str]) -> str:
        inside = any(start < found.end() and found.start() < end for start, end in named)
        return found[0] if inside else sign * len(found[0])

    text = _ASIDE.sub(lambda found: over(",", found), text)
    text = _APART.sub(lambda found: over("|", found), text)
    return _GROUPS.sub(lambda found: over("|", found) if _digits(found[0]) >= _FEWEST_DIGITS else found[0], text)


def _digits(text: str) -> int:
    return sum(char.isdecimal() for char in text)


def _tokens(text: str, named: dict[int, int]) -> Iterator[Token]:
    at = 0
    while at < len(text):
        if end := named.get(at):
            yield Token("w", text[at:end], fold(text[at:end]), at, end)
            at = end
        elif found := _ORDINAL.match(text, at):
            yield Token("w", found[0], fold(found[0]), at, found.end())
            at = found.end()
        elif text[at].isdecimal():
            token = _number(text, at)
            yield token
            at = token.end
        elif found := _WORD.match(text, at):
            dot = text[found.end() : found.end() + 1] == "."
            yield Token("w", found[0], fold(found[0]), at, found.end(), dot)
            at = found.end() + dot
        else:
            if text[at] in ",;:()\n.!?|":
                yield Token("|" if text[at] in "|?!" else ",", text[at], text[at], at, at + 1)
            at += 1


def _number(text: str, at: int) -> Token:
    found = _NUMBER.match(text, at)
    if found is None:
        end = at
        while end < len(text) and text[end].isdecimal():
            end += 1
        return Token("|", text[at:end], "|", at, end)
    house = spelled(found["house"])
    return Token("n", found[0], house, at, found.end(), block=spelled(found["block"]), flat=found["flat"] or "")


_LATIN = str.maketrans("abcdekmop", "авсдекмор")


def spelled(house: str) -> str:
    """ "5-A" → "5а"; "12\\3" → "12/3"; "2корп3" → "2к3"."""
    plain = house.casefold().replace("\\", "/").replace(".", "").replace("-", "").replace(" ", "")
    return plain.translate(_LATIN).replace("ё", "е").replace("корп", "к").replace("стр", "с")


def _spoken(found: list[Token]) -> list[Token]:
    """ "двадцать пять" is one number; "пять двенадцать" are two."""
    made: list[Token] = []
    last, value = 1000, 0
    for token in found:
        number = SPOKEN.get(token.folded) if token.kind == "w" else None
        if number is None:
            made.append(token)
            last = 1000
            continue
        if last < 1000 and _completes(last, number):
            value += number
            made[-1] = made[-1]._replace(folded=str(value), end=token.end)
        else:
            value = number
            made.append(Token("n", token.text, str(number), token.start, token.end))
        last = number
    return made


def _completes(last: int, number: int) -> bool:
    return (last >= 100 and 0 < number < 100) or (20 <= last < 100 and 0 < number < 10)
