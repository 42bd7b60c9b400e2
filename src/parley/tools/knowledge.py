"""Tools over the company's documents."""

from dataclasses import asdict
from typing import Any

from parley.core.hearing import Context, hear
from parley.knowledge.embedding import meaning_of
from parley.knowledge.search import search
from parley.tools.base import ToolContext, tool


@tool
async def search_knowledge(context: ToolContext, query: str) -> list[dict[str, Any]]:
    """Search the company's documents (delivery, payment, warranty, rules). Returns the passages that fit; an empty
    list means the documents do not say, so say that and offer a manager."""
    rt, company = context.runtime, context.company
    heard = hear(query, Context(language=context.language, country=company.country), rt.lexicon)
    meaning = await meaning_of(rt, company, heard)
    async with rt.db.direct(company.id) as connection:
        found = await search(connection, company, heard, query, meaning=meaning)
    return [asdict(hit) for hit in found.passages if hit.text]
