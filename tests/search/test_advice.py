"""What the documents say to somebody for whom something is wrong."""

import pytest

from fakes.listener import understood_message
from parley.documents.store import add_document
from parley.domain.company import CompanyConfig
from parley.runtime import Runtime
from parley.search.advice import search_documents
from parley.search.question import Question

WARRANTY = "## Гарантия\nГарантия 12 месяцев, нужен чек."
OUTAGE = "## Если интернет не работает\nПерезагрузите роутер."
REPAIR = "## Когда починят\nАварию чиним за четыре часа."


async def found(runtime: Runtime, company: CompanyConfig, text: str, trouble: str) -> list[str]:
    async with runtime.db.scoped(company.id) as session:
        await add_document(session, company.id, "help.md", "\n\n".join((WARRANTY, OUTAGE, REPAIR)).encode())
    is_new = "since" in text
    results = await search_documents(runtime, Question(company, understood_message(text)), trouble, is_new=is_new)
    assert not results.products
    return [hit.answer for hit in results.passages]


@pytest.mark.parametrize(
    ("text", "trouble", "advice"),
    [
        ("internet is down since the morning", "report_outage", "Перезагрузите роутер."),
        ("how long will it take", "report_outage", "Аварию чиним за четыре часа."),
    ],
)
async def test_an_outage_finds_what_to_do_in_documents_of_another_language(
    runtime: Runtime, company: CompanyConfig, text: str, trouble: str, advice: str
) -> None:
    assert advice in await found(runtime, company, text, trouble)


async def test_without_trouble_nothing_general_is_advised(runtime: Runtime, company: CompanyConfig) -> None:
    assert await found(runtime, company, "how long will it take", "") == []
