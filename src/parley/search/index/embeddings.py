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
from parley.infra.database import Driver, driver_of, rows
from parley.models import Catalogue, Profile
from parley.search.question_embedding import NONE, as_text, model_of
from parley.services import Services
from parley.tenants.config import current

log = structlog.get_logger()

_BATCH = 64
# More than pgvector takes is no vector.
_LONGEST_VECTOR = 16_000
# Pauses after failures: half a minute, then twice as long each time. A change of the catalogue begins anew.
_PAUSE, _LONGEST_PAUSE, _ATTEMPTS = timedelta(seconds=30), timedelta(hours=1), 12

# What is said of a row, short enough for every provider, and nothing else of it.
_TEXTS = {
    "product": """
        SELECT id, left(concat_ws(E'\\n', name, NULLIF(category, ''), NULLIF(description, ''), (
            SELECT string_agg(value, '; ') FROM jsonb_array_elements_text(features)
        )), 6000) AS said FROM products WHERE id > %(after)s""",
    "passage": """
        SELECT id, left(concat_ws(E'\\n', NULLIF(title, ''), text), 6000) AS said
        FROM passages WHERE id > %(after)s""",
}
_WITHOUT = """
SELECT row.id, said, md5(said) AS checksum FROM ({texts}) AS row
LEFT JOIN embeddings ON {kind}_id = row.id AND model = %(model)s
WHERE said <> '' AND checksum IS DISTINCT FROM md5(said) ORDER BY row.id LIMIT {batch}
"""
# A row that is gone meanwhile is passed over.
_STORE = """
INSERT INTO embeddings (company_id, {kind}_id, model, dimension, vector, checksum)
SELECT %(company)s, {kind}s.id, %(model)s, %(dimension)s, given.vector::vector, checksum
FROM json_to_recordset(%(rows)s::json) AS given (id bigint, vector text, checksum text)
JOIN {kind}s ON {kind}s.id = given.id FOR KEY SHARE OF {kind}s
ON CONFLICT ({kind}_id, model) DO UPDATE SET
    dimension = excluded.dimension, vector = excluded.vector, checksum = excluded.checksum
"""
# Of one length only; and where there were none yet, these are better than none.
_SETTLE = """
WITH others AS (DELETE FROM embeddings WHERE model = %(model)s AND dimension <> %(dimension)s)
UPDATE catalogues SET embedded = %(model)s, dimension = %(dimension)s
WHERE embedded IN ('', %(model)s) AND (embedded, dimension) IS DISTINCT FROM (%(model)s, %(dimension)s)
"""
_FINISH = """
WITH others AS (DELETE FROM embeddings WHERE model <> %(model)s), own AS (
    SELECT model, dimension FROM embeddings WHERE model = %(model)s LIMIT 1
)
UPDATE catalogues SET embedded = own.model, dimension = own.dimension
FROM (SELECT coalesce(min(model), '') AS model, coalesce(min(dimension), 0) AS dimension FROM own) AS own
WHERE (embedded, catalogues.dimension) IS DISTINCT FROM (own.model, own.dimension)
"""
_FORGET = """
WITH others AS (DELETE FROM embeddings WHERE true)
UPDATE catalogues SET embedded = '', dimension = 0 WHERE embedded <> ''
"""
_BEGIN = """
INSERT INTO catalogues (company_id, embedding) VALUES (%(company)s, %(model)s)
ON CONFLICT (company_id) DO UPDATE SET embedding = excluded.embedding
WHERE catalogues.embedding IS DISTINCT FROM excluded.embedding
"""


async def due(rt: Services, session: AsyncSession, company_id: int) -> None:
    """The company's model or texts changed, if and when the transaction commits. Wants the company's scope."""
    chosen = await session.scalar(select(Profile.embedding_model).where(Profile.company_id == company_id))
    before = await session.scalar(select(Catalogue.embedded).where(Catalogue.company_id == company_id))
    model = model_of(rt, chosen or "")
    if model or before:
        await _enqueue(rt, session, company_id, model)


async def rounds(rt: Services) -> None:
    """Companies whose model is another than the one that was looked after last."""
    chosen = func.coalesce(func.nullif(Profile.embedding_model, ""), model_of(rt, ""))
    model = func.coalesce(func.nullif(chosen, NONE), "")
    async with rt.db.across() as session:
        waiting = await session.execute(
            select(Catalogue.company_id, model)
            .join(Profile, Profile.company_id == Catalogue.company_id)
            .where(model != func.coalesce(Catalogue.embedding, ""))
        )
        for company_id, wanted in waiting.all():
            await _enqueue(rt, session, company_id, wanted)


