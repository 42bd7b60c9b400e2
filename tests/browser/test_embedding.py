"""A guest on somebody's page: every way in, nothing left behind, nothing taken."""

import json
from typing import Any

import pytest
from playwright.async_api import Page, Request
from sqlalchemy import select

from fakes.browsing import DONE, Visit, no_sockets, opened, say, shown, told, write
from fakes.host_page import Hosts
from fakes.shop import Shop
from fakes.site import Site
from parley.demo.seed import seed_demo_companies
from parley.models import Contact, Conversation

WIDGET = "#bizdnaii-widget-container"


async def test_a_page_with_data_attributes_gets_its_look(
    site: Site, hosts: Hosts, visit: Visit, shop: Shop
) -> None:
    page = await visit(
        hosts.embed(
            site.base, shop.id, shop.widget, color="#8a5a34", position="bottom-left", button_text="Спросить"
        )
    )
    button = page.get_by_role("button", name="Спросить, Открыть чат")
    box = await button.bounding_box()
    assert box is not None
    assert box["x"] < 100
    assert await button.evaluate("button => getComputedStyle(button).backgroundColor") == "rgb(138, 90, 52)"


async def test_a_page_calls_init_as_the_contract_says(site: Site, hosts: Hosts, visit: Visit) -> None:
    await seed_demo_companies(site.rt)
    script = f"""AidaWidget.init({{
        apiUrl: "{site.base}", position: "bottom-right", primaryColor: "#007bff",
        buttonText: "Консультант", welcomeMessage: "Добрый день! Я АИДА."
    }})"""
    address = hosts.of(f'<script src="{site.base}/widget.js"></script>', script=script)
    page = await visit(f"{address}?utm_source=Flyer&utm_campaign=spring&other=1")
    await opened(page, "Консультант, Открыть чат")
    assert await page.locator(".bubble").first.inner_text() == "Добрый день! Я АИДА."
    asked: list[dict[str, Any]] = []

    def note(request: Request) -> None:
        if request.method == "POST":
            asked.append(request.post_data_json or {})

    page.on("request", note)
    await say(page, "Здравствуйте!")
    sent = asked[0]
    assert (sent["utm_source"], sent["utm_campaign"]) == ("Flyer", "spring")
    assert sent["session_id"] == await page.evaluate("localStorage.session_id")
    assert json.loads(await page.evaluate("sessionStorage.utm_data"))["utm_source"] == "Flyer"
    before = await shown(page)
    await page.reload()
    await page.locator(".bubble").nth(2).wait_for()
    assert await shown(page) == before


async def test_the_old_site_script_finds_its_widget_by_the_page(
    site: Site, hosts: Hosts, visit: Visit, shop: Shop
) -> None:
    here = {"domain": hosts.origin.removeprefix("http://").split(":")[0], "greeting_ru": "Привет с сайта!"}
    made = await site.post(f"/sales/{shop.id}/web-widgets", json=here, key=Site.sup)
    assert made.status == 200, made.text
    page = await visit(hosts.of(f'<script src="{site.base}/widget-source/bizdnaii-widget.js"></script>'))
    await opened(page)
    assert await page.locator(".bubble").first.inner_text() == "Привет с сайта!"
    change = "new CustomEvent('bizdnaii-language-change', {bubbles: true, detail: {language: 'kz'}})"
    await page.evaluate(f"document.dispatchEvent({change})")
    await page.get_by_placeholder("Хабарлама жазыңыз…").wait_for()
    await say(page, "Сәлеметсіз бе!")
    assert len(await shop.lines()) == 2


async def test_the_page_pays_for_the_chat_only_when_it_is_opened(
    site: Site, hosts: Hosts, visit: Visit, shop: Shop
) -> None:
    asked: list[str] = []
    page = await visit(hosts.of())
    page.on("request", lambda request: asked.append(request.url))
    await page.goto(hosts.embed(site.base, shop.id, shop.widget))
    await page.get_by_role("button", name="Открыть чат").wait_for()
    assert not [url for url in asked if "widget-app" in url or "/ws/" in url]
    assert await shop.lines() == []
    await opened(page)
    assert [url for url in asked if "widget-app.js?v=" in url]


