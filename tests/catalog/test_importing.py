"""Files that staff upload: read at once when short, by a job when long, and reported row by row."""

from typing import Any

import pytest
from sqlalchemy import select

from parley.catalog.importing import (
    DOCUMENT_UPLOAD,
    PRODUCT_UPLOAD,
    UPLOAD_FAILED,
    UPLOAD_SUCCESS,
    UPLOAD_WAITING,
    add_upload,
    get_upload,
    list_uploads,
    process_upload,
    upload_payload,
)
from parley.catalog.products import count_products, remove_product_row
from parley.documents.store import list_documents
from parley.domain.company import CompanyConfig
from parley.errors import Invalid
from parley.models import Upload
from parley.runtime import Runtime
from parley.tenants.audit_log import find_changes

FEW = "id;name;price\n1;Чайник;990\n2;Утюг;1290\n".encode()
# Over 256 KB: a job's work.
MANY = ("id;name;description\n" + "".join(f"{n};Товар {n};{'х' * 300}\n" for n in range(450))).encode()


async def product_count(rt: Runtime, company: CompanyConfig) -> int:
    async with rt.db.scoped(company.id) as session:
        return await count_products(session)


def outcome(upload: Upload) -> tuple[str, int, int]:
    return upload.status, upload.percent, upload.added


async def test_a_short_file_is_read_while_its_sender_waits(runtime: Runtime, company: CompanyConfig) -> None:
    upload = await add_upload(runtime, company.id, PRODUCT_UPLOAD, "prices.csv", FEW, "Анна")
    assert outcome(upload) == (UPLOAD_SUCCESS, 100, 2)
    assert await product_count(runtime, company) == 2
    payload = upload_payload(upload)
    assert (payload["products_added"], payload["passages_added"], payload["file_size"]) == (2, 0, len(FEW))
    assert (payload["skipped"], payload["skipped_count"]) == ([], 0)


async def test_a_long_file_waits_for_a_job(runtime: Runtime, company: CompanyConfig) -> None:
    upload = await add_upload(runtime, company.id, PRODUCT_UPLOAD, "prices.csv", MANY, "Анна")
    assert outcome(upload) == (UPLOAD_WAITING, 0, 0)
    await process_upload(runtime, company.id, upload.id)
    assert outcome(await get_upload(runtime, company.id, upload.id)) == (UPLOAD_SUCCESS, 100, 450)


async def test_a_file_that_was_read_is_let_go_and_not_read_again(runtime: Runtime, company: CompanyConfig) -> None:
    upload = await add_upload(runtime, company.id, PRODUCT_UPLOAD, "prices.csv", FEW, "Анна")
    async with runtime.db.scoped(company.id) as session:
        assert await session.scalar(select(Upload.content).where(Upload.id == upload.id)) is None
        await remove_product_row(session, "1")
    await process_upload(runtime, company.id, upload.id)
    assert outcome(await get_upload(runtime, company.id, upload.id)) == (UPLOAD_SUCCESS, 100, 2)
    assert await product_count(runtime, company) == 1


async def test_what_was_skipped_or_changed_is_reported_by_its_place(
    runtime: Runtime, company: CompanyConfig
) -> None:
    file = f"id;name;description\n1;Чайник;{'х' * 20_100}\n2;;без имени\n".encode()
    upload = await add_upload(runtime, company.id, PRODUCT_UPLOAD, "prices.csv", file, "Анна")
    assert upload_payload(upload)["skipped"] == [
        {"place": 2, "why": "description: cut from 20,100 to 20,000 characters"},
        {"place": 3, "why": "It has no name"},
    ]


async def test_of_very_many_skipped_rows_two_hundred_are_reported(runtime: Runtime, company: CompanyConfig) -> None:
    file = ("id;name\n1;Чайник\n" + "x;\n" * 300).encode()
    upload = await add_upload(runtime, company.id, PRODUCT_UPLOAD, "prices.csv", file, "Анна")
    payload = upload_payload(upload)
    assert (len(payload["skipped"]), payload["skipped_count"]) == (200, 300)


async def test_what_breaks_off_is_worth_what_came_before(runtime: Runtime, company: CompanyConfig) -> None:
    file = b"<products><product><name>A</name></product>" + b" " * 70_000 + b"<product>"
    upload = await add_upload(runtime, company.id, PRODUCT_UPLOAD, "feed.xml", file, "Анна")
    assert outcome(upload) == (UPLOAD_SUCCESS, 100, 1)
    (reported,) = upload_payload(upload)["skipped"]
    assert (reported["place"], "not valid XML" in reported["why"]) == ("the rest", True)


@pytest.mark.parametrize(
    ("kind", "name", "data", "why"),
    [
        (PRODUCT_UPLOAD, "a.csv", b"street\nAbay\n", "No products were found"),
        (PRODUCT_UPLOAD, "a.json", b"{", "not valid JSON"),
        (DOCUMENT_UPLOAD, "a.pdf", b"text", "plain text"),
    ],
)
async def test_a_file_that_cannot_be_read_says_why_and_leaves_no_trace(
    runtime: Runtime, company: CompanyConfig, kind: str, name: str, data: bytes, why: str
) -> None:
    upload = await add_upload(runtime, company.id, kind, name, data, "Анна")
    assert outcome(upload) == (UPLOAD_FAILED, 100, 0)
    assert why in upload.why
    assert await product_count(runtime, company) == 0


async def test_another_extension_is_refused_at_once(runtime: Runtime, company: CompanyConfig) -> None:
    with pytest.raises(Invalid, match="Unsupported file type"):
        await add_upload(runtime, company.id, PRODUCT_UPLOAD, "prices.exe", b"x", "Анна")
    async with runtime.db.scoped(company.id) as session:
        assert await list_uploads(session) == []


async def test_a_document_becomes_passages_once(runtime: Runtime, company: CompanyConfig) -> None:
    text = "# Доставка\nЗа два дня.\n\n# Оплата\nКартой.\n".encode()
    first = await add_upload(runtime, company.id, DOCUMENT_UPLOAD, "faq.md", text, "Анна")
    again = await add_upload(runtime, company.id, DOCUMENT_UPLOAD, "faq.md", text, "Анна")
    assert (first.added, again.added) == (2, 0)
    async with runtime.db.scoped(company.id) as session:
        (document,) = await list_documents(session)
    assert (document["name"], document["passages"], document["source"]) == ("faq.md", 2, "upload")


async def test_uploads_are_listed_the_newest_first_and_on_record(runtime: Runtime, company: CompanyConfig) -> None:
    for name in ("one.csv", "two.csv"):
        await add_upload(runtime, company.id, PRODUCT_UPLOAD, name, FEW, "Анна")
    async with runtime.db.scoped(company.id) as session:
        assert [upload.filename for upload in await list_uploads(session)] == ["two.csv", "one.csv"]
        assert len(await list_uploads(session, limit=1)) == 1
        change: dict[str, Any] = (await find_changes(session, 1))[0]
    assert (change["who"], change["what"]) == ("Анна", "products uploaded")
    assert change["changes"] == {"file": "two.csv", "status": "success", "stored": 2, "skipped": 0}
