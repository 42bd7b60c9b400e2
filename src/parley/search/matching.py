"""How well the words of rows answer the words of a question."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from parley.concepts.matcher import concept_similarity
from parley.concepts.token import (
    SAME_CONCEPT_MATCH,
    ConceptToken,
    phrase_parts,
    token_similarity,
)
from parley.search.features import decode_token
from parley.search.query import SearchQuery
from parley.search.rows import PassageRow, ProductRow, RowWords

# What is left of a match of a phrase that is answered word by word.
_WORD_BY_WORD_FACTOR = 0.95

# How alike words are to one of a question, 0…1, by their encoded form; words that are not alike are left out.
WordMatches = Mapping[str, float]


class RowVocabulary:
    """The distinct words of some rows, to be asked which of them are like a word of a question."""

    def __init__(self, words: Iterable[str]) -> None:
        self._tokens = [(word, decode_token(word)) for word in words]

    @classmethod
    def of_rows(cls, rows: Iterable[ProductRow | PassageRow]) -> "RowVocabulary":
        """Returns the distinct words of all these rows."""
        return cls(set[str]().union(*(row.words.weights for row in rows)))

    def matches(self, query_token: ConceptToken) -> WordMatches:
        """Returns the words that are like this one."""
        concept, trigrams, digits = query_token.concept, query_token.trigrams, query_token.digits
        return {
            word: similarity
            for word, other in self._tokens
            # Words without a common trigram or concept are not alike: most are passed over by this.
            if (
                not trigrams.isdisjoint(other.trigrams)
                or (concept and other.concept and concept_similarity(concept, other.concept))
                or (digits and other.digits == digits)
            )
            and (similarity := token_similarity(query_token, other))
        }

    def matches_with_synonyms(self, query_token: ConceptToken, query: SearchQuery) -> WordMatches:
        """Returns the words that are like this one, or like another that the company uses for it."""
        synonyms = query.synonyms.get(query_token, ())
        matches = dict(self.matches(query_token))
        for synonym in synonyms:
            for word, similarity in self.matches(synonym).items():
                matches[word] = max(matches.get(word, 0.0), SAME_CONCEPT_MATCH * similarity)
        return matches


class _TokenMatches:
    """The words of a vocabulary that answer a word or phrase of a question, or the parts of that phrase."""

    def __init__(self, token: ConceptToken, query: SearchQuery, vocabulary: RowVocabulary) -> None:
        self._whole = vocabulary.matches_with_synonyms(token, query)
        parts = phrase_parts(token) if token.concept else ()
        self._parts = [vocabulary.matches(part) for part in parts] if len(parts) > 1 else []
        self._all_parts_needed = token.latin not in query.modifiers

    def in_row(self, words: RowWords) -> float:
        """Returns how well the best field of a row answers, 0…1. A corner sofa is also a sofa of which is said that
        it is for a corner."""
        whole = _best_match(self._whole, words.weights)
        if not self._parts:
            return whole
        parts = [_best_match(matches, words.weights) for matches in self._parts]
        if self._all_parts_needed and not all(parts):
            return whole
        return max(whole, _WORD_BY_WORD_FACTOR * sum(parts) / len(parts))


def match_rows(
    query: SearchQuery,
    tokens: Sequence[ConceptToken],
    rows: Sequence[ProductRow | PassageRow],
    vocabulary: RowVocabulary,
) -> list[list[float]]:
    """Returns for each row how well it answers each of the tokens, 0…1. `vocabulary`: all words of the rows."""
    matches_by_token = [_TokenMatches(token, query, vocabulary) for token in tokens]
    return [[matches.in_row(row.words) for matches in matches_by_token] for row in rows]


def best_matches(row_matches: Sequence[Sequence[float]], token_count: int) -> list[float]:
    """Returns for each token how well the best row answers it."""
    return [max((matches[index] for matches in row_matches), default=0.0) for index in range(token_count)]


def _best_match(matches: WordMatches, weights: Mapping[str, float]) -> float:
    shared = matches.keys() & weights.keys()
    return max([matches[word] * weights[word] for word in shared]) if shared else 0.0


def words_in_order(rows: Iterable[ProductRow | PassageRow]) -> Iterator[str]:
    """Yields the encoded words of rows in the order in which they are written; some more than once."""
    for row in rows:
        for field in row.words.fields:
            yield from field
