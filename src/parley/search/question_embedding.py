"""What a question means, as a provider's embedding model sees it; search asks without it when that fails.

The question is the only text of a customer that goes to that provider, and without names and phone numbers.
"""

import asyncio
from collections.abc import Sequence
from datetime import timedelta
from math import isfinite

import structlog

from parley.domain.company import CompanyConfig
from parley.domain.understanding import Heard
from parley.errors import RemoteError
from parley.search.candidates import Meaning
from parley.services import Services

log = structlog.get_logger()

NONE = "builtin"
# Seconds; a customer is waiting.
_PATIENCE = 1.5
_REST = timedelta(seconds=30)
_LONGEST = 1_000


def model_of(rt: Services, chosen: str) -> str:
    """The embedding model of a company that chose this one, or nothing: the installation's. Empty for none."""
    model = chosen or rt.settings.embedding_model
    return "" if model == NONE else model


async def meaning_of(
    rt: Services, company: CompanyConfig, heard: Heard, patience: float = _PATIENCE
) -> Meaning | None:
    """The question's vector, of the model whose vectors the company has; None where there are none, or where it is
    not to be had in time. No connection of the database should be held meanwhile. Raises nothing."""
    known, text = company.catalogue, heard.about.strip()[:_LONGEST]
    if not (text and known.embedded and model_of(rt, company.embedding_model)):
        return None
    model = rt.embedder_for(company, known.embedded)
    now = rt.clock()
    if model is None or now < rt.resting.get(model, now):
        return None
    try:
        async with asyncio.timeout(patience):
            (vector,) = await model.embed([text])
    except (RemoteError, TimeoutError, NotImplementedError) as error:
        rt.resting[model] = rt.clock() + _REST
        reason = str(error) or "it took too long"
        log.warning("searching without embeddings", company=company.id, model=known.embedded, error=reason)
        return None
    if len(vector) != known.dimension or not any(vector) or not all(map(isfinite, vector)):
        rt.resting[model] = rt.clock() + _REST
        log.warning("the question's vector is of another kind", company=company.id, model=known.embedded)
        return None
    return Meaning(known.embedded, known.dimension, as_text(vector))


def as_text(vector: Sequence[float]) -> str:
    """As pgvector reads it."""
    return f"[{','.join(map(repr, vector))}]"
