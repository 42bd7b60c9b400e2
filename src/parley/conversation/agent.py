"""Generates an answer by the model-and-tools loop: asks the company's model, streams its words, lets the built-in
model stand in when it fails."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from typing import Any

import structlog

from parley.conversation.output.pipeline import OutputPipeline
from parley.conversation.prompt import prompt_messages, talk_messages
from parley.dialogue.model import DialogueState
from parley.domain.prompt_context import PromptContext
from parley.errors import RemoteError
from parley.llm.base import LLM, AnswerDelta, ChatMessage, CompletionRequest, TokenUsage, ToolCall
from parley.metrics import MODEL_CALLS, MODEL_FAILURES
from parley.runtime import Runtime
from parley.tools.base import Tool, ToolContext

log = structlog.get_logger()

MAX_TOOL_ROUNDS = 5
_MAX_VOICE_TOKENS = 120
# Some 2,000 letters (output.pipeline.MAX_ANSWER_CHARS) in the languages that take the most tokens.
_MAX_ANSWER_TOKENS = 1000

EmitText = Callable[[str], None]
OnToolResult = Callable[[str], None]


@dataclass(slots=True)
class ModelReply:
    """What a model said in one turn."""

    #: name of the company's model, whoever answered in the end
    model: str
    text: str = ""
    #: why the company's own model did not (finish) answer; empty when it did
    failure: str = ""
    call_count: int = 0
    #: what tools found out for the flow, by slot
    slot_updates: dict[str, Any] = field(default_factory=dict)
    usage: list[TokenUsage] = field(default_factory=list)
    #: calls of the company's own model that brought anything: the others cost nothing
    begun_calls: int = 0


async def generate_reply(
    rt: Runtime,
    model: LLM,
    state: DialogueState,
    context: PromptContext,
    output: OutputPipeline,
    on_tool_result: OnToolResult = lambda _: None,
) -> ModelReply:
    """Returns what a company's model says; what the built-in one says where that fails, is too slow, or says
    nothing that may be said. Never raises for a model's sake: an outage costs style, not the lead.

    `output` gets the text piece by piece, `on_tool_result` what the model's tools found. Of an answer that breaks
    off its whole sentences stay, and the built-in model adds what they lack.
    """
    reply = ModelReply(model.name)
    settings = rt.settings
    try:
        async with asyncio.timeout(settings.voice_timeout if context.one_sentence else settings.answer_timeout):
            await _run_rounds(rt, state, context, model, reply, output, on_tool_result)
            _require_words(context, output)
        return reply
    except (RemoteError, TimeoutError) as error:
        reply.failure = str(error) or "took too long"
        MODEL_FAILURES.labels(model.name).inc()
        log.warning("model failed, the built-in one answers", model=model.name, error=error)
    except Exception as error:
        if model is rt.builtin_model:
            raise
        reply.failure = type(error).__name__
        log.exception("model broke, the built-in one answers", model=model.name)
    await _finish_answer(rt, state, context, reply, output)
    return reply


def _require_words(context: PromptContext, output: OutputPipeline) -> None:
    """Raises RemoteError where nothing of an answer may be said, and code has nothing to say either."""
    output.settle()
    if not (output.said.strip() or (context.is_scripted and context.closing_text)):
        raise RemoteError("Nothing of the model's answer may be said")


async def _finish_answer(
    rt: Runtime, state: DialogueState, context: PromptContext, reply: ModelReply, output: OutputPipeline
) -> None:
    """Lets the built-in model answer, or add what a broken answer lacks."""
    output.break_off()
    output.trust()
    said = output.said
    rest = ModelReply(reply.model)
    if said.strip():
        output.feed("\n\n")
    await _run_rounds(
        rt, state, replace(context, already_said=said), rt.builtin_model, rest, output, lambda _: None
    )
    reply.text, reply.call_count = said + rest.text, reply.call_count + rest.call_count


async def _run_rounds(
    rt: Runtime,
    state: DialogueState,
    context: PromptContext,
    model: LLM,
    reply: ModelReply,
    output: OutputPipeline,
    on_tool_result: OnToolResult,
) -> None:
    # The built-in model is given the rest as data (`prompt_context`).
    is_builtin = model is rt.builtin_model
    language = rt.language(context.language)
    messages = talk_messages(state.turn) if is_builtin else prompt_messages(state, context, language)
    tools = [tool.spec for tool in _offered_tools(rt, state)]
    for round_ in range(MAX_TOOL_ROUNDS):
        request = CompletionRequest(
            messages,
            # The last round has to end in words.
            tools if round_ < MAX_TOOL_ROUNDS - 1 else (),
            max_tokens=_MAX_VOICE_TOKENS if context.one_sentence else _MAX_ANSWER_TOKENS,
            prompt_context=context,
        )
        start = len(reply.text)
        calls = await _call_model(model, request, reply, output)
        if not calls:
            return
        if reply.text[start:].strip():
            output.end_paragraph()
        messages.append(ChatMessage("assistant", reply.text[start:], tool_calls=tuple(calls)))
        results = await _run_tools(rt, state, context, calls, reply.slot_updates)
        for result in results:
            on_tool_result(result.content)
        messages += results
    raise RemoteError("The model calls tools without end")


async def _call_model(
    model: LLM, request: CompletionRequest, reply: ModelReply, output: OutputPipeline
) -> list[ToolCall]:
    reply.call_count += 1
    MODEL_CALLS.labels(model.name).inc()
    calls: list[ToolCall] = []
    start, has_begun = len(reply.text), False
    async with _closing(model.complete(request)) as deltas:
        async for delta in deltas:
            reply.begun_calls, has_begun = reply.begun_calls + (not has_begun), True
            if delta.text:
                reply.text += delta.text
                output.feed(delta.text)
                if output.is_full:  # whatever comes is not said: nobody waits for it
                    return []
            if delta.tool_call:
                calls.append(delta.tool_call)
            if delta.usage:
                reply.usage.append(delta.usage)
    if not calls and not reply.text[start:].strip() and _owes_words(request.prompt_context):
        raise RemoteError("The model gave an empty answer")
    return calls


@asynccontextmanager
async def _closing(deltas: AsyncIterator[AnswerDelta]) -> AsyncIterator[AsyncIterator[AnswerDelta]]:
    """Closes a stream that is left before its end, and with it the connection."""
    try:
        yield deltas
    finally:
        if isinstance(deltas, AsyncGenerator):
            await deltas.aclose()


def _owes_words(context: PromptContext | None) -> bool:
    """Tells whether a model must say something. Where code says the question, or another model said enough, there
    may be nothing to add."""
    return context is None or not (context.is_scripted or context.already_said)


def _offered_tools(rt: Runtime, state: DialogueState) -> list[Tool]:
    """Returns the flow's own tools; those that belong to no flow when it names none."""
    names = state.flow.tools
    unaliased = [tool for name, tool in rt.tools.items() if name == tool.name]
    return [tool for tool in unaliased if (tool.name in names if names else not tool.flow_only)]


async def _run_tools(
    rt: Runtime,
    state: DialogueState,
    prompt_context: PromptContext,
    calls: Sequence[ToolCall],
    slot_updates: dict[str, Any],
) -> list[ChatMessage]:
    context = ToolContext(
        rt, state.turn.company, state.turn.conversation_id, prompt_context.language, state, slot_updates
    )
    offered = _offered_tools(rt, state)
    results = []
    for call in calls:
        tool = rt.tools.get(call.name)
        tool = tool if tool in offered else None
        result = await tool.run(context, call.arguments) if tool else f'{{"error": "there is no tool {call.name}"}}'
        results.append(ChatMessage("tool", result, tool_call_id=call.id))
    return results
