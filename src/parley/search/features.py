"""What search compares of a text, made without a model: a vector, the words of an index, the text as it was read.

The vector: hashed character trigrams and word beginnings over folded, one-script text; 512 dimensions.
The words: beginnings and concepts, each marked with its company. Words of one concept (fridge, холодильник,
мұздатқыш) share it in both, so that a question in one language finds a text in another.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain
from zlib import crc32

from parley.concepts.files import FOLDER
from parley.concepts.matcher import QUALITIES, Meant, heads, meant
from parley.concepts.token import Token, of, token
from parley.text.tokenize import words

# Half the time of 1,024, which found 83 % of what was asked for among 100,000 where 512 found 78 % (ADR 11).
DIMENSIONS = 512
# Rows of another version are made anew (upkeep.py). To be raised when this file changes what it makes.
_MAKE = 2
# What stands before a quality that a product has not, and what behind it; folded.
_NOT_BEFORE, _NOT_BEHIND = frozenset(("не", "not", "isnt", "doesnt")), frozenset(("емес", "эмес", "emas", "биш"))
VERSION = crc32(b"".join([file.read_bytes() for file in sorted(FOLDER.glob("*.txt"))]), _MAKE) & 0x7FFFFFFF
_STEM = 5
_LONG, _END = 6, 4
# Whole numbers: they are written and read faster, and a half-precision number holds them as they are.
_CONCEPT, _HEAD, _WORD, _GRAM = 6, 3, 3, 1
_FINE = 20  # of a question's weights
_MOST = 65504  # that a half-precision number holds
# Longer words are no inflections of a word of four letters.
_INFLECTED = 7

Weigh = Callable[[Token], float]
Reading = Sequence[Sequence[Token]]


def represented(company_id: int, titles: Sequence[str], texts: Sequence[str]) -> dict[str, object]:
    """The columns `vector`, `terms`, `reading`, `represented` of a row. `titles`: what it is called, worth twice
    the `texts`."""
    titled, other = list(map(read, titles)), list(map(read, texts))
    head, rest = list(chain.from_iterable(titled)), list(chain.from_iterable(other))
    return {
        "vector": written((*head, *head, *rest)),
        "terms": stored(company_id, head, rest),
        "reading": "\n".join([noted(field) for field in (*titled, *other)]),
        "represented": VERSION,
    }


def read(text: str) -> list[Token]:
    """The words of a text of the company's, without the qualities it denies: "не раскладывается" folds nothing."""
    parts = meant(words(text))
    return [token(part) for at, part in enumerate(parts) if not _denied(parts, at)]


def _denied(parts: Sequence[Meant], at: int) -> bool:
    if parts[at].meaning not in QUALITIES:
        return False
    before = parts[at - 1].words[-1] if at else ""
    behind = parts[at + 1].words[0] if at + 1 < len(parts) else ""
    return before in _NOT_BEFORE or behind in _NOT_BEHIND


def noted(said: Iterable[Token]) -> str:
    """The distinct words of a text with what they mean, to be `recalled` without reading the text again."""
    return "|".join(dict.fromkeys(f"{each.plain}={each.meaning}" for each in said))


@lru_cache(maxsize=512)
def recalled(reading: str) -> Reading:
    """The words of each text of a row."""
    return [tuple(map(_recalled, filter(None, field.split("|")))) for field in reading.split("\n")]


@lru_cache(maxsize=512)
def said(reading: str) -> Mapping[str, Token]:
    """All words of a row, by how they are compared."""
    return {each.plain: each for text in recalled(reading) for each in text}


@lru_cache(maxsize=32768)
def _recalled(note: str) -> Token:
    plain, _, meaning = note.partition("=")
    return of(plain, meaning)


def written(said: Iterable[Token], weigh: Weigh | None = None) -> str:
    """Their vector as pgvector reads it, of any length. `weigh`: what a word counts."""
    dense = [0] * DIMENSIONS
    for each in said:
        factor = round(_FINE * weigh(each)) if weigh else 1
        for at, weight in _features(each.plain, each.meaning):
            dense[at] += weight * factor
    if max(dense) > _MOST or min(dense) < -_MOST:  # a word of thousands of letters
        dense = [max(-_MOST, min(_MOST, weight)) for weight in dense]
    return f"[{','.join(map(str, dense))}]"


def stored(company_id: int, titled: Iterable[Token], other: Iterable[Token]) -> str:
    """A tsvector of all their terms; those of a title are in it a second time, marked."""
    head: set[str] = set().union(*(held(each.plain, each.meaning) for each in titled))
    every = head.union(*(held(each.plain, each.meaning) for each in other))
    named = [*every, *(titled_term(term) for term in head)]
    return " ".join([lexeme(company_id, term) for term in named])


def lexeme(company_id: int, term: str) -> str:
    return f"'{company_id}:{term}'"


def titled_term(term: str) -> str:
    return f"^{term}"


@lru_cache(maxsize=16384)
def held(plain: str, meaning: str) -> frozenset[str]:
    """What a word of a text is found by: its beginnings, concept ("§sofa"), what that is a kind of ("~sofa")."""
    terms = {beginning for word in plain.split(" ") for beginning in _beginnings(word)}
    if meaning:
        terms |= {f"§{meaning}", *(f"~{head}" for head in heads(meaning))}
    return frozenset(terms | ending(plain, meaning))


def ending(plain: str, meaning: str) -> frozenset[str]:
    """How a long name is found that is misspelt in its beginning; none for a word that is understood."""
    if meaning or len(plain) < _LONG or not plain.isalpha():
        return frozenset()
    return frozenset({f"-{plain[-_END:]}"})


@lru_cache(maxsize=4096)
def sought(plain: str, meaning: str) -> frozenset[str]:
    """The terms that a text which answers this word has one of (words.alike, but for misspelt words)."""
    if meaning:
        return frozenset({f"§{meaning}", f"~{meaning}", *(f"§{head}" for head in heads(meaning))})
    word = plain.split(" ")[0]
    return frozenset(_beginnings(word)[: 1 if len(word) > _STEM else 2])


def _beginnings(word: str) -> list[str]:
    """A short word or a number whole; else its first five letters, and the first four where it may be an
    inflected word of four."""
    if len(word) < _STEM or word[0].isdigit():
        return [word]
    return [word[:_STEM], *([word[: _STEM - 1]] if len(word) <= _INFLECTED else [])]


@lru_cache(maxsize=16384)
def _features(plain: str, meaning: str) -> tuple[tuple[int, int], ...]:
    return tuple(_hashed(feature, weight) for feature, weight in _named(plain, meaning))


def _named(plain: str, meaning: str) -> Iterator[tuple[str, int]]:
    if meaning:
        yield f"§{meaning}", _CONCEPT
        yield from ((f"§{head}", _HEAD) for head in heads(meaning))
    for word in plain.split(" "):
        yield f"^{word[:_STEM]}", _WORD
        padded = f" {word} "
        for start in range(len(padded) - 2):
            yield padded[start : start + 3], _GRAM


def _hashed(feature: str, weight: int) -> tuple[int, int]:
    # The highest bit decides the sign, so that collisions cancel out rather than add up.
    number = crc32(feature.encode())
    return number % DIMENSIONS, weight if number & 0x80000000 else -weight
