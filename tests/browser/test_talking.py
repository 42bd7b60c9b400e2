"""One talk, whatever happens to it. The pages are a stranger's, with a strict policy and hostile styles."""

import asyncio

from playwright.async_api import Page, Route

from fakes.browsing import DONE, Visit, no_sockets, opened, say, shown, write
from fakes.host_page import Hosts
from fakes.shop import Shop
from fakes.site import Site
from parley.testing import ScriptedLLM


async def chat(site: Site, hosts: Hosts, visit: Visit, shop: Shop) -> Page:
    return await opened(await visit(hosts.embed(site.base, shop.id, shop.widget)))


async def test_a_visitor_opens_the_chat_and_is_answered(site: Site, hosts: Hosts, visit: Visit, shop: Shop) -> None:
    page = await chat(site, hosts, visit, shop)
    await say(page, "Здравствуйте!")
    assert await shown(page) == [text for _, text in await shop.lines()]


async def test_an_answer_is_shown_while_it_is_made(site: Site, hosts: Hosts, visit: Visit, shop: Shop) -> None:
    page = await chat(site, hosts, visit, shop)
    gate = asyncio.Event()
    with shop.speaking(ScriptedLLM(["Ответ готов."], gate=gate)):
        await write(page, "Расскажите о себе")
        await page.locator(".dots").wait_for()
        assert await page.locator(".state").inner_text() == "печатает…"
        gate.set()
        await page.locator(DONE).nth(1).wait_for()
    assert await page.locator(".state").inner_text() == "На связи"


async def test_a_reload_shows_the_talk_again(site: Site, hosts: Hosts, visit: Visit, shop: Shop) -> None:
    page = await chat(site, hosts, visit, shop)
    await say(page, "Меня зовут Сакен")
    before = await shown(page)
    await page.reload()
    await page.locator(".bubble").nth(2).wait_for()
    assert await shown(page) == before


async def test_a_reload_in_mid_answer_loses_and_doubles_nothing(
    site: Site, hosts: Hosts, visit: Visit, shop: Shop
) -> None:
    page = await chat(site, hosts, visit, shop)
    gate = asyncio.Event()
    with shop.speaking(ScriptedLLM(["Ответ готов."], gate=gate)):
        await write(page, "Расскажите о себе")
        await page.locator(".dots").wait_for()
        while not await shop.lines():
            await asyncio.sleep(0.02)
        await page.reload()
        await page.locator(".mine").wait_for()
        gate.set()
        await page.locator(DONE).nth(1).wait_for()
    lines = await shop.lines()
    assert [role for role, _ in lines] == ["user", "assistant"]
    assert await shown(page) == [text for _, text in lines]


async def test_a_network_lost_before_sending_delays_the_message(
    site: Site, hosts: Hosts, visit: Visit, shop: Shop
) -> None:
    page = await chat(site, hosts, visit, shop)
    await say(page, "Здравствуйте!")
    await page.context.set_offline(True)
    await write(page, "Меня зовут Сакен")
    await page.get_by_text("Нет связи, пробуем снова…").wait_for()
    await page.context.set_offline(False)
    await page.locator(DONE).nth(2).wait_for()
    assert [text for role, text in await shop.lines() if role == "user"] == ["Здравствуйте!", "Меня зовут Сакен"]
    assert await shown(page) == [text for _, text in await shop.lines()]


async def test_a_network_lost_in_mid_answer_loses_and_doubles_nothing(
    site: Site, hosts: Hosts, visit: Visit, shop: Shop
) -> None:
    page = await chat(site, hosts, visit, shop)
    gate = asyncio.Event()
    with shop.speaking(ScriptedLLM(["Ответ готов."], gate=gate)):
        await write(page, "Расскажите о себе")
        while not await shop.lines():
            await asyncio.sleep(0.02)
        await page.context.set_offline(True)
        await page.get_by_text("Нет связи, пробуем снова…").wait_for()
        gate.set()
        await page.context.set_offline(False)
        await page.locator(DONE).nth(1).wait_for()
    lines = await shop.lines()
    assert [role for role, _ in lines] == ["user", "assistant"]
    assert await shown(page) == [text for _, text in lines]


async def test_where_sockets_are_blocked_the_chat_posts(site: Site, hosts: Hosts, visit: Visit, shop: Shop) -> None:
    page = await visit(hosts.embed(site.base, shop.id, shop.widget))
    await no_sockets(page)
    await opened(page)
    await say(page, "Здравствуйте!")
    await say(page, "Меня зовут Сакен")
    assert await shown(page) == [text for _, text in await shop.lines()]


