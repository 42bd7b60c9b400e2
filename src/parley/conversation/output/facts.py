"""Holds what an answer may claim: amounts, discounts, phones and addresses that stand in what the model was given.

Everything is looked for only when a sentence claims it: most answers speak of no money and name no phone.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple, TypeVar, cast

from parley.concepts.matcher import FILLERS, annotate
from parley.conversation.contact_requests import ContactPart
from parley.conversation.output.amounts import MONEY_WORD, Amount, find_amounts
from parley.conversation.output.denial import is_denied
from parley.conversation.output.digits import fold_digits
from parley.conversation.output.links import find_addresses
from parley.conversation.output.phrases import Found
from parley.conversation.output.sentence import STEM_CHARS, Sentence, clean_text, end_of_sentence
from parley.text.digits import only_digits

# Company texts whose amounts, and prompts whose words, are remembered.
_MAX_CACHED_TEXTS, _MAX_CACHED_PROMPTS = 2_048, 256

T = TypeVar("T")

PERCENT = re.compile(
    r"(\d+(?:[.,]\d+)?)\s?(?:%|％|﹪|процент\w*|percent\b|пайыз\w*|пайыз|foiz\w*|фоиз\w*|відсотк\w*|хув\w*|пайыз)"
)
# Without a currency smaller numbers are sizes and counts, not prices.
_MIN_BARE_PRICE = 100
# A known price may be told for several pieces.
_PIECE_COUNTS = range(1, 21)
_MAX_SUMMED_PRICES = 20
# What a model is to say, word by word.
_QUOTED = re.compile(r"«[^»]*»|\"[^\"]*\"|“[^”]*”|„[^“”]*[“”]")
_PHONE = re.compile(r"\+\d[\d\s()\-]{8,}")
_DIGITS = re.compile(r"\d(?:[\s().\-–—+]*\d)*")
# Trunk prefixes and country codes apart: 8 701 … is +7 701 …. Local numbers are shorter where a country is small.
_COMPARED_DIGITS, _MIN_LOCAL_DIGITS = 9, 7
_NO_TOPIC_KINDS = ("free", "discount", "condition", "negation", "number", "limit")
_NO_TOPICS = frozenset({"free", "discount", "offer-discount", "price", "payment"}) | FILLERS


class Topics(NamedTuple):
    """What a sentence speaks of."""

    #: ids of the lexicon, the same in every language
    concepts: frozenset[str]
    #: beginnings of its words
    stems: frozenset[str]

    def is_about(self, other: "Topics") -> bool:
        """Tells whether this is about something that the other names; about anything where it names nothing."""
        if other.concepts:
            return not self.concepts.isdisjoint(other.concepts)
        return not other.stems or not self.stems.isdisjoint(other.stems)


class Offer(NamedTuple):
    """A discount or a gift of the company's."""

    #: which kind of offer, by the lexicon and by the beginnings of its words
    kind: Topics
    topics: Topics
    percents: frozenset[str]