async def _enqueue(
    rt: Services,
    session: AsyncSession,
    company_id: int,
    model: str,
    failures: int = 0,
    pause: timedelta | None = None,
) -> None:
    key = f"embeddings:{company_id}"
    await rt.jobs.enqueue(
        session,
        "embed_company",
        key=key,
        # A new model does not wait for the pause of an old one that failed.
        merge=f"{key}:{model}",
        at=rt.clock() + pause if pause else None,
        company_id=company_id,
        failures=failures,
    )


async def keep(rt: Services, company_id: int, failures: int = 0) -> None:
    """Make the vectors that are wanting, all of them. Doing it again does no harm. `failures`: rounds before this
    one that the provider ended. A failure that may pass is tried again later."""
    company = await _company(rt, company_id)
    if company is None:
        return
    model = model_of(rt, company.embedding_model)
    async with rt.db.scoped(company_id) as session:
        driver = await driver_of(session)
        await driver.execute(_BEGIN, {"company": company_id, "model": model})
        if not model:
            await driver.execute(_FORGET)
    if not model:
        return
    try:
        await Round(rt, company, model).run()
    except (RemoteError, NotImplementedError) as error:
        await _failed(rt, company_id, model, error, failures + 1)


async def _failed(rt: Services, company_id: int, model: str, error: Exception, failures: int) -> None:
    passing = isinstance(error, RemoteError) and not error.permanent and failures <= _ATTEMPTS
    told = {"company": company_id, "model": model, "error": str(error), "failures": failures}
    if not passing:
        log.error("texts cannot be embedded", **told)
        return
    asked = timedelta(seconds=getattr(error, "retry_after", None) or 0)
    pause = max(asked, min(_PAUSE * 2 ** (failures - 1), _LONGEST_PAUSE))
    log.warning("embedding goes on later", **told, seconds=pause.total_seconds())
    async with rt.db.scoped(company_id) as session:
        await _enqueue(rt, session, company_id, model, failures, pause)


async def _company(rt: Services, company_id: int) -> CompanyConfig | None:
    async with rt.db.direct(company_id) as connection:
        return await current(rt, connection, company_id)


class Round:
    """All that is wanting of one model. Ends early where the company wants another model meanwhile."""

    def __init__(self, rt: Services, company: CompanyConfig, model: str) -> None:
        self._rt, self._company, self._model = rt, company, model
        self._dimension = 0
        self._settled = False

    async def run(self) -> None:
        """Raises RemoteError, NotImplementedError."""
        again = True
        while again:  # what changed during a pass is found by the next
            made = [await self._pass(kind) for kind in _TEXTS]
            if None in made:
                return
            again = any(made)
        async with self._rt.db.scoped(self._company.id) as session:
            await (await driver_of(session)).execute(_FINISH, {"model": self._model})

    async def _pass(self, kind: str) -> int | None:
        """From the first row to the last: how many were embedded; None where nobody wants them any more."""
        made = after = 0
        while found := await self._without(kind, after):
            company = await _company(self._rt, self._company.id)
            if company is None or model_of(self._rt, company.embedding_model) != self._model:
                return None
            # No connection is held while the provider is at it.
            vectors = await self._embed(company, [row.said for row in found])
            async with self._rt.db.scoped(company.id) as session:
                await self._store(await driver_of(session), kind, found, vectors)
            made, after = made + len(found), found[-1].id
        return made

    async def _without(self, kind: str, after: int) -> list[Any]:
        query = _WITHOUT.format(texts=_TEXTS[kind], kind=kind, batch=_BATCH)
        async with self._rt.db.direct(self._company.id) as connection:
            return await rows(connection, query, {"model": self._model, "after": after})

    async def _embed(self, company: CompanyConfig, texts: Sequence[str]) -> list[list[float]]:
        model = self._rt.embedder_for(company, self._model)
        if model is None:
            raise RemoteError("No such provider of embeddings", permanent=True)
        vectors = await model.embed(texts)
        dimensions = {len(vector) for vector in vectors} | ({self._dimension} if self._dimension else set())
        if len(dimensions) != 1 or not 0 < max(dimensions) <= _LONGEST_VECTOR:
            raise RemoteError("The model's vectors cannot be compared", permanent=True)
        self._dimension = dimensions.pop()
        return vectors

    async def _store(self, driver: Driver, kind: str, found: Sequence[Any], vectors: list[list[float]]) -> None:
        given = [
            {"id": row.id, "vector": as_text(vector), "checksum": row.checksum}
            for row, vector in zip(found, vectors, strict=True)
        ]
        values = {"company": self._company.id, "model": self._model, "dimension": self._dimension}
        await driver.execute(_STORE.format(kind=kind), {**values, "rows": json.dumps(given)})
        if not self._settled:
            await driver.execute(_SETTLE, values)
            self._settled = True
