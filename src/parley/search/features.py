"""What search compares of a text, made without a model: a vector, the words of an index, the text as it was read.

The vector: hashed character trigrams and word beginnings over folded, one-script text; 512 dimensions.
The words: beginnings and concepts, each marked with its company. Words of one concept (fridge, холодильник,
мұздатқыш) share it in both, so that a question in one language finds a text in another.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import accumulate, chain
from zlib import crc32

from parley.concepts.files import LEXICON_FOLDER
from parley.concepts.matcher import QUALITIES, Annotation, annotate, broader_concepts
from parley.concepts.token import ConceptToken, make_token, token_from_annotation
from parley.text.tokenize import normalized_words

# Half the time of 1,024, which found 83 % of what was asked for among 100,000 where 512 found 78 % (ADR 11).
VECTOR_DIMENSIONS = 512
# Rows of another version are made anew (upkeep.py). To be raised when this file changes what it makes.
_FORMAT_VERSION = 3
# What stands before a quality that a product has not, and what behind it; folded.
_NEGATIONS_BEFORE, _NEGATIONS_AFTER = (
    frozenset(("не", "not", "isnt", "doesnt")),
    frozenset(("емес", "эмес", "emas", "биш")),
)
FEATURES_VERSION = (
    crc32(b"".join([file.read_bytes() for file in sorted(LEXICON_FOLDER.glob("*.txt"))]), _FORMAT_VERSION)
    & 0x7FFFFFFF
)
_STEM_LETTERS = 5
_MIN_SUFFIX_WORD_LETTERS, _SUFFIX_LETTERS = 6, 4
# Whole numbers: they are written and read faster, and a half-precision number holds them as they are.
_CONCEPT_WEIGHT, _BROADER_CONCEPT_WEIGHT, _WORD_WEIGHT, _TRIGRAM_WEIGHT = 6, 3, 3, 1
_WEIGHT_SCALE = 20  # of a question's weights
_MAX_HALF_FLOAT = 65504  # that a half-precision number holds
# Longer words are no inflections of a word of four letters.
_MAX_INFLECTED_LETTERS = 7
# PostgreSQL refuses 1 MiB: of a text with more different words the last are not found. One word is short enough
# (concepts/token.py).
_MAX_TSVECTOR_BYTES, _MAX_CHAR_BYTES = 2**19, 4

TokenWeigher = Callable[[ConceptToken], float]


def index_features(company_id: int, titles: Sequence[str], texts: Sequence[str]) -> dict[str, object]:
    """Returns the columns `vector`, `terms`, `reading` and `represented` of a row. `titles` are what the row is
    called; their words count twice as much as those of `texts`."""
    title_fields, text_fields = list(map(affirmed_tokens, titles)), list(map(affirmed_tokens, texts))
    title_tokens, text_tokens = list(chain.from_iterable(title_fields)), list(chain.from_iterable(text_fields))
    return {
        "vector": encode_vector((*title_tokens, *title_tokens, *text_tokens)),
        "terms": to_tsvector(company_id, title_tokens, text_tokens),
        "reading": encode_reading((*title_fields, *text_fields)),
        "represented": FEATURES_VERSION,
    }


def affirmed_tokens(text: str) -> list[ConceptToken]:
    """Returns the words of a company's text without the qualities it denies: "не раскладывается" does not fold."""
    annotations = annotate(normalized_words(text))
    return [
        token_from_annotation(annotation)
        for position, annotation in enumerate(annotations)
        if not _is_negated(annotations, position)
    ]


def _is_negated(annotations: Sequence[Annotation], position: int) -> bool:
    if annotations[position].concept not in QUALITIES:
        return False
    previous_word = annotations[position - 1].words[-1] if position else ""
    next_word = annotations[position + 1].words[0] if position + 1 < len(annotations) else ""
    return previous_word in _NEGATIONS_BEFORE or next_word in _NEGATIONS_AFTER


def encode_reading(fields: Iterable[Iterable[ConceptToken]]) -> str:
    """Returns the distinct words of each field with their concepts, to be split again without reading the text:
    a line a field, "laptop=laptop|15=|kelmo="."""
    return "\n".join(
        ["|".join(dict.fromkeys(f"{token.latin}={token.concept}" for token in field)) for field in fields]
    )


def split_reading(reading: str, field_count: int) -> Sequence[Sequence[str]]:
    """Returns the encoded words of each field of a row. A row that has no reading yet has no words."""
    if not reading:
        return [()] * field_count
    return [field.split("|") if field else () for field in reading.split("\n")]


@lru_cache(maxsize=32768)
def decode_token(encoded: str) -> ConceptToken:
    """Returns the word that is encoded as "kelmo=" or "noutbuk=laptop"."""
    latin, _, concept_id = encoded.partition("=")
    return make_token(latin, concept_id)