@dataclass
class Facts:
    """What a model was given for one answer. Texts of `given` are the company's; `told_before` are earlier answers,
    in which the customer's own numbers may be repeated; `said_by_customer` proves nothing but that he said it."""

    language: str
    given: list[str] = field(default_factory=list)
    said_by_customer: list[str] = field(default_factory=list)
    told_before: list[str] = field(default_factory=list)
    #: prices of products: they may be told for several pieces, and added up
    prices: list[str] = field(default_factory=list)
    #: what only the model is to read: its instructions
    instructions: list[str] = field(default_factory=list)
    #: the customer confirmed the request: it may be called accepted
    is_confirmed: bool = False
    #: the talk was passed on to a person, and may be called so
    is_handed_over: bool = False
    #: the customer's number as it is stored, and whether this answer reads the contact back
    phone: str = ""
    #: likewise e-mail and handle
    addresses: tuple[str, ...] = ()
    reads_back: bool = False
    #: parts of the customer's contact that this answer does not ask for
    unwanted_requests: frozenset[ContactPart] = frozenset()
    _cache: dict[str, object] = field(default_factory=dict)

    def allow(self, text: str) -> None:
        """Lets what stands in a text be said: a tool found it."""
        self.given.append(text)
        self.prices.append(text)
        self._cache.clear()

    def knows_price(self, values: Iterable[Decimal]) -> bool:
        """Tells whether one of these readings of an amount is a price that the company gave: of several pieces, or
        of two things together."""
        known, prices = self._cached("amounts", self._given_amounts), self._cached("prices", self._prices)
        sums = self._cached("sums", self._sums)
        return any(
            value in known or value in sums or any(value / pieces in prices for pieces in _PIECE_COUNTS)
            for value in values
        )

    def heard_amount(self, values: Iterable[Decimal]) -> bool:
        """Tells whether the customer named one of these amounts."""
        return any(value in self._cached("heard", self._heard_amounts) for value in values)

    def knows_discount(self, percents: Iterable[str]) -> bool:
        """Tells whether the company gives discounts of these percentages."""
        known = {percent for offer in self._offers("discount") for percent in offer.percents}
        return known.issuperset(percents)

    def knows_offer(self, sentence: Sentence, claim: Found) -> bool:
        """Tells whether the company offers what a sentence does: a discount or a gift, on or of the same thing."""
        topics = topics_of(sentence, claim)
        if not topics.concepts:
            topics = topics_of(sentence, None)
        kind = _kind_of_offer(sentence, claim)
        return any(
            offer.topics.is_about(topics) and offer.kind.is_about(kind) for offer in self._offers(claim.kind)
        )

    def gives_away(self, sentence: Sentence) -> bool:
        """Tells whether the company gives for nothing what a sentence speaks of."""
        topics = topics_of(sentence, None)
        return any(offer.topics.is_about(topics) for offer in self._offers("free"))

    def knows_digits(self, digits: str) -> bool:
        """Tells whether a number, trunk prefixes apart, stands in what the company or the customer wrote."""
        numbers = self._cached("digits", lambda: self._digits_of((*self._all_texts(), self.phone)))
        return any(same_number(digits, number) for number in numbers)

    def is_company_number(self, digits: str) -> bool:
        """Tells whether a number is the company's own."""
        numbers = self._cached("own_digits", lambda: self._digits_of(self.given))
        return any(same_number(digits, number) for number in numbers)

    def is_company_address(self, address: str) -> bool:
        """Tells whether a link, an e-mail address or an account name is the company's own."""
        own = self._cached("own_addresses", lambda: frozenset(_addresses_in(self.given)))
        return _is_address_of(address, own)

    def knows_address(self, address: str) -> bool:
        """Tells whether a link, an e-mail address or an account name is one that was given."""
        return _is_address_of(address, self._cached("addresses", self._addresses))

    def instruction_runs(self, length: int) -> frozenset[tuple[str, ...]]:
        """Returns the runs of so many beginnings of words in what only the model was told."""
        return _stem_runs(tuple(self.instructions), length)

    def knows_word(self, folded: str) -> bool:
        """Tells whether a word stands in a text of the company or the customer."""
        return folded in self._cached("words", self._words)

    def _cached(self, key: str, make: Callable[[], T]) -> T:
        if key not in self._cache:
            self._cache[key] = make()
        return cast(T, self._cache[key])

    def _all_texts(self) -> Iterator[str]:
        yield from (*self.given, *self.told_before, *self.said_by_customer)

    def _amounts_of(self, texts: Iterable[str], least: int | None) -> frozenset[Decimal]:
        """Returns the amounts of money in texts; with `least` also numbers without a currency that are as large."""
        return frozenset(
            value
            for text in texts
            for amount in _amounts_in(text, self.language)
            for value in amount.values
            if amount.is_money or amount.is_multiplied or (least is not None and value >= least)
        )

    def _heard_amounts(self) -> frozenset[Decimal]:
        return self._amounts_of(self.said_by_customer, 0)

    def _given_amounts(self) -> frozenset[Decimal]:
        told = self._amounts_of(self.told_before, _MIN_BARE_PRICE) if self.told_before else frozenset()
        heard = self._heard_amounts() if told else frozenset()
        return self._amounts_of(self.given, _MIN_BARE_PRICE) | (told - heard)

    def _prices(self) -> frozenset[Decimal]:
        return self._amounts_of(self.prices, 1)

    def _sums(self) -> frozenset[Decimal]:
        """Returns what two things cost together, a delivery among them, and by how much two prices differ."""
        prices = sorted(self._prices())[:_MAX_SUMMED_PRICES]
        money = sorted({*prices, *self._amounts_of(self.given, None)})[: 2 * _MAX_SUMMED_PRICES]
        sums = {price + amount for price in prices for amount in money}
        return frozenset(sums | {abs(one - other) for one in prices for other in prices})

    def _offers(self, kind: str) -> tuple[Offer, ...]:
        return self._cached(f"offers of {kind}", lambda: tuple(self._find_offers(kind)))

    def _find_offers(self, kind: str) -> Iterator[Offer]:
        for sentence in _sentences(self.given):
            for claim in sentence.phrases(kind):
                if not is_denied(sentence, claim):
                    percents = frozenset(PERCENT.findall(sentence.plain))
                    yield Offer(_kind_of_offer(sentence, claim), topics_of(sentence, None), percents)

    def _digits_of(self, texts: Iterable[str]) -> tuple[str, ...]:
        return tuple(only_digits(match[0]) for text in texts for match in _DIGITS.finditer(fold_digits(text)))

    def _addresses(self) -> frozenset[str]:
        return frozenset(_addresses_in(self._all_texts()))

    def _words(self) -> frozenset[str]:
        return frozenset().union(*map(_words_in, self._all_texts()))


