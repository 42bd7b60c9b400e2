"""Questions how things differ: each thing is looked for by itself, for no product is two of them."""

from collections.abc import Sequence
from itertools import groupby

from parley.concepts.attributes import find_attributes, ids_of_kind
from parley.concepts.matcher import GOODS, Annotation
from parley.search.query import COMPARE_CONCEPT
from parley.search.query_words import LATIN_STOP_WORDS, STOP_WORDS
from parley.search.question import Question
from parley.text.normalize import latinize
from parley.text.tokenize import normalized_words

# What stands between two things that are compared; folded.
_SEPARATORS = frozenset(
    normalized_words(
        "and or vs with from than и или с от й та або чи з від мен пен бен және менен жана же bilan va yoki "
        "билан ва ёки ба болон эсвэл"
    )
)
# Between two things of which one is to be chosen, where it is also said what for, or that it be better.
_CHOICE_WORDS = frozenset(
    normalized_words("or vs than или чем чи ніж немесе әлде же болбосо yoki эсвэл жакшыбы yaxshimi")
)
_BETTER_STEMS = tuple(
    normalized_words(
        "better worse хуже гірш нашар лучше лучший краще кращ жақсы жакшы yaxshi дээр сайн артық "
        "артык дұрыс туура to'g'ri тохиромж"
    )
)
_MAX_SIDES = 4
# Of the words for the goods, so many are said again for a side that leaves them out.
_SHARED_GOODS_WORDS = 2


# They ask for a reason, of what was just shown or advised where little else is said.
_WHY_WORDS = frozenset(
    normalized_words("почему зачем чому чого why неге неліктен эмнеге эмнеден nega nimaga яагаад юунд")
)
_MAX_WHY_WORDS = 6
# "Чим … краща", "what is it better in": with a word for better they compare.
_HOW_WORDS = frozenset(
    normalized_words(
        "кто хто чем чим несімен неде немен эмнеси эмнеде nimasi nimada юугаараа юугаар хоёрын хоёроос аль"
    )
)


_ASKING_WORDS = _HOW_WORDS | frozenset(
    normalized_words(
        "какой какая какое который which one за қайсысы қайсы кайсынысы кайсы qaysi qaysisi який яка котрий нь вэ "
        "бэ бол он она оно они він вона воно вони це ол ал ошол осы ushbu"
    )
)


def asks_why(question: Question) -> bool:
    """Returns whether a short message asks for the reason of what was said."""
    words = question.message.words
    return len(words) <= _MAX_WHY_WORDS and not _WHY_WORDS.isdisjoint(words)


def is_comparison(annotations: Sequence[Annotation]) -> bool:
    """Tells whether it is asked how things differ, or which of two is better: "valuebook or convertbook for a
    student?"."""
    if any(annotation.concept == COMPARE_CONCEPT for annotation in annotations):
        return True
    return is_choice(annotations)


def is_choice(annotations: Sequence[Annotation]) -> bool:
    """Tells whether it is asked which of several is better."""
    words = [word for annotation in annotations for word in annotation.words]
    is_better_asked = any(word.startswith(_BETTER_STEMS) for word in words)
    if is_better_asked and not _HOW_WORDS.isdisjoint(words):
        return True
    if _CHOICE_WORDS.isdisjoint(words):
        return False
    return is_better_asked or bool(ids_of_kind(find_attributes(words), "need"))


def comparison_sides(annotations: Sequence[Annotation]) -> list[str]:
    """Returns what may be compared, piece by piece: "чем отличается айфон 13 от 15" has "айфон 13" and "айфон 15".
    Empty where it is one piece or too many."""
    goods_words = [word for part in annotations if part.concept in GOODS for word in part.words]
    pieces = _pieces(annotations)
    if not 1 < len(pieces) <= _MAX_SIDES:
        return []
    sides = [_name_side(piece, goods_words[:_SHARED_GOODS_WORDS]) for piece in pieces]
    # "чим 700 краща за 500 барісту": a number alone goes with the other's name.
    names = " ".join(_unknown_words(annotations))
    return [f"{names} {side}" if side.replace(" ", "").isdecimal() else side for side in sides]


def _pieces(annotations: Sequence[Annotation]) -> list[list[Annotation]]:
    """Returns what stands between the words that compare, without what asks and what says a need."""
    needs = _need_words([word for part in annotations for word in part.words])
    pieces = [list(piece) for is_separator, piece in groupby(annotations, _separates) if not is_separator]
    pieces = [[part for part in piece if needs.isdisjoint(part.words) and not _asks(part)] for piece in pieces]
    return [piece for piece in pieces if piece]


def _unknown_words(annotations: Sequence[Annotation]) -> list[str]:
    unknown = (word for part in annotations if not part.concept for word in part.words)
    return [word for word in unknown if word.isalpha() and word not in STOP_WORDS]


def _need_words(words: Sequence[str]) -> frozenset[str]:
    """Returns the words that say what the goods are wanted for: they are no side."""
    mentions = [mention for mention in find_attributes(words) if ids_of_kind([mention], "need")]
    return frozenset(word for mention in mentions for word in words[mention.start : mention.end])


def is_comparing_word(word: str) -> bool:
    """Returns whether a normalised word asks how things differ, or which is better, and names none of them."""
    return word in _ASKING_WORDS or word in _CHOICE_WORDS or word.startswith(_BETTER_STEMS)


def _asks(annotation: Annotation) -> bool:
    """Returns whether a word asks, and is no part of a name: "қайсысы", "ба", "which"."""
    return LATIN_STOP_WORDS.issuperset(map(latinize, annotation.words)) or not _ASKING_WORDS.isdisjoint(
        annotation.words
    )


def _separates(annotation: Annotation) -> bool:
    word = annotation.words[0]
    return (
        annotation.concept == COMPARE_CONCEPT
        or word in _SEPARATORS
        or word in _CHOICE_WORDS
        or word.startswith(_BETTER_STEMS)
    )


def _name_side(piece: Sequence[Annotation], goods_words: Sequence[str]) -> str:
    """Returns the words of a piece; those for the goods before them where it leaves them out."""
    words = [word for part in piece for word in part.words]
    return " ".join(words if any(part.concept in GOODS for part in piece) else [*goods_words, *words])
