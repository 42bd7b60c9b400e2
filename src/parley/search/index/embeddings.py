"""A provider's vectors of a company's products and passages, kept in the background.

Search goes on meanwhile: with the vectors of the model before, until those of the new one are complete, or, where
there were none, with as many as there are.
"""

import json
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import structlog
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from parley.domain.company import CompanyConfig
from parley.errors import RemoteError
from parley.infra.database import DriverConnection, driver_connection_of, fetch_all
from parley.models import Profile, SearchIndexState
from parley.search.question_embedding import NO_EMBEDDING_MODEL, embedding_model_of, format_pgvector
from parley.services import Services
from parley.tenants.config import current_config

log = structlog.get_logger()

_BATCH_ROWS = 64
# More than pgvector takes is no vector.
_MAX_DIMENSIONS = 16_000
# Pauses after failures: half a minute, then twice as long each time. A change of the catalogue begins anew.
_FIRST_PAUSE, _MAX_PAUSE, _MAX_ATTEMPTS = timedelta(seconds=30), timedelta(hours=1), 12

# What is said of a row, short enough for every provider, and nothing else of it.
_TEXT_QUERIES = {
    "product": """
        SELECT id, left(concat_ws(E'\\n', name, NULLIF(category, ''), NULLIF(description, ''), (
            SELECT string_agg(value, '; ') FROM jsonb_array_elements_text(features)
        )), 6000) AS said FROM products WHERE id > %(after)s""",
    "passage": """
        SELECT id, left(concat_ws(E'\\n', NULLIF(title, ''), text), 6000) AS said
        FROM passages WHERE id > %(after)s""",
}
_MISSING_SQL = """
SELECT row.id, said, md5(said) AS checksum FROM ({texts}) AS row
LEFT JOIN embeddings ON {kind}_id = row.id AND model = %(model)s
WHERE said <> '' AND checksum IS DISTINCT FROM md5(said) ORDER BY row.id LIMIT {batch}
"""
# A row that is gone meanwhile is passed over.
_STORE_SQL = """
INSERT INTO embeddings (company_id, {kind}_id, model, dimension, vector, checksum)
SELECT %(company)s, {kind}s.id, %(model)s, %(dimension)s, given.vector::vector, checksum
FROM json_to_recordset(%(rows)s::json) AS given (id bigint, vector text, checksum text)
JOIN {kind}s ON {kind}s.id = given.id FOR KEY SHARE OF {kind}s
ON CONFLICT ({kind}_id, model) DO UPDATE SET
    dimension = excluded.dimension, vector = excluded.vector, checksum = excluded.checksum
"""
# One statement of each for every kind of row: nothing is put into them later.
_MISSING_SQL_OF = {
    kind: _MISSING_SQL.format(texts=texts, kind=kind, batch=_BATCH_ROWS) for kind, texts in _TEXT_QUERIES.items()
}
_STORE_SQL_OF = {kind: _STORE_SQL.format(kind=kind) for kind in _TEXT_QUERIES}
# Of one length only; and where there were none yet, these are better than none.
_PUBLISH_SQL = """
WITH others AS (DELETE FROM embeddings WHERE model = %(model)s AND dimension <> %(dimension)s)
UPDATE catalogues SET embedded = %(model)s, dimension = %(dimension)s
WHERE embedded IN ('', %(model)s) AND (embedded, dimension) IS DISTINCT FROM (%(model)s, %(dimension)s)
"""
_FINISH_SQL = """
WITH others AS (DELETE FROM embeddings WHERE model <> %(model)s), own AS (
    SELECT model, dimension FROM embeddings WHERE model = %(model)s LIMIT 1
)
UPDATE catalogues SET embedded = own.model, dimension = own.dimension
FROM (SELECT coalesce(min(model), '') AS model, coalesce(min(dimension), 0) AS dimension FROM own) AS own
WHERE (embedded, catalogues.dimension) IS DISTINCT FROM (own.model, own.dimension)
"""
_DELETE_SQL = """
WITH others AS (DELETE FROM embeddings WHERE true)
UPDATE catalogues SET embedded = '', dimension = 0 WHERE embedded <> ''
"""
_BEGIN_SQL = """
INSERT INTO catalogues (company_id, embedding) VALUES (%(company)s, %(model)s)
ON CONFLICT (company_id) DO UPDATE SET embedding = excluded.embedding
WHERE catalogues.embedding IS DISTINCT FROM excluded.embedding
"""


async def schedule_embedding(rt: Services, session: AsyncSession, company_id: int) -> None:
    """Enqueues the embedding of a company whose model or texts change, if and when the transaction commits. The
    session is in the company's scope."""
    chosen = await session.scalar(select(Profile.embedding_model).where(Profile.company_id == company_id))
    embedded = await session.scalar(
        select(SearchIndexState.embedded).where(SearchIndexState.company_id == company_id)
    )
    model = embedding_model_of(rt, chosen or "")
    if model or embedded:
        await _enqueue(rt, session, company_id, model)


async def schedule_stale_embeddings(rt: Services) -> None:
    """Enqueues every company whose embedding model is another than the one its vectors were made for last."""
    chosen = func.coalesce(func.nullif(Profile.embedding_model, ""), embedding_model_of(rt, ""))
    model = func.coalesce(func.nullif(chosen, NO_EMBEDDING_MODEL), "")
    async with rt.db.across() as session:
        waiting = await session.execute(
            select(SearchIndexState.company_id, model)
            .join(Profile, Profile.company_id == SearchIndexState.company_id)
            .where(model != func.coalesce(SearchIndexState.embedding, ""))
        )
        for company_id, wanted_model in waiting.all():
            await _enqueue(rt, session, company_id, wanted_model)


