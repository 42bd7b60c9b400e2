"""Uploads over HTTP (contract §1.7)."""

import asyncio
import json
from io import BytesIO
from typing import Any

import aiohttp
import pytest
import pytest_asyncio

from fakes.company import a_company
from fakes.site import Answer, Site
from parley.catalog import importing
from parley.companies import manage
from parley.runtime import Runtime

CSV = (
    "id,name,description,category,price,features,specifications,availability\n"
    "1,Tea,Green,Drinks,5,a;b,,true\n"
    ",,,,,,,\n"
)
XML = "<products><product><id>x</id><name>Cup</name><price>3</price></product></products>"
TEXT = "=== Cups ===\nBlue Cup\n- ID: b1\n- Harga: Rp 12.500\n- Warna: biru\n"


class Shop:
    def __init__(self, site: Site, made: dict[str, Any]) -> None:
        self.site, self.id, self.slug, self.key = site, made["id"], made["subdomain"], made["api_key"]

    async def send(self, name: str, data: bytes | str, what: str = "products", wait: float = 25) -> Answer:
        form = aiohttp.FormData()
        form.add_field("file", BytesIO(data if isinstance(data, bytes) else data.encode()), filename=name)
        return await self.site.post(f"/brands/{self.slug}/upload/{what}?wait={wait}", data=form, key=self.key)

    async def products(self) -> list[dict[str, Any]]:
        cards: list[dict[str, Any]] = (await self.site.get(f"/brands/{self.slug}/products")).json()
        return cards


@pytest_asyncio.fixture(loop_scope="session")
async def shop(site: Site) -> Shop:
    other = await a_company(site.rt)
    return Shop(site, await manage.add_company(site.rt, name="Shop", subdomain=f"files-{other.id}"))


@pytest.mark.parametrize(("name", "content"), [
    ("goods.csv", CSV),
    ("goods.xml", XML),
    ("goods.txt", TEXT),
    ("goods.json", json.dumps([{"id": 1, "name": "Tea"}])),
])  # fmt: skip
async def test_a_file_of_products_is_added(shop: Shop, name: str, content: str) -> None:
    got = (await shop.send(name, content)).json()
    assert got["message"] == f"Successfully uploaded {name} and added 1 products to Shop"
    assert (got["filename"], got["products_added"], len(got["upload_id"])) == (name, 1, 36)
    assert len(await shop.products()) == 1


async def test_the_same_file_again_changes_nothing(shop: Shop) -> None:
    await shop.send("goods.txt", TEXT)
    before = await shop.products()
    assert (await shop.send("goods.txt", TEXT)).json()["products_added"] == 1
    assert await shop.products() == before


async def test_skipped_rows_are_reported_one_by_one(shop: Shop) -> None:
    rows = json.dumps([{"id": 1, "name": "Tea"}, {"id": 2}, 3])
    got = (await shop.send("some.json", rows)).json()
    info = (await shop.site.get(f"/uploads/{got['upload_id']}", key=shop.key)).json()
    assert (info["status"], info["products_added"], info["skipped_count"]) == ("success", 1, 2)
    assert all(skip["place"] and skip["why"] for skip in info["skipped"])


async def test_another_extension_is_refused(shop: Shop) -> None:
    got = await shop.send("goods.exe", b"MZ")
    assert got.status == 400
    assert got.json()["detail"].startswith("Unsupported file type. Supported formats: .json, .csv")


async def test_a_damaged_file_is_refused_and_remembered(shop: Shop) -> None:
    got = await shop.send("goods.pdf", b"%PDF-1.4 and nothing more")
    assert got.status == 400
    (info,) = (await shop.site.get("/uploads", key=shop.key)).json()
    assert (info["filename"], info["status"], info["why"]) == ("goods.pdf", "failed", got.json()["detail"])


async def test_a_file_over_the_limit_is_refused(shop: Shop) -> None:
    assert (await shop.send("big.csv", b"x" * (20 * 2**20 + 1))).status == 413


