"""The chat page, the start page and their files; test_pages_and_health.py looks at the rest."""

import re
from html import escape
from typing import Any

from fastapi import Request
from sqlalchemy import select, update

from fakes.company import a_company
from fakes.site import Answer, Site
from parley.api import pages
from parley.api.app import create_app
from parley.api.widgets.shapes import DEFAULT_THEME
from parley.domain.company import CompanyConfig
from parley.models import Company, Profile, Widget
from parley.runtime import Runtime


async def get(site: Site, path: str, **request_options: Any) -> Answer:
    """An answer whose headers have one spelling."""
    answer = await site.get(path, **request_options)
    return Answer(answer.status, answer.text, {name.lower(): value for name, value in answer.headers.items()})


async def widget_of(rt: Runtime, company: CompanyConfig, **values: object) -> int:
    """The company's first widget, changed as told."""
    async with rt.db.scoped(company.id) as session:
        widget_id = await session.scalar(select(Widget.id).order_by(Widget.id).limit(1))
        if values:
            await session.execute(update(Widget).where(Widget.id == widget_id).values(**values))
    assert widget_id is not None
    return widget_id


async def test_a_company_has_a_chat_page(site: Site) -> None:
    company = await a_company(site.rt)
    widget = await widget_of(site.rt, company)
    page = await get(site, f"/w/{company.id}/{widget}")
    assert page.status == 200
    assert page.headers["content-type"].startswith("text/html")
    assert f"<title>{company.name}</title>" in page.text
    assert f'data-company="{company.id}" data-widget="{widget}"' in page.text
    assert f'property="og:title" content="{company.name}"' in page.text
    assert "{{" not in page.text


async def test_the_chat_page_greets_in_the_companys_language(site: Site) -> None:
    company = await a_company(site.rt)
    widget = await widget_of(site.rt, company)
    page = await get(site, f"/w/{company.id}/{widget}")
    says = site.rt.language(company.language).replies
    assert escape(says.greeting.format(company=company.name)) in page.text


async def test_the_widgets_own_greeting_wins(site: Site) -> None:
    company = await a_company(site.rt)
    widget = await widget_of(site.rt, company, greeting="Сәлем! Это мы.")
    page = await get(site, f"/w/{company.id}/{widget}")
    assert '="Сәлем! Это мы."' in page.text


async def test_markup_in_a_greeting_stays_text(site: Site) -> None:
    company = await a_company(site.rt)
    widget = await widget_of(site.rt, company, greeting='"><script>alert(1)</script>{{title}}')
    page = await get(site, f"/w/{company.id}/{widget}")
    assert "<script>alert" not in page.text
    assert "&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;{{title}}" in page.text


async def test_the_page_wears_the_companys_colour(site: Site) -> None:
    company = await a_company(site.rt)
    widget = await widget_of(site.rt, company)
    page = await get(site, f"/w/{company.id}/{widget}")
    assert '="#007bff"' in page.text


async def test_a_colour_that_is_none_is_replaced(site: Site) -> None:
    company = await a_company(site.rt)
    widget = await widget_of(site.rt, company)
    async with site.rt.db.scoped(company.id) as session:
        await session.execute(update(Profile).values(appearance_settings={"primary_color": "red;x:url(//evil)"}))
    page = await get(site, f"/w/{company.id}/{widget}")
    assert f'="{DEFAULT_THEME}"' in page.text
    assert "evil" not in page.text


async def test_an_unknown_widget_is_not_found_in_words(site: Site) -> None:
    company = await a_company(site.rt)
    for path in (f"/w/{company.id}/999999", "/w/999999/1", f"/w/{'9' * 40}/1", f"/w/{company.id}/{'9' * 40}"):
        page = await get(site, path)
        assert page.status == 404, path
        assert "Виджет не найден" in page.text


