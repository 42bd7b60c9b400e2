"""Price limits in a question: "до 300 тысяч", "under $800", "300 мыңға дейін", "от 100 до 200 тысяч"."""

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import NamedTuple

THOUSAND_PATTERN = r"тыс\w*|тис\w*|мың\w*|миң\w*|мин[гғ]\w*|ming\w*|мянга\w*|к\b|k\b|thousand"
MILLION_PATTERN = r"млн\.?|миллион\w*|мільйон\w*|million\w*|сая\w*"
CURRENCY_PATTERN = (
    r"₸|₽|₴|₮|\$|€|тг\b|тенге\w*|tenge|теңге\w*|руб\w*|rub\w*|р\b|грн\w*|гривен\w*|гривень|сом\w*|so['ʻ’]?m\w*|төгрөг\w*|usd|"
    r"dollar\w*|доллар\w*"
)
_NUMBER = r"(?:\d{1,3}(?:[\s.,]\d{3})+(?!\d)|\d+(?:[.,]\d+)?)"
_AMOUNT = (
    r"(?P<{0}sign>[$€₸₽₴₮])?\s?(?P<{0}number>" + _NUMBER.replace("{", "{{").replace("}", "}}") + r")\s*"
    rf"(?:(?P<{{0}}thousand>{THOUSAND_PATTERN})|(?P<{{0}}million>{MILLION_PATTERN}))?\s*(?P<{{0}}money>{CURRENCY_PATTERN})?"
)
_LIMIT_BEFORE = (
    r"(?<!\w)(?:до|to|and|не\s+дороже|не\s+больше|не\s+более|не\s+дорожче|не\s+більше|дешевле|дешевше|"
    r"в\s+пределах|в\s+межах|максимум|"
    r"бюджет(?:\s+(?:до|у\s+меня|около))?|budget(?:\s+(?:is|of))?(?:\s+(?:about|around))?|under|below|up\s+to|"
    r"less\s+than|no\s+more\s+than|not\s+more\s+than|nothing\s+over|not\s+over|at\s+most|cheaper\s+than|within|max)"
    r"\s+(?:чем\s+)?"
)
_LOWER_LIMIT = (
    r"(?:(?<!\w)(?:от|від|from|between)\s+\$?(?P<aleast>" + _NUMBER + r")\s*"
    rf"(?P<a_unit>{THOUSAND_PATTERN})?\s*(?:{CURRENCY_PATTERN})?\s+(?=до|to|and))?"
)
_LIMIT_AFTER = (
    r"\s*(?:-?\s*(?:ге|ке|га|ка|гө|гача|gacha|қа|ға|[дтн][ае]н|[дт]өн|[дт]он|dan|аас|ээс|оос|өөс))?"
    r"\s*(?:дейін\w*|чейин\w*|gacha|гача|хүртэл|доош|илүүгүй|аспа\w*|ашпа\w*|oshma\w*|ошма\w*|хэтрэ\w*|qimmat\s+emas)"
)
_PRICE_LIMIT = re.compile(
    rf"{_LOWER_LIMIT}{_LIMIT_BEFORE}{_AMOUNT.format('a')}(?![\d\w])|(?<!\w){_AMOUNT.format('b')}{_LIMIT_AFTER}",
    re.IGNORECASE,
)
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
    match = _PRICE_LIMIT.search(text)
    if match is None:
        return PriceLimits(None, None, text)
    groups = {name[1:]: value for name, value in match.groupdict().items() if value}
    max_price = _parse_amount(groups["number"], groups)
    if max_price is None or not _is_money(max_price, groups, currency):
        return PriceLimits(None, None, text)
    return PriceLimits(_lower_limit(groups), max_price, f"{text[: match.start()]} {text[match.end() :]}")


def _is_money(amount: Decimal, groups: Mapping[str, str], currency: str) -> bool:
    has_unit = not groups.keys().isdisjoint({"sign", "thousand", "million", "money"})
    return has_unit or amount >= _MIN_BARE_PRICES.get(currency, _MIN_BARE_PRICE)


def _lower_limit(groups: Mapping[str, str]) -> Decimal | None:
    """Returns the lower limit in the unit behind it, else in that of the upper one: "от 200 до 300 тысяч"."""
    if "least" not in groups:
        return None
    if "_unit" not in groups:
        return _parse_amount(groups["least"], groups)
    amount = _parse_amount(groups["least"], {})
    return None if amount is None else amount * 1000


def _parse_amount(number: str, groups: Mapping[str, str]) -> Decimal | None:
    digits = re.sub(r"[\s.,](?=\d{3}(?!\d))|\s", "", number.strip()).replace(",", ".").rstrip(".")
    if not re.fullmatch(r"\d+(\.\d+)?", digits):
        return None
    return Decimal(digits) * (1_000_000 if "million" in groups else 1000 if "thousand" in groups else 1)
