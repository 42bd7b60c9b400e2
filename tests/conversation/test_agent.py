"""The model-and-tools loop: how often a model is called, and what happens when it fails."""

import asyncio
from collections.abc import AsyncIterator
from typing import ClassVar

import pytest

from fakes.talk import ask, speaking
from parley.conversation.output.pipeline import MAX_ANSWER_CHARS
from parley.domain.company import CompanyConfig
from parley.errors import RemoteError
from parley.llm.base import LLM, AnswerDelta, CompletionRequest, ToolCall
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


async def test_half_a_sentence_of_a_provider_that_breaks_off_is_not_said(
    runtime: Runtime, company: CompanyConfig
) -> None:
    pieces: list[str] = []
    rt = speaking(runtime, ScriptedLLM([["Наши ноутбуки", RemoteError("cut")]]))
    answer = await ask(rt, company, "Здравствуйте!", pieces)
    assert answer.used_fallback
    assert "Наши" not in answer.text
    assert "".join(pieces) == answer.text
    assert "Тест" in answer.text, "the built-in model greets for the company"


async def test_an_answer_that_breaks_off_keeps_its_whole_sentences_and_gets_only_what_it_lacks(
    runtime: Runtime, company: CompanyConfig
) -> None:
    pieces: list[str] = []
    whole = "Ноутбуки для учёбы у нас разные, от лёгких до мощных. Самый лёгкий весит килограмм."
    rt = speaking(runtime, ScriptedLLM([[f"{whole} Доставка по гор", RemoteError("cut")]]))
    answer = await ask(rt, company, "Здравствуйте! Меня зовут Сакен, мой номер 8 701 234 56 78", pieces)
    assert "".join(pieces) == answer.text
    said, _, rest = answer.text.partition("\n\n")
    assert said.strip() == whole
    assert "+7 701 234 5678" in rest, "what has to be read back is read back"
    assert "Здравствуйте" not in answer.text, "nobody greets in the middle of an answer"


async def test_an_answer_that_breaks_off_behind_its_greeting_gets_the_facts_and_no_second_greeting(
    runtime: Runtime, company: CompanyConfig
) -> None:
    rt = speaking(runtime, ScriptedLLM([["Здравствуйте! Наши", RemoteError("cut")]]))
    answer = await ask(rt, company, "Здравствуйте! Есть ноутбуки?")
    assert answer.text.count("Здравствуйте") == 1
    assert "Наши" not in answer.text
    assert len(answer.text) > len("Здравствуйте! ") + 10


class EndlessLLM(LLM):
    """Says the same sentence, numbered, for ever; stops in the middle of one where it is told to."""

    name: ClassVar[str] = "endless"

    def __init__(self, stops_after: int = 0) -> None:
        self.words = 0
        self.is_closed = False
        self._stops_after = stops_after

    async def complete(self, request: CompletionRequest) -> AsyncIterator[AnswerDelta]:
        try:
            while True:
                for word in f"Диван {self.words} тоже мягкий и удобный. ".split(" "):
                    self.words += 1
                    yield AnswerDelta(text=f"{word} ")
                    if self.words == self._stops_after:
                        await asyncio.Event().wait()
                    await asyncio.sleep(0)
        finally:
            self.is_closed = True


async def test_a_model_that_never_ends_is_left_when_enough_was_said(
    runtime: Runtime, company: CompanyConfig
) -> None:
    model = EndlessLLM()
    answer = await ask(speaking(runtime, model), company, "Какие есть диваны?")
    assert len(answer.text) < MAX_ANSWER_CHARS + 100
    assert answer.text.rstrip().endswith("удобный.")
    assert model.is_closed
    assert model.words < 1000


async def test_a_model_that_is_given_up_in_mid_sentence_leaves_one_answer(
    runtime: Runtime, company: CompanyConfig
) -> None:
    model, pieces = EndlessLLM(stops_after=24), list[str]()
    answer = await ask(speaking(runtime, model, answer_timeout=1.5), company, "Здравствуйте! Какие диваны?", pieces)
    assert answer.used_fallback
    assert answer.text == "".join(pieces)
    assert answer.text.count("Диван") == answer.text.count("удобный.")
    assert "Здравствуйте" not in answer.text


async def test_a_model_is_told_how_much_it_may_write(runtime: Runtime, company: CompanyConfig) -> None:
    model = ScriptedLLM(["Да."])
    await ask(speaking(runtime, model), company, "Здравствуйте!")
    assert model.requests[0].max_tokens == 1000


async def test_what_was_said_before_a_tool_was_called_and_what_comes_behind_it_do_not_touch(
    runtime: Runtime, company: CompanyConfig
) -> None:
    call = ToolCall("c1", "find_products", '{"query": "ноутбук"}')
    answer = await ask(
        speaking(runtime, ScriptedLLM([["Сейчас посмотрю.", call], "Ноутбуков нет."])), company, "Есть?"
    )
    assert answer.text.split("\n") == ["Сейчас посмотрю. ", "Ноутбуков нет. "]


async def test_a_silent_provider_is_given_up_after_the_time_out(runtime: Runtime, company: CompanyConfig) -> None:
    rt = speaking(runtime, ScriptedLLM(["never"], gate=asyncio.Event()), answer_timeout=0.05)
    answer = await ask(rt, company, "Здравствуйте!")
    assert answer.used_fallback


async def test_an_empty_answer_counts_as_a_failure(runtime: Runtime, company: CompanyConfig) -> None:
    answer = await ask(speaking(runtime, ScriptedLLM([" "])), company, "Здравствуйте!")
    assert answer.used_fallback
    assert answer.text.strip()
