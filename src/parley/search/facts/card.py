"""What a product's card says: its specifications, features, description and name, piece by piece, and which of them
states an attribute, a feature or a word."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from parley.concepts.attributes import AttributeMention, attributes_of_text
from parley.concepts.matcher import GOODS, broader_concepts, concept_similarity
from parley.concepts.ranges import split_clauses
from parley.concepts.token import ConceptToken, concept_tokens, is_same_word, phrase_parts
from parley.concepts.units import parse_measures
from parley.domain.product import is_link_key
from parley.domain.product_facts import Verdict
from parley.domain.search_results import ProductHit
from parley.search.prompt_injection import remove_prompt_injection
from parley.text.normalize import latinize
from parley.text.sentences import split_sentences
from parley.text.tokenize import latinized_words, normalized_words

# Where an attribute is stated under another name.
_ALSO_STATED_AS: Mapping[str, tuple[str, ...]] = {
    "battery-life": ("battery",),
    "battery": ("battery-life",),
    "memory": ("ram", "storage"),
    "storage": ("memory", "capacity"),
    "ram": ("memory",),
    "screen": ("size",),
    **dict.fromkeys(("height", "width", "depth", "length", "thickness", "diameter"), ("size",)),
    "size": ("screen", "diameter", "length", "height", "width", "capacity"),
    "power": ("charger-power",),
    "charger-power": ("power",),
    "material": ("composition", "frame"),
    "composition": ("material",),
    "drum-load": ("load",),
    "load": ("drum-load",),
    "growth": ("size",),
}
# Attributes of which every statement is given, for it takes two to answer.
_STATED_TOGETHER = frozenset({"memory"})
# The unit (units.py) that a number of an attribute has, wherever it stands on the card.
DIMENSIONS: Mapping[str, str] = {
    "screen": "inch",
    "capacity": "volume",
    "power": "power",
    "speed": "speed",
    "refresh-rate": "frequency",
    "battery": "charge",
    "brightness": "light",
    "memory": "memory",
}
# Attributes that are told in words.
_TOLD_IN_WORDS = frozenset(
    normalized_words(
        "colour material frame composition firmness os format origin engine gearbox season processor graphics "
        "mattress protection camera battery ports"
    )
)
# A feature is also stated by an attribute of the card: IP68 says that a tablet is waterproof.
_STATED_BY_ATTRIBUTE: Mapping[str, str] = {"waterproof": "protection"}
# Of these a product has one, and no other.
_QUALITY_FAMILIES = ("colour", "material")
_FAMILY_DIVIDER = ":"
# A card is read in every turn that asks about it: no longer than somebody reads it.
_MAX_SPECIFICATIONS, _MAX_VALUE_CHARS, _MAX_DESCRIPTION_CHARS = 60, 300, 2000


# Before a word they deny it, within two words; behind it, at once.
_DENIALS_BEFORE = latinized_words("не нет без ні немає no not without never isn't doesn't")
_DENIALS_AFTER = latinized_words("не нет нету емес эмес жоқ жок emas yo'q немає биш үгүй байхгүй not")
_NO_VALUES = latinized_words("нет no none жоқ жок yo'q немає байхгүй false отсутствует")


class CardPiece(NamedTuple):
    """One statement of a card."""

    #: of a specification, else empty
    label: str
    text: str
    #: whether it says no by itself: a specification with False or "нет"
    denies: bool = False


class Evidence(NamedTuple):
    """A piece that states what was asked."""

    #: id of the attribute that it states; empty where the text stands for itself
    attribute: str
    text: str
    verdict: Verdict = "yes"


class ProductCard:
    """The card of a product, to be asked what it states."""

    def __init__(self, hit: ProductHit) -> None:
        self.hit = hit
        specifications = _read_specifications(hit.card.get("specifications"))
        self.specifications = list(islice(specifications, _MAX_SPECIFICATIONS))
        self.features = [CardPiece("", text) for text in _texts(hit.card.get("features"))]
        #: what is read of the description
        self.description = remove_prompt_injection(hit.description[:_MAX_DESCRIPTION_CHARS])
        sentences = split_sentences(self.description, at_semicolons=True)
        self.sentences = [CardPiece("", sentence) for sentence in sentences]
        self.name = CardPiece("", hit.name)

    def values_of(self, attribute: str) -> list[Evidence]:
        """Returns what the card says of an attribute; empty where it says nothing."""
        alternatives = _ALSO_STATED_AS.get(attribute, ())
        if attribute in _STATED_TOGETHER and not self._specified(attribute):
            together = [found for other in alternatives if (found := self._best_value(other, is_strict=False))]
            if together:
                return together
        for is_strict in (True, False):
            for name in (attribute, *alternatives):
                if found := self._best_value(name, is_strict=is_strict):
                    return [found]
        return []

    def labelled(self, token: ConceptToken) -> Evidence | None:
        """Returns the specification that is called by this word, as no lexicon knows it."""
        for piece in self.specifications:
            if piece.text and any(is_alike(token, other) for other in concept_tokens(piece.label)):
                return Evidence(piece.label, piece.text)
        return None

    def number_of(self, attribute: str) -> float | None:
        """Returns the value of an attribute as a number, in the unit of units.py where it has one; None without
        any."""
        texts = [each.text for each in self.values_of(attribute)]
        numbers = [number for text in texts if (number := _read_number(text)) is not None]
        return max(numbers, default=None)

    def feature(self, feature: str) -> Evidence | None:
        """Returns what the card says of a feature: that it is there, or that it is not."""
        family = feature.partition(_FAMILY_DIVIDER)[2]
        denied: Evidence | None = None
        for piece in (*self.features, *self.sentences, *self.specifications, self.name):
            for mention in attributes_of_text(f"{piece.label} {piece.text}".strip()):
                if feature in mention.ids:
                    verdict: Verdict = (
                        "no" if piece.denies or _is_denied(piece, mention) or _is_without(piece, feature) else "yes"
                    )
                    return Evidence("", _whole_text(piece), verdict)
                excludes = family and any(each.partition(_FAMILY_DIVIDER)[2] == family for each in mention.ids)
                if excludes and denied is None and not _is_denied(piece, mention):
                    denied = Evidence("", _whole_text(piece), "no")
        if denied is None and (attribute := _STATED_BY_ATTRIBUTE.get(feature)):
            return next((value._replace(verdict="yes") for value in self.values_of(attribute)), None)
        return denied

    def word(self, token: ConceptToken) -> Evidence | None:
        """Returns what the card says of a word, a quality or a part. Of two colours the card's own denies the
        other."""
        for piece in (*self.features, *self.specifications, *self.sentences):
            words = concept_tokens(piece.text)
            for other in words:
                if is_alike(token, other):
                    denied = piece.denies or _is_word_denied(piece.text, other)
                    return Evidence("", _whole_text(piece), "no" if denied else "yes")
        return self._contradiction(token)

    def _contradiction(self, token: ConceptToken) -> Evidence | None:
        for family in _QUALITY_FAMILIES:
            if token.concept and family in broader_concepts(token.concept):
                return next((value._replace(verdict="no") for value in self.values_of(family)), None)
        return None

    def _specified(self, attribute: str) -> Evidence | None:
        for piece in self.specifications:
            if any(attribute in mention.ids for mention in attributes_of_text(piece.label)) and piece.text:
                return Evidence(attribute, self._with_unit(piece.text))
        return None

    def _qualities(self, family: str) -> Iterator[Evidence]:
        """Yields the features that name a material, or a colour, without saying that it is one."""
        for piece in self.features:
            if any(
                family in broader_concepts(token.concept) for token in concept_tokens(piece.text) if token.concept
            ):
                yield Evidence(family, piece.text)

    def _with_unit(self, text: str) -> str:
        """Returns a bare number as a feature has it, with its unit: 70 as "70 Мбит/с"."""
        if not text.isdecimal():
            return text
        pattern = re.compile(rf"(?<!\d){text}(?!\d)")
        return next((piece.text for piece in self.features if pattern.search(piece.text)), text)

    def _best_value(self, attribute: str, *, is_strict: bool) -> Evidence | None:
        """Returns the statement of an attribute that tells most. `is_strict`: only with a number in its unit, where
        it has one: "a 4K screen" does not say how large."""
        if specified := self._specified(attribute):
            return specified
        candidates = list(self._value_candidates(attribute))
        if attribute in _TOLD_IN_WORDS:
            return candidates[0] if candidates else None
        dimension = DIMENSIONS.get(attribute) if is_strict else None
        numbers = [each for each in candidates if any(map(str.isdigit, each.text))]
        return next((each for each in numbers if not dimension or _texts_with_unit(each.text, dimension)), None)

    def _value_candidates(self, attribute: str) -> Iterator[Evidence]:
        for piece in (*self.features, *self.sentences):
            if any(attribute in mention.ids for mention in attributes_of_text(piece.text)):
                yield Evidence(attribute, piece.text)
        if attribute in _QUALITY_FAMILIES:
            yield from self._qualities(attribute)
        if dimension := DIMENSIONS.get(attribute):
            for piece in (*self.specifications, *self.features, *self.sentences, self.name):
                for text in _texts_with_unit(piece.text, dimension):
                    yield Evidence(attribute, text)


def _read_specifications(specifications: object) -> Iterator[CardPiece]:
    if not isinstance(specifications, Mapping):
        return
    for label, value in specifications.items():
        if is_link_key(str(label)) or value is None or value == "":
            continue
        label = str(label).replace("_", " ")
        if isinstance(value, bool):
            yield CardPiece(label, "", denies=not value)
        elif isinstance(value, (list, tuple)):
            yield CardPiece(label, remove_prompt_injection(", ".join(map(str, value))[:_MAX_VALUE_CHARS]))
        else:
            text = remove_prompt_injection(str(value)[:_MAX_VALUE_CHARS])
            yield CardPiece(label, text, denies=value == 0 or _says_no(text))


@lru_cache(maxsize=1024)
def _says_no(text: str) -> bool:
    words = [latinize(word) for word in normalized_words(text)]
    return bool(words) and (words[0] in _DENIALS_BEFORE or (len(words) == 1 and words[0] in _NO_VALUES))


def _texts(values: object) -> list[str]:
    if not isinstance(values, Sequence):
        return []
    return [remove_prompt_injection(str(value)[:_MAX_VALUE_CHARS]) for value in values[:_MAX_SPECIFICATIONS]]


def _whole_text(piece: CardPiece) -> str:
    return ": ".join(filter(None, (piece.label, piece.text)))


def _is_denied(piece: CardPiece, mention: AttributeMention) -> bool:
    words = [latinize(word) for word in normalized_words(f"{piece.label} {piece.text}".strip())]
    return stands_denied(words, mention.start, mention.end)


def _is_without(piece: CardPiece, feature: str) -> bool:
    """Returns whether a clause of a piece says that it is made without a feature: "grain free"."""
    if feature.endswith("-free"):
        return False
    for clause in split_clauses(piece.text):
        words = [latinize(word) for word in normalized_words(clause)]
        if any(
            feature in each.ids and wants_none(words, each.start, each.end) for each in attributes_of_text(clause)
        ):
            return True
    return False


def _is_word_denied(text: str, token: ConceptToken) -> bool:
    words = [latinize(word) for word in normalized_words(text)]
    parts = token.latin.split(" ")
    starts = [start for start in range(len(words)) if words[start : start + len(parts)] == parts]
    return any(stands_denied(words, start, start + len(parts)) for start in starts)


def stands_denied(words: Sequence[str], start: int, end: int) -> bool:
    """Returns whether words deny what stands between two places in them. `words`: latinised."""
    before, after = words[max(0, start - 2) : start], words[end : end + 1]
    return not (_DENIALS_BEFORE.isdisjoint(before) and _DENIALS_AFTER.isdisjoint(after))


# "Без кислинки", "no acidity", "қышқылсыз": wanted without, or made without.
_WITHOUT_WORDS = latinized_words("без without no zero")
_WITHOUT_ENDINGS = tuple(map(latinize, normalized_words("сыз сіз siz суз сүз гүй")))
_FREE = "free"
_MAX_BETWEEN = 2


def wants_none(words: Sequence[str], start: int, end: int) -> bool:
    """Returns whether what stands between two places in words is to be left out, or is: "without grain", "grain
    free". `words`: latinised."""
    before, after = words[max(0, start - _MAX_BETWEEN) : start], words[end : end + 1]
    return not _WITHOUT_WORDS.isdisjoint(before) or _FREE in after or words[end - 1].endswith(_WITHOUT_ENDINGS)


