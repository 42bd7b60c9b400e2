"""In which order the index of words is asked: all words of a question first, then without the least telling."""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import combinations
from math import log
from typing import NamedTuple

from parley.concepts.token import ConceptToken
from parley.domain.company import CatalogueStats
from parley.search.features import lexeme, query_terms, suffix_terms, title_term
from parley.search.query import COUNT_CONCEPT, SearchQuery

# Questions have three words that tell something; of a longer one the most telling count.
_MAX_WORDS, _MAX_STEPS = 6, 10
# What holds less of a question than this is no answer to it.
_MIN_WEIGHT_SHARE = 0.35


class QueryPlan(NamedTuple):
    """`steps`: tsqueries, best first. The first `whole` of them ask for every word as it is spelt."""

    steps: list[str]
    exact_steps: int


class _TermGroup(NamedTuple):
    weight: float
    anywhere: str
    in_title: str
    misspelt: str


def plan_query(company_id: int, query: SearchQuery, catalogue: CatalogueStats) -> QueryPlan:
    groups = [
        _TermGroup(
            term_rarity(terms, catalogue),
            _any_of(company_id, terms),
            _any_of(company_id, map(title_term, terms)),
            _any_of(company_id, terms | suffix_terms(token.latin, token.concept)),
        )
        for token in query.tokens
        if token.concept != COUNT_CONCEPT
        if (terms := query_terms_with_synonyms(token, query))
    ]
    groups.sort(key=lambda group: -group.weight)
    chosen = groups[:_MAX_WORDS]
    if not chosen:
        return QueryPlan([], 0)
    steps = [" & ".join([group.in_title for group in chosen])]
    subsets = _best_subsets([group.weight for group in chosen])
    steps += [" & ".join([groups[position].anywhere for position in subset]) for subset in subsets]
    if any(group.misspelt != group.anywhere for group in chosen):
        steps.insert(2, " & ".join([group.misspelt for group in chosen]))
    return QueryPlan(steps, 2)


def query_terms_with_synonyms(token: ConceptToken, query: SearchQuery) -> frozenset[str]:
    """What answers the word, or another that this company uses for it."""
    terms = query_terms(token.latin, token.concept)
    return terms.union(*(query_terms(other.latin, other.concept) for other in query.synonyms.get(token, ())))


def term_rarity(terms: Iterable[str], catalogue: CatalogueStats) -> float:
    """Between about 0.05 and 1: the rarer a word among the company's rows, the more it tells."""
    rows = max(catalogue.rows, 1)
    row_count = max((catalogue.words.get(term, 0) for term in terms), default=0)
    return (log(1 + rows / (1 + row_count)) + 0.05) / (log(1 + rows) + 0.05)


def _any_of(company_id: int, terms: Iterable[str]) -> str:
    return f"({' | '.join(sorted(lexeme(company_id, term) for term in terms))})"


def _best_subsets(weights: Sequence[float]) -> Iterator[tuple[int, ...]]:
    """Which of the words to ask for, the most telling choice first."""
    return iter(_ranked_subsets(tuple(round(weight, 2) for weight in weights))[:_MAX_STEPS])


@lru_cache(maxsize=1024)
def _ranked_subsets(weights: tuple[float, ...]) -> list[tuple[int, ...]]:
    subsets = [
        subset for count in range(len(weights), 0, -1) for subset in combinations(range(len(weights)), count)
    ]
    min_weight = _MIN_WEIGHT_SHARE * sum(weights)
    subsets = [subset for subset in subsets if sum(weights[position] for position in subset) >= min_weight]
    return sorted(
        subsets, key=lambda subset: (-sum(weights[position] for position in subset), -len(subset), subset)
    )
