"""Documents cut into passages."""

from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select

from parley.documents.chunking import split_passages
from parley.documents.store import add_document
from parley.domain.company import CompanyConfig
from parley.models import Passage
from parley.runtime import Runtime

TEXT = "# Магазин\n\n## Доставка\nЗа два дня.\n\nБесплатно.\n\n## Оплата\nКартой."


def test_a_heading_is_the_title_of_what_follows() -> None:
    assert list(split_passages(TEXT)) == [("Доставка", "За два дня.\nБесплатно."), ("Оплата", "Картой.")]


def test_without_headings_a_question_is_the_title_of_its_answer() -> None:
    text = "Есть доставка?\nДа, по городу.\n\nКак платить?\nКартой."
    assert list(split_passages(text)) == [("Есть доставка?", "Да, по городу."), ("Как платить?", "Картой.")]


@given(st.text(alphabet="ab. \n#?", max_size=3000))
def test_no_passage_is_empty_or_longer_than_it_may_be(text: str) -> None:
    assert all(0 < len(passage) <= 700 for _, passage in split_passages(text))


async def test_the_same_text_again_changes_nothing(runtime: Runtime, company: CompanyConfig) -> None:
    async with runtime.db.scoped(company.id) as session:
        assert await add_document(session, company.id, "faq.md", TEXT.encode()) == 2
        assert await add_document(session, company.id, "faq.md", TEXT.encode()) == 0
        assert await session.scalar(select(func.count()).select_from(Passage)) == 2


async def test_a_new_text_of_that_name_replaces_the_old_one(runtime: Runtime, company: CompanyConfig) -> None:
    async with runtime.db.scoped(company.id) as session:
        await add_document(session, company.id, "faq.md", TEXT.encode())
        await add_document(session, company.id, "faq.md", "# Гарантия\nГод.".encode())
        assert (await session.scalars(select(Passage.title))).all() == ["Гарантия"]
