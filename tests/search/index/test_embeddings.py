"""A provider's embeddings: made in the background by the real job, asked by a search that does without them too.

The words are invented, so that only the fake provider knows which of them mean the same.
"""

import re
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import pytest
import pytest_asyncio
from procrastinate import App
from sqlalchemy import text

from fakes.company import a_company
from fakes.listener import understood_message
from fakes.openai_server import FakeOpenAI, Reply
from parley.catalog.editing import add_product, remove_product
from parley.catalog.program_search import CatalogQuery, search_catalog
from parley.companies import manage
from parley.documents.store import add_document
from parley.domain.company import CompanyConfig
from parley.domain.search_results import SearchResults
from parley.infra.http import HttpClient
from parley.model_selection import ModelSelector
from parley.models import Company
from parley.runtime import Runtime
from parley.search.candidates import CandidateFilter, QuestionEmbedding, fetch_candidates
from parley.search.index.embeddings import schedule_stale_embeddings
from parley.search.index.maintain import schedule_rebuild
from parley.search.query import parse_query
from parley.search.question import Question
from parley.search.question_embedding import embed_question
from parley.search.rank import rank
from parley.settings import Settings
from parley.tenants.config import current_config
from parley.worker import tasks

QUIRK, NEAR_QUIRK = ("квиркал", "флумбикс"), ("тромпелад",)
LIKE, CLOSE, OTHER = [1.0, 0.0, 0.0], [0.8, 0.6, 0.0], [0.0, 0.0, 1.0]
FLUMBIX = {"id": "1", "name": "Флумбикс", "category": "Зырбы", "description": "Держит трямку", "features": ["вуц"]}
TROMPE = {"id": "2", "name": "Тромпелад", "price": 100}
BUSY = Reply(status=503, error={"message": "busy"})


def embedding_of(typed: str) -> list[float]:
    typed = typed.lower()
    if any(word in typed for word in QUIRK):
        return LIKE
    return CLOSE if any(word in typed for word in NEAR_QUIRK) else OTHER


class Shop:
    """A company whose embeddings come from the fake."""

    def __init__(self, rt: Runtime, fake: FakeOpenAI, company_id: int) -> None:
        self.rt, self.fake, self.id = rt, fake, company_id

    async def use(self, model: str) -> None:
        fields = {"id": self.id, "embedding_model": model, "ai_endpoint": self.fake.base_url}
        await manage.save_company(self.rt, fields, with_secrets=False, at=self.rt.clock())

    async def put(self, *products: dict[str, Any]) -> None:
        for product in products:
            await add_product(self.rt, self.id, product, "test")

    async def stock(self, *products: dict[str, Any], model: str = "openai/one") -> None:
        """Use the model for these products and make their vectors."""
        await self.use(model)
        await self.put(*products)
        await work(self.rt)
        assert [(row[0], row[2]) for row in await self.stored_rows()] == [(model, len(products))]

    async def config(self) -> CompanyConfig:
        async with self.rt.db.direct(self.id) as connection:
            loaded = await current_config(self.rt, connection, self.id)
        assert loaded is not None
        return loaded

    async def meaning(self, typed: str, **options: Any) -> QuestionEmbedding | None:
        return await embed_question(
            self.rt, await self.config(), understood_message(typed).understanding, **options
        )

    async def ask(self, typed: str) -> SearchResults:
        meaning, company = await self.meaning(typed), await self.config()
        async with self.rt.db.direct(self.id) as connection:
            return await rank(connection, Question(company, understood_message(typed)), embedding=meaning)

    async def candidates(self, typed: str, narrow: CandidateFilter | None = None) -> dict[str, float | None]:
        """The names of the products looked at, with their cosines."""
        meaning, company = await self.meaning(typed), await self.config()
        async with self.rt.db.direct(self.id) as connection:
            parsed = parse_query(understood_message(typed), company.currency)
            results = await fetch_candidates(connection, company, parsed, narrow or CandidateFilter(), meaning)
        return {row.name: row.cosine for row in results.products or ()}

    async def stored_rows(self) -> list[tuple[str, int, int]]:
        """(model, dimension, how many) of the vectors there are."""
        query = "SELECT model, dimension, count(*) FROM embeddings GROUP BY 1, 2 ORDER BY 1"
        async with self.rt.db.scoped(self.id) as session:
            return [tuple(row) for row in await session.execute(text(query))]

    def sent_texts(self) -> list[str]:
        """The texts that the provider saw."""
        return [typed for request in self.fake.requests for typed in request.json["input"]]


