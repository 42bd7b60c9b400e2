"""How the browser's tests look at a chat."""

from collections.abc import Awaitable, Callable

from playwright.async_api import Page

DONE = ".theirs:not([aria-busy=true])"
Visit = Callable[..., Awaitable[Page]]


async def opened(page: Page, name: str = "Открыть чат") -> None:
    await page.get_by_role("button", name=name).click()
    await page.get_by_role("textbox").wait_for()


async def say(page: Page, text: str) -> str:
    """Write, send, wait; the answer."""
    before = await page.locator(DONE).count()
    await page.get_by_role("textbox").fill(text)
    await page.keyboard.press("Enter")
    await page.locator(DONE).nth(before).wait_for()
    return await page.locator(".theirs .bubble").last.inner_text()


async def shown(page: Page) -> list[str]:
    """What stands in the bubbles, after the greeting."""
    return (await page.locator(".bubble").all_inner_texts())[1:]
