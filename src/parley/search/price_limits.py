"""Price limits in a question: "до 300 тысяч", "under $800", "300 мыңға дейін", "от 100 до 200 тысяч"."""

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import NamedTuple

THOUSAND_PATTERN = r"тыс\w*|тыщ\w*|тис\w*|тищ\w*|мың\w*|миң\w*|мин[гғ]\w*|ming\w*|мянга\w*|к\b|k\b|thousand"
MILLION_PATTERN = r"млн\.?|mln\.?|миллион\w*|мільйон\w*|million\w*|сая\w*"
CURRENCY_PATTERN = (
    r"₸|₽|₴|₮|\$|€|тг\b|тенге\w*|tenge|теңге\w*|руб\w*|rub\w*|р\b|грн\w*|гривен\w*|гривень|сом\w*|сўм\w*|сум(?:ов|а)?\b|so['ʻ’]?m\w*|төгрөг\w*|usd|bucks?|бакс\w*|"
    r"dollar\w*|доллар\w*"
)
# As many digits as a price may have: a wall of numbers is read in no time.
_NUMBER = r"(?:\d{1,3}(?:[\s.,]\d{3}){1,4}(?!\d)|\d{1,12}(?!\d)(?:[.,]\d{1,12})?)"
_AMOUNT = (
    r"(?P<{0}sign>[$€₸₽₴₮])?\s?(?P<{0}number>" + _NUMBER.replace("{", "{{").replace("}", "}}") + r")\s*"
    rf"(?:(?P<{{0}}thousand>{THOUSAND_PATTERN})|(?P<{{0}}million>{MILLION_PATTERN}))?\s*(?P<{{0}}money>{CURRENCY_PATTERN})?"
)
_LIMIT_BEFORE = (
    r"(?<!\w)(?:до|to|and|не\s+дороже|не\s+дорожче|не\s+больше|не\s+більше|не\s+более|не\s+выше|не\s+вище|дешевле|"
    r"дешевше|[ву]\s+(?:пределах|межах)|максимум|"
    r"бюджет\w{0,4}(?:\s+(?:до|у\s+меня|около))?|byudjet\w{0,4}|төсөв\w{0,4}|budget(?:\s+(?:is|of))?(?:\s+(?:about|around))?|under|below|up\s+to|"
    r"less\s+than|(?:no|not)\s+more\s+than|nothing\s+over|not\s+over|at\s+most|cheaper\s+than|within|max)\s+(?:чем\s+|ніж\s+|за\s+|a\s+)?"
)
_LOWER_LIMIT = rf"(?:(?<!\w)(?:от|від|from|between)\s+{_AMOUNT.format('f')}(?<=\s)(?=до|to|and))?"
# Case endings stand behind a number, or belong to the unit before: "300-ге", "300 мыңға", "100 мыңнан".
_ENDING = r"(?:-?\s*(?:гача|gacha|[гғқк][аеоө]|га|ga|ka|[дтн][аеоө]н|dan|аас|ээс|оос|өөс|[нг]аас|[нг]ээс))?"
_ABLATIVE = r"(?<=дан|ден|тан|тен|нан|нен|дон|тон|нон|дөн|төн|нөн|dan|аас|ээс|оос|өөс)"
_LOWER_LIMIT_AFTER = rf"(?:(?<!\w){_AMOUNT.format('l')}{_ENDING}{_ABLATIVE}\s+)?"
_LIMIT_AFTER = (
    rf"(?:{_ENDING}{_ABLATIVE}\s*-?(?:арзан|арзон|arzon|төмен|төмөн|кем|кам|kam|past|паст|хямд|бага)\w*"
    r"|\s*(?:максимум|макс\b|maximum|max\b|tops\b|at\s+most|or\s+less|(?:или|и)\s+(?:меньше|дешевле))"
    rf"|{_ENDING}\s*(?:дейін\w*|чейин\w*|gacha|гача|хүртэл|доош|доогуур|илүүгүй|дотор|аспа\w*|ашпа\w*|"
    r"oshma\w*|ошма\w*|хэтрэ\w*|ихгүй|qimmat\s+emas))"
)
_PRICE_LIMIT = re.compile(
    rf"{_LOWER_LIMIT}{_LIMIT_BEFORE}{_AMOUNT.format('a')}(?![\d\w])"
    rf"|{_LOWER_LIMIT_AFTER}(?<!\w){_AMOUNT.format('b')}{_LIMIT_AFTER}",
    re.IGNORECASE,
)
_DIGIT = re.compile(r"\d")
_UNITS = frozenset({"thousand", "million"})
# A bare number is money only when it is large enough to be a price; "до 18", "до 55 дюймов" are none.
_MIN_BARE_PRICES, _MIN_BARE_PRICE = {"USD": 100, "EUR": 100, "GBP": 100}, 1000


class PriceLimits(NamedTuple):
    """What a customer wants to pay, and the text without it."""

    #: inclusive; None where no lower limit was said
    min_price: Decimal | None
    #: inclusive; None where no limit was said
    max_price: Decimal | None
    #: the text without the words of the limits
    rest: str


def extract_price_limits(text: str, currency: str = "") -> PriceLimits:
    """Returns the limits, both inclusive: "ноутбук от 200 до 300 тысяч" has 200,000, 300,000 and "ноутбук". A lower
    limit is only read together with an upper one. `currency`: ISO; how large a bare number must be to be money."""
    match = _PRICE_LIMIT.search(text) if _DIGIT.search(text) else None
    if match is None:
        return PriceLimits(None, None, text)
    upper, lower = _groups_of(match, "ab"), _groups_of(match, "fl")
    max_price = _parse_amount(upper)
    if max_price is None or not _is_money(max_price, upper, currency):
        return PriceLimits(None, None, text)
    rest = f"{text[: match.start()]} {text[match.end() :]}"
    return PriceLimits(_lower_limit(lower, upper, max_price), max_price, rest)


def _groups_of(match: re.Match[str], sides: str) -> dict[str, str]:
    """Returns what was matched of an amount: "number", "thousand", "million", "money", "sign"."""
    return {name[1:]: value for name, value in match.groupdict().items() if value and name[0] in sides}


def _is_money(amount: Decimal, groups: Mapping[str, str], currency: str) -> bool:
    has_unit = not groups.keys().isdisjoint({"sign", "thousand", "million", "money"})
    return has_unit or amount >= _MIN_BARE_PRICES.get(currency, _MIN_BARE_PRICE)


def _lower_limit(lower: Mapping[str, str], upper: Mapping[str, str], max_price: Decimal) -> Decimal | None:
    """Returns the lower limit in the unit behind it, else in that of the upper one: "от 200 до 300 тысяч"."""
    if "number" not in lower:
        return None
    amount = _parse_amount(lower)
    if not _UNITS.isdisjoint(lower):
        return amount
    in_upper_unit = _parse_amount({**upper, "number": lower["number"]})
    return amount if in_upper_unit is None or in_upper_unit > max_price else in_upper_unit


def _parse_amount(groups: Mapping[str, str]) -> Decimal | None:
    digits = re.sub(r"[\s.,](?=\d{3}(?!\d))|\s", "", groups["number"].strip()).replace(",", ".").rstrip(".")
    if not re.fullmatch(r"\d+(\.\d+)?", digits):
        return None
    return Decimal(digits) * (1_000_000 if "million" in groups else 1000 if "thousand" in groups else 1)
