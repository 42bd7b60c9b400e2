"""The tool that finds a company's own answer."""

from fakes.tools import call_tool
from parley.tools.base import ToolContext


async def test_the_companys_own_answer_is_found(provider: ToolContext) -> None:
    answer = await call_tool(provider, "find_answer_in_kb", question="нужно ли сверлить стены?")
    assert answer["success"] is True
    assert answer["question_matched"] == "Нужно ли сверлить стены при подключении?"
    assert "8 мм" in answer["answer"]


async def test_a_question_nobody_answered_is_no_success(provider: ToolContext) -> None:
    answer = await call_tool(provider, "find_answer_in_kb", question="продаёте ли вы велосипеды?")
    assert answer == {"success": False, "answer": "", "question_matched": ""}