def is_alike(token: ConceptToken, other: ConceptToken) -> bool:
    """Returns whether a word of a question says what a word of a card says."""
    if token.is_number or other.is_number:
        return token.latin == other.latin
    if is_same_word(token, other):
        return True
    if not token.concept:
        return False
    if concept_similarity(token.concept, other.concept) == 1:
        return True
    return token.concept not in GOODS and any(
        concept_similarity(token.concept, part.concept) == 1 for part in phrase_parts(other)
    )


@lru_cache(maxsize=2048)
def _texts_with_unit(text: str, dimension: str) -> tuple[str, ...]:
    parsed = parse_measures(text)
    return tuple(
        source.strip()
        for measure, source in zip(parsed.measures, parsed.source_texts, strict=True)
        if measure.dimension == dimension
    )


@lru_cache(maxsize=2048)
def _read_number(text: str) -> float | None:
    values = [max(measure.values) for measure in parse_measures(text).measures]
    if values:
        return max(values)
    numbers = [float(number.replace(",", ".")) for number in re.findall(r"\d+(?:[.,]\d+)?", text)]
    return max(numbers, default=None)


def cards_of(hits: Iterable[ProductHit]) -> list[ProductCard]:
    """Returns the cards of products."""
    return [ProductCard(hit) for hit in hits]