@pytest_asyncio.fixture(loop_scope="session")
async def fake() -> AsyncIterator[FakeOpenAI]:
    async with FakeOpenAI() as fake:
        fake.vector_of = embedding_of
        yield fake


@pytest_asyncio.fixture(loop_scope="session")
async def shop(live: Runtime, fake: FakeOpenAI) -> AsyncIterator[Shop]:
    async def no_time(_: float) -> None:
        pass

    async with HttpClient(sleep=no_time) as http:
        live.embedder_for = ModelSelector(live.settings, http, live.builtin_model).embedder_for
        yield Shop(live, fake, (await a_company(live)).id)


async def work(rt: Runtime) -> None:
    """Run what waits, as a worker would, without the pauses."""
    async with rt.db.across() as session:
        await session.execute(text("UPDATE procrastinate_jobs SET scheduled_at = NULL WHERE status = 'todo'"))
    app: App = rt.queue.app
    if "embed_company" not in app.tasks:
        tasks.register_tasks(app, rt)
    await app.run_worker_async(wait=False, install_signal_handlers=False, listen_notify=False)


async def waiting(rt: Runtime) -> list[str]:
    async with rt.db.across() as session:
        query = "SELECT task_name FROM procrastinate_jobs WHERE status = 'todo' ORDER BY 1"
        return [name for name in await session.scalars(text(query)) if name == "embed_company"]


async def test_products_and_passages_are_embedded_in_the_background(shop: Shop) -> None:
    await shop.use("openai/one")
    await shop.put({**FLUMBIX, "price": 777, "specifications": {"код": "секрет"}})
    async with shop.rt.db.scoped(shop.id) as session:
        await add_document(session, shop.id, "faq.md", "# Зырба\nТрямка за два дня.".encode())
        await schedule_rebuild(shop.rt, session, shop.id)
    await work(shop.rt)
    assert await shop.stored_rows() == [("openai/one", 3, 2)]
    assert sorted(shop.sent_texts()) == ["Зырба\nТрямка за два дня.", "Флумбикс\nЗырбы\nДержит трямку\nвуц"]
    catalogue = (await shop.config()).catalogue
    assert (catalogue.embedded, catalogue.dimension) == ("openai/one", 3)


async def test_many_rows_go_in_batches(shop: Shop) -> None:
    await shop.stock(*({"id": str(number), "name": f"Зырба {number}"} for number in range(70)))
    assert [len(request.json["input"]) for request in shop.fake.requests] == [64, 6]
    assert await shop.stored_rows() == [("openai/one", 3, 70)]


async def test_a_text_that_did_not_change_is_not_sent_again(shop: Shop) -> None:
    await shop.stock(FLUMBIX, TROMPE)
    shop.fake.requests.clear()
    await shop.put({**FLUMBIX, "price": 5}, {**TROMPE, "description": "Новый"})
    await work(shop.rt)
    assert shop.sent_texts() == ["Тромпелад\nНовый"]
    assert await shop.stored_rows() == [("openai/one", 3, 2)]


async def test_a_vector_is_deleted_with_its_product(shop: Shop) -> None:
    await shop.stock(FLUMBIX)
    await remove_product(shop.rt, shop.id, "1", "test")
    assert await shop.stored_rows() == []
    await work(shop.rt)
    assert (await shop.config()).catalogue.embedded == ""


async def test_a_product_with_another_name_is_found_by_its_meaning(shop: Shop) -> None:
    await shop.put(FLUMBIX, TROMPE)
    assert not (await shop.ask("у вас есть квиркаль?")).products
    await shop.use("openai/one")
    await work(shop.rt)
    results = (await shop.ask("у вас есть квиркаль?")).products
    assert [(hit.name, hit.score) for hit in results] == [("Флумбикс", 0.8)]


