"""The model-and-tools loop: ask the company's model, stream what it says, let the built-in one stand in."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import structlog

from parley.conversation.prompt import system_message
from parley.dialogue.model import Stage
from parley.domain.prompt_context import Brief
from parley.domain.turn import Turn
from parley.errors import RemoteError
from parley.llm.base import LLM, Completion, Message, ToolCall, Usage
from parley.metrics import MODEL_CALLS, MODEL_FAILURES
from parley.runtime import Runtime
from parley.tools.base import Tool, ToolContext

log = structlog.get_logger()

ROUNDS = 5
_VOICE_TOKENS = 120

Emit = Callable[[str], None]
Learn = Callable[[str], None]


@dataclass(slots=True)
class Spoken:
    """What a model said in one turn. `failed`: why the company's own model did not (finish) answer."""

    model: str
    text: str = ""
    failed: str = ""
    calls: int = 0
    # what tools found out for the flow, by step
    notes: dict[str, Any] = field(default_factory=dict)
    usage: list[Usage] = field(default_factory=list)


async def speak(rt: Runtime, stage: Stage, brief: Brief, emit: Emit, learn: Learn = lambda _: None) -> Spoken:
    """Answer by the company's model; when it fails or is too slow, by the built-in one. Never raises for a model's
    sake: an outage costs style, not the lead. `learn` is told what the model's tools found."""
    model = rt.model_for(stage.turn.company)
    spoken = Spoken(model.name)
    settings = rt.settings
    try:
        async with asyncio.timeout(settings.voice_timeout if brief.one_sentence else settings.answer_timeout):
            await _converse(rt, stage, brief, model, spoken, emit, learn)
        return spoken
    except (RemoteError, TimeoutError) as error:
        spoken.failed = str(error) or "took too long"
        MODEL_FAILURES.labels(model.name).inc()
        log.warning("model failed, the built-in one answers", model=model.name, error=spoken.failed)
    except Exception as error:
        if model is rt.builtin:
            raise
        spoken.failed = type(error).__name__
        log.exception("model broke, the built-in one answers", model=model.name)
    if spoken.text:  # the customer saw half an answer: begin a new paragraph
        _say(spoken, "\n\n", emit)
    await _converse(rt, stage, brief, rt.builtin, spoken, emit, learn)
    return spoken


async def _converse(
    rt: Runtime, stage: Stage, brief: Brief, model: LLM, spoken: Spoken, emit: Emit, learn: Learn
) -> None:
    messages = [system_message(stage.turn, brief), *_history(stage.turn)]
    tools = [tool.spec for tool in _offered(rt, stage)]
    for round_ in range(ROUNDS):
        request = Completion(
            messages,
            # The last round has to end in words.
            tools if round_ < ROUNDS - 1 else (),
            max_tokens=_VOICE_TOKENS if brief.one_sentence else None,
            brief=brief,
        )
        before = len(spoken.text)
        calls = await _once(model, request, spoken, emit)
        if not calls:
            return
        messages.append(Message("assistant", spoken.text[before:], tool_calls=tuple(calls)))
        results = await _run(rt, stage, brief, calls, spoken.notes)
        for result in results:
            learn(result.content)
        messages += results
    raise RemoteError("The model calls tools without end")


async def _once(model: LLM, request: Completion, spoken: Spoken, emit: Emit) -> list[ToolCall]:
    spoken.calls += 1
    MODEL_CALLS.labels(model.name).inc()
    calls: list[ToolCall] = []
    started = len(spoken.text)
    async for delta in model.complete(request):
        if delta.text:
            _say(spoken, delta.text, emit)
        if delta.tool_call:
            calls.append(delta.tool_call)
        if delta.usage:
            spoken.usage.append(delta.usage)
    # Where code says the question, a model may have nothing to add.
    enforced = request.brief is not None and request.brief.enforced
    if not calls and not spoken.text[started:].strip() and not enforced:
        raise RemoteError("The model gave an empty answer")
    return calls


def _say(spoken: Spoken, text: str, emit: Emit) -> None:
    spoken.text += text
    emit(text)


def _offered(rt: Runtime, stage: Stage) -> list[Tool]:
    """The flow's own tools; those that belong to no flow when it names none."""
    names = stage.flow.tools
    own = [tool for name, tool in rt.tools.items() if name == tool.name]
    return [tool for tool in own if (tool.name in names if names else not tool.of_flow)]


async def _run(
    rt: Runtime, stage: Stage, brief: Brief, calls: Sequence[ToolCall], notes: dict[str, Any]
) -> list[Message]:
    context = ToolContext(rt, stage.turn.company, stage.turn.conversation_id, brief.language, stage, notes)
    offered = _offered(rt, stage)
    results = []
    for call in calls:
        tool = rt.tools.get(call.name)
        tool = tool if tool in offered else None
        result = await tool.run(context, call.arguments) if tool else f'{{"error": "there is no tool {call.name}"}}'
        results.append(Message("tool", result, tool_call_id=call.id))
    return results


def _history(turn: Turn) -> list[Message]:
    lines = [*turn.history, *turn.pending]
    return [Message("assistant" if line.role == "assistant" else "user", line.text) for line in lines]
