"""The chat on a stranger's page: one talk, whatever happens to it."""

from fakes.browsing import Visit, opened, say, shown
from fakes.host_page import Hosts
from fakes.shop import Shop
from fakes.site import Site


async def test_a_visitor_opens_the_chat_and_is_answered(site: Site, hosts: Hosts, visit: Visit, shop: Shop) -> None:
    page = await visit(hosts.embed(site.base, shop.id, shop.widget))
    await opened(page)
    await say(page, "Здравствуйте!")
    assert await shown(page) == [text for _, text in await shop.lines()]
