"""The model-and-tools loop: how often a model is called, and what happens when it fails."""

import asyncio

import pytest

from fakes.talk import ask, speaking
from parley.domain.company import CompanyConfig
from parley.errors import RemoteError
from parley.llm.base import ToolCall
from parley.runtime import Runtime
from parley.testing import ScriptedLLM


async def test_an_ordinary_turn_calls_the_model_once(runtime: Runtime, company: CompanyConfig) -> None:
    model = ScriptedLLM(["Доставляем завтра."])
    await ask(speaking(runtime, model), company, "Когда доставите?")
    assert len(model.requests) == 1


async def test_a_turn_that_uses_a_tool_calls_the_model_twice(runtime: Runtime, company: CompanyConfig) -> None:
    model = ScriptedLLM([ToolCall("c1", "find_products", '{"query": "ноутбук"}'), "Ноутбуков нет."])
    answer = await ask(speaking(runtime, model), company, "Есть ноутбуки?")
    assert len(model.requests) == 2
    assert model.requests[1].messages[-1].role == "tool"
    assert answer.text.strip() == "Ноутбуков нет."


async def test_wrong_arguments_come_back_to_the_model_in_words(runtime: Runtime, company: CompanyConfig) -> None:
    model = ScriptedLLM(
        [ToolCall("c1", "find_products", "{no json"), ToolCall("c2", "no_such_tool", "{}"), "Ладно."]
    )
    await ask(speaking(runtime, model), company, "Есть ноутбуки?")
    assert "error" in model.requests[1].messages[-1].content
    assert "no_such_tool" in model.requests[2].messages[-1].content


async def test_a_model_that_only_calls_tools_is_stopped_and_the_built_in_model_answers(
    runtime: Runtime, company: CompanyConfig
) -> None:
    model = ScriptedLLM([ToolCall(f"c{n}", "find_products", '{"query": "x"}') for n in range(20)])
    answer = await ask(speaking(runtime, model), company, "Здравствуйте")
    assert len(model.requests) == 5
    assert answer.text


@pytest.mark.parametrize("permanent", [True, False])
async def test_when_the_provider_is_down_the_built_in_model_answers_and_the_turn_is_marked(
    runtime: Runtime, company: CompanyConfig, permanent: bool
) -> None:
    rt = speaking(runtime, ScriptedLLM([RemoteError("down", permanent=permanent)]))
    answer = await ask(rt, company, "Меня зовут Сакен, мой номер 8 701 234 56 78")
    assert answer.used_fallback
    assert "+7 701 234 5678" in answer.text


async def test_a_provider_that_stops_in_the_middle_is_finished_by_the_built_in_model(
    runtime: Runtime, company: CompanyConfig
) -> None:
    pieces: list[str] = []
    rt = speaking(runtime, ScriptedLLM([["Наши ноутбуки", RemoteError("cut")]]))
    answer = await ask(rt, company, "Здравствуйте!", pieces)
    assert answer.used_fallback
    assert answer.text.startswith("Наши ноутбуки")
    assert "".join(pieces) == answer.text
    assert "Тест" in answer.text, "the built-in model greets for the company"


async def test_a_silent_provider_is_given_up_after_the_time_out(runtime: Runtime, company: CompanyConfig) -> None:
    rt = speaking(runtime, ScriptedLLM(["never"], gate=asyncio.Event()), answer_timeout=0.05)
    answer = await ask(rt, company, "Здравствуйте!")
    assert answer.used_fallback


async def test_an_empty_answer_counts_as_a_failure(runtime: Runtime, company: CompanyConfig) -> None:
    answer = await ask(speaking(runtime, ScriptedLLM([" "])), company, "Здравствуйте!")
    assert answer.used_fallback
    assert answer.text.strip()
