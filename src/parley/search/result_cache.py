"""Remembers what was found for a question, so that the same question asked again needs no search.

Customers of a shop ask the same few things. A result is used again only for the same words, understood alike, in
the same company at the same version of its rows (tenants/config.py): whoever changes products or documents gives
the company a new version (search/index/maintain.py).
"""

from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import NamedTuple

from parley.domain.search_results import SearchResults
from parley.domain.understanding import Understanding
from parley.search.question import Question
from parley.search.rank import SearchOptions
from parley.services import Services


class _ResultKey(NamedTuple):
    """All that the results of a search depend on, where no provider's embeddings are compared."""

    company_id: int
    company_version: str
    text: str
    understanding: Understanding
    options: SearchOptions
    #: what of it are the customer's own words
    own_text: str
    #: a piece of a message was searched for: no facts belong to it
    is_piece: bool


async def cached_results(
    rt: Services,
    question: Question,
    options: SearchOptions,
    search: Callable[[], Awaitable[SearchResults]],
    own_text: str = "",
    *,
    is_piece: bool = False,
) -> SearchResults:
    """Returns what was found for this question before, or what `search` finds. `own_text`: what of it are the
    customer's own words, where it was completed. `is_piece`: it is a piece of a message, and no facts are told.

    Where embeddings take part nothing is remembered: they come from a provider that may fail, and are stored some
    time after the rows that they belong to.
    """
    company, cache = question.company, rt.caches.search_results
    if company.catalogue.embedded or not company.version:
        return await search()
    text, understanding = question.message.text, question.understanding
    key = _ResultKey(company.id, company.version, text, understanding, options, own_text, is_piece)
    results = cache.get(key)
    if results is None:
        results = await search()
        with suppress(ValueError):  # larger than all of the cache
            cache[key] = results
    return results
