"""In which order the index of words is asked: all words of a question first, then without the least telling."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import combinations
from math import log
from typing import NamedTuple

from parley.concepts.token import ConceptToken
from parley.domain.company import CatalogueStats
from parley.search.features import query_terms, suffix_terms, title_term
from parley.search.query import COUNT_CONCEPT, SearchQuery

# Questions have three words that tell something; of a longer one the most telling count.
_MAX_WORDS, _MAX_STEPS = 6, 10
# What holds less of a question than this is no answer to it.
_MIN_RARITY_SHARE = 0.35


# A row fits a step when it has one term of each of its groups.
PlanStep = tuple[frozenset[str], ...]


class QueryPlan(NamedTuple):
    """In which order the index of words is asked."""

    #: best first
    steps: Sequence[PlanStep]
    #: so many steps at the beginning ask for every word of the question as it is spelt
    exact_steps: int


class _WordTerms(NamedTuple):
    """The index terms that a word of the question is found by."""

    #: about 0.05…1 (term_rarity)
    rarity: float
    #: of a row that has the word in any field
    anywhere: frozenset[str]
    #: of a row that has it in its title
    in_title: frozenset[str]
    #: of a row that has a word spelt nearly so
    misspelt: frozenset[str]


def plan_query(query: SearchQuery, catalogue: CatalogueStats) -> QueryPlan:
    """Returns the steps for a question: all words in a title, all words anywhere, and so on without the least
    telling words; no step where it has no words."""
    words = [_word_terms(token, query, catalogue) for token in query.tokens if token.concept != COUNT_CONCEPT]
    words = sorted([word for word in words if word.anywhere], key=lambda word: -word.rarity)[:_MAX_WORDS]
    if not words:
        return QueryPlan((), 0)
    steps = [tuple(word.in_title for word in words)]
    subsets = _best_subsets(tuple(round(word.rarity, 2) for word in words))
    steps += [tuple(words[index].anywhere for index in subset) for subset in subsets]
    if any(word.misspelt != word.anywhere for word in words):
        steps.insert(2, tuple(word.misspelt for word in words))
    return QueryPlan(steps, 2)


def _word_terms(token: ConceptToken, query: SearchQuery, catalogue: CatalogueStats) -> _WordTerms:
    terms = query_terms_with_synonyms(token, query)
    return _WordTerms(
        term_rarity(terms, catalogue),
        terms,
        frozenset(map(title_term, terms)),
        terms | suffix_terms(token.latin, token.concept),
    )


def query_terms_with_synonyms(token: ConceptToken, query: SearchQuery) -> frozenset[str]:
    """Returns the terms of rows that answer the word, or another that this company uses for it."""
    terms = query_terms(token.latin, token.concept)
    return terms.union(*(query_terms(other.latin, other.concept) for other in query.synonyms.get(token, ())))


def term_rarity(terms: Iterable[str], catalogue: CatalogueStats) -> float:
    """Returns how much a word tells, about 0.05…1: the rarer it is among the company's rows, the more."""
    rows = max(catalogue.rows, 1)
    row_count = max((catalogue.words.get(term, 0) for term in terms), default=0)
    return (log(1 + rows / (1 + row_count)) + 0.05) / (log(1 + rows) + 0.05)


@lru_cache(maxsize=1024)
def _best_subsets(rarities: tuple[float, ...]) -> Sequence[tuple[int, ...]]:
    """Returns which of the words to ask for, by index: first those choices that tell most."""
    min_rarity = _MIN_RARITY_SHARE * sum(rarities)
    subsets = [
        (sum(rarities[index] for index in subset), subset)
        for count in range(len(rarities), 0, -1)
        for subset in combinations(range(len(rarities)), count)
    ]
    subsets = [(rarity, subset) for rarity, subset in subsets if rarity >= min_rarity]
    subsets.sort(key=lambda choice: (-choice[0], -len(choice[1]), choice[1]))
    return [subset for _, subset in subsets[:_MAX_STEPS]]
