"""A real Chromium, and pages of other people's sites that embed the chat.

The browser is Debian's own, never a downloaded one. Where it is missing, `make test` gets it for root;
with CI=true a missing browser is a failure, elsewhere the tests say why they do not run.
"""

import os
import shutil
from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio
from playwright import async_api

from fakes.browsing import Visit
from fakes.host_page import Hosts, hosting
from fakes.shop import Shop
from fakes.site import Site

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
MISSING = "no chromium: `apt-get install chromium` as root, or put one into PATH"


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator[async_api.Browser]:
    if CHROMIUM is None:
        if os.environ.get("CI"):
            pytest.fail(MISSING)
        pytest.skip(MISSING)
    async with async_api.async_playwright() as playwright:
        own = await playwright.chromium.launch(
            executable_path=CHROMIUM,
            args=["--no-sandbox", "--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"],
        )
        yield own
        await own.close()


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def hosts(site: Site) -> AsyncIterator[Hosts]:
    """Somebody else's web site, on another origin."""
    async with hosting(site.base) as own:
        yield own


@pytest_asyncio.fixture(loop_scope="session")
async def visit(browser: async_api.Browser) -> AsyncIterator[Visit]:
    """Open an address as somebody new; every error of the page fails the test."""
    contexts: list[async_api.BrowserContext] = []
    troubles: list[str] = []

    async def open_page(url: str, **looks: Any) -> async_api.Page:
        context = await browser.new_context(**{"locale": "ru-RU", **looks})
        contexts.append(context)
        context.set_default_timeout(15_000)
        page = await context.new_page()
        page.on("pageerror", lambda error: troubles.append(str(error)))
        page.on("console", refused)
        await page.goto(url)
        return page

    def refused(line: async_api.ConsoleMessage) -> None:
        if "Content Security" in line.text:
            troubles.append(line.text)

    yield open_page
    for context in contexts:
        await context.close()
    assert not troubles


@pytest_asyncio.fixture(loop_scope="session")
async def shop(site: Site) -> Shop:
    return await Shop.opened(site)
