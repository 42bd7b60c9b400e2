"""Scripts for other sites, logos, QR codes."""

import io
import re
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import aiohttp
import pytest
import pytest_asyncio
from defusedxml import ElementTree

from fakes.company import a_company
from fakes.site import Answer, Site, serving
from parley.api.static_files import STATIC_FOLDER
from parley.companies import logos, manage
from parley.widgets.store import add_widget, widget_url

PNG = (STATIC_FOLDER / "logo.png").read_bytes()
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><path d="M1 1h7"/></svg>'


@pytest_asyncio.fixture(loop_scope="session")
async def own(site: Site) -> dict[str, Any]:
    other = await a_company(site.rt)
    return await manage.add_company(site.rt, name="Лавка", subdomain=f"assets-{other.id}")


async def upload(site: Site, own: dict[str, Any], data: bytes, name: str = "logo.png", key: str = "") -> Answer:
    form = aiohttp.FormData()
    form.add_field("file", io.BytesIO(data), filename=name, content_type="image/png")
    return await site.post(f"/sales/company/{own['id']}/upload-logo", data=form, key=key or own["api_key"])


async def test_a_logo_is_stored_and_shown_everywhere(site: Site, own: dict[str, Any]) -> None:
    got = await upload(site, own, PNG)
    path = got.json()["logo_url"]
    assert (got.status, got.json()) == (200, {"status": "ok", "logo_url": path})
    assert re.fullmatch(rf"/logos/company_{own['id']}_[0-9a-f]{{8}}\.png", path)
    picture = await site.get(path)
    assert (picture.status, picture.body) == (200, PNG)
    assert picture.headers["Content-Type"] == "image/png"
    assert "immutable" in picture.headers["Cache-Control"]
    assert (await site.get(f"/sales/{own['id']}/company-info")).json()["logo_url"] == path
    widget = await add_widget(site.rt, own["id"], "vk", None)
    page = await site.get(f"/w/{own['id']}/{widget.id}")
    assert f'property="og:image" content="http://localhost:8000{path}"' in page.text


async def test_the_previous_logo_is_removed(site: Site, own: dict[str, Any]) -> None:
    first = (await upload(site, own, PNG)).json()["logo_url"]
    second = (await upload(site, own, SVG, "logo.svg")).json()["logo_url"]
    assert second.endswith(".svg")
    assert (await site.get(first)).status == 404
    assert (await upload(site, own, SVG)).json()["logo_url"] == second
    picture = await site.get(second)
    assert (picture.status, picture.body) == (200, SVG)
    assert picture.headers["Content-Type"] == "image/svg+xml"
    assert "sandbox" in picture.headers["Content-Security-Policy"]
    assert picture.headers["X-Content-Type-Options"] == "nosniff"


async def test_a_picture_at_another_address_is_not_removed(site: Site, own: dict[str, Any]) -> None:
    stranger = await manage.add_company(site.rt, name="Чужие", subdomain=f"{own['subdomain']}-others")
    theirs = (await upload(site, stranger, PNG)).json()["logo_url"]
    await manage.save_company(
        site.rt, {"id": own["id"], "logo_url": theirs}, with_secrets=False, at=site.rt.clock()
    )
    await upload(site, own, SVG)
    assert (await site.get(theirs)).status == 200


@pytest.mark.parametrize("data", [b"", b"GIF89a", b"<html>", SVG.replace(b"<path", b"<script>x</script><path")])
async def test_an_unsafe_or_broken_picture_is_refused(site: Site, own: dict[str, Any], data: bytes) -> None:
    got = await upload(site, own, data)
    assert got.status == 400
    assert got.json()["detail"].startswith("file:")
    assert (await site.get(f"/sales/{own['id']}/company-info")).json()["logo_url"] is None


async def test_a_logo_has_a_greatest_size_and_needs_its_companys_key(site: Site, own: dict[str, Any]) -> None:
    assert (await upload(site, own, PNG + b"\0" * logos.MAX_LOGO_BYTES)).status == 413
    stranger = await manage.add_company(site.rt, name="Чужие", subdomain=f"{own['subdomain']}-others")
    assert (await upload(site, own, PNG, key=stranger["api_key"])).status == 403
    assert (await upload(site, own, PNG, key="wrong")).status == 401
    assert (await upload(site, {"id": 999999}, PNG, key=site.sup)).status == 404


@pytest.mark.parametrize("name", ["nothing.png", "..%2fsecret.key", "company_1_00000000.png"])
async def test_no_other_file_is_a_logo(site: Site, name: str) -> None:
    assert (await site.get(f"/logos/{name}")).status == 404