def encode_vector(tokens: Iterable[ConceptToken], weigh: TokenWeigher | None = None) -> str:
    """Returns the vector of the words as pgvector reads it; it is not normalised. `weigh`: the weight of a word, 1
    for all without it."""
    vector = [0] * VECTOR_DIMENSIONS
    for each in tokens:
        factor = round(_WEIGHT_SCALE * weigh(each)) if weigh else 1
        for index, weight in _hashed_features(each.latin, each.concept):
            vector[index] += weight * factor
    if max(vector) > _MAX_HALF_FLOAT or min(vector) < -_MAX_HALF_FLOAT:  # one word a thousand times
        vector = [max(-_MAX_HALF_FLOAT, min(_MAX_HALF_FLOAT, weight)) for weight in vector]
    return f"[{','.join(map(str, vector))}]"


def to_tsvector(company_id: int, title_tokens: Iterable[ConceptToken], text_tokens: Iterable[ConceptToken]) -> str:
    """Returns a tsvector of all index terms; those of a title are in it twice, once marked as of a title. Of more
    terms than PostgreSQL takes, the last are left out."""
    title_terms = _distinct_terms(title_tokens)
    terms = dict.fromkeys([*title_terms, *map(title_term, title_terms), *_distinct_terms(text_tokens)])
    lexemes = [lexeme(company_id, term) for term in terms]
    tsvector = " ".join(lexemes)
    if len(tsvector) * _MAX_CHAR_BYTES <= _MAX_TSVECTOR_BYTES:
        return tsvector
    sizes = accumulate(len(each.encode()) + 1 for each in lexemes)
    return " ".join([each for each, size in zip(lexemes, sizes, strict=True) if size <= _MAX_TSVECTOR_BYTES])


def _distinct_terms(tokens: Iterable[ConceptToken]) -> dict[str, None]:
    return dict.fromkeys(chain.from_iterable(index_terms(each.latin, each.concept) for each in tokens))


def lexeme(company_id: int, term: str) -> str:
    """Returns a term as a quoted lexeme of this company: one index serves all companies."""
    return f"'{company_id}:{term}'"


def title_term(term: str) -> str:
    """Returns a term marked as one of a title."""
    return f"^{term}"


@lru_cache(maxsize=16384)
def index_terms(latin: str, concept_id: str) -> frozenset[str]:
    """Returns the terms that a word of a text is found by: its stems, its concept ("§sofa"), and the concepts that
    this is a kind of ("~sofa")."""
    terms = {stem for word in latin.split(" ") for stem in _stems(word)}
    if concept_id:
        terms |= {f"§{concept_id}", *(f"~{broader}" for broader in broader_concepts(concept_id))}
    return frozenset(terms | suffix_terms(latin, concept_id))


def suffix_terms(latin: str, concept_id: str) -> frozenset[str]:
    """Returns the term by which a long name is found that is misspelt at its beginning; none for a word with a
    concept."""
    if concept_id or len(latin) < _MIN_SUFFIX_WORD_LETTERS or not latin.isalpha():
        return frozenset()
    return frozenset({f"-{latin[-_SUFFIX_LETTERS:]}"})


@lru_cache(maxsize=4096)
def query_terms(latin: str, concept_id: str) -> frozenset[str]:
    """Returns the terms of which a text that answers this word has one at least, unless it spells it otherwise."""
    if concept_id:
        return frozenset(
            {f"§{concept_id}", f"~{concept_id}", *(f"§{broader}" for broader in broader_concepts(concept_id))}
        )
    word = latin.split(" ")[0]
    return frozenset(_stems(word)[: 1 if len(word) > _STEM_LETTERS else 2])


def _stems(word: str) -> list[str]:
    """Returns a short word or a number whole; of any other word its first five letters, and the first four where
    it may be an inflected word of four."""
    if len(word) < _STEM_LETTERS or word[0].isdigit():
        return [word]
    return [word[:_STEM_LETTERS], *([word[: _STEM_LETTERS - 1]] if len(word) <= _MAX_INFLECTED_LETTERS else [])]


@lru_cache(maxsize=16384)
def _hashed_features(latin: str, concept_id: str) -> tuple[tuple[int, int], ...]:
    return tuple(_hash_feature(feature, weight) for feature, weight in _named_features(latin, concept_id))


def _named_features(latin: str, concept_id: str) -> Iterator[tuple[str, int]]:
    if concept_id:
        yield f"§{concept_id}", _CONCEPT_WEIGHT
        yield from ((f"§{broader}", _BROADER_CONCEPT_WEIGHT) for broader in broader_concepts(concept_id))
    for word in latin.split(" "):
        yield f"^{word[:_STEM_LETTERS]}", _WORD_WEIGHT
        padded = f" {word} "
        for start in range(len(padded) - 2):
            yield padded[start : start + 3], _TRIGRAM_WEIGHT


def _hash_feature(feature: str, weight: int) -> tuple[int, int]:
    # The highest bit decides the sign, so that collisions cancel out rather than add up.
    number = crc32(feature.encode())
    return number % VECTOR_DIMENSIONS, weight if number & 0x80000000 else -weight