async def _enqueue(
    rt: Services,
    session: AsyncSession,
    company_id: int,
    model: str,
    failures: int = 0,
    pause: timedelta | None = None,
) -> None:
    key = f"embeddings:{company_id}"
    await rt.queue.enqueue(
        session,
        "embed_company",
        lock=key,
        # A new model does not wait for the pause of an old one that failed.
        queueing_lock=f"{key}:{model}",
        at=rt.clock() + pause if pause else None,
        company_id=company_id,
        failures=failures,
    )


async def update_embeddings(rt: Services, company_id: int, failures: int = 0) -> None:
    """Makes all vectors of a company that are missing. It is safe to repeat.

    `failures`: so many runs before this one ended by a failure of the provider. A failure that may pass is tried
    again later, by another job.
    """
    company = await _load_company(rt, company_id)
    if company is None:
        return
    model = embedding_model_of(rt, company.embedding_model)
    async with rt.db.scoped(company_id) as session:
        driver = await driver_connection_of(session)
        await driver.execute(_BEGIN_SQL, {"company": company_id, "model": model})
        if not model:
            await driver.execute(_DELETE_SQL)
    if not model:
        return
    try:
        await EmbeddingRun(rt, company, model).run()
    except (RemoteError, NotImplementedError) as error:
        await _handle_failure(rt, company_id, model, error, failures + 1)


async def _handle_failure(rt: Services, company_id: int, model: str, error: Exception, failures: int) -> None:
    is_temporary = isinstance(error, RemoteError) and not error.permanent and failures <= _MAX_ATTEMPTS
    details = {"company": company_id, "model": model, "error": error, "failures": failures}
    if not is_temporary:
        log.error("texts cannot be embedded", **details)
        return
    retry_after = timedelta(seconds=getattr(error, "retry_after", None) or 0)
    pause = max(retry_after, min(_FIRST_PAUSE * 2 ** (failures - 1), _MAX_PAUSE))
    log.warning("embedding goes on later", **details, seconds=pause.total_seconds())
    async with rt.db.scoped(company_id) as session:
        await _enqueue(rt, session, company_id, model, failures, pause)


async def _load_company(rt: Services, company_id: int) -> CompanyConfig | None:
    async with rt.db.direct(company_id) as connection:
        return await current_config(rt, connection, company_id)


class EmbeddingRun:
    """All that is wanting of one model. Ends early where the company wants another model meanwhile."""

    def __init__(self, rt: Services, company: CompanyConfig, model: str) -> None:
        self._rt, self._company, self._model = rt, company, model
        self._dimension = 0
        self._published = False

    async def run(self) -> None:
        """Raises RemoteError, NotImplementedError."""
        again = True
        while again:  # what changed during a pass is found by the next
            counts = [await self._embed_kind(kind) for kind in _TEXT_QUERIES]
            if None in counts:
                return
            again = any(counts)
        async with self._rt.db.scoped(self._company.id) as session:
            await (await driver_connection_of(session)).execute(_FINISH_SQL, {"model": self._model})

    async def _embed_kind(self, kind: str) -> int | None:
        """Embeds the rows of a kind, from the first to the last, and returns how many they were; None where the
        company has chosen another model, or is gone."""
        count = after = 0
        while batch := await self._rows_without_vector(kind, after):
            company = await _load_company(self._rt, self._company.id)
            if company is None or embedding_model_of(self._rt, company.embedding_model) != self._model:
                return None
            # No connection is held while the provider is at it.
            vectors = await self._embed(company, [row.said for row in batch])
            async with self._rt.db.scoped(company.id) as session:
                await self._store_vectors(await driver_connection_of(session), kind, batch, vectors)
            count, after = count + len(batch), batch[-1].id
        return count

    async def _rows_without_vector(self, kind: str, after: int) -> list[Any]:
        async with self._rt.db.direct(self._company.id) as connection:
            return await fetch_all(connection, _MISSING_SQL_OF[kind], {"model": self._model, "after": after})

    async def _embed(self, company: CompanyConfig, texts: Sequence[str]) -> list[list[float]]:
        model = self._rt.embedder_for(company, self._model)
        if model is None:
            raise RemoteError("No such provider of embeddings", permanent=True)
        vectors = await model.embed(texts)
        dimensions = {len(vector) for vector in vectors} | ({self._dimension} if self._dimension else set())
        if len(dimensions) != 1 or not 0 < max(dimensions) <= _MAX_DIMENSIONS:
            raise RemoteError("The model's vectors cannot be compared", permanent=True)
        self._dimension = dimensions.pop()
        return vectors

    async def _store_vectors(
        self, driver: DriverConnection, kind: str, embedded_rows: Sequence[Any], vectors: list[list[float]]
    ) -> None:
        payload = [
            {"id": row.id, "vector": format_pgvector(vector), "checksum": row.checksum}
            for row, vector in zip(embedded_rows, vectors, strict=True)
        ]
        values = {"company": self._company.id, "model": self._model, "dimension": self._dimension}
        await driver.execute(_STORE_SQL_OF[kind], {**values, "rows": json.dumps(payload)})
        if not self._published:
            await driver.execute(_PUBLISH_SQL, values)
            self._published = True