async def test_a_company_without_a_logo_has_the_default_one(site: Site) -> None:
    got = await site.get("/logo.png")
    assert (got.status, got.body, got.headers["Content-Type"]) == (200, PNG, "image/png")


@pytest_asyncio.fixture(loop_scope="session")
async def bare(site: Site, tmp_path: Path) -> AsyncIterator[tuple[Site, Path]]:
    """The same service before anything was built, and the folder a build goes to."""
    settings = site.rt.settings.model_copy(update={"aida_tenant": "page-of-the-assistant"})
    async with serving(replace(site.rt, settings=settings), tmp_path) as own:
        yield own, tmp_path


async def test_the_launcher_has_two_names_and_may_be_embedded(bare: tuple[Site, Path]) -> None:
    site, static = bare
    (static / "widget.js").write_text("/* launcher */")
    for path in ("/widget.js", "/widget-source/bizdnaii-widget.js"):
        got = await site.get(path, headers={"Origin": "https://shop.kz"})
        assert (got.status, got.text) == (200, "/* launcher */")
        assert got.headers["Content-Type"].startswith("text/javascript")
        assert got.headers["Access-Control-Allow-Origin"] == "*"
        assert got.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
        assert "max-age=300" in got.headers["Cache-Control"]
        again = await site.get(path, headers={"If-None-Match": got.headers["Etag"]})
        assert (again.status, again.body) == (304, b"")


async def test_a_page_that_is_not_built_is_not_found(bare: tuple[Site, Path]) -> None:
    site, _ = bare
    for path in ("/widget.js", "/widget-source/bizdnaii-widget.js", "/logo.png"):
        assert (await site.get(path)).status == 404
    for path in ("/aida_chat.html", "/aida_widget.html"):
        page = await site.get(path)
        assert page.status == 404
        assert "Виджет не найден" in page.text


async def test_the_apps_own_page_is_taken_when_it_is_built(bare: tuple[Site, Path], own: dict[str, Any]) -> None:
    site, static = bare
    widget = await add_widget(site.rt, own["id"], "vk", None)
    assert (await site.get(f"/w/{own['id']}/{widget.id}")).status == 404
    (static / "chat-page.html").write_text("app {{title}} {{image}} {{unheard_of}}")
    assert (await site.get(f"/w/{own['id']}/{widget.id}")).text == "app Лавка http://localhost:8000/logo.png "


async def test_the_assistants_page_is_its_own_or_its_companys_chat(bare: tuple[Site, Path]) -> None:
    site, static = bare
    (static / "chat-page.html").write_text("chat {{company_id}}")
    assert (await site.get("/aida_chat.html")).status == 404
    made = await manage.add_company(site.rt, name="Провайдер", subdomain=site.rt.settings.aida_tenant)
    assert (await site.get("/aida_chat.html")).text == f"chat {made['id']}"
    for name in ("aida_chat.html", "aida_widget.html"):
        (static / name).write_text(f"<!doctype html>{name}")
        page = await site.get(f"/{name}")
        assert (page.status, page.text) == (200, f"<!doctype html>{name}")
        assert page.headers["Content-Type"].startswith("text/html")


async def test_a_qr_code_leads_to_the_page(site: Site, own: dict[str, Any]) -> None:
    widget = await add_widget(site.rt, own["id"], "vk", None)
    base = f"/sales/{own['id']}/widgets/{widget.id}/qr"
    png = await site.get(f"{base}.png?scale=10")
    assert (png.status, png.headers["Content-Type"]) == (200, "image/png")
    assert png.body.startswith(b"\x89PNG")
    width, height = (int.from_bytes(png.body[at : at + 4], "big") for at in (16, 20))
    # 29 or 33 modules and a quiet zone of four on each side: enough for the address, and square.
    assert width == height
    assert width in {(modules + 8) * 10 for modules in (29, 33, 37)}
    svg = await site.get(f"{base}.svg")
    assert svg.headers["Content-Type"] == "image/svg+xml"
    assert ElementTree.fromstring(svg.body).tag.endswith("svg")
    assert urlsplit(widget_url(site.rt, widget)).path == f"/w/{own['id']}/{widget.id}"


async def test_there_is_no_qr_code_for_an_unknown_page(site: Site, own: dict[str, Any]) -> None:
    widget = await add_widget(site.rt, own["id"], "vk", None)
    base = f"/sales/{own['id']}/widgets"
    for path, status in ((f"/{widget.id}/qr.pdf", 404), ("/999999/qr.png", 404), ("/vk/qr.png", 405)):
        assert (await site.get(base + path)).status == status
    assert (await site.get(f"{base}/{widget.id}/qr.png?scale=999")).status == 422
