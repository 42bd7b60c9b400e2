"""Refuses what nobody did or gave: orders and payments called done, discounts, things for nothing."""

import re
from functools import lru_cache
from typing import NamedTuple

from parley.conversation.output.amounts import find_amounts
from parley.conversation.output.denial import is_asked, is_conditional, is_denied
from parley.conversation.output.facts import PERCENT, Facts
from parley.conversation.output.phrases import Found, fold_word
from parley.conversation.output.sentence import Sentence
from parley.languages.registry import find_languages

# "20% off", "-20 %", "минус 20%".
_PERCENT_OFF = re.compile(
    r"(\d+(?:[.,]\d+)?)\s?[%％﹪]\s?(?:off|cheaper|less|дешевле|дешевше|арзан\w*|arzon\w*|хямд\w*)\b"
    r"|(?:[-–−]|\bминус|\bмінус|\bminus)\s?(\d+(?:[.,]\d+)?)\s?[%％﹪]",
    re.IGNORECASE,
)
_PERCENT_SIGN = re.compile(r"[%％﹪]")
_PERCENT_WORD = re.compile(r"\s*(?:%|процент|percent|пайыз|foiz|фоиз|відсот|хув)", re.IGNORECASE)
_NOTHING_TO_PAY = re.compile(
    r"(?<![\d.,])(?<!\d[\s\-'’_*·])0(?:[.,]0+)?\s?(?:[₸₽₴₮$€]|тг\b|тенге|теңге|сом|so['ʻ’]?m|руб|грн|төгрөг|rub|usd|kzt)|[$€₸₽₴₮]\s?0(?![\d.,])",
    re.IGNORECASE,
)

# "SALE10"
_PROMO_CODE = re.compile(r"\b(?=[A-ZА-Я0-9]*\d)(?=[A-ZА-Я0-9]*[A-ZА-Я])[A-ZА-Я0-9]{4,}\b")
_MIN_VERB_CHARS = 4
# Beginnings of words for what becomes of a talk that a person takes over.
_PASSED_ON = tuple(
    map(fold_word, ("переда", "passed", "жібер", "берілді", "берилди", "өткөр", "uzat", "узат", "дамжуул"))
)


def refuse_order(sentence: Sentence, facts: Facts) -> bool:
    """Tells whether a sentence calls an order done: placed, booked, sent or cancelled. After the customer's
    confirmation a request is accepted, and may be called so."""
    if sentence.kinds.isdisjoint(("order", "order_noun")):
        return False
    claims = sentence.phrases("order")
    if not facts.is_confirmed:
        pairs = [*_pairs(sentence, "order_noun", "order_done"), *_own_orders_done(sentence)]
        claims += [pair for pair in pairs if not (facts.is_handed_over and _is_passed_on(sentence, pair))]
    return any(_is_claimed(sentence, claim) for claim in claims)


def _own_orders_done(sentence: Sentence) -> list[Found]:
    """Returns what is done to the customer's own order: verbs in the past beside it ("вашу заявку рассмотрели"),
    and what is said of it further on ("ваш заказ, как и обещали, оформлен")."""
    done: list[Found] = []
    for noun in sentence.phrases("order_noun"):
        if _is_customers(sentence, noun):
            clause = sentence.clause_of(noun)
            done += [phrase for phrase in sentence.phrases("order_done") if phrase.start >= noun.end]
            done += [
                Found("order_done", noun.language, index, index + 1)
                for index, word in enumerate(sentence.folded)
                if not noun.start <= index < noun.end
                and sentence.clauses[index] == clause
                and _is_past(word, noun.language)
            ]
    return done


def _is_past(word: str, language: str) -> bool:
    endings = _endings(language).past
    return word in endings or (len(word) > _MIN_VERB_CHARS and word.endswith(endings))


def _is_customers(sentence: Sentence, noun: Found) -> bool:
    endings, clause = _endings(noun.language), sentence.clause_of(noun)
    if "№" in sentence.text or sentence.folded[noun.end - 1].endswith(endings.possessive):
        return True
    return any(
        word in endings.your_words and sentence.clauses[index] == clause
        for index, word in enumerate(sentence.folded)
    )


