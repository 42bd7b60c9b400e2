"""The language that a passage is written in: what is not in the customer's is quoted and not passed off."""

from functools import lru_cache

from parley.nlu.language.detect import detect_text_language
from parley.nlu.phrase_matcher import PhraseMatcher
from parley.services import Services
from parley.text.tokenize import tokenize

# So many words at its beginning tell a text's language.
_MAX_WORDS = 40


def passage_language(rt: Services, text: str, company_language: str) -> str:
    """Returns the ISO code of a passage's language. `company_language`: what it is where nothing tells."""
    return _detect(rt.phrase_matcher, text, company_language)


@lru_cache(maxsize=1024)  # a company's passages are the same for every question
def _detect(matcher: PhraseMatcher, text: str, company_language: str) -> str:
    return detect_text_language(tokenize(text, head_and_tail=(_MAX_WORDS, 0)), company_language, matcher)
