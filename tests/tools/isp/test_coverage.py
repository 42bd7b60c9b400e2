"""The tool over the addresses a company serves (contract §5.2)."""

from fakes.tools import call_tool
from parley.tools.base import ToolContext


async def test_an_address_is_looked_up(provider: ToolContext) -> None:
    assert await call_tool(provider, "check_coverage", address="москва мясницкая 12 кв 4") == {
        "success": True,
        "available": True,
        "address_full": "г. Москва, ул. Мясницкая, д. 12, кв. 4",
        "technology": "GPON",
        "message": "Да, по адресу г. Москва, ул. Мясницкая, д. 12, кв. 4 подключение возможно. Технология: GPON.",
    }
    no = await call_tool(provider, "check_coverage", address="Маросейка 5")
    assert (no["success"], no["available"]) == (True, False)


async def test_what_nobody_can_say_is_no_success(provider: ToolContext) -> None:
    which = await call_tool(provider, "check_coverage", address="Мира 5")
    assert (which["success"], which["available"]) == (False, None)
    assert which["candidates"] == ["пр-т Мира", "ул. Мира"]
    assert (await call_tool(provider, "check_coverage", address="не скажу"))["success"] is False
