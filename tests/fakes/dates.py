"""The words of time of all languages, compiled once for the tests that read dates."""

from datetime import datetime
from zoneinfo import ZoneInfo

from parley.languages.registry import find_languages
from parley.nlu.dates.matcher import DateMatcher
from parley.nlu.dates.tokens import DateTokens
from parley.text.tokenize import tokenize

LANGUAGES = find_languages()
DATE_MATCHER = DateMatcher([(code, language.dates) for code, language in sorted(LANGUAGES.items())])
# A Monday.
NOW = datetime(2025, 11, 17, 12, tzinfo=ZoneInfo("Asia/Almaty"))


def date_tokens(text: str) -> DateTokens:
    """Returns the text as the rules for days and for the clock see it."""
    tokenized = tokenize(text)
    return DateTokens(tokenized.text, DATE_MATCHER.tokenize(tokenized.tokens))
