"""Of a passage, the sentences that answer: those with the day, the place or the thing asked for, with a price where
one is asked, with a time where it is asked how long."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from parley.concepts.matcher import GOODS, PLACES, SALE_TERMS
from parley.concepts.token import ConceptToken, concept_tokens, token_similarity
from parley.nlu.dates.matcher import DateMatcher
from parley.search.destination import find_destinations
from parley.search.highlights import HIGHLIGHT_CHARS, extract_highlight
from parley.search.opening_days import NO_DAYS, Days, asked_days, hours_of_days
from parley.search.price_limits import CURRENCY_PATTERN
from parley.search.question import Question
from parley.search.topics import concept_topic
from parley.text.sentences import split_sentences
from parley.text.tokenize import tokenize

# What a word counts that stands above the passage, or is its topic: all its sentences are about that.
_TOPIC_WORD_WEIGHT = 0.15
# What it counts that a sentence has a price, a time or the places served beside the own town, where that is asked.
_FITTING_FACT_BONUS, _ELSEWHERE_BONUS = 0.8, 1.0
# A word of a sentence is one of the question from here on.
_MIN_SIMILARITY = 0.8
# Less tells no sentence from another; what comes so near to the best is answer as well.
_MIN_TELLING_SCORE, _NEARLY_BEST = 0.5, 0.85
_DURATION_CONCEPTS = frozenset({"time-of-delivery", "lead-time", "how-long"})
_ELSEWHERE_CONCEPT = "intercity-delivery"
_ABROAD_CONCEPT = "abroad-delivery"
_SOON_CONCEPT = "express-delivery"
_FREE_CONCEPTS = frozenset({"free", "free-delivery"})
_AMOUNT = re.compile(rf"[$€£¥₸₽₴₮]\s?\d|\d[\d\s.,\u00a0]*\s?(?:{CURRENCY_PATTERN}|£|%)", re.IGNORECASE)
_DURATION_KINDS = ("minute_units", "hour_units", "day_units", "week_units", "month_units", "year_units")
_ENUMERATION_END = re.compile(r"(?<=[,;])\s+")
_NUMBER = re.compile(r"\d")
# A word before the number, or one behind its unit.
_NAME_AND_NUMBER = re.compile(r"[^\W\d_]{2}.*\d|\d\W*[^\W\d_]+\W+[^\W\d_]{2}")
# A unit and more behind the number: the piece says all by itself.
_MIN_WORDS_WITH_PREDICATE = 2


@dataclass(frozen=True, slots=True)
class AskedDetails:
    """What narrows a question down within its topic."""

    tokens: Sequence[ConceptToken]
    days: Days = NO_DAYS
    asks_price: bool = False
    asks_duration: bool = False
    #: "today", "tomorrow"
    asks_soon: bool = False
    #: words for a place that something is to be brought to
    destinations: Sequence[ConceptToken] = ()


class _Sentence(NamedTuple):
    text: str
    tokens: Sequence[ConceptToken]
    has_amount: bool
    has_duration: bool
    #: "the same day", "эртеси"
    says_soon: bool


def asked_details(question: Question, matcher: DateMatcher, today: date) -> AskedDetails:
    """Returns the details of a question; "tomorrow" is counted from `today`."""
    message, understanding = question.message, question.understanding
    concepts = {annotation.concept for annotation in message.annotations}
    words = matcher.tokenize(message.tokenized.tokens)
    return AskedDetails(
        tokens=question.query.tokens,
        days=asked_days(message.tokenized, matcher, today),
        asks_price=understanding.asks_price or "price" in concepts,
        asks_duration=not _DURATION_CONCEPTS.isdisjoint(concepts)
        or "ask_lead_time" in understanding.intents
        or any(word.has_any(_DURATION_KINDS) for word in words),
        asks_soon=any(word.has_any(("relative_days",)) for word in words),
        destinations=find_destinations(message.annotations, understanding),
    )


def answer_sentences(
    text: str, title: str, details: AskedDetails, matcher: DateMatcher, *, keeps_rule: bool = False
) -> str:
    """Returns the sentences of a passage that answer; a passage none of whose sentences answers better than the
    others is returned whole, up to HIGHLIGHT_CHARS.

    `keeps_rule`: whether the first sentence is told in any case, as of a rule whose exceptions follow.
    """
    sentences = _read_sentences(text, matcher)
    if details.days and (hours := _hours_asked(text, sentences, details, matcher)):
        return hours
    if len(sentences) < 2:
        return _cut_enumeration(text, details, title) if len(text) <= HIGHLIGHT_CHARS else _highlight(text, details)
    title_tokens = concept_tokens(title)
    scores = [_rate(sentence, sentences, title_tokens, details) for sentence in sentences]
    best = max(scores)
    if best < _MIN_TELLING_SCORE or min(scores) >= _NEARLY_BEST * best:
        return _highlight(text, details)
    chosen = [
        sentence.text
        for index, (sentence, score) in enumerate(zip(sentences, scores, strict=True))
        if score >= _NEARLY_BEST * best or (keeps_rule and index == 0)
    ]
    if len(chosen) == 1:
        return _cut_enumeration(chosen[0], details, title)
    return _highlight(" ".join(chosen), details)


def _hours_asked(text: str, sentences: Sequence[_Sentence], details: AskedDetails, matcher: DateMatcher) -> str:
    """Returns the hours of the days asked for; empty where the text says how soon something comes."""
    is_told_how_soon = details.asks_soon and any(sentence.says_soon for sentence in sentences)
    return "" if is_told_how_soon else hours_of_days(text, details.days, matcher)


def _highlight(text: str, details: AskedDetails) -> str:
    return extract_highlight(text, details.tokens)


@lru_cache(maxsize=1024)  # customers of a shop ask for the same passages
def _read_sentences(text: str, matcher: DateMatcher) -> Sequence[_Sentence]:
    return [_read_sentence(sentence, matcher) for sentence in split_sentences(text)]


def _read_sentence(text: str, matcher: DateMatcher) -> _Sentence:
    tokens = concept_tokens(text)
    is_free = any(token.concept in _FREE_CONCEPTS for token in tokens)
    dates = matcher.tokenize(tokenize(text).tokens)
    return _Sentence(
        text,
        tokens,
        is_free or bool(_AMOUNT.search(text)),
        any(date.has_any(_DURATION_KINDS) for date in dates),
        any(token.concept == _SOON_CONCEPT for token in tokens)
        or any(date.has_any(("relative_days",)) for date in dates),
    )


def _rate(
    sentence: _Sentence,
    sentences: Sequence[_Sentence],
    title_tokens: Sequence[ConceptToken],
    details: AskedDetails,
) -> float:
    score = sum(
        _best_similarity(token, sentence.tokens) * (_TOPIC_WORD_WEIGHT if _is_topic(token, title_tokens) else 1.0)
        for token in details.tokens
    )
    score += _FITTING_FACT_BONUS * (details.asks_price and sentence.has_amount)
    score += _FITTING_FACT_BONUS * (details.asks_duration and sentence.has_duration)
    score += _FITTING_FACT_BONUS * (details.asks_soon and sentence.says_soon)
    return score + _ELSEWHERE_BONUS * (
        _is_unnamed(details.destinations, sentences) and _serves_elsewhere(sentence, details.destinations)
    )


def _best_similarity(token: ConceptToken, others: Sequence[ConceptToken]) -> float:
    best = max((token_similarity(token, other) for other in others), default=0.0)
    return best if best >= _MIN_SIMILARITY else 0.0


def _is_topic(token: ConceptToken, title_tokens: Sequence[ConceptToken]) -> bool:
    """Returns whether a word is what all of the passage is about: its heading has it."""
    if token.concept in SALE_TERMS:
        return any(
            concept_topic(token.concept) == concept_topic(title.concept) != "" for title in title_tokens
        ) and (token.concept == concept_topic(token.concept))
    return _best_similarity(token, title_tokens) > 0


def _serves_elsewhere(sentence: _Sentence, destinations: Sequence[ConceptToken]) -> bool:
    """Returns whether a sentence says what other places get; a place that nobody knows may be abroad."""
    is_known = any(place.concept in PLACES for place in destinations)
    concepts = {_ELSEWHERE_CONCEPT} if is_known else {_ELSEWHERE_CONCEPT, _ABROAD_CONCEPT}
    return any(token.concept in concepts for token in sentence.tokens)


def _is_unnamed(destinations: Sequence[ConceptToken], sentences: Sequence[_Sentence]) -> bool:
    """Returns whether a place was asked for, and no sentence names it."""
    return bool(destinations) and not any(
        _best_similarity(place, sentence.tokens) for place in destinations for sentence in sentences
    )


def _cut_enumeration(sentence: str, details: AskedDetails, title: str) -> str:
    """Returns of "beds 2 years, mattresses 18 months" what is about the goods asked for; other sentences whole."""
    pieces = _ENUMERATION_END.split(sentence)
    if len(pieces) < 2 or ":" in sentence or not all(map(_names_and_counts, pieces)):
        return sentence
    title_tokens = concept_tokens(title)
    names = [
        token
        for token in details.tokens
        if (token.concept in GOODS or not token.concept)
        and not token.is_number
        and not _is_topic(token, title_tokens)
    ]
    fitting = [piece for piece in pieces if any(_best_similarity(name, concept_tokens(piece)) for name in names)]
    if len(fitting) != 1:
        return sentence
    answer = fitting[0].rstrip(",; ")
    if fitting[0] is not pieces[-1] and len(_words_behind_number(answer)) < _MIN_WORDS_WITH_PREDICATE:
        answer = " ".join([answer, *_words_behind_number(pieces[-1])[1:]])
    return answer[:1].upper() + answer[1:]


def _names_and_counts(piece: str) -> bool:
    """Returns whether a piece says of what its number is: of "over 3, 6, 12 months" the second does not, and none
    says anything without the others."""
    return bool(_NAME_AND_NUMBER.search(piece))


def _words_behind_number(piece: str) -> list[str]:
    """Returns the unit of the last number, and what is said of all that is enumerated: "6 oy kafolat beramiz"."""
    return _NUMBER.split(piece)[-1].split()