async def test_a_refused_message_can_be_sent_again(site: Site, hosts: Hosts, visit: Visit, shop: Shop) -> None:
    page = await visit(hosts.embed(site.base, shop.id, shop.widget))
    await no_sockets(page)

    async def refuse(route: Route) -> None:
        await route.fulfill(status=429, json={"detail": "Rate limit exceeded"})

    await page.route("**/chat", refuse)
    await opened(page)
    await write(page, "Здравствуйте!")
    await page.get_by_text("Слишком много сообщений подряд").wait_for()
    await page.unroute("**/chat")
    await page.get_by_role("button", name="Отправить ещё раз").click()
    await page.locator(DONE).nth(1).wait_for()
    assert await shown(page) == [text for _, text in await shop.lines()]


async def test_two_tabs_show_one_talk(site: Site, hosts: Hosts, visit: Visit, shop: Shop) -> None:
    first = await chat(site, hosts, visit, shop)
    second = await first.context.new_page()
    await second.goto(first.url)
    await opened(second)
    await say(first, "Здравствуйте!")
    await second.locator(".bubble").nth(2).wait_for()
    await say(second, "Меня зовут Сакен")
    await first.locator(".bubble").nth(4).wait_for()
    said = [text for _, text in await shop.lines()]
    assert await shown(first) == said
    assert await shown(second) == said


async def test_a_new_conversation_begins_with_somebody_new(
    site: Site, hosts: Hosts, visit: Visit, shop: Shop
) -> None:
    page = await chat(site, hosts, visit, shop)
    await say(page, "Меня зовут Сакен")
    before = await page.evaluate("localStorage.bizdnaii_vid")
    await page.get_by_role("button", name="Меню").click()
    await page.get_by_role("button", name="Новый разговор").click()
    assert await shown(page) == []
    assert await page.evaluate("localStorage.bizdnaii_vid") != before
    assert "Сакен" not in await say(page, "Как меня зовут?")


async def test_a_human_is_called_with_two_presses(site: Site, hosts: Hosts, visit: Visit, shop: Shop) -> None:
    page = await chat(site, hosts, visit, shop)
    await page.get_by_role("button", name="Меню").click()
    await page.get_by_role("button", name="Позвать человека").click()
    await page.locator(DONE).nth(1).wait_for()
    assert (await shop.lines())[0] == ("user", "Соедините меня с менеджером, пожалуйста")


async def test_an_answer_that_comes_while_the_chat_is_shut_is_counted(
    site: Site, hosts: Hosts, visit: Visit, shop: Shop
) -> None:
    page = await chat(site, hosts, visit, shop)
    gate = asyncio.Event()
    with shop.speaking(ScriptedLLM(["Ответ готов."], gate=gate)):
        await write(page, "Расскажите о себе")
        await page.keyboard.press("Escape")
        gate.set()
        await page.get_by_role("button", name="Открыть чат, новых сообщений: 1").click()
    await page.locator(DONE).nth(1).wait_for()
    assert await page.locator(".badge").is_hidden()


async def test_what_an_answer_says_is_never_markup(site: Site, hosts: Hosts, visit: Visit, shop: Shop) -> None:
    page = await visit(hosts.embed(site.base, shop.id, shop.widget))
    await no_sockets(page)
    said = "<img src=x onerror=alert(1)> [нажмите](javascript:alert(1)) https://shop.example/a **важно**"

    async def answer_so(route: Route) -> None:
        answer = await route.fetch()
        await route.fulfill(response=answer, json={**await answer.json(), "response": said})

    await page.route("**/chat", answer_so)
    await opened(page)
    await say(page, "Расскажите о себе")
    answer = page.locator(".theirs .bubble").last
    assert await answer.locator("img").count() == 0
    assert "[нажмите](javascript:alert(1))" in await answer.inner_text()
    link = answer.locator("a")
    assert await link.get_attribute("href") == "https://shop.example/a"
    assert await link.get_attribute("rel") == "noopener noreferrer nofollow"
    assert await answer.locator("strong").inner_text() == "важно"


async def test_a_suggestion_is_said_by_pressing_it(site: Site, hosts: Hosts, visit: Visit, shop: Shop) -> None:
    page = await visit(hosts.embed(site.base, shop.id, shop.widget))
    await no_sockets(page)

    async def offer(route: Route) -> None:
        answer = await route.fetch()
        await route.fulfill(response=answer, json={**await answer.json(), "suggestions": ["Меня зовут Сакен"]})

    await page.route("**/chat", offer)
    await opened(page)
    await say(page, "Здравствуйте!")
    await page.get_by_role("button", name="Меня зовут Сакен").click()
    await page.locator(DONE).nth(2).wait_for()
    assert (await shop.lines())[2] == ("user", "Меня зовут Сакен")
