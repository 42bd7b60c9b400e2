"""In which order the index of words is asked: all words of a question first, then without the least telling."""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import combinations
from math import log
from typing import NamedTuple

from parley.concepts.token import Token
from parley.domain.company import Catalogue
from parley.search.features import ending, lexeme, sought, titled_term
from parley.search.query import COUNT, Wanted

# Questions have three words that tell something; of a longer one the most telling count.
_WORDS, _STEPS = 6, 10
# What holds less of a question than this is no answer to it.
_LEAST = 0.35


class Plan(NamedTuple):
    """`steps`: tsqueries, best first. The first `whole` of them ask for every word as it is spelt."""

    steps: list[str]
    whole: int


class _Group(NamedTuple):
    worth: float
    anywhere: str
    in_title: str
    misspelt: str


def plan(company_id: int, asks: Wanted, catalogue: Catalogue) -> Plan:
    groups = [
        _Group(
            rarity(terms, catalogue),
            _either(company_id, terms),
            _either(company_id, map(titled_term, terms)),
            _either(company_id, terms | ending(each.plain, each.meaning)),
        )
        for each in asks.tokens
        if each.meaning != COUNT
        if (terms := terms_of(each, asks))
    ]
    groups.sort(key=lambda group: -group.worth)
    chosen = groups[:_WORDS]
    if not chosen:
        return Plan([], 0)
    steps = [" & ".join([group.in_title for group in chosen])]
    choices = _choices([group.worth for group in chosen])
    steps += [" & ".join([groups[at].anywhere for at in choice]) for choice in choices]
    if any(group.misspelt != group.anywhere for group in chosen):
        steps.insert(2, " & ".join([group.misspelt for group in chosen]))
    return Plan(steps, 2)


def terms_of(asked: Token, asks: Wanted) -> frozenset[str]:
    """What answers the word, or another that this company uses for it."""
    terms = sought(asked.plain, asked.meaning)
    return terms.union(*(sought(other.plain, other.meaning) for other in asks.also.get(asked, ())))


def rarity(terms: Iterable[str], catalogue: Catalogue) -> float:
    """Between about 0.05 and 1: the rarer a word among the company's rows, the more it tells."""
    rows = max(catalogue.rows, 1)
    known = max((catalogue.words.get(term, 0) for term in terms), default=0)
    return (log(1 + rows / (1 + known)) + 0.05) / (log(1 + rows) + 0.05)


def _either(company_id: int, terms: Iterable[str]) -> str:
    return f"({' | '.join(sorted(lexeme(company_id, term) for term in terms))})"


def _choices(worths: Sequence[float]) -> Iterator[tuple[int, ...]]:
    """Which of the words to ask for, the most telling choice first."""
    return iter(_ranked(tuple(round(worth, 2) for worth in worths))[:_STEPS])


@lru_cache(maxsize=1024)
def _ranked(worths: tuple[float, ...]) -> list[tuple[int, ...]]:
    every = [choice for size in range(len(worths), 0, -1) for choice in combinations(range(len(worths)), size)]
    least = _LEAST * sum(worths)
    every = [choice for choice in every if sum(worths[at] for at in choice) >= least]
    return sorted(every, key=lambda choice: (-sum(worths[at] for at in choice), -len(choice), choice))