class _Endings(NamedTuple):
    past: tuple[str, ...]
    possessive: tuple[str, ...]
    your_words: frozenset[str]


@lru_cache(maxsize=16)
def _endings(language: str) -> _Endings:
    claims = find_languages()[language].claims
    suffixes = tuple(fold_word(word.removeprefix("-")) for word in claims.your_words if word.startswith("-"))
    words = frozenset(fold_word(word) for word in claims.your_words if not word.startswith("-"))
    return _Endings(tuple(map(fold_word, claims.past_endings)), suffixes or ("\0",), words)


def _is_passed_on(sentence: Sentence, claim: Found) -> bool:
    return any(word.startswith(_PASSED_ON) for word in sentence.folded[claim.start : claim.end])


def refuse_payment(sentence: Sentence, facts: Facts) -> bool:
    """Tells whether a sentence calls a payment done: parley takes none."""
    if sentence.kinds.isdisjoint(("payment", "payment_noun")):
        return False
    claims = [*sentence.phrases("payment"), *_pairs(sentence, "payment_noun", "payment_done")]
    return any(_is_claimed(sentence, claim) for claim in claims)


def refuse_discount(sentence: Sentence, facts: Facts) -> bool:
    """Tells whether a sentence gives a discount that stands nowhere in the company's data."""
    text = sentence.plain
    off = [first or second for first, second in _PERCENT_OFF.findall(text)] if _PERCENT_SIGN.search(text) else []
    if "discount" not in sentence.kinds:
        return bool(off) and not facts.knows_discount(off)
    percents = [*off, *PERCENT.findall(text), *_spoken_percents(sentence, facts.language)]
    if percents:
        return not facts.knows_discount(percents)
    claims = sentence.phrases("discount")
    offered = [claim for claim in claims if _is_offered(sentence, claim)]
    return any(not facts.knows_offer(sentence, claim) for claim in offered) or bool(
        claims and any(not facts.knows_word(fold_word(code)) for code in _PROMO_CODE.findall(text))
    )


def _spoken_percents(sentence: Sentence, language: str) -> list[str]:
    if not (_PERCENT_WORD.search(sentence.text) and sentence.has_number_word(language)):
        return []
    return [
        str(amount.values[0].normalize())
        for amount in find_amounts(sentence.text, language)
        if amount.is_spoken and _PERCENT_WORD.match(sentence.text, amount.end)
    ]


def refuse_gift(sentence: Sentence, facts: Facts) -> bool:
    """Tells whether a sentence gives something for nothing that the company does not."""
    if "free" in sentence.kinds:
        claims = [phrase for phrase in sentence.phrases("free") if not _is_idiom(sentence, phrase)]
        if any(_is_offered(sentence, claim) and not facts.knows_offer(sentence, claim) for claim in claims):
            return True
    return "0" in sentence.plain and bool(_NOTHING_TO_PAY.search(sentence.plain)) and not facts.gives_away(sentence)


def _is_offered(sentence: Sentence, claim: Found) -> bool:
    return not (is_denied(sentence, claim) or is_asked(sentence, claim) or "hedge" in sentence.kinds)


def _pairs(sentence: Sentence, noun: str, done: str) -> list[Found]:
    """Returns what is done to one of the nouns in the same part of a sentence."""
    clauses = {sentence.clause_of(phrase) for phrase in sentence.phrases(noun)}
    return [phrase for phrase in sentence.phrases(done) if sentence.clause_of(phrase) in clauses]


def _is_claimed(sentence: Sentence, claim: Found) -> bool:
    return not (is_denied(sentence, claim) or is_conditional(sentence, claim) or is_asked(sentence, claim))


def _is_idiom(sentence: Sentence, phrase: Found) -> bool:
    return any(idiom.start < phrase.end and phrase.start < idiom.end for idiom in sentence.phrases("free_idiom"))
