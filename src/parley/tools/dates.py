"""The tool that makes a date of "завтра утром"."""

from typing import Any

from parley.nlu.dates.extract import extract_date
from parley.tools.base import ToolContext, tool


@tool(flow_only=True)
async def parse_relative_date(context: ToolContext, text: str) -> dict[str, Any]:
    """The date (DD.MM.YYYY) and time (HH:MM) in a customer's words, by the company's clock; `text` has the words
    they came from, with a range of hours whole. Without success ask again, for the `reason` given: no day was said,
    or it lies in the past."""
    rt, company = context.runtime, context.company
    when = extract_date(text, rt.clock().astimezone(company.tzinfo), rt.date_matcher)
    if when is None or when.date is None:
        return {"success": False, "reason": "no day was said"}
    if when.is_past:
        return {"success": False, "reason": "the date lies in the past", "text": when.text}
    return {
        "success": True,
        "date": f"{when.date:%d.%m.%Y}",
        "time": f"{when.time_or_default:%H:%M}",
        "text": when.text,
    }