async def test_uploads_are_seen_by_their_own_company(shop: Shop, site: Site) -> None:
    await shop.send("mine.csv", CSV)
    other = await a_company(site.rt)
    stranger = Shop(site, await manage.add_company(site.rt, name="Other", subdomain=f"else-{other.id}"))
    assert (await site.get("/uploads", key=stranger.key)).json() == []
    assert (await site.get("/uploads/mine.csv", key=stranger.key)).json() == {"detail": "File not found"}
    own = (await site.get("/uploads/mine.csv", key=shop.key)).json()
    assert {"filename", "upload_time", "file_size", "products_added", "status"} <= own.keys()
    assert (await site.get("/uploads/mine.csv")).status == 401
    assert (await site.get("/uploads/mine.csv", key=site.sup)).status == 200


def long_file(rows: int) -> bytes:
    return json.dumps([{"id": n, "name": f"Tea {n}", "description": "green " * 40} for n in range(rows)]).encode()


async def test_a_long_file_is_read_in_the_background(shop: Shop) -> None:
    """No worker runs here: the test is the worker."""
    got = (await shop.send("long.json", long_file(2000), wait=0)).json()
    assert (got["status"], got["products_added"]) == ("waiting", 0)
    assert "is being read" in got["message"]
    await importing.process_upload(shop.site.rt, shop.id, got["upload_id"])
    info = (await shop.site.get(f"/uploads/{got['upload_id']}", key=shop.key)).json()
    assert (info["status"], info["percent"], info["products_added"]) == ("success", 100, 2000)


async def test_the_progress_of_an_upload_comes_as_events(shop: Shop) -> None:
    got = (await shop.send("long.json", long_file(1500), wait=0)).json()
    reading = asyncio.create_task(importing.process_upload(shop.site.rt, shop.id, got["upload_id"]))
    path, accept = f"/uploads/{got['upload_id']}", {"Accept": "text/event-stream"}
    events = await shop.site.get(path, key=shop.key, headers=accept)
    await reading
    states = [json.loads(line[6:]) for line in events.text.splitlines() if line.startswith("data: ")]
    percents = [state["percent"] for state in states]
    assert percents == sorted(percents)
    assert (states[-1]["status"], percents[-1]) == ("success", 100)


async def test_a_file_that_was_read_halfway_is_imported_whole_when_it_is_read_again(live: Runtime) -> None:
    """A worker killed in the middle leaves half of the products; the job's next run ends with all of them."""
    company = await a_company(live)
    upload = await importing.add_upload(
        live, company.id, importing.PRODUCT_UPLOAD, "long.json", long_file(2000), "test"
    )
    task = asyncio.create_task(importing.process_upload(live, company.id, upload.id))
    while (await importing.get_upload(live, company.id, upload.id)).percent < 30:
        await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert 0 < (await importing.get_upload(live, company.id, upload.id)).added < 2000
    await importing.process_upload(live, company.id, upload.id)
    done = await importing.get_upload(live, company.id, upload.id)
    assert (done.status, done.added) == ("success", 2000)


async def test_a_document_is_added_listed_replaced_and_deleted(shop: Shop) -> None:
    first = (await shop.send("faq.md", "# Delivery\nIn two days.", "documents")).json()
    assert first["passages_added"] == 1
    await shop.send("faq.md", "# Delivery\nIn three days.\n\n# Payment\nBy card.", "documents")
    (listed,) = (await shop.site.get(f"/brands/{shop.slug}/documents", key=shop.key)).json()
    assert (listed["name"], listed["passages"], listed["source"]) == ("faq.md", 2, "upload")
    path = f"/brands/{shop.slug}/documents/{listed['id']}"
    assert (await shop.site.delete(path, key=shop.key)).json() == {"message": "Document deleted successfully"}
    assert (await shop.site.delete(path, key=shop.key)).status == 404