async def test_a_name_instead_of_a_number_is_not_allowed(site: Site) -> None:
    company = await a_company(site.rt)
    for path in (f"/w/{company.id}/instagram", "/w/shop/1"):
        page = await get(site, path)
        assert page.status == 405, path
        assert page.json() == {"detail": "Method Not Allowed"}


async def test_a_widget_of_another_company_is_not_found(site: Site) -> None:
    company = await a_company(site.rt)
    stranger = await a_company(site.rt)
    theirs = await widget_of(site.rt, stranger)
    assert (await get(site, f"/w/{company.id}/{theirs}")).status == 404


async def test_a_company_switched_off_has_no_page(site: Site) -> None:
    company = await a_company(site.rt)
    widget = await widget_of(site.rt, company)
    async with site.rt.db.scoped(company.id) as session:
        await session.execute(update(Company).where(Company.id == company.id).values(is_active=False))
    assert (await get(site, f"/w/{company.id}/{widget}")).status == 404


async def test_pages_run_no_inline_script_and_only_the_chat_may_be_framed(site: Site) -> None:
    company = await a_company(site.rt)
    chat = await get(site, f"/w/{company.id}/{await widget_of(site.rt, company)}")
    leads = await get(site, "/leads")
    for page in (chat, leads):
        policy = page.headers["content-security-policy"]
        assert "default-src 'self'" in policy
        assert "unsafe-inline" not in policy
        assert page.headers["x-content-type-options"] == "nosniff"
        assert page.headers["referrer-policy"]
        assert "<style" not in page.text
        assert " style=" not in page.text
        assert page.text.count("<script") == len(re.findall(r'<script(?: type="module")? src="/static/', page.text))
    assert chat.headers["content-security-policy"].endswith("frame-ancestors *")
    assert leads.headers["content-security-policy"].endswith("frame-ancestors 'self'")


async def start_page(rt: Runtime) -> str:
    """The start page of a parley with none but the test's own companies: it has room for a dozen."""
    response = await pages.start_page(Request({"type": "http", "app": create_app(rt), "headers": []}))
    return bytes(response.body).decode()


async def test_the_start_page_has_a_card_for_each_company(
    runtime: Runtime, company: CompanyConfig, stranger: CompanyConfig
) -> None:
    page = await start_page(runtime)
    for owner in (company, stranger):
        assert f'href="/w/{owner.id}/{await widget_of(runtime, owner)}"' in page
    assert "<!-- company -->" not in page
    assert "{{" not in page


async def test_a_company_with_two_widgets_has_one_card(runtime: Runtime, company: CompanyConfig) -> None:
    first = await widget_of(runtime, company)
    async with runtime.db.scoped(company.id) as session:
        session.add(Widget(company_id=company.id, channel_name="instagram"))
        await session.flush()
    page = await start_page(runtime)
    assert page.count(f'data-chat="/w/{company.id}/') == 1
    assert f'data-chat="/w/{company.id}/{first}"' in page


async def test_an_installation_without_companies_has_a_start_page(runtime: Runtime) -> None:
    assert "<article>" not in await start_page(runtime)


async def test_static_files_have_their_types(site: Site) -> None:
    for name, kind in (("start.js", "text/javascript"), ("start.css", "text/css"), ("icon.svg", "image/svg+xml")):
        answer = await get(site, f"/static/{name}")
        assert answer.status == 200
        assert answer.headers["content-type"].startswith(kind)
    assert (await get(site, "/favicon.ico")).status == 200


async def test_an_unchanged_file_is_not_sent_again(site: Site) -> None:
    first = await get(site, "/static/start.js")
    again = await get(site, "/static/start.js", headers={"If-None-Match": first.headers["etag"]})
    assert (again.status, again.text) == (304, "")


async def test_only_the_static_folder_is_served(site: Site) -> None:
    for name in ("..%2fsettings.py", "%2e%2e%2fsecrets.py", "start.html", "nothing.js", "start.js%00.css"):
        answer = await get(site, f"/static/{name}")
        assert answer.status in (404, 405), name
