"""The model-and-tools loop: ask the company's model, stream what it says, let the built-in one stand in."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import structlog

from parley.conversation.prompt import system_message
from parley.core.brief import Brief
from parley.core.turn import Turn
from parley.errors import RemoteError
from parley.llm.base import LLM, Completion, Message, ToolCall, Usage
from parley.metrics import MODEL_CALLS, MODEL_FAILURES
from parley.runtime import Runtime
from parley.tools.base import ToolContext

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
    usage: list[Usage] = field(default_factory=list)


async def speak(rt: Runtime, turn: Turn, brief: Brief, emit: Emit, learn: Learn = lambda _: None) -> Spoken:
    """Answer by the company's model; when it fails or is too slow, by the built-in one. Never raises for a model's
    sake: an outage costs style, not the lead. `learn` is told what the model's tools found."""
    model = rt.model_for(turn.company)
    spoken = Spoken(model.name)
    try:
        async with asyncio.timeout(rt.settings.answer_timeout):
            await _converse(rt, turn, brief, model, spoken, emit, learn)
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
    await _converse(rt, turn, brief, rt.builtin, spoken, emit, learn)
    return spoken


async def _converse(
    rt: Runtime, turn: Turn, brief: Brief, model: LLM, spoken: Spoken, emit: Emit, learn: Learn
) -> None:
    messages = [system_message(turn, brief), *_history(turn)]
    tools = [tool.spec for name, tool in rt.tools.items() if name == tool.name]
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
        results = await _run(rt, turn, brief, calls)
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
    if not calls and not spoken.text[started:].strip():
        raise RemoteError("The model gave an empty answer")
    return calls


def _say(spoken: Spoken, text: str, emit: Emit) -> None:
    spoken.text += text
    emit(text)


async def _run(rt: Runtime, turn: Turn, brief: Brief, calls: Sequence[ToolCall]) -> list[Message]:
    context = ToolContext(rt, turn.company, turn.conversation_id, brief.language)
    results = []
    for call in calls:
        tool = rt.tools.get(call.name)
        result = await tool.run(context, call.arguments) if tool else f'{{"error": "there is no tool {call.name}"}}'
        results.append(Message("tool", result, tool_call_id=call.id))
    return results


def _history(turn: Turn) -> list[Message]:
    lines = [*turn.history, *turn.pending]
    return [Message("assistant" if line.role == "assistant" else "user", line.text) for line in lines]
