"""For everybody: by keyboard, by screen reader, on small screens, in dark rooms, in seven languages."""

import asyncio
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Page, Route

from fakes.browsing import DONE, Visit, no_sockets, opened, say, shown, told, write
from fakes.host_page import Hosts
from fakes.shop import Shop
from fakes.site import Site
from fakes.web_build import tools
from parley.testing import ScriptedTranscriber

AXE = Path(__file__).parents[2] / "web" / "widget" / "node_modules" / "axe-core" / "axe.min.js"
WIDGET = re.compile(r"/widgets/\d+/config")
PHONE = {"viewport": {"width": 320, "height": 568}, "is_mobile": True, "has_touch": True, "device_scale_factor": 2}
SPOKEN = {
    "ru": ("Открыть чат", "Напишите сообщение…"),
    "en": ("Open chat", "Write a message…"),
    "kk": ("Чатты ашу", "Хабарлама жазыңыз…"),
    "ky": ("Чатты ачуу", "Билдирүү жазыңыз…"),
    "uz": ("Chatni ochish", "Xabar yozing…"),
    "uk": ("Відкрити чат", "Напишіть повідомлення…"),
    "mn": ("Чат нээх", "Зурвас бичнэ үү…"),
}


async def violations(page: Page) -> list[str]:
    """What axe-core objects to, as far as WCAG 2.2 AA and its own best practices go."""
    await page.wait_for_function("document.getAnimations().length === 0")
    await page.evaluate(AXE.read_text())
    found: dict[str, Any] = await page.evaluate("axe.run({include: ['#bizdnaii-widget-container']})")
    assert len(found["passes"]) > 5  # it did look into the shadow root
    return [f"{one['id']}: {node['html'][:120]}" for one in found["violations"] for node in one["nodes"]]


async def full_chat(page: Page, open_name: str = "Открыть чат") -> None:
    """A chat with everything in it: cards, sources, suggestions, a failed message."""
    await no_sockets(page)
    await told(page, WIDGET, consent={"url": "https://shop.example/privacy"})
    await told(
        page,
        "**/sales/*/chat",
        suggested_products=[{"id": "1", "name": "Диван", "price": 10, "url": "https://shop.example/p"}],
        sources=[{"document": "Каталог.pdf", "page": 1, "heading": ""}],
        suggestions=["Да", "Нет"],
    )
    await page.reload()
    await opened(page, open_name)
    await say(page, "Здравствуйте! Есть ли диваны?")


@pytest.mark.parametrize(
    ("colour", "looks"),
    [("#007bff", {}), ("#8a5a34", {"color_scheme": "dark"}), ("#ffd54a", {}), ("#ffd54a", PHONE)],
    ids=["blue", "dark", "pale", "phone"],
)
async def test_axe_finds_nothing(
    site: Site, hosts: Hosts, visit: Visit, shop: Shop, colour: str, looks: dict[str, Any]
) -> None:
    tools()
    page = await visit(hosts.embed(site.base, shop.id, shop.widget, color=colour), reduced_motion="reduce", **looks)
    await page.get_by_role("button", name="Открыть чат").wait_for()
    assert await violations(page) == []
    await full_chat(page)
    assert await violations(page) == []

    async def refuse(route: Route) -> None:
        await route.fulfill(status=422, json={})

    await page.route("**/sales/*/chat", refuse)
    await write(page, "Ещё вопрос")
    await page.get_by_role("button", name="Отправить ещё раз").wait_for()
    await page.get_by_role("button", name="Меню").click()
    assert await violations(page) == []


async def test_everything_is_done_by_keyboard(site: Site, hosts: Hosts, visit: Visit, shop: Shop) -> None:
    page = await visit(hosts.embed(site.base, shop.id, shop.widget))
    button = page.get_by_role("button", name="Открыть чат")
    await button.wait_for()
    await page.keyboard.press("Tab")  # the page's own button
    await page.keyboard.press("Tab")
    await page.keyboard.press("Enter")
    box = page.get_by_role("textbox")
    await box.wait_for()
    assert await focused(page) == "TEXTAREA"
    await page.keyboard.type("Здравствуйте!")
    await page.keyboard.press("Shift+Enter")
    await page.keyboard.type("Меня зовут Сакен")
    await page.keyboard.press("Enter")
    await page.locator(DONE).nth(1).wait_for()
    assert (await shop.lines())[0] == ("user", "Здравствуйте!\nМеня зовут Сакен")
    await page.keyboard.press("Escape")
    assert await focused(page) == "BUTTON"
    assert await button.get_attribute("aria-expanded") == "false"


