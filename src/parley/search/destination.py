"""Places that something is to be brought to: "доставка в Караганду", "Ошко жеткирүү", "Дархан руу".

A place is a town of the lexicon, or a word that nobody knows and that stands as places do.
"""

from collections.abc import Sequence

from parley.concepts.matcher import PLACES, Annotation
from parley.concepts.token import ConceptToken, token_from_annotation
from parley.domain.understanding import Understanding
from parley.text.tokenize import normalized_words

_BEFORE_PLACES = frozenset(normalized_words("в во до на по к у до із з to in into near around at for"))
_BEHIND_PLACES = frozenset(normalized_words("руу рүү луу лүү рув ruu luu хүртэл аймаг хот сум"))
# What Turkic languages put behind a place: "Астанаға", "Ошко", "Samarqandga", "Buxoroga-chi".
_PLACE_ENDINGS = tuple(normalized_words("ға ге қа ке га го гө ка ко кө ga qa ka да де та те до дө то тө da ta"))
_LANGUAGES_WITH_ENDINGS = frozenset({"kk", "ky", "uz"})
_MIN_STEM_LETTERS, _MIN_PLACE_LETTERS = 2, 3


def find_destinations(annotations: Sequence[Annotation], understanding: Understanding) -> list[ConceptToken]:
    """Returns the words of a message that may be places, as they are compared."""
    unknown_words = frozenset(understanding.content_words)
    has_endings = understanding.language in _LANGUAGES_WITH_ENDINGS
    return [
        token_from_annotation(annotation)
        for position, annotation in enumerate(annotations)
        if annotation.concept in PLACES
        or (
            not annotation.concept
            and annotation.words[0] in unknown_words
            and _stands_as_place(annotations, position, has_endings=has_endings)
        )
    ]


def _stands_as_place(annotations: Sequence[Annotation], position: int, *, has_endings: bool) -> bool:
    word = annotations[position].words[-1]
    if len(word) < _MIN_PLACE_LETTERS or not word[0].isalpha():
        return False
    before = annotations[position - 1].words[-1] if position else ""
    behind = annotations[position + 1].words[0] if position + 1 < len(annotations) else ""
    ends_as_place = has_endings and any(
        word.endswith(ending) and len(word) - len(ending) >= _MIN_STEM_LETTERS for ending in _PLACE_ENDINGS
    )
    return before in _BEFORE_PLACES or behind in _BEHIND_PLACES or ends_as_place
