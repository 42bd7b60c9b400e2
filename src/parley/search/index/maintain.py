"""What search keeps ready for a company in the background: rows compared by the newest rules, how common its words
are, and an index of its own over the vectors of a large catalogue. Search goes on meanwhile, only slower.
"""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

import structlog
from psycopg import sql
from sqlalchemy import bindparam, func, or_, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from parley.infra.database import DriverConnection, driver_connection_of, fetch_all
from parley.models import Company, Passage, Product, SearchIndexState
from parley.search.features import FEATURES_VERSION
from parley.search.index.embeddings import schedule_embedding
from parley.search.index.recipes import passage_index_features, product_index_features
from parley.services import Services
from parley.tenants.cache import invalidate_company

log = structlog.get_logger()

# An exact scan costs 1 to 2 µs a row (ADR 11): 2,000 rows are 3 ms, and an index answers in 1.
VECTOR_INDEX_MIN_PRODUCTS = 2_000
# Not to make and drop an index all day around one number.
_DROP_INDEX_BELOW = VECTOR_INDEX_MIN_PRODUCTS // 2
# One upload is many changes: they are looked at together.
_DEBOUNCE = timedelta(seconds=15)
_BATCH_ROWS = 100
# Words in fewer rows are rare, whatever their number.
_MIN_COMMON_ROWS, _MAX_COMMON_WORDS = 5, 500
_INDEX_BUILD_MEMORY = "256MB"

_WORD_COUNTS_SQL = """
SELECT word, sum(ndoc) AS rows FROM (
    SELECT * FROM ts_stat('SELECT terms FROM products')
    UNION ALL SELECT * FROM ts_stat('SELECT terms FROM passages')
) AS counted
WHERE ndoc >= %(common)s AND word NOT LIKE '%%:^%%' GROUP BY word ORDER BY rows DESC, word LIMIT %(words)s
"""
_INDEX_VALID_SQL = """
SELECT indisvalid FROM pg_index WHERE indexrelid = to_regclass(%(name)s)
"""

IndexedTable = type[Product] | type[Passage]


async def schedule_rebuild(rt: Services, session: AsyncSession, company_id: int) -> None:
    """Enqueues the rebuild of a company whose catalogue or documents change, when the transaction commits."""
    await invalidate_company(session, company_id)
    await _enqueue(rt, session, company_id, pause=_DEBOUNCE)


async def schedule_stale_rebuilds(rt: Services) -> None:
    """Enqueues the rebuild of every company that never had one, or whose rows have features of an older version."""
    async with rt.db.across() as session:
        company_ids = await session.scalars(
            select(Company.id)
            .outerjoin(SearchIndexState, SearchIndexState.company_id == Company.id)
            .where(or_(SearchIndexState.company_id.is_(None), SearchIndexState.represented != FEATURES_VERSION))
        )
        for company_id in company_ids.all():
            await _enqueue(rt, session, company_id)


async def _enqueue(rt: Services, session: AsyncSession, company_id: int, pause: timedelta = timedelta()) -> None:
    key = f"catalogue:{company_id}"
    at = rt.clock() + pause if pause else None
    await rt.queue.enqueue(session, "keep_catalogue", lock=key, queueing_lock=key, at=at, company_id=company_id)


async def rebuild_index(rt: Services, company_id: int) -> None:
    """Brings a company's search index up to date: row features, word counts, the vector index of a large catalogue.
    It is safe to repeat."""
    async with rt.db.begin() as session:
        exists = await session.get(Company, company_id)
    if exists is None:
        await _drop_vector_index(rt, company_id)
        return
    await _refresh_rows(rt, company_id, Product, product_index_features)
    await _refresh_rows(rt, company_id, Passage, passage_index_features)
    product_count = await _count_words(rt, company_id)
    if product_count > VECTOR_INDEX_MIN_PRODUCTS:
        await _create_vector_index(rt, company_id)
    elif product_count < _DROP_INDEX_BELOW:
        await _drop_vector_index(rt, company_id)
    async with rt.db.scoped(company_id) as session:
        await schedule_embedding(rt, session, company_id)


