"""Tools over the company's documents."""

from dataclasses import asdict
from typing import Any

from parley.search.retrieve import retrieve_text
from parley.tools.base import ToolContext, tool


@tool
async def search_knowledge(context: ToolContext, query: str) -> list[dict[str, Any]]:
    """Search the company's documents (delivery, payment, warranty, rules). Returns the passages that fit; an empty
    list means the documents do not say, so say that and offer a manager."""
    findings = await retrieve_text(context.runtime, context.company, query, context.language)
    return [asdict(hit) for hit in findings.passages if hit.text]
