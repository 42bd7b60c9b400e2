"""What a person sees in a browser, and what a monitor sees."""

import re

from fakes.company import a_company
from fakes.site import VISITOR, Site
from parley.infra.logging import LOG_FILE

NOBODY_LISTENS = "nobody listens: there is no key of a provider that does, and no PARLEY_VOICE_MODEL"


async def test_the_root_is_json_for_programs_and_a_page_for_people(site: Site) -> None:
    company = await a_company(site.rt, "Лавка <b>")
    got = (await site.get("/")).json()
    assert got["status"] == "running"
    assert got["version"] == "2.0.0"
    assert isinstance(got["active_brands"], int)
    assert got["endpoints"]["health"] == "/health"
    page = await site.get("/", headers={"Accept": "text/html"})
    assert page.headers["Content-Type"].startswith("text/html")
    assert "{{" not in page.text
    assert "<b>" not in page.text.replace("Лавка &lt;b&gt;", "")
    assert company.id


async def test_the_chat_page_is_there_and_escapes_what_it_shows(site: Site) -> None:
    company = await a_company(site.rt, "Лавка <script>")
    start = await site.get("/sales/companies/list", key=site.sup)
    assert start.status == 200
    async with site.rt.db.scoped(company.id) as session:
        from sqlalchemy import text

        widget = await session.scalar(text("SELECT id FROM widgets"))
    page = await site.get(f"/w/{company.id}/{widget}")
    assert page.status == 200
    assert "<script>" not in page.text
    assert "default-src 'self'" in page.headers["Content-Security-Policy"]
    for asset in re.findall(r'(?:href|src)="(/static/[^"]+)"', page.text):
        assert (await site.get(asset)).status == 200, asset
    detail = (await site.get(f"/sales/companies/{company.id}/widgets/{widget}")).json()
    assert (detail["id"], detail["is_active"], detail["redirect_url"]) == (widget, True, None)
    assert {"ru", "en", "kz", "ky", "uz", "uk", "kk", "kg", "ua"} <= detail["greetings"].keys()


async def test_a_missing_page_says_so_and_a_name_is_not_allowed(site: Site) -> None:
    company = await a_company(site.rt)
    missing = await site.get(f"/w/{company.id}/999999")
    assert missing.status == 404
    assert "Виджет не найден" in missing.text
    assert (await site.get(f"/w/{company.id}/instagram")).status == 405
    assert (await site.get(f"/sales/companies/{company.id}/widgets/instagram")).status == 405
    assert (await site.get(f"/companies/{company.id}/widgets/999999")).json() == {"detail": "Widget not found"}


async def test_no_file_outside_the_static_folder_is_served(site: Site) -> None:
    for path in ("/static/..%2fdb.py", "/static/../db.py", "/static/nothing.js", "/static/start.html"):
        assert (await site.get(path)).status in (404, 405), path


async def test_health_is_measured(site: Site) -> None:
    got = (await site.get("/health")).json()
    assert (got["status"], got["service"]) == ("healthy", "parley")
    assert got["checks"] == {"database": "ok", "queue": "ok", "voice": NOBODY_LISTENS}
    assert (await site.get("/sales/health/db")).json() == {"status": "ok", "database": "connected"}


async def test_stats_are_counts_only(site: Site) -> None:
    company = await a_company(site.rt)
    await site.say(company.id, VISITOR, "Меня зовут Сакенбек, мой номер 8 701 234 56 78")
    got = await site.get("/stats")
    assert "Сакенбек" not in got.text
    assert {
        "total_brands",
        "active_brands",
        "total_products",
        "total_conversations",
        "brands_stats",
    } <= got.json().keys()


async def test_metrics_speak_prometheus(site: Site) -> None:
    got = await site.get("/metrics")
    assert "parley_turns_total" in got.text


async def test_logs_are_masked(site: Site) -> None:
    file = site.rt.settings.home / LOG_FILE
    file.write_text("token 123456789:AAbbCCddEEffGGhhIIjjKKllMMnnOOppQQr api_key=verysecret ok\n", encoding="utf-8")
    got = (await site.get("/logs?lines=5", key=site.sup)).json()["logs"]
    file.unlink()
    assert "verysecret" not in got
    assert "AAbbCC" not in got
    assert got.endswith("ok\n")
    assert (await site.get("/logs", key=site.sup)).json() == {"logs": "No log file found."}


async def test_leads_are_listed_as_documented(site: Site) -> None:
    company = await a_company(site.rt)
    await site.say(company.id, "123456", "Сколько стоит ноутбук?", "Меня зовут Иван, 8 777 123 45 67", "да",
                   username="ivan", key=site.svc)  # fmt: skip
    got = (await site.get(f"/sales/{company.id}/leads?limit=5", key=site.sup)).json()
    (lead,) = got["leads"]
    assert got["count"] == 1
    assert lead["telegram_user_id"] == 123456
    assert lead["status"] == "confirmed"
    assert lead["temperature"] == "🔥 ГОРЯЧИЙ"
    assert lead["contact_info"]["temperature"] == "🔥 горячий"
    assert lead["contact_info"]["phone"] == "87771234567"
    assert lead["contact_info"]["username"] == "ivan"
    assert re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d", lead["created_at"])
    count = (await site.get(f"/sales/{company.id}/leads/count?period=century", key=site.sup)).json()
    assert count == {"count": 1, "period": "week"}
    stats = (await site.get(f"/sales/{company.id}/leads/stats", key=site.sup)).json()
    assert stats == {"total": 1, "by_source": {"telegram": 1}}
    assert (await site.get(f"/sales/{company.id}/leads?limit=0", key=site.sup)).status == 422
