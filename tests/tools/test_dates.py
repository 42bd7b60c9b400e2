"""The tool that makes a date of a customer's words (contract §5.4)."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from fakes.tools import call_tool
from parley.tools.base import ToolContext


@pytest.mark.parametrize(
    ("text", "day", "hour"),
    [
        ("завтра утром", "18.11.2025", "09:00"),
        ("послезавтра утром", "19.11.2025", "09:00"),
        ("завтра вечером", "18.11.2025", "18:00"),
        ("послезавтра вечером", "19.11.2025", "18:00"),
        ("сегодня днем", "17.11.2025", "14:00"),
        ("сегодня днём", "17.11.2025", "14:00"),
        ("сегодня в 15:30", "17.11.2025", "15:30"),
        ("завтра в 10", "18.11.2025", "10:00"),
        ("завтра в 14.30", "18.11.2025", "14:30"),
        ("завтра 14:30", "18.11.2025", "14:30"),
        ("завтра после 14:00", "18.11.2025", "14:00"),
        ("завтра ночью", "18.11.2025", "21:00"),
        ("послезавтра", "19.11.2025", "14:00"),
        ("послезавтра к обеду", "19.11.2025", "14:00"),
        ("через 3 дня", "20.11.2025", "14:00"),
        ("через 3 дня вечером", "20.11.2025", "18:00"),
        ("через день", "19.11.2025", "14:00"),
        ("через неделю", "24.11.2025", "14:00"),
        ("в субботу", "22.11.2025", "14:00"),
        ("25 ноября 2025", "25.11.2025", "14:00"),
        ("20 ноября в 14:00", "20.11.2025", "14:00"),
        ("1 января 2026", "01.01.2026", "14:00"),
        ("15 марта", "15.03.2026", "14:00"),
        ("25.11.2025", "25.11.2025", "14:00"),
        ("2025-11-25", "25.11.2025", "14:00"),
        ("25/11/2025", "25.11.2025", "14:00"),
        ("завтра с 14:00 до 18:00", "18.11.2025", "14:00"),
    ],
)
async def test_a_date_is_made_of_words(provider: ToolContext, text: str, day: str, hour: str) -> None:
    answer = await call_tool(provider, "parse_relative_date", text=text)
    assert (answer["success"], answer["date"], answer["time"]) == (True, day, hour)


async def test_a_range_of_hours_keeps_its_words(provider: ToolContext) -> None:
    answer = await call_tool(provider, "parse_relative_date", text="давайте завтра с 14:00 до 18:00")
    assert answer["text"].endswith("с 14:00 до 18:00")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "no day was said"),
        ("не знаю", "no day was said"),
        ("в 15:00", "no day was said"),
        ("вчера", "the date lies in the past"),
        ("10.11.2025", "the date lies in the past"),
        ("сегодня в 9 утра", "the date lies in the past"),
    ],
)
async def test_what_is_no_date_to_come_is_no_success(provider: ToolContext, text: str, reason: str) -> None:
    answer = await call_tool(provider, "parse_relative_date", text=text)
    assert (answer["success"], answer["reason"]) == (False, reason)
    assert "date" not in answer


async def test_the_day_is_the_companys_own(provider: ToolContext) -> None:
    provider.runtime.clock = lambda: datetime(2025, 11, 17, 22, 30, tzinfo=ZoneInfo("UTC"))
    answer = await call_tool(provider, "parse_relative_date", text="завтра")
    assert answer["date"] == "19.11.2025"  # in Moscow it is the 18th already
