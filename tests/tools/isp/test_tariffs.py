"""The tool over an internet provider's tariffs (contract §5.2)."""

from fakes.tools import call_tool
from parley.tools.base import ToolContext


async def test_tariffs_come_as_the_contract_has_them(provider: ToolContext) -> None:
    answer = await call_tool(provider, "get_tariffs")
    assert (answer["success"], answer["source"], answer["message"]) == (True, "catalogue", "Найдено тарифов: 7")
    assert answer["tariffs"][0] == {
        "name": "Пакет Домашний",
        "speed_mbps": 70,
        "price_rub": 1090,
        "segment": "home",
        "router_included": True,
        "router_rent_rub": None,
        "tv_channels": 0,
        "connection_price_rub": 0,
        "promo_price_rub": 0,
        "notes": "роутер в подарок",
    }


async def test_tariffs_are_narrowed_down(provider: ToolContext) -> None:
    dearest = await call_tool(provider, "get_tariffs", top_expensive=2)
    assert [one["price_rub"] for one in dearest["tariffs"]] == [3500, 2300]
    office = await call_tool(provider, "get_tariffs", segment="office")
    assert {one["segment"] for one in office["tariffs"]} == {"office"}
    assert len(office["tariffs"]) == 3
