"""What a question means, as a provider's embedding model sees it; search asks without it when that fails.

The question is the only text of a customer that goes to that provider, and without names and phone numbers.
"""

import asyncio
from collections.abc import Sequence
from math import isfinite

import structlog

from parley.domain.company import CompanyConfig
from parley.domain.understanding import Understanding
from parley.errors import RemoteError
from parley.search.candidates import QuestionEmbedding
from parley.services import Services

log = structlog.get_logger()

NO_EMBEDDING_MODEL = "builtin"
# Seconds; a customer is waiting.
_TIMEOUT_SECONDS = 1.5
_MAX_QUESTION_CHARS = 1_000


def embedding_model_of(rt: Services, chosen: str) -> str:
    """Returns the embedding model of a company: the one it chose, else the installation's; empty for none."""
    model = chosen or rt.settings.embedding_model
    return "" if model == NO_EMBEDDING_MODEL else model


async def embed_question(
    rt: Services, company: CompanyConfig, understanding: Understanding, timeout_seconds: float = _TIMEOUT_SECONDS
) -> QuestionEmbedding | None:
    """Returns the question's vector, by the model whose vectors the company has; None where it has none, or where
    the provider does not answer in time.

    Raises nothing. Hold no connection of the database while it waits.
    """
    catalogue, text = company.catalogue, understanding.search_text.strip()[:_MAX_QUESTION_CHARS]
    if not (text and catalogue.embedded and embedding_model_of(rt, company.embedding_model)):
        return None
    model = rt.embedder_for(company, catalogue.embedded)
    if model is None or model in rt.caches.paused_embedders:
        return None
    try:
        async with asyncio.timeout(timeout_seconds):
            (vector,) = await model.embed([text])
    except (RemoteError, TimeoutError, NotImplementedError) as error:
        rt.caches.paused_embedders[model] = True
        log.warning("searching without embeddings", company=company.id, model=catalogue.embedded, error=error)
        return None
    if len(vector) != catalogue.dimension or not any(vector) or not all(map(isfinite, vector)):
        rt.caches.paused_embedders[model] = True
        log.warning("the question's vector is of another kind", company=company.id, model=catalogue.embedded)
        return None
    return QuestionEmbedding(catalogue.embedded, catalogue.dimension, format_pgvector(vector))


def format_pgvector(vector: Sequence[float]) -> str:
    """Returns a vector as pgvector reads it: "[0.1,0.2]"."""
    return f"[{','.join(map(repr, vector))}]"