async def _refresh_rows(
    rt: Services,
    company_id: int,
    table: IndexedTable,
    make_features: Callable[[int, Mapping[str, Any]], dict[str, object]],
) -> None:
    """Computes the features of rows that have those of an older version, batch by batch; each batch is searchable
    as soon as it is committed."""
    change = update(table.__table__).where(table.__table__.c.id == bindparam("row"))  # type: ignore[arg-type]
    last_id = 0
    while True:
        async with rt.db.scoped(company_id) as session:
            stale = select(table.__table__).where(table.id > last_id, table.represented != FEATURES_VERSION)
            found = (
                (await session.execute(stale.order_by(table.id).limit(_BATCH_ROWS).with_for_update()))
                .mappings()
                .all()
            )
            if not found:
                return
            refreshed = [{"row": row["id"], **make_features(company_id, dict(row))} for row in found]
            connection = await session.connection()
            await connection.execute(
                change.values({name: bindparam(name) for name in refreshed[0] if name != "row"}), refreshed
            )
            await invalidate_company(session, company_id)
            last_id = found[-1]["id"]


async def _count_words(rt: Services, company_id: int) -> int:
    """Stores how many rows the company has and how common their words are. Returns the number of products."""
    async with rt.db.scoped(company_id) as session:
        product_count = await session.scalar(select(func.count()).select_from(Product)) or 0
        passage_count = await session.scalar(select(func.count()).select_from(Passage)) or 0
        driver = await driver_connection_of(session)
        word_rows = await fetch_all(
            driver, _WORD_COUNTS_SQL, {"common": _MIN_COMMON_ROWS, "words": _MAX_COMMON_WORDS}
        )
        statistics = {
            "rows": product_count + passage_count,
            "words": {row.word.partition(":")[2]: int(row.rows) for row in word_rows},
            "represented": FEATURES_VERSION,
        }
        stored = await session.get(SearchIndexState, company_id)
        if stored is None or any(getattr(stored, name) != value for name, value in statistics.items()):
            await session.execute(
                insert(SearchIndexState)
                .values(company_id=company_id, **statistics)
                .on_conflict_do_update(index_elements=["company_id"], set_=statistics)
            )
    return product_count


def vector_index_name(company_id: int) -> str:
    """Returns the name of the index over the vectors of this company's products."""
    return f"ix_products_vector_{company_id}"


async def _create_vector_index(rt: Services, company_id: int) -> None:
    name = vector_index_name(company_id)
    async with rt.db.owner() as owner:
        valid = await _is_index_valid(owner, name)
        if valid is False:  # its maker was killed at it
            await owner.execute(sql.SQL("DROP INDEX {}").format(sql.Identifier(name)))
        if not valid:
            log.info("making an index over a large catalogue", company=company_id)
            await owner.execute(f"SET maintenance_work_mem = '{_INDEX_BUILD_MEMORY}'")
            # The other cores are the customers'.
            await owner.execute("SET max_parallel_maintenance_workers = 0")
            await owner.execute(
                sql.SQL(
                    "CREATE INDEX CONCURRENTLY {} ON products USING hnsw (vector halfvec_cosine_ops) "
                    "WHERE company_id = {}"
                ).format(sql.Identifier(name), sql.Literal(company_id))
            )
            await owner.execute("ANALYZE products")
    await _set_indexed(rt, company_id, indexed=True)


async def _drop_vector_index(rt: Services, company_id: int) -> None:
    await _set_indexed(rt, company_id, indexed=False)
    async with rt.db.owner() as owner:
        if await _is_index_valid(owner, vector_index_name(company_id)) is not None:
            await _drop_if_exists(owner, vector_index_name(company_id))


async def _drop_if_exists(owner: DriverConnection, name: str) -> None:
    await owner.execute(sql.SQL("DROP INDEX CONCURRENTLY IF EXISTS {}").format(sql.Identifier(name)))


async def _is_index_valid(owner: DriverConnection, name: str) -> bool | None:
    """Returns whether PostgreSQL finished building the index; None where there is none of this name."""
    found = await fetch_all(owner, _INDEX_VALID_SQL, {"name": name})
    return bool(found[0].indisvalid) if found else None


async def _set_indexed(rt: Services, company_id: int, *, indexed: bool) -> None:
    async with rt.db.scoped(company_id) as session:
        catalogue = await session.get(SearchIndexState, company_id)
        if catalogue is not None:
            catalogue.indexed = indexed
            await session.flush()
