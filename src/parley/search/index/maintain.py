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

from parley.infra.database import Driver, driver_of, rows
from parley.models import Catalogue, Company, Passage, Product
from parley.search.features import VERSION
from parley.search.index import embeddings as vectors
from parley.search.index.recipes import compared_passage, compared_product
from parley.services import Services
from parley.tenants.cache import changed

log = structlog.get_logger()

# An exact scan costs 1 to 2 µs a row (ADR 11): 2,000 rows are 3 ms, and an index answers in 1.
MANY = 2_000
# Not to make and drop an index all day around one number.
_FEW = MANY // 2
# One upload is many changes: they are looked at together.
_PAUSE = timedelta(seconds=15)
_BATCH = 100
# Words in fewer rows are rare, whatever their number.
_COMMON, _WORDS = 5, 500
_MEMORY = "256MB"

_COUNTED = """
SELECT word, sum(ndoc) AS rows FROM (
    SELECT * FROM ts_stat('SELECT terms FROM products')
    UNION ALL SELECT * FROM ts_stat('SELECT terms FROM passages')
) AS counted
WHERE ndoc >= %(common)s AND word NOT LIKE '%%:^%%' GROUP BY word ORDER BY rows DESC, word LIMIT %(words)s
"""
_VALID = """
SELECT indisvalid FROM pg_index WHERE indexrelid = to_regclass(%(name)s)
"""

Table = type[Product] | type[Passage]


async def due(rt: Services, session: AsyncSession, company_id: int) -> None:
    """Something in the company's catalogue or documents changes, if and when the transaction commits."""
    await changed(session, company_id)
    await _enqueue(rt, session, company_id, pause=_PAUSE)


async def rounds(rt: Services) -> None:
    """Companies nobody looked after yet, or whose rows were made by older rules."""
    async with rt.db.across() as session:
        waiting = await session.scalars(
            select(Company.id)
            .outerjoin(Catalogue, Catalogue.company_id == Company.id)
            .where(or_(Catalogue.company_id.is_(None), Catalogue.represented != VERSION))
        )
        for company_id in waiting.all():
            await _enqueue(rt, session, company_id)


async def _enqueue(rt: Services, session: AsyncSession, company_id: int, pause: timedelta = timedelta()) -> None:
    key = f"catalogue:{company_id}"
    at = rt.clock() + pause if pause else None
    await rt.jobs.enqueue(session, "keep_catalogue", key=key, merge=key, at=at, company_id=company_id)


async def keep(rt: Services, company_id: int) -> None:
    """Everything there is to do for a company. Doing it again does no harm."""
    async with rt.db.begin() as session:
        exists = await session.get(Company, company_id)
    if exists is None:
        await _drop_index(rt, company_id)
        return
    await _anew(rt, company_id, Product, compared_product)
    await _anew(rt, company_id, Passage, compared_passage)
    goods = await _learn(rt, company_id)
    if goods > MANY:
        await _make_index(rt, company_id)
    elif goods < _FEW:
        await _drop_index(rt, company_id)
    async with rt.db.scoped(company_id) as session:
        await vectors.due(rt, session, company_id)


async def _anew(
    rt: Services, company_id: int, table: Table, make: Callable[[int, Mapping[str, Any]], dict[str, object]]
) -> None:
    """Rows of older rules, batch by batch; each batch is searchable as soon as it is done."""
    change = update(table.__table__).where(table.__table__.c.id == bindparam("row"))  # type: ignore[arg-type]
    last = 0
    while True:
        async with rt.db.scoped(company_id) as session:
            old = select(table.__table__).where(table.id > last, table.represented != VERSION)
            found = (await session.execute(old.order_by(table.id).limit(_BATCH).with_for_update())).mappings().all()
            if not found:
                return
            made = [{"row": row["id"], **make(company_id, dict(row))} for row in found]
            connection = await session.connection()
            await connection.execute(
                change.values({name: bindparam(name) for name in made[0] if name != "row"}), made
            )
            last = found[-1]["id"]


async def _learn(rt: Services, company_id: int) -> int:
    """Count rows and words; how many products there are."""
    async with rt.db.scoped(company_id) as session:
        goods = await session.scalar(select(func.count()).select_from(Product)) or 0
        pieces = await session.scalar(select(func.count()).select_from(Passage)) or 0
        driver = await driver_of(session)
        counted = await rows(driver, _COUNTED, {"common": _COMMON, "words": _WORDS})
        known = {
            "rows": goods + pieces,
            "words": {row.word.partition(":")[2]: int(row.rows) for row in counted},
            "represented": VERSION,
        }
        before = await session.get(Catalogue, company_id)
        if before is None or any(getattr(before, name) != value for name, value in known.items()):
            await session.execute(
                insert(Catalogue)
                .values(company_id=company_id, **known)
                .on_conflict_do_update(index_elements=["company_id"], set_=known)
            )
    return goods


def index_name(company_id: int) -> str:
    return f"ix_products_vector_{company_id}"


async def _make_index(rt: Services, company_id: int) -> None:
    name = index_name(company_id)
    async with rt.db.owner() as owner:
        valid = await _valid(owner, name)
        if valid is False:  # its maker was killed at it
            await owner.execute(sql.SQL("DROP INDEX {}").format(sql.Identifier(name)))
        if not valid:
            log.info("making an index over a large catalogue", company=company_id)
            await owner.execute(f"SET maintenance_work_mem = '{_MEMORY}'")
            # The other cores are the customers'.
            await owner.execute("SET max_parallel_maintenance_workers = 0")
            await owner.execute(
                sql.SQL(
                    "CREATE INDEX CONCURRENTLY {} ON products USING hnsw (vector halfvec_cosine_ops) "
                    "WHERE company_id = {}"
                ).format(sql.Identifier(name), sql.Literal(company_id))
            )
            await owner.execute("ANALYZE products")
    await _tell(rt, company_id, indexed=True)


async def _drop_index(rt: Services, company_id: int) -> None:
    await _tell(rt, company_id, indexed=False)
    async with rt.db.owner() as owner:
        if await _valid(owner, index_name(company_id)) is not None:
            await _drop(owner, index_name(company_id))


async def _drop(owner: Driver, name: str) -> None:
    await owner.execute(sql.SQL("DROP INDEX CONCURRENTLY IF EXISTS {}").format(sql.Identifier(name)))


async def _valid(owner: Driver, name: str) -> bool | None:
    """None when there is no such index."""
    found = await rows(owner, _VALID, {"name": name})
    return bool(found[0].indisvalid) if found else None


async def _tell(rt: Services, company_id: int, *, indexed: bool) -> None:
    async with rt.db.scoped(company_id) as session:
        known = await session.get(Catalogue, company_id)
        if known is not None:
            known.indexed = indexed
            await session.flush()