async def test_nothing_moves_and_no_cookie_is_set(site: Site, hosts: Hosts, visit: Visit, shop: Shop) -> None:
    page = await visit(hosts.embed(site.base, shop.id, shop.widget))
    await opened(page)
    await say(page, "Здравствуйте!")
    moved = await page.evaluate(
        """() => new Promise(done => new PerformanceObserver(list =>
            done(list.getEntries().filter(one => !one.hadRecentInput).map(one => one.value))
        ).observe({type: "layout-shift", buffered: true}) ?? setTimeout(() => done([]), 300))"""
    )
    assert moved == []
    assert await page.context.cookies() == []


async def test_destroy_leaves_nothing(site: Site, hosts: Hosts, visit: Visit, shop: Shop) -> None:
    page = await visit(hosts.of())
    everything = """[
        Object.keys(window).sort().join(), document.documentElement.innerHTML.replace(/<script.*?<.script>/g, '')
    ]"""
    clean = await page.evaluate(everything)
    address = f"{site.base}/widget.js"
    await page.evaluate(
        """([address, company, widget]) => {
            const script = Object.assign(document.createElement("script"), {src: address});
            Object.assign(script.dataset, {company, widget});
            document.head.append(script);
        }""",
        [address, str(shop.id), str(shop.widget)],
    )
    await opened(page)
    await say(page, "Здравствуйте!")
    assert await page.evaluate("Object.keys(window).filter(key => key === 'AidaWidget').length") == 1
    await page.evaluate("AidaWidget.destroy()")
    assert await page.evaluate(everything) == clean


async def test_a_script_that_is_there_twice_is_one_chat(site: Site, hosts: Hosts, visit: Visit, shop: Shop) -> None:
    tag = f'<script src="{site.base}/widget.js" data-company="{shop.id}" data-widget="{shop.widget}"></script>'
    page = await visit(hosts.of(tag + tag))
    await page.get_by_role("button", name="Открыть чат").wait_for()
    assert await page.locator(WIDGET).count() == 1


async def test_a_widget_that_is_gone_is_not_shown(site: Site, hosts: Hosts, visit: Visit, shop: Shop) -> None:
    gone = await site.delete(f"/sales/companies/{shop.id}/widgets/{shop.widget}", key=Site.sup)
    assert gone.status == 200
    page = await visit(hosts.of())
    async with page.expect_console_message(lambda line: "not shown" in line.text):
        await page.goto(hosts.embed(site.base, shop.id, shop.widget))
    assert await page.locator(WIDGET).count() == 0


async def test_a_browser_that_keeps_nothing_still_talks(site: Site, hosts: Hosts, visit: Visit, shop: Shop) -> None:
    page = await visit(hosts.of())
    await page.add_init_script(
        "for (const kind of ['localStorage', 'sessionStorage'])"
        "Object.defineProperty(window, kind, {get() { throw new DOMException('blocked', 'SecurityError') }})"
    )
    await page.goto(hosts.embed(site.base, shop.id, shop.widget))
    await opened(page)
    await say(page, "Меня зовут Сакен")
    assert "Сакен" in await say(page, "8 701 234 56 78")


async def test_where_the_visitor_came_from_is_stored(site: Site, hosts: Hosts, visit: Visit, shop: Shop) -> None:
    page = await visit(hosts.embed(site.base, shop.id, shop.widget) + "?utm_source=flyer&gclid=abc&secret=1")
    await opened(page)
    await say(page, "Здравствуйте!")
    async with site.rt.db.scoped(shop.id) as session:
        kept = await session.scalar(select(Contact.fingerprint))
        source = (await session.scalars(select(Conversation.origin))).one()["source"]
    assert kept is not None
    assert (kept["utm_source"], kept["gclid"]) == ("flyer", "abc")
    assert "secret" not in json.dumps(kept)
    assert source == str(shop.widget)


