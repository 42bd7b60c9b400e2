"""The tool over a company's questions and answers."""

from typing import Any

from parley.search.rank import SearchOptions
from parley.search.retrieve import retrieve_text
from parley.tools.base import ToolContext, tool


@tool(flow_only=True)
async def find_answer_in_kb(context: ToolContext, question: str) -> dict[str, Any]:
    """The company's own answer to a customer's question, and the question it was written for. Without success the
    company has none: say so and offer a manager, do not make one up."""
    findings = await retrieve_text(
        context.runtime, context.company, question, context.language, SearchOptions(explicit_search=True)
    )
    hit = next((hit for hit in findings.passages if hit.text), None)
    if hit is None:
        return {"success": False, "answer": "", "question_matched": ""}
    return {"success": True, "answer": hit.text, "question_matched": hit.title}