def _addresses_in(texts: Iterable[str]) -> Iterator[str]:
    return (address for text in texts for address in find_addresses(text))


def _is_address_of(address: str, known: Iterable[str]) -> bool:
    """Tells whether an address is a known one, or a part of one: a host of a subdomain, a link's beginning."""
    return any(address == one or address.endswith(f".{one}") or one.startswith(f"{address}/") for one in known)


@lru_cache(maxsize=_MAX_CACHED_TEXTS)
def _words_in(text: str) -> frozenset[str]:
    return frozenset(Sentence(text).folded)


@lru_cache(maxsize=_MAX_CACHED_PROMPTS)
def _stem_runs(instructions: tuple[str, ...], length: int) -> frozenset[tuple[str, ...]]:
    """Returns the runs of so many beginnings of words in a company's instructions: the same on every turn."""
    stems_by_text = (Sentence(_QUOTED.sub(" ", text)).stems for text in instructions)
    return frozenset(
        stems[start : start + length] for stems in stems_by_text for start in range(len(stems) - length + 1)
    )


@lru_cache(maxsize=_MAX_CACHED_TEXTS)
def _amounts_in(text: str, language: str) -> tuple[Amount, ...]:
    """Returns the amounts of a text; neither parts of phones nor of names ("WH-1000XM5"). What a company says is
    the same on many turns."""
    text = _PHONE.sub(" ", fold_digits(text))
    return tuple(
        amount
        for amount in find_amounts(text, language)
        if amount.is_money or not text[amount.end : amount.end + 1].isalnum()
    )


def same_number(digits: str, number: str) -> bool:
    """Tells whether two phone numbers are one, be it that only one has its country code, or a trunk prefix."""
    return digits[-_COMPARED_DIGITS:] in number or (len(number) >= _MIN_LOCAL_DIGITS and digits.endswith(number))


def topics_of(sentence: Sentence, claim: Found | None) -> Topics:
    """Returns what a sentence speaks of; of one with a claim what stands in the claim's part."""
    claimed = {index for phrase in sentence.phrases(*_NO_TOPIC_KINDS) for index in range(phrase.start, phrase.end)}
    clause = sentence.clause_of(claim) if claim else None
    words = [
        word
        for index, word in enumerate(sentence.folded)
        if index not in claimed
        and (clause is None or sentence.clauses[index] == clause)
        and not MONEY_WORD.fullmatch(word)
    ]
    concepts = frozenset(annotation.concept for annotation in annotate(words) if annotation.concept)
    return Topics(concepts - _NO_TOPICS, frozenset(word[:STEM_CHARS] for word in words if len(word) > 3))


def _kind_of_offer(sentence: Sentence, claim: Found) -> Topics:
    """Tells a sale from a discount, and a present from free delivery."""
    words = sentence.folded[claim.start : claim.end]
    concepts = frozenset(annotation.concept for annotation in annotate(words) if annotation.concept)
    return Topics(concepts, frozenset(word[:STEM_CHARS] for word in words))


def _sentences(texts: Iterable[str]) -> Iterator[Sentence]:
    for text in texts:
        rest = clean_text(text)
        while rest:
            end = end_of_sentence(rest) or len(rest)
            yield Sentence(rest[:end])
            rest = rest[end:]