async def focused(page: Page) -> str:
    name: str = await page.evaluate("document.activeElement.shadowRoot.activeElement.tagName")
    return name


async def test_an_answer_is_announced_once_it_is_whole(site: Site, hosts: Hosts, visit: Visit, shop: Shop) -> None:
    page = await visit(hosts.embed(site.base, shop.id, shop.widget))
    await no_sockets(page)
    gate = asyncio.Event()

    async def wait(route: Route) -> None:
        await gate.wait()
        await route.continue_()

    await page.route("**/sales/*/chat", wait)
    await opened(page)
    log = page.get_by_role("log", name="Разговор")
    await write(page, "Здравствуйте!")
    await log.locator("[aria-busy=true]").wait_for()
    gate.set()
    await log.locator(DONE).nth(1).wait_for()
    assert await log.locator("[aria-busy=true]").count() == 0


@pytest.mark.parametrize("size", [(320, 568), (640, 400), (1280, 800)], ids=["phone", "zoomed twice", "desktop"])
async def test_nothing_is_cut_off(
    site: Site, hosts: Hosts, visit: Visit, shop: Shop, size: tuple[int, int]
) -> None:
    page = await visit(hosts.embed(site.base, shop.id, shop.widget), viewport={"width": size[0], "height": size[1]})
    await full_chat(page)
    await say(page, "ұзынсөз" * 40)
    panel = await page.locator(".panel").bounding_box()
    assert panel is not None
    assert panel["x"] >= 0
    assert panel["y"] >= 0
    assert panel["x"] + panel["width"] <= size[0] + 0.5
    assert panel["y"] + panel["height"] <= size[1] + 0.5
    wide = "panel => [...panel.querySelectorAll('.log, .bubble, .card, .quick, .foot')].filter(one => one.scrollWidth > one.clientWidth + 1).map(one => one.className)"  # noqa: E501
    assert await page.locator(".panel").evaluate(wide) == []
    small = "panel => [...panel.querySelectorAll('button, select, summary')].filter(one => one.offsetParent && Math.min(one.offsetWidth, one.offsetHeight) < 24).map(one => one.outerHTML)"  # noqa: E501
    assert await page.locator(".panel").evaluate(small) == []


async def test_on_a_phone_the_chat_keeps_the_focus_and_fits_above_the_keyboard(
    site: Site, hosts: Hosts, visit: Visit, shop: Shop
) -> None:
    page = await visit(hosts.embed(site.base, shop.id, shop.widget), **PHONE)
    await opened(page)
    assert await page.get_by_role("dialog").get_attribute("aria-modal") == "true"
    for _ in range(12):
        await page.keyboard.press("Tab")
        assert await page.evaluate("document.activeElement.id") == "bizdnaii-widget-container"
    # The keyboard comes up: less of the page is visible, and the box to write in is in that part.
    await page.set_viewport_size({"width": 320, "height": 300})
    box = await page.get_by_role("textbox").bounding_box()
    assert box is not None
    assert box["y"] + box["height"] <= 300


@pytest.mark.parametrize("code", SPOKEN)
async def test_the_chat_speaks_the_pages_language(
    site: Site, hosts: Hosts, visit: Visit, shop: Shop, code: str
) -> None:
    name, placeholder = SPOKEN[code]
    page = await visit(hosts.embed(site.base, shop.id, shop.widget, lang=code))
    await opened(page, name)
    assert await page.get_by_role("textbox").get_attribute("placeholder") == placeholder
    assert await page.locator(".panel").get_attribute("lang") == code


async def test_a_visitor_changes_the_language_and_the_page_hears_of_it(
    site: Site, hosts: Hosts, visit: Visit, shop: Shop
) -> None:
    page = await visit(hosts.embed(site.base, shop.id, shop.widget))
    await page.evaluate(
        "addEventListener('bizdnaii-language-change', event => window.heard = event.detail.language)"
    )
    await opened(page)
    await page.get_by_role("button", name="Меню").click()
    await page.get_by_role("combobox", name="Язык").select_option("kk")
    assert await page.get_by_role("textbox").get_attribute("placeholder") == SPOKEN["kk"][1]
    assert await page.evaluate("window.heard") == "kz"
    assert await page.evaluate("localStorage.bizdnaii_widget_lang") == "kz"
    await page.evaluate("document.documentElement.lang = 'en'")
    await page.get_by_placeholder("Write a message…").wait_for()


