"""The head noun: which of the things that a question or a name mentions it is about, and which only modify that.

"чехол для айфона", "monitor for the reception desk", "iphone uchun g'ilof": a case, a monitor, a case.
"""

import re
from collections.abc import Sequence

from parley.concepts.matcher import BRANDS, GOODS, QUALITIES, SALE_TERMS, SERVICES, Annotation, broader_concepts
from parley.concepts.token import ConceptToken, phrase_parts
from parley.text.normalize import latinize
from parley.text.tokenize import latinized_words

_PRODUCT_KINDS = GOODS | SERVICES | SALE_TERMS
_HEAD_KINDS = GOODS | SERVICES | BRANDS


# What comes after these says more of what came before.
_PREPOSITIONS = latinized_words(
    "для на в во с со под из от к ко при за без чтобы который которая которое которые где під із зі щоб який яка "
    "for with to of that which under behind on in at by without over from"
)
_FOR_WORDS = latinized_words("для під for to uchun")
_WITH_WORDS = latinized_words("with с со з із зі")
# What comes before these says more of what comes after.
_POSTPOSITIONS = latinized_words("үшін үчүн uchun арналған арналган зориулсан зориулж")
# Letters of the languages in which what it is comes last, but for a product's own name in quotes.
_HEAD_FINAL_LETTERS = frozenset("әіңғүұқһө")
# A description says what the product is in its first words, or not at all.
_MAX_DESCRIPTION_WORDS = 6
_CAMEL_CASE_NAME = re.compile(r"\b[A-Z]+[a-z]+[A-Z]\w*")  # "BusinessBook"
_QUOTED = re.compile('[«“"][^»”"]*[»”"]')


def modifier_positions(annotations: Sequence[Annotation]) -> frozenset[int]:
    """Returns the positions of the annotations that only say more of another: of "чехол для айфона" 1 and 2."""
    for position, annotation in enumerate(annotations):
        latin = tuple(map(latinize, annotation.words))
        if not _POSTPOSITIONS.isdisjoint(latin) and any(
            following.concept in GOODS for following in annotations[position + 1 :]
        ):
            return frozenset(range(position + 1))
        if latin[0] in _PREPOSITIONS and _has_head_before(annotations, position, latin[0]):
            return frozenset(range(position, len(annotations)))
        if (
            len(latin) > 1
            and latin[-1] in _PREPOSITIONS
            and annotation.concept
            and _has_head_before(annotations, position, latin[-1])
        ):
            return frozenset(range(position, len(annotations)))
    return frozenset()


def find_unknown_head(annotations: Sequence[Annotation], filler_words: frozenset[str]) -> str:
    """Returns the word without a concept that is asked for, as `ConceptToken.latin` has it: "подставка" of
    "подставка для ноутбука"; empty where there is none. `filler_words`: latin, never taken for such a word."""
    for position in range(1, len(annotations) - 1):
        previous = annotations[position - 1]
        if latinize(annotations[position].words[0]) in _FOR_WORDS:
            goods_follow = any(following.concept in GOODS for following in annotations[position + 1 : position + 3])
            is_unknown = not previous.concept and len(previous.words[0]) > 2 and previous.words[0].isalpha()
            if goods_follow and is_unknown and latinize(previous.words[0]) not in filler_words:
                return latinize(previous.words[0])
    return ""


def _has_head_before(annotations: Sequence[Annotation], position: int, preposition: str) -> bool:
    if preposition in _WITH_WORDS and any(annotation.concept in QUALITIES for annotation in annotations[:position]):
        return True
    return any(annotation.concept in _HEAD_KINDS for annotation in annotations[:position]) or (
        preposition in _FOR_WORDS and bool(find_unknown_head(annotations[: position + 3], frozenset()))
    )


def product_concepts(name_tokens: Sequence[ConceptToken], name_text: str) -> tuple[str, ...]:
    """Returns the concepts of what a product of this name is; empty where the name does not say. In Russian and
    Ukrainian the head noun comes first ("сумка ноутбук"), in the other languages last ("laptop backpack"), in all
    before what the product is for."""
    invented_words = frozenset(latinize(word.casefold()) for word in _CAMEL_CASE_NAME.findall(name_text))
    ordinary_tokens = [token for token in name_tokens if token.latin not in invented_words]
    lowered = _QUOTED.sub("", name_text).casefold()
    if any("а" <= letter <= "я" for letter in lowered) and _HEAD_FINAL_LETTERS.isdisjoint(lowered):
        return _head_concepts(
            next((token for token in ordinary_tokens if token.concept in _PRODUCT_KINDS), None),
            name_tokens,
            head_last=False,
        )
    head = None
    for token in ordinary_tokens:
        if token.latin in _PREPOSITIONS and head:
            break
        if token.concept in _PRODUCT_KINDS:
            head = token
    return _head_concepts(head, name_tokens, head_last=True)


def description_concepts(description: Sequence[ConceptToken]) -> tuple[str, ...]:
    """Returns the concepts of what a description calls the product at its beginning: "A managed switch that …"."""
    for token in description[:_MAX_DESCRIPTION_WORDS]:
        if token.latin in _PREPOSITIONS:
            break
        if token.concept in GOODS:
            return (token.concept, *[part.concept for part in phrase_parts(token) if part.concept in GOODS])
    return ()


def _head_concepts(
    head: ConceptToken | None, name_tokens: Sequence[ConceptToken], *, head_last: bool
) -> tuple[str, ...]:
    """Returns the head's concept, that of its main word (a "письменный стол" is a desk, and a table), and narrower
    ones that the name goes on with ("наушники AirPods")."""
    if head is None:
        return ()
    head_words = (
        phrase_parts(head)[-1:]
        if head_last
        else [token for token in phrase_parts(head) if token.concept in GOODS][:1]
    )
    narrower = [token for token in name_tokens if head.concept in broader_concepts(token.concept)]
    return (head.concept, *[token.concept for token in (*head_words, *narrower) if token.concept in GOODS])
