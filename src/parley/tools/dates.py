"""Offers a flow the date that "завтра утром" means."""

from typing import Any

from parley.nlu.dates.extract import extract_date
from parley.text.tokenize import tokenize
from parley.tools.base import ToolContext, tool


@tool(flow_only=True)
async def parse_relative_date(context: ToolContext, text: str) -> dict[str, Any]:
    """The date (DD.MM.YYYY) and time (HH:MM) in a customer's words, by the company's clock; `text` has the words
    they came from, with a range of hours whole. Without success ask again, for the `reason` given: no day was said,
    or it lies in the past."""
    runtime, company = context.runtime, context.company
    mention = extract_date(tokenize(text), runtime.clock().astimezone(company.tzinfo), runtime.date_matcher)
    if mention is None or mention.date is None:
        return {"success": False, "reason": "no day was said"}
    if mention.is_past:
        return {"success": False, "reason": "the date lies in the past", "text": mention.text}
    return {
        "success": True,
        "date": f"{mention.date:%d.%m.%Y}",
        "time": f"{mention.time_or_default:%H:%M}",
        "text": mention.text,
    }