async def test_motion_is_left_out_for_those_who_ask(site: Site, hosts: Hosts, visit: Visit, shop: Shop) -> None:
    page = await visit(hosts.embed(site.base, shop.id, shop.widget), reduced_motion="reduce")
    await opened(page)
    assert await page.evaluate("document.getAnimations().length") == 0


@pytest.fixture
def ears(site: Site) -> Iterator[ScriptedTranscriber]:
    """The service hears; the microphone is Chromium's own beeping one."""
    held, own = site.rt.transcriber_for, ScriptedTranscriber(["Меня зовут Сакен"])
    site.rt.transcriber_for = lambda _: own
    yield own
    site.rt.transcriber_for = held


HOLD = "Голосовое сообщение: удерживайте и говорите"


@pytest.mark.parametrize("by", ["pointer", "keyboard"])
async def test_a_spoken_message_is_recorded_while_the_button_is_held(
    site: Site, hosts: Hosts, visit: Visit, shop: Shop, ears: ScriptedTranscriber, by: str
) -> None:
    page = await visit(hosts.embed(site.base, shop.id, shop.widget))
    await opened(page)
    button, level = page.get_by_role("button", name=HOLD), page.locator(".level")
    if by == "pointer":
        await button.hover()
        await page.mouse.down()
    else:
        await button.focus()
        await page.keyboard.down("Space")
    await level.wait_for()
    await page.get_by_text("0:01").wait_for()
    await (page.mouse.up() if by == "pointer" else page.keyboard.up("Space"))
    await page.locator(DONE).nth(1).wait_for()
    assert (await shop.lines())[0] == ("user", "Меня зовут Сакен")
    assert await shown(page) == [text for _, text in await shop.lines()]


async def test_a_recording_is_cancelled_with_escape(
    site: Site, hosts: Hosts, visit: Visit, shop: Shop, ears: ScriptedTranscriber
) -> None:
    page = await visit(hosts.embed(site.base, shop.id, shop.widget))
    await opened(page)
    await page.get_by_role("button", name=HOLD).focus()
    await page.keyboard.down("Space")
    await page.locator(".level").wait_for()
    await page.keyboard.press("Escape")
    await page.locator(".level").wait_for(state="detached")
    await page.keyboard.up("Space")
    assert await page.locator(".mine").count() == 0
    assert await page.get_by_role("dialog").is_visible()


async def test_without_ears_there_is_no_microphone(site: Site, hosts: Hosts, visit: Visit, shop: Shop) -> None:
    page = await visit(hosts.embed(site.base, shop.id, shop.widget))
    await opened(page)
    assert await page.get_by_role("button", name=HOLD).count() == 0


async def test_the_pages_shortcuts_do_not_hear_what_is_typed(
    site: Site, hosts: Hosts, visit: Visit, shop: Shop
) -> None:
    page = await visit(hosts.embed(site.base, shop.id, shop.widget))
    await page.evaluate("window.heard = []; addEventListener('keydown', event => heard.push(event.key))")
    await opened(page)
    await page.keyboard.type("s/?")
    await page.keyboard.press("Escape")
    assert await page.evaluate("window.heard") == []


async def test_what_was_being_written_waits_while_the_chat_is_shut(
    site: Site, hosts: Hosts, visit: Visit, shop: Shop
) -> None:
    page = await visit(hosts.embed(site.base, shop.id, shop.widget))
    await opened(page)
    await page.get_by_role("textbox").fill("Ещё не дописано")
    await page.keyboard.press("Escape")
    await opened(page)
    assert await page.get_by_role("textbox").input_value() == "Ещё не дописано"


async def test_the_focus_stays_in_the_chat_when_a_pressed_button_goes(
    site: Site, hosts: Hosts, visit: Visit, shop: Shop
) -> None:
    page = await visit(hosts.embed(site.base, shop.id, shop.widget))
    await full_chat(page)
    await page.get_by_role("button", name="Да", exact=True).focus()
    await page.keyboard.press("Enter")
    await page.locator(DONE).nth(2).wait_for()
    assert await focused(page) == "TEXTAREA"
