"""How the browser's tests look at a chat."""

import re
from collections.abc import Awaitable, Callable
from typing import Any

from playwright.async_api import Page, Route

Visit = Callable[..., Awaitable[Page]]
DONE = ".theirs:not([aria-busy=true])"


async def opened(page: Page, name: str = "Открыть чат") -> Page:
    await page.get_by_role("button", name=name).click()
    await page.get_by_role("textbox").wait_for()
    return page


async def write(page: Page, text: str) -> None:
    await page.get_by_role("textbox").fill(text)
    await page.keyboard.press("Enter")


async def say(page: Page, text: str) -> str:
    """Write, send, wait; the answer."""
    before = await page.locator(DONE).count()
    await write(page, text)
    await page.locator(DONE).nth(before).wait_for()
    return await page.locator(".theirs .bubble").last.inner_text()


async def shown(page: Page) -> list[str]:
    """What stands in the bubbles, after the greeting."""
    return (await page.locator(".bubble").all_inner_texts())[1:]


async def no_sockets(page: Page) -> None:
    """A proxy that lets no WebSocket through."""

    async def refuse(socket: Any) -> None:
        await socket.close(code=1011)

    await page.route_web_socket("**/ws/**", refuse)


async def told(page: Page, pattern: str | re.Pattern[str], **more: Any) -> None:
    """The server's JSON at `pattern`, with more in it than this server knows yet."""

    async def add(route: Route) -> None:
        answer = await route.fetch()
        await route.fulfill(response=answer, json={**await answer.json(), **more})

    await page.route(pattern, add)
