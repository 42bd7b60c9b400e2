"""The chat as a page of its own, and the page that shows the widget on somebody's site."""

from fakes.browsing import Visit, say, shown
from fakes.shop import Shop
from fakes.site import Site
from parley.demo.seed import seed_demo_companies


async def test_a_page_of_its_own_is_the_same_chat(site: Site, visit: Visit, shop: Shop) -> None:
    page = await visit(f"{site.base}/w/{shop.id}/{shop.widget}")
    await page.get_by_role("textbox").wait_for()
    assert await page.locator("#title").inner_text() == shop.name
    assert await page.get_by_role("button", name="Закрыть чат").count() == 0
    await say(page, "Здравствуйте!")
    assert await shown(page) == [text for _, text in await shop.lines()]


async def test_the_demo_of_a_host_page_has_the_button(site: Site, visit: Visit) -> None:
    page = await visit(f"{site.base}/aida_widget.html")
    await page.get_by_role("button", name="Открыть чат").click()
    await page.get_by_role("textbox").wait_for()


async def test_the_assistants_page_talks(site: Site, visit: Visit) -> None:
    await seed_demo_companies(site.rt)
    page = await visit(f"{site.base}/aida_chat.html")
    await page.get_by_role("textbox").wait_for()
    assert await say(page, "Здравствуйте!")
