"""A question asked again is answered from memory, and never with what is no longer true or another company's."""

import os
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest
from cachetools import LRUCache

from fakes.company import a_company
from parley.bootstrap import assemble_runtime
from parley.catalog.editing import add_product, add_product_rows, add_products, remove_product, replace_product
from parley.catalog.product_row import parse_product_row
from parley.documents.watched_folder import sync_folder
from parley.domain.company import CatalogueStats, CompanyConfig
from parley.domain.search_results import SearchResults, estimate_memory
from parley.domain.understanding import MessageContext
from parley.runtime import Runtime
from parley.search.question import Question
from parley.search.rank import EVERYTHING, SearchOptions
from parley.search.result_cache import cached_results
from parley.search.retrieve import retrieve
from parley.tenants.config import current_config

KETTLE = {"id": "kettle", "name": "Чайник", "price": 990}


class CountedSearch:
    """A search that finds something else each time."""

    def __init__(self) -> None:
        self.count = 0

    async def __call__(self) -> SearchResults:
        self.count += 1
        return SearchResults(unanswered=[str(self.count)])


def question(rt: Runtime, company: CompanyConfig, text: str = "чайник есть?", language: str = "ru") -> Question:
    context = MessageContext(language=language, country=company.country)
    return Question(company, rt.analyzer.read(text).understand(context))


async def find_names(rt: Runtime, company_id: int, text: str = "чайник есть?") -> list[str]:
    """What a turn would find now: name and price, by the search that remembers."""
    async with rt.db.direct(company_id) as connection:
        company = await current_config(rt, connection, company_id)
    assert company is not None
    results = await retrieve(rt, question(rt, company, text))
    return [*(f"{hit.name} {hit.price}" for hit in results.products), *(hit.text for hit in results.passages)]


async def company_of(rt: Runtime) -> int:
    return (await a_company(rt)).id


def write_settled(path: Path, text: str) -> None:
    """Writes a file that was last changed a minute ago."""
    path.write_text(text, encoding="utf-8")
    before = path.stat().st_mtime - 60
    os.utime(path, (before, before))


async def test_the_same_question_is_searched_once(runtime: Runtime, company: CompanyConfig) -> None:
    search = CountedSearch()
    first = await cached_results(runtime, question(runtime, company), EVERYTHING, search)
    assert await cached_results(runtime, question(runtime, company), EVERYTHING, search) is first
    assert search.count == 1


@pytest.mark.parametrize("what", ["words", "language", "options", "version", "company"])
async def test_whatever_the_results_depend_on_makes_it_another_question(
    runtime: Runtime, company: CompanyConfig, stranger: CompanyConfig, what: str
) -> None:
    other = {
        "words": (question(runtime, company, "чайники есть?"), EVERYTHING),
        "language": (question(runtime, company, "kelmo", language="kk"), EVERYTHING),
        "options": (question(runtime, company), SearchOptions(limit=1)),
        "version": (question(runtime, replace(company, version="another")), EVERYTHING),
        "company": (question(runtime, replace(stranger, version=company.version)), EVERYTHING),
    }
    search = CountedSearch()
    for text in ("чайник есть?", "kelmo"):
        await cached_results(runtime, question(runtime, company, text), EVERYTHING, search)
    await cached_results(runtime, *other[what], search)
    assert search.count == 3


async def test_nothing_is_remembered_where_embeddings_take_part(runtime: Runtime, company: CompanyConfig) -> None:
    search, embedding = CountedSearch(), replace(company, catalogue=CatalogueStats(embedded="model", dimension=3))
    for _ in range(2):
        await cached_results(runtime, question(runtime, embedding), EVERYTHING, search)
    assert search.count == 2


async def test_a_failed_search_is_not_remembered(runtime: Runtime, company: CompanyConfig) -> None:
    async def fail() -> SearchResults:
        raise ConnectionError

    with pytest.raises(ConnectionError):
        await cached_results(runtime, question(runtime, company), EVERYTHING, fail)
    search = CountedSearch()
    await cached_results(runtime, question(runtime, company), EVERYTHING, search)
    assert search.count == 1


async def test_memory_is_bounded_and_what_is_larger_than_all_of_it_is_not_kept(
    runtime: Runtime, company: CompanyConfig
) -> None:
    size = estimate_memory(SearchResults(unanswered=["1"]))
    runtime.caches.search_results = LRUCache(3 * size, getsizeof=estimate_memory)
    search = CountedSearch()
    for text in ("чайник", "кофе", "чай", "вода", "сок"):
        await cached_results(runtime, question(runtime, company, text), EVERYTHING, search)
    assert len(runtime.caches.search_results) == 3

    async def find_much() -> SearchResults:
        return SearchResults(unanswered=["x" * 3 * size])

    await cached_results(runtime, question(runtime, company, "всё"), EVERYTHING, find_much)
    assert len(runtime.caches.search_results) == 3


async def test_a_change_of_a_product_is_seen_by_the_next_question(live: Runtime) -> None:
    company_id = await company_of(live)
    assert await find_names(live, company_id) == []
    await add_product(live, company_id, KETTLE, "Анна")
    assert await find_names(live, company_id) == ["Чайник 990 ₸"]
    await replace_product(live, company_id, "kettle", {**KETTLE, "price": 890}, "Анна")
    assert await find_names(live, company_id) == ["Чайник 890 ₸"]
    await add_products(live, company_id, msgspec.json.encode([{**KETTLE, "price": 790}]), "Анна")
    assert await find_names(live, company_id) == ["Чайник 790 ₸"]
    await remove_product(live, company_id, "kettle", "Анна")
    assert await find_names(live, company_id) == []


async def test_a_batch_counts_though_its_upload_never_comes_to_its_end(live: Runtime) -> None:
    company_id = await company_of(live)
    assert await find_names(live, company_id) == []
    await add_product_rows(live, company_id, [parse_product_row(KETTLE)])
    assert await find_names(live, company_id) == ["Чайник 990 ₸"]


async def test_a_change_of_a_document_is_seen_by_the_next_question(live: Runtime, tmp_path: Path) -> None:
    company_id = await company_of(live)
    async with live.db.direct(company_id) as connection:
        company = await current_config(live, connection, company_id)
    assert company is not None
    settings = live.settings.model_copy(update={"knowledge_base": tmp_path, "knowledge_brand": company.slug})
    rt = assemble_runtime(settings, live.db, live.queue, live.http)
    ask = "сколько идёт доставка?"
    assert await find_names(rt, company_id, ask) == []
    for text in ("Доставка идёт два дня.", "Доставка идёт три дня и час."):
        write_settled(tmp_path / "rules.md", f"# Доставка\n{text}")
        await sync_folder(rt)
        assert await find_names(rt, company_id, ask) == [text]
    write_settled(tmp_path / "payment.md", "# Оплата\nКартой.")
    (tmp_path / "rules.md").unlink()
    await sync_folder(rt)
    assert await find_names(rt, company_id, ask) == []