async def test_a_product_that_is_only_close_is_a_candidate_and_does_not_fit(shop: Shop) -> None:
    await shop.stock(TROMPE)
    assert await shop.candidates("у вас есть квиркаль?") == {"Тромпелад": pytest.approx(0.8)}
    assert not (await shop.ask("у вас есть квиркаль?")).products


async def test_a_limit_holds_for_what_embeddings_find_too(shop: Shop) -> None:
    await shop.stock(FLUMBIX, TROMPE)
    assert await shop.candidates("у вас есть квиркаль до 5000 тенге?") == {"Тромпелад": pytest.approx(0.8)}
    assert await shop.candidates("у вас есть квиркаль?", CandidateFilter(category="зырбы")) == {"Флумбикс": 1.0}


async def test_a_word_in_common_leaves_the_judgement_to_words(shop: Shop) -> None:
    """What is understood, or has a number, is judged by its words whatever the cosine says."""
    shop.fake.vector_of = lambda _: LIKE
    await shop.stock({"id": "1", "name": "Велосипед"})
    assert not (await shop.ask("у вас есть ноутбук?")).products
    assert not (await shop.ask("у вас есть холодильник?")).products


async def test_search_goes_on_with_the_old_model_until_the_new_one_is_complete(shop: Shop) -> None:
    await shop.stock(FLUMBIX, *({"id": f"n{number}", "name": f"Зырба {number}"} for number in range(70)))
    shop.fake.vector_of = lambda typed: [*embedding_of(typed), 0.0]
    shop.fake.script_embeddings(Reply(), BUSY, BUSY)
    await shop.use("openai/two")
    await work(shop.rt)
    assert await shop.stored_rows() == [("openai/one", 3, 71), ("openai/two", 4, 64)]
    shop.fake.vector_of = embedding_of
    assert [hit.name for hit in (await shop.ask("у вас есть квиркаль?")).products] == ["Флумбикс"]
    assert shop.fake.requests[-1].json["model"] == "one"
    shop.fake.vector_of = lambda typed: [*embedding_of(typed), 0.0]
    await work(shop.rt)
    assert await shop.stored_rows() == [("openai/two", 4, 71)]
    assert [hit.name for hit in (await shop.ask("у вас есть квиркаль?")).products] == ["Флумбикс"]
    assert shop.fake.requests[-1].json["model"] == "two"


async def test_the_installations_new_model_is_noticed_without_a_change_of_the_company(
    shop: Shop, settings: Settings
) -> None:
    await shop.use("")
    await shop.put(FLUMBIX)
    await work(shop.rt)
    assert await shop.stored_rows() == []
    more = {"embedding_model": "openai/own", "openai_base_url": shop.fake.base_url}
    shop.rt.settings = settings.model_copy(update=more)
    shop.rt.embedder_for = ModelSelector(shop.rt.settings, shop.rt.http, shop.rt.builtin_model).embedder_for
    await schedule_stale_embeddings(shop.rt)
    await work(shop.rt)
    assert await shop.stored_rows() == [("openai/own", 3, 1)]
    await schedule_stale_embeddings(shop.rt)
    assert await waiting(shop.rt) == []


async def test_a_company_that_switches_embeddings_off_has_none(shop: Shop) -> None:
    await shop.stock(FLUMBIX)
    await shop.use("builtin")
    await work(shop.rt)
    assert await shop.stored_rows() == []
    assert (await shop.config()).catalogue.embedded == ""


async def test_a_failure_that_may_pass_is_tried_again_later(shop: Shop) -> None:
    shop.fake.script_embeddings(BUSY, BUSY)
    await shop.use("openai/one")
    await shop.put(FLUMBIX)
    await work(shop.rt)
    assert await shop.stored_rows() == []
    assert await waiting(shop.rt) == ["embed_company"]
    await work(shop.rt)
    assert await shop.stored_rows() == [("openai/one", 3, 1)]