@pytest.mark.parametrize("theme", ["light", "dark"])
async def test_the_theme_follows_the_system_unless_told(
    site: Site, hosts: Hosts, visit: Visit, shop: Shop, theme: str
) -> None:
    async def ground(page: Page) -> str:
        await opened(page)
        colour: str = await page.locator(".panel").evaluate("panel => getComputedStyle(panel).backgroundColor")
        return colour

    other = "light" if theme == "dark" else "dark"
    followed = await visit(hosts.embed(site.base, shop.id, shop.widget), color_scheme=theme)
    asked = await visit(hosts.embed(site.base, shop.id, shop.widget, theme=theme), color_scheme=other)
    grounds = {"light": "rgb(255, 255, 255)", "dark": "rgb(19, 25, 34)"}
    assert await ground(followed) == await ground(asked) == grounds[theme]


async def test_cards_of_products_are_shown_with_their_links(
    site: Site, hosts: Hosts, visit: Visit, shop: Shop
) -> None:
    page = await visit(hosts.embed(site.base, shop.id, shop.widget))
    product = {"id": "1", "name": "Диван «Осло»", "price": 289900, "currency": "KZT", "availability": False}
    await told(
        page,
        "**/sales/*/chat",
        suggested_products=[
            {**product, "url": "https://shop.example/oslo"},
            {"id": "2", "name": "Чужой", "price": 0, "url": "javascript:alert(1)"},
        ],
        sources=[{"document": "Каталог.pdf", "page": 12, "heading": "Диваны"}],
    )
    await no_sockets(page)
    await opened(page)
    await write(page, "Диван")
    await page.locator(DONE).nth(1).wait_for()
    first, second = page.locator(".card").nth(0), page.locator(".card").nth(1)
    assert "289 900 ₸" in (await first.inner_text()).replace("\u00a0", " ")
    assert "Нет в наличии" in await first.inner_text()
    assert await first.get_by_role("link").get_attribute("href") == "https://shop.example/oslo"
    assert await second.get_by_role("link").count() == 0
    await page.get_by_text("Источники: 1").click()
    assert await page.get_by_text("Каталог.pdf · стр. 12 · Диваны").is_visible()
    # What only this page knew is still there after a reload.
    await page.reload()
    await page.locator(".card").nth(1).wait_for()


async def test_parley_hears_that_the_button_was_shown_and_the_chat_opened(
    site: Site, hosts: Hosts, visit: Visit, shop: Shop
) -> None:
    heard: list[dict[str, Any]] = []

    def note(request: Request) -> None:
        if request.url.endswith(f"/sales/{shop.id}/widgets/{shop.widget}/events"):
            heard.append(json.loads(request.post_data or "{}"))

    page = await visit(hosts.of())
    page.on("request", note)
    await page.goto(hosts.embed(site.base, shop.id, shop.widget))
    await page.get_by_role("button", name="Открыть чат").wait_for()
    assert [one["event"] for one in heard] == ["shown"]
    await opened(page)
    visitor = await page.evaluate("localStorage.bizdnaii_vid")
    assert heard == [{"event": "shown", "visitor": visitor}, {"event": "opened", "visitor": visitor}]


async def test_a_price_is_written_alike_in_a_language_the_browser_does_not_know(
    site: Site, hosts: Hosts, visit: Visit, shop: Shop
) -> None:
    page = await visit(hosts.embed(site.base, shop.id, shop.widget, lang="kk"), locale="en-US")
    await no_sockets(page)
    product = {"id": "1", "name": "Диван", "price": 289900, "currency": "KZT"}
    await told(page, "**/sales/*/chat", suggested_products=[product])
    await opened(page, "Чатты ашу")
    await say(page, "Диван")
    assert (await page.locator(".price").inner_text()).replace("\u00a0", " ") == "289 900 ₸"
