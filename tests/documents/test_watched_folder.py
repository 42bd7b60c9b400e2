"""The watched folder becomes what companies know."""

import asyncio
import os
from pathlib import Path

import pytest
from sqlalchemy import select

from parley.bootstrap import assemble_runtime
from parley.documents.store import add_document
from parley.documents.watched_folder import sync_folder
from parley.domain.company import CompanyConfig
from parley.models import Document, Passage
from parley.runtime import Runtime


@pytest.fixture
def rt(runtime: Runtime, tmp_path: Path, company: CompanyConfig) -> Runtime:
    settings = runtime.settings.model_copy(update={"knowledge_base": tmp_path, "knowledge_brand": company.slug})
    return assemble_runtime(settings, runtime.db, runtime.queue, runtime.http)


def put(folder: Path, name: str, text: str, age: float = 60) -> Path:
    """A file that was last changed `age` seconds ago."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    before = path.stat().st_mtime - age
    os.utime(path, (before, before))
    return path


async def known(rt: Runtime, company: CompanyConfig) -> dict[str, list[str]]:
    async with rt.db.scoped(company.id) as session:
        rows = await session.execute(select(Document.name, Passage.text).join(Passage).order_by(Passage.id))
        found: dict[str, list[str]] = {}
        for name, text in rows:
            found.setdefault(name, []).append(text)
        return found


async def test_files_come_in_change_and_go(rt: Runtime, tmp_path: Path, company: CompanyConfig) -> None:
    put(tmp_path, "rules.md", "# Доставка\nДва дня.")
    put(tmp_path, "more/faq.txt", "Гарантия?\nОдин год.")
    assert await sync_folder(rt) == 1  # nobody's brand is called `more`
    assert await known(rt, company) == {"rules.md": ["Два дня."]}
    assert await sync_folder(rt) == 0
    put(tmp_path, "rules.md", "# Доставка\nТри дня, теперь так.", age=30)
    put(tmp_path, "faq.md", "# Оплата\nКартой.")
    assert await sync_folder(rt) == 2
    assert await known(rt, company) == {"rules.md": ["Три дня, теперь так."], "faq.md": ["Картой."]}
    (tmp_path / "rules.md").unlink()
    assert await sync_folder(rt) == 1
    assert await known(rt, company) == {"faq.md": ["Картой."]}


async def test_a_brand_has_its_own_folder(
    rt: Runtime, tmp_path: Path, company: CompanyConfig, stranger: CompanyConfig
) -> None:
    put(tmp_path, f"{stranger.slug.upper()}/rules.md", "# Доставка\nНикогда.")
    await sync_folder(rt)
    assert await known(rt, company) == {}
    assert await known(rt, stranger) == {"rules.md": ["Никогда."]}


async def test_an_empty_or_missing_folder_takes_nothing_away(
    rt: Runtime, tmp_path: Path, company: CompanyConfig
) -> None:
    file = put(tmp_path, "rules.md", "# Доставка\nДва дня.")
    await sync_folder(rt)
    file.unlink()
    assert await sync_folder(rt) == 0
    await asyncio.to_thread(tmp_path.rmdir)
    assert await sync_folder(rt) == 0
    assert await known(rt, company) == {"rules.md": ["Два дня."]}


async def test_what_was_uploaded_is_not_the_folders_to_take(
    rt: Runtime, tmp_path: Path, company: CompanyConfig
) -> None:
    async with rt.db.scoped(company.id) as session:
        await add_document(session, company.id, "uploaded.md", "# Оплата\nКартой.".encode())
    put(tmp_path, "rules.md", "# Доставка\nДва дня.")
    await sync_folder(rt)
    assert set(await known(rt, company)) == {"uploaded.md", "rules.md"}


async def test_a_file_still_being_copied_waits(rt: Runtime, tmp_path: Path, company: CompanyConfig) -> None:
    put(tmp_path, "rules.md", "# Доставка\nДва", age=0)
    assert await sync_folder(rt) == 0


async def test_a_broken_file_stops_nobody(rt: Runtime, tmp_path: Path, company: CompanyConfig) -> None:
    put(tmp_path, "a.pdf", "no PDF at all")
    put(tmp_path, "b.md", "# Доставка\nДва дня.")
    assert await sync_folder(rt) == 1
    assert set(await known(rt, company)) == {"b.md"}
