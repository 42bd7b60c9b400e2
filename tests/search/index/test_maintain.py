"""A catalogue of thousands: what is found, by which index, and whose."""

import re
from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import msgspec
import pytest_asyncio
from bench.goods import products as invented
from bench.goods import questions
from procrastinate import App
from sqlalchemy import text

from fakes.company import a_company
from fakes.listener import understood_message
from fakes.postgres import administer
from parley.bootstrap import assemble_runtime
from parley.catalog.editing import add_products
from parley.companies import brands
from parley.domain.company import CatalogueStats, CompanyConfig
from parley.domain.search_results import SearchResults
from parley.infra.database import Database
from parley.infra.queue import JobQueue
from parley.runtime import Runtime
from parley.search.index.maintain import schedule_stale_rebuilds, vector_index_name
from parley.search.question import Question
from parley.search.rank import SearchOptions, rank
from parley.tenants.config import current_config
from parley.worker import tasks

NUMBER = 3_000


class Large:
    """A shop of 3,000 products on a database where indexes can be made, and a neighbour with a few."""

    def __init__(self, rt: Runtime, company: CompanyConfig, neighbour: CompanyConfig) -> None:
        self.rt, self.company, self.neighbour = rt, company, neighbour
        self.goods = list(invented(NUMBER))

    async def config(self, company_id: int) -> CompanyConfig:
        async with self.rt.db.direct(company_id) as connection:
            loaded = await current_config(self.rt, connection, company_id)
        assert loaded is not None
        return loaded

    async def ask(self, typed: str, **changed: Any) -> SearchResults:
        company = replace(await self.config(self.company.id), **changed)
        async with self.rt.db.direct(company.id) as connection:
            return await rank(
                connection, Question(company, understood_message(typed)), SearchOptions(explicit_search=True)
            )

    async def plan(self, statement: str, company_id: int) -> str:
        async with self.rt.db.direct(company_id) as connection:
            rows = await (await connection.execute(f"EXPLAIN {statement}")).fetchall()
        return "\n".join(row[0] for row in rows)

    async def indexes(self) -> list[str]:
        async with self.rt.db.across() as session:
            return list(
                await session.scalars(
                    text("SELECT relname FROM pg_class WHERE relname LIKE 'ix_products_vector_%'")
                )
            )


@pytest_asyncio.fixture(loop_scope="session", scope="module")
async def large(live_for_all: Runtime) -> AsyncIterator[Large]:
    rt = live_for_all
    shop = Large(rt, await a_company(rt), await a_company(rt))
    await add_products(rt, shop.company.id, msgspec.json.encode(shop.goods), "test")
    few = [{**product, "name": f"{product['name']} соседа"} for product in shop.goods[:20]]
    await add_products(rt, shop.neighbour.id, msgspec.json.encode(few), "test")
    await _work(rt)
    yield shop


async def _work(rt: Runtime) -> None:
    """Run what waits, as a worker would, without its pause after an upload."""
    async with rt.db.across() as session:
        await session.execute(text("UPDATE procrastinate_jobs SET scheduled_at = NULL"))
    app: App = rt.queue.app
    if "keep_catalogue" not in app.tasks:
        tasks.register_tasks(app, rt)
    await app.run_worker_async(wait=False, install_signal_handlers=False, listen_notify=False)


async def test_the_job_makes_an_index_for_the_large_company_only(large: Large) -> None:
    assert await large.indexes() == [vector_index_name(large.company.id)]
    assert (await large.config(large.company.id)).catalogue.indexed
    assert not (await large.config(large.neighbour.id)).catalogue.indexed


async def test_the_product_that_was_meant_is_found(large: Large) -> None:
    typed_questions = list(questions(large.goods, 100, seed=7))
    results = [
        expected_id in [hit.id for hit in (await large.ask(typed)).products]
        for typed, expected_id in typed_questions
    ]
    assert sum(results) >= 93


async def test_without_statistics_and_without_an_index_it_is_found_too(large: Large) -> None:
    typed_questions = list(questions(large.goods, 40, seed=8))
    results = [
        expected_id in [hit.id for hit in (await large.ask(typed, catalogue=CatalogueStats())).products]
        for typed, expected_id in typed_questions
    ]
    assert sum(results) >= 36


