import json
from html import escape
from typing import Any

from sqlalchemy import select, update

from parley.api import pages
from parley.core.company import CompanyConfig
from parley.models import Company, Profile, Widget
from parley.runtime import Runtime

HTML = {"Accept": "text/html"}


async def widget_of(rt: Runtime, company: CompanyConfig, **values: object) -> int:
    """The company's first widget, changed as told."""
    async with rt.db.scoped(company.id) as session:
        found = await session.scalar(select(Widget.id).order_by(Widget.id).limit(1))
        if values:
            await session.execute(update(Widget).where(Widget.id == found).values(**values))
    assert found is not None
    return found


async def test_a_company_has_a_chat_page(api: Any, runtime: Runtime, company: CompanyConfig) -> None:
    widget = await widget_of(runtime, company)
    page = await api.get(f"/w/{company.id}/{widget}")
    assert page.status == 200
    assert page.headers["content-type"].startswith("text/html")
    assert f"<title>{company.name}</title>" in page.text
    assert f'data-company="{company.id}" data-widget="{widget}" data-brand="{company.slug}"' in page.text
    assert f'property="og:title" content="{company.name}"' in page.text
    assert "{{" not in page.text


async def test_the_chat_page_greets_in_the_companys_language(
    api: Any, runtime: Runtime, company: CompanyConfig
) -> None:
    widget = await widget_of(runtime, company)
    page = await api.get(f"/w/{company.id}/{widget}")
    says = runtime.language(company.language).says
    assert escape(says.greeting.format(company=company.name)) in page.text


async def test_the_widgets_own_greeting_wins(api: Any, runtime: Runtime, company: CompanyConfig) -> None:
    widget = await widget_of(runtime, company, greeting="Сәлем! Это мы.")
    page = await api.get(f"/w/{company.id}/{widget}")
    assert 'data-greeting="Сәлем! Это мы."' in page.text


async def test_markup_in_a_greeting_stays_text(api: Any, runtime: Runtime, company: CompanyConfig) -> None:
    widget = await widget_of(runtime, company, greeting='"><script>alert(1)</script>{{title}}')
    page = await api.get(f"/w/{company.id}/{widget}")
    assert "<script>alert" not in page.text
    assert "&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;{{title}}" in page.text


async def test_the_page_wears_the_companys_colour(api: Any, runtime: Runtime, company: CompanyConfig) -> None:
    widget = await widget_of(runtime, company)
    page = await api.get(f"/w/{company.id}/{widget}")
    assert 'data-theme="#007bff"' in page.text


async def test_a_colour_that_is_none_is_replaced(api: Any, runtime: Runtime, company: CompanyConfig) -> None:
    widget = await widget_of(runtime, company)
    async with runtime.db.scoped(company.id) as session:
        await session.execute(update(Profile).values(appearance_settings={"primary_color": "red;x:url(//evil)"}))
    page = await api.get(f"/w/{company.id}/{widget}")
    assert f'data-theme="{pages.THEME}"' in page.text
    assert "evil" not in page.text


async def test_an_unknown_widget_is_not_found_in_words(api: Any, company: CompanyConfig) -> None:
    for path in (f"/w/{company.id}/999999", "/w/999999/1", f"/w/{'9' * 40}/1", f"/w/{company.id}/{'9' * 40}"):
        page = await api.get(path)
        assert page.status == 404, path
        assert "Виджет не найден" in page.text


async def test_a_name_instead_of_a_number_is_not_allowed(api: Any, company: CompanyConfig) -> None:
    for path in (f"/w/{company.id}/instagram", "/w/shop/1"):
        page = await api.get(path)
        assert page.status == 405, path
        assert json.loads(page.text) == {"detail": "Method Not Allowed"}


async def test_a_widget_of_another_company_is_not_found(
    api: Any, runtime: Runtime, company: CompanyConfig, stranger: CompanyConfig
) -> None:
    theirs = await widget_of(runtime, stranger)
    assert (await api.get(f"/w/{company.id}/{theirs}")).status == 404


async def test_a_company_switched_off_has_no_page(api: Any, runtime: Runtime, company: CompanyConfig) -> None:
    widget = await widget_of(runtime, company)
    async with runtime.db.scoped(company.id) as session:
        await session.execute(update(Company).where(Company.id == company.id).values(is_active=False))
    assert (await api.get(f"/w/{company.id}/{widget}")).status == 404


async def test_pages_run_no_inline_script_and_only_the_chat_may_be_framed(
    api: Any, runtime: Runtime, company: CompanyConfig
) -> None:
    chat = await api.get(f"/w/{company.id}/{await widget_of(runtime, company)}")
    leads = await api.get("/leads")
    for page in (chat, leads):
        policy = page.headers["content-security-policy"]
        assert "default-src 'self'" in policy
        assert "unsafe-inline" not in policy
        assert page.headers["x-content-type-options"] == "nosniff"
        assert page.headers["referrer-policy"]
        assert "<style" not in page.text
        assert " style=" not in page.text
        assert page.text.count("<script") == page.text.count('<script type="module" src="/static/')
    assert chat.headers["content-security-policy"].endswith("frame-ancestors *")
    assert leads.headers["content-security-policy"].endswith("frame-ancestors 'self'")


async def test_the_start_page_has_a_card_for_each_company(
    api: Any, runtime: Runtime, company: CompanyConfig, stranger: CompanyConfig
) -> None:
    page = await api.get("/", headers=HTML)
    assert page.status == 200
    for one in (company, stranger):
        assert f'href="/w/{one.id}/{await widget_of(runtime, one)}"' in page.text
    assert "<!-- company -->" not in page.text
    assert "{{" not in page.text


async def test_a_company_with_two_widgets_has_one_card(api: Any, runtime: Runtime, company: CompanyConfig) -> None:
    first = await widget_of(runtime, company)
    async with runtime.db.scoped(company.id) as session:
        session.add(Widget(company_id=company.id, channel_name="instagram"))
        await session.flush()
    page = await api.get("/", headers=HTML)
    assert page.text.count(f'data-chat="/w/{company.id}/') == 1
    assert f'data-chat="/w/{company.id}/{first}"' in page.text


async def test_programs_get_the_start_as_json(api: Any) -> None:
    answer = await api.get("/", headers={"Accept": "application/json"})
    assert json.loads(answer.text)["status"] == "running"


async def test_static_files_have_their_types(api: Any) -> None:
    for name, kind in (("chat.js", "text/javascript"), ("chat.css", "text/css"), ("icon.svg", "image/svg+xml")):
        answer = await api.get(f"/static/{name}")
        assert answer.status == 200
        assert answer.headers["content-type"].startswith(kind)
    assert (await api.get("/favicon.ico")).status == 200


async def test_an_unchanged_file_is_not_sent_again(api: Any) -> None:
    first = await api.get("/static/chat.js")
    again = await api.get("/static/chat.js", headers={"If-None-Match": first.headers["etag"]})
    assert (again.status, again.text) == (304, "")


async def test_only_the_static_folder_is_served(api: Any) -> None:
    for name in ("..%2fsettings.py", "%2e%2e%2fsecrets.py", "chat.html", "..", "nothing.js", "chat.js%00.css"):
        answer = await api.get(f"/static/{name}")
        assert answer.status in (404, 405), name