async def test_a_failure_that_lasts_ends_it_until_something_changes(shop: Shop) -> None:
    shop.fake.script_embeddings(Reply(status=401, error={"message": "bad key"}))
    await shop.use("openai/one")
    await shop.put(FLUMBIX)
    await work(shop.rt)
    await schedule_stale_embeddings(shop.rt)
    assert await waiting(shop.rt) == []
    await manage.save_company(
        shop.rt, {"id": shop.id, "ai_api_key": "a-better-key"}, with_secrets=True, at=shop.rt.clock()
    )
    await work(shop.rt)
    assert await shop.stored_rows() == [("openai/one", 3, 1)]


@pytest.mark.parametrize("numbers", [[0.0, 0.0, 0.0], [1.0, 0.0]])
async def test_a_question_with_a_useless_vector_is_searched_by_its_words(shop: Shop, numbers: list[float]) -> None:
    await shop.stock(FLUMBIX)
    shop.fake.vector_of = lambda _: numbers
    assert [hit.name for hit in (await shop.ask("у вас есть флумбикс?")).products] == ["Флумбикс"]


async def test_a_search_does_without_a_provider_that_fails_and_lets_it_rest(shop: Shop) -> None:
    await shop.stock(FLUMBIX)
    shop.fake.requests.clear()
    shop.fake.script_embeddings(BUSY, BUSY)
    for _ in range(3):
        assert [hit.name for hit in (await shop.ask("у вас есть флумбикс?")).products] == ["Флумбикс"]
    assert len(shop.fake.requests) == 2, "the two attempts of one call"
    later = shop.rt.clock() + timedelta(seconds=31)
    shop.rt.clock = lambda: later
    assert await shop.meaning("у вас есть флумбикс?") is not None


async def test_a_search_does_without_a_provider_that_is_slow(shop: Shop) -> None:
    await shop.stock(FLUMBIX)
    shop.fake.script_embeddings(Reply(first=3600))
    assert await shop.meaning("у вас есть квиркаль?", timeout_seconds=0.05) is None
    assert [hit.name for hit in (await shop.ask("у вас есть флумбикс?")).products] == ["Флумбикс"]


async def test_no_connection_is_held_while_the_provider_is_asked(shop: Shop) -> None:
    await shop.stock(FLUMBIX)
    lent = []

    def note_connections(typed: str) -> list[float]:
        lent.append(shop.rt.db.lent_connections)
        return embedding_of(typed)

    shop.fake.vector_of = note_connections
    async with shop.rt.db.scoped(shop.id) as session:
        company = await session.get(Company, shop.id)
    assert company is not None
    hits = await search_catalog(shop.rt, company, CatalogQuery("квиркаль"))
    assert [hit.name for hit in hits] == ["Флумбикс"]
    assert lent == [0]


async def test_names_and_phones_are_not_sent_with_the_question(shop: Shop) -> None:
    await shop.stock(FLUMBIX)
    shop.fake.requests.clear()
    await shop.ask("Меня зовут Айгуль, мой номер 8 701 234 56 78. У вас есть квиркаль?")
    (sent_text,) = shop.sent_texts()
    assert "квиркаль" in sent_text
    assert not re.search(r"Айгуль|\d", sent_text, re.IGNORECASE)


async def test_another_companys_vectors_are_never_seen(shop: Shop) -> None:
    neighbour = Shop(shop.rt, shop.fake, (await a_company(shop.rt)).id)
    for one_shop, product in ((shop, TROMPE), (neighbour, FLUMBIX)):
        await one_shop.use("openai/one")
        await one_shop.put(product)
    await work(shop.rt)
    assert await shop.stored_rows() == await neighbour.stored_rows() == [("openai/one", 3, 1)]
    assert list(await shop.candidates("у вас есть квиркаль?")) == ["Тромпелад"]
    assert not (await shop.ask("у вас есть квиркаль?")).products
    assert [hit.name for hit in (await neighbour.ask("у вас есть квиркаль?")).products] == ["Флумбикс"]