async def test_the_nearest_come_by_the_index_within_a_price_limit(large: Large) -> None:
    nearest = (
        "SELECT products.* FROM products_near((SELECT vector::text FROM products WHERE external_id = 'p-7'), "
        "{indexed}, 20, {most}, NULL, '') AS near (id) JOIN products USING (id)"
    )
    async with large.rt.db.direct(large.company.id) as connection:
        limit = "60000"
        by_index, exactly = [
            {row[2] for row in await (await connection.execute(nearest.format(indexed=way, most=limit))).fetchall()}
            for way in ("true", "false")
        ]
    assert len(by_index) == len(exactly) == 20
    assert len(by_index & exactly) >= 15


async def test_the_nearest_are_not_sorted_where_there_is_an_index(large: Large) -> None:
    own = large.company.id
    async with large.rt.db.direct(own) as connection:
        await connection.execute("SET enable_sort = off")
        rows = await (
            await connection.execute(
                f"EXPLAIN SELECT id FROM products WHERE company_id = {own} AND price <= 60000 "
                "ORDER BY vector <=> (SELECT vector FROM products WHERE external_id = 'p-7') LIMIT 20"
            )
        ).fetchall()
        await connection.execute("RESET enable_sort")
    assert any(vector_index_name(own) in row[0] for row in rows)


async def test_rows_of_two_companies_never_mix(large: Large) -> None:
    same = large.goods[3]["name"]
    mine = (await large.ask(same)).products
    assert mine
    assert all("соседа" not in hit.name for hit in mine)
    async with large.rt.db.direct(large.neighbour.id) as connection:
        stranger = await (
            await connection.execute(
                "SELECT count(*) FROM products_holding(ARRAY[%s], 20, NULL, NULL, '', false)",
                [f"'{large.company.id}:§laptop' | '{large.company.id}:iphon' | '{large.company.id}:samsu'"],
            )
        ).fetchone()
    assert stranger == (0,)


async def test_a_misspelt_model_is_found_by_its_letters(large: Large) -> None:
    found_more_often = 0
    for product in large.goods[:40]:
        kind, series = product["name"].split()[0], _series(product["name"])
        if len(series) >= 8:
            hits = (await large.ask(f"{kind} {series[:2]}{series[3:]}")).products
            found_more_often += 1 if product["id"] in [hit.id for hit in hits] else -1
    assert found_more_often > 3


def _series(name: str) -> str:
    """ "Стол Nordik Velnibal K17 дуб" → "Velnibal"."""
    parts = re.search(r"(\w+) [A-Z]\d+ ", name)
    assert parts is not None
    return parts[1]


async def test_the_cheapest_of_all_comes_first(large: Large) -> None:
    kettles = [product for product in large.goods if product["name"].startswith("Чайник")]
    results = await large.ask("самый дешёвый чайник")
    assert results.products[0].card["price"] == min(product["price"] for product in kettles)


async def test_rows_that_are_sent_again_unchanged_are_not_written(large: Large) -> None:
    async def written() -> set[Any]:
        async with large.rt.db.scoped(large.company.id) as session:
            rows = await session.execute(
                text("SELECT xmin::text FROM products WHERE external_id IN ('p-1', 'p-2')")
            )
            return set(rows.scalars())

    before = await written()
    stored_count, *_ = await add_products(large.rt, large.company.id, msgspec.json.encode(large.goods[:5]), "test")
    assert (stored_count, await written()) == (5, before)


async def test_features_of_an_older_version_are_computed_anew(large: Large) -> None:
    async with large.rt.db.scoped(large.neighbour.id) as session:
        await session.execute(
            text("UPDATE products SET represented = 0, vector = NULL, terms = NULL, reading = ''")
        )
        await session.execute(text("UPDATE catalogues SET represented = 0"))
    await schedule_stale_rebuilds(large.rt)
    await _work(large.rt)
    async with large.rt.db.scoped(large.neighbour.id) as session:
        stale_rows = await session.scalar(
            text("SELECT count(*) FROM products WHERE vector IS NULL OR terms IS NULL")
        )
    assert stale_rows == 0


async def test_the_index_is_dropped_with_the_company(large: Large) -> None:
    await brands.remove_brand(large.rt, large.company.id)
    await _work(large.rt)
    assert await large.indexes() == []


@pytest_asyncio.fixture(loop_scope="session", scope="module")
async def live_for_all(server: Any, settings: Any, http: Any) -> AsyncIterator[Runtime]:
    """`live`, but one for all tests of this module: its catalogue takes seconds to make."""
    administer(server, 'CREATE DATABASE "large" TEMPLATE pristine')
    url = server.set(database="large")
    db, jobs = Database.connect(url), JobQueue(url)
    await jobs.open()
    try:
        yield assemble_runtime(settings, db, jobs, http)
    finally:
        await jobs.close()
        await db.close()
        administer(server, 'DROP DATABASE "large" WITH (FORCE)')
