"""The tool over an internet provider's tariffs."""

from typing import Any, Literal

from parley.tools.base import ToolContext, tool
from parley.verticals.isp.tariffs import load_tariffs


@tool(aliases=("get_tariffs_gas",), flow_only=True)
async def get_tariffs(
    context: ToolContext,
    active: bool = True,
    top_expensive: int = 0,
    segment: Literal["home", "office", ""] | None = None,
) -> dict[str, Any]:
    """The internet tariffs on sale, the cheapest first, each with its name, speed and monthly price; say them as
    they are. `active`: only what can be connected now. `top_expensive`: only so many, the dearest first.
    `segment`: home or office. An empty list means there is no such tariff."""
    catalog = await load_tariffs(context.runtime, context.company)
    tariffs = catalog.active_tariffs if active else catalog.tariffs
    if segment:
        tariffs = [tariff for tariff in tariffs if tariff.segment == segment]
    if top_expensive > 0:
        tariffs = sorted(tariffs, key=lambda tariff: tariff.price, reverse=True)[:top_expensive]
    return {
        "success": True,
        "tariffs": [tariff.to_record() for tariff in tariffs],
        "message": f"Найдено тарифов: {len(tariffs)}" if tariffs else "Таких тарифов нет",
        "source": catalog.source,
    }
