"""Tools over the company's documents."""

from parley.core.hearing import Context, hear
from parley.knowledge.search import search
from parley.tools.base import ToolContext, tool


@tool
async def search_documents(context: ToolContext, query: str) -> list[str]:
    """Search the company's documents (delivery, payment, warranty, rules). Returns the passages that fit; an empty
    list means the documents do not say, so say that and offer a manager."""
    rt, company = context.runtime, context.company
    heard = hear(query, Context(language=context.language, country=company.country), rt.lexicon)
    async with rt.db.scoped(company.id) as session:
        found = await search(session, heard, query, currency=company.currency)
    return [f"{hit.title}: {hit.text}" for hit in found.passages]
