"""Cuts a message into the words and numbers that may belong to an address: no phones, times or sums."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from parley.nlu.addresses.vocabulary import NUMBER_WORDS, STREET_TYPES
from parley.text.normalize import normalize

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
_NUMBER_NAMED_STREET = re.compile(
    rf"\b\d{{1,4}}\s+(?:лет\s+[а-яё]+|года|(?:{_MONTHS})[а-я]*|бакинских\s+комиссаров|панфиловцев|гвардейцев)\b",
    re.IGNORECASE,
)
_COMMEMORATIVE_NAME = re.compile(
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
_NOT_BEFORE_ADDRESS_WORD = r"(?!\s*-?(?:кв|дом|мкр|микр|корп|стр|лет|[а-я]*\s*ул))"
_TIMES = (
    r"(?<!\d)\d{1,2}[:]\d{2}",
    r"(?<!\d)\d{1,2}[./]\d{1,2}[./]\d{2,4}(?!\d)",
    r"(?<!\d)\d{4}-\d{2}-\d{2}(?!\d)",
    r"(?<![\d.])\d{1,2}\.\d{2}(?!\d)",
    rf"(?<![\w.])(?:в|до|после|около|часам?)\s+\d{{1,2}}(?:[-:.]\d{{2}})?(?:\s*(?:{_PARTS_OF_DAY})\b)?(?!\d|[а-я/]){_NOT_BEFORE_ADDRESS_WORD}",
    rf"(?<!\d\s)(?<!\d)(?<![\w.])(?:к|с)\s+\d{{1,2}}(?:[:.]\d{{2}})?(?!\d|[а-я/]){_NOT_BEFORE_ADDRESS_WORD}",
    rf"(?<!\d)\d{{1,2}}\s*(?:{_PARTS_OF_DAY})\b",
    rf"(?<!\d)\d{{1,2}}(?:-?го)?\s+(?:{_MONTHS})[а-я]*(?:\s+\d{{4}})?",
)
# Phones and cards as other countries write them: groups of digits, eight or more in all.
_DIGIT_GROUPS = re.compile(r"(?<![\d/])\d{2,4}(?:[\s.\-]\d{2,4})+(?!\d)")
_MIN_PHONE_DIGITS = 8
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
_NON_ADDRESS = re.compile(
    "|".join((r"\S+@\S+", r"https?://\S+", *_PHONES, *_TIMES, *_MEASURES)),
    re.IGNORECASE,
)
# Parts of an address that nobody needs to find the house.
_FLOOR_OR_ENTRANCE = r"(?:этаж|поверх|подъезд|під['’ʼ]?їзд|эт\b\.?|floor|entrance)"
# In these languages the number stands first.
_FLOOR_BEHIND = r"(?:қабат|кабат|қават|qavat|давхар|кіреберіс|кире\s?бериш|podyezd|podezd|орц)"
_FLAT_FOLLOWS = r"(?:кв|пәтер|батир|flat|apt|apartment|xonadon|тоот)"
_ORDINAL_ENDING = r"(?:-?(?:[а-яё]{1,2}|st|nd|rd|th))?"
_IRRELEVANT_PARTS = re.compile(
    rf"(?<![\w-])\d{{1,3}}{_ORDINAL_ENDING}\s*-?\s?{_FLOOR_BEHIND}\w*(?!\s*[:#№]\s*\d)"
    rf"|\b(?:подъезд|під['’ʼ]?їзд|под\.|п-д|этаж|поверх|эт\b\.?|домофон|код|floor|entrance)[а-яa-z]*\s*[:#№]?\s*\d+[а-яa-z]?"
    rf"|\b\d{{1,3}}{_ORDINAL_ENDING}\s*-?{_FLOOR_OR_ENTRANCE}[а-яa-z]*(?!\s*[:#№]?\s*\d+(?!\d*\s*-?{_FLAT_FOLLOWS})|[а-яa-z])"
    r"|(?<!\d)\d{6}(?=\s*,|\s+[а-яa-z])",
    re.IGNORECASE,
)
# "12-я кв": a number all the same.
_ORDINAL_FLAT = re.compile(r"\b\d{1,4}-я(?=\s*кв)", re.IGNORECASE)
_WITHOUT_ORDINAL_ENDING = str.maketrans("-яЯ", "   ")
_STREET_TYPE_BEFORE = re.compile(
    rf"(?:^|[\s,])(?:{'|'.join(map(re.escape, sorted(STREET_TYPES, key=len, reverse=True)))})\.?\s*$"
)


class AddressToken(NamedTuple):
    """A word, a number or a pause of a message."""

    #: "w" a word, "n" a number, "," a pause, "|" where something else was said
    kind: str
    text: str
    #: of a number: the house with its letters
    normalized: str
    #: position in the text
    start: int
    end: int
    #: a dot follows
    has_dot: bool = False
    #: of a number: its blocks, "к2"
    block: str = ""
    #: of a number: the flat behind a hyphen
    flat: str = ""


def tokenize_address(text: str) -> list[AddressToken]:
    """Returns the tokens of a text that is sanitised already; positions are in it."""
    street_spans = [
        matched.span() for matched in _NUMBER_NAMED_STREET.finditer(text) if _is_street_name(text, matched)
    ]
    masked_text = _mask_non_address(text, street_spans)
    return _merge_number_words(list(_find_tokens(masked_text, dict(street_spans))))


def _is_street_name(text: str, matched: re.Match[str]) -> bool:
    if _STREET_TYPE_BEFORE.search(normalize(text[: matched.start()])):
        return True
    return bool(_COMMEMORATIVE_NAME.match(matched[0]) and _HOUSE_FOLLOWS.match(text, matched.end()))


def _mask_non_address(text: str, street_spans: list[tuple[int, int]]) -> str:
    """Returns the text, of the same length, with | for what is said of other things and pauses for idle parts."""

    def fill(sign: str, found: re.Match[str]) -> str:
        inside = any(start < found.end() and found.start() < end for start, end in street_spans)
        return found[0] if inside else sign * len(found[0])

    text = _ORDINAL_FLAT.sub(lambda matched: matched[0].translate(_WITHOUT_ORDINAL_ENDING), text)
    text = _IRRELEVANT_PARTS.sub(lambda matched: fill(",", matched), text)
    text = _NON_ADDRESS.sub(lambda matched: fill("|", matched), text)
    return _DIGIT_GROUPS.sub(
        lambda matched: fill("|", matched) if _count_digits(matched[0]) >= _MIN_PHONE_DIGITS else matched[0], text
    )


def _count_digits(text: str) -> int:
    return sum(char.isdecimal() for char in text)


def _find_tokens(text: str, street_ends: dict[int, int]) -> Iterator[AddressToken]:
    index = 0
    while index < len(text):
        if end := street_ends.get(index):
            yield AddressToken("w", text[index:end], normalize(text[index:end]), index, end)
            index = end
        elif matched := _ORDINAL.match(text, index):
            yield AddressToken("w", matched[0], normalize(matched[0]), index, matched.end())
            index = matched.end()
        elif text[index].isdecimal():
            token = _parse_number_token(text, index)
            yield token
            index = token.end
        elif matched := _WORD.match(text, index):
            dot = text[matched.end() : matched.end() + 1] == "."
            yield AddressToken("w", matched[0], normalize(matched[0]), index, matched.end(), dot)
            index = matched.end() + dot
        else:
            if text[index] in ",;:()\n.!?|":
                yield AddressToken("|" if text[index] in "|?!" else ",", text[index], text[index], index, index + 1)
            index += 1


def _parse_number_token(text: str, index: int) -> AddressToken:
    matched = _NUMBER.match(text, index)
    if matched is None:
        end = index
        while end < len(text) and text[end].isdecimal():
            end += 1
        return AddressToken("|", text[index:end], "|", index, end)
    house = normalize_house(matched["house"])
    return AddressToken(
        "n",
        matched[0],
        house,
        index,
        matched.end(),
        block=normalize_house(matched["block"]),
        flat=matched["flat"] or "",
    )


_LATIN_TO_CYRILLIC = str.maketrans("abcdekmop", "авсдекмор")


def normalize_house(house: str) -> str:
    """Returns a house number in one spelling: "5а" of "5-A", "12/3" of "12\\3", "2к3" of "2корп3"."""
    cleaned = house.casefold().replace("\\", "/").replace(".", "").replace("-", "").replace(" ", "")
    return cleaned.translate(_LATIN_TO_CYRILLIC).replace("ё", "е").replace("корп", "к").replace("стр", "с")


def _merge_number_words(tokens: list[AddressToken]) -> list[AddressToken]:
    """Returns the tokens with numbers for number words: "двадцать пять" is one, "пять двенадцать" are two."""
    merged: list[AddressToken] = []
    last, value = 1000, 0
    for token in tokens:
        number = NUMBER_WORDS.get(token.normalized) if token.kind == "w" else None
        if number is None:
            merged.append(token)
            last = 1000
            continue
        if last < 1000 and _can_add(last, number):
            value += number
            merged[-1] = merged[-1]._replace(normalized=str(value), end=token.end)
        else:
            value = number
            merged.append(AddressToken("n", token.text, str(number), token.start, token.end))
        last = number
    return merged


def _can_add(last: int, number: int) -> bool:
    return (last >= 100 and 0 < number < 100) or (20 <= last < 100 and 0 < number < 10)
