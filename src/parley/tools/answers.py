"""The tool over a company's questions and answers."""

from typing import Any

from parley.core.hearing import Context, hear
from parley.knowledge.embedding import meaning_of
from parley.knowledge.search import search
from parley.tools.base import ToolContext, tool


@tool(of_flow=True)
async def find_answer_in_kb(context: ToolContext, question: str) -> dict[str, Any]:
    """The company's own answer to a customer's question, and the question it was written for. Without success the
    company has none: say so and offer a manager, do not make one up."""
    rt, company = context.runtime, context.company
    heard = hear(question, Context(language=context.language, country=company.country), rt.lexicon)
    meaning = await meaning_of(rt, company, heard)
    async with rt.db.direct(company.id) as connection:
        found = await search(connection, company, heard, question, asking=True, meaning=meaning)
    hit = next((hit for hit in found.passages if hit.text), None)
    if hit is None:
        return {"success": False, "answer": "", "question_matched": ""}
    return {"success": True, "answer": hit.text, "question_matched": hit.title}
