"""The port to tools: a typed function and its docstring become a model's tool."""

import inspect
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NotRequired, overload

import orjson
from pydantic import TypeAdapter, ValidationError
from typing_extensions import TypedDict

from parley.dialogue.model import DialogueState
from parley.domain.company import CompanyConfig
from parley.llm.base import ToolSpec
from parley.services import Services


@dataclass(frozen=True, slots=True)
class ToolContext:
    """What every tool may use beside its own arguments."""

    runtime: Services
    company: CompanyConfig
    conversation_id: int
    language: str
    # where the talk stands, and what tools find out for it by step; none outside a turn
    state: DialogueState | None = None
    slot_updates: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Tool:
    """A function a model may call. `run` takes the arguments as JSON text and always answers with JSON text:
    bad arguments come back as {"error": …} for the model to mend. `aliases`: other names it answers to."""

    name: str
    spec: ToolSpec
    function: Callable[..., Awaitable[Any]]
    argument_adapter: TypeAdapter[Any]
    # other names a model may call it by; and whether only a flow that names it offers it
    aliases: tuple[str, ...] = ()
    flow_only: bool = False

    async def run(self, context: ToolContext, arguments: str) -> str:
        try:
            parsed = self.argument_adapter.validate_json(arguments or "{}")
        except ValidationError as error:
            problems = [f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors(include_url=False)]
            return orjson.dumps({"error": problems}).decode()
        if context.state is not None and (guard := context.state.flow.tool_guards.get(self.name)):
            reason = guard(context.state, parsed)
            if reason:
                return orjson.dumps({"success": False, "error": reason}).decode()
        return orjson.dumps(await self.function(context, **parsed), default=str).decode()


ToolFunction = Callable[..., Awaitable[Any]]


def tools_by_name(tools: Mapping[str, Tool]) -> dict[str, Tool]:
    """The same with every alias beside its tool. A model is only offered those found under their own name."""
    aliased_tools = {alias: tool for tool in tools.values() for alias in tool.aliases if alias not in tools}
    return {**tools, **aliased_tools}


@overload
def tool(function: ToolFunction) -> Tool: ...


@overload
def tool(*, aliases: Sequence[str] = (), flow_only: bool = False) -> Callable[[ToolFunction], Tool]: ...


def tool(
    function: ToolFunction | None = None, *, aliases: Sequence[str] = (), flow_only: bool = False
) -> Tool | Callable[[ToolFunction], Tool]:
    """Make a tool of `async def f(context: ToolContext, …)`. Its docstring is what the model reads; its parameters'
    types become the JSON Schema. `aliases`: other names a model may call it by. `flow_only`: only a flow that names
    it offers it."""
    if function is None:
        return lambda function: _build_tool(function, aliases, flow_only=flow_only)
    return _build_tool(function, aliases, flow_only=flow_only)


def _build_tool(function: ToolFunction, aliases: Sequence[str], *, flow_only: bool) -> Tool:
    parameters = list(inspect.signature(function, eval_str=True).parameters.values())[1:]
    fields = {p.name: p.annotation for p in parameters}
    required = {p.name for p in parameters if p.default is p.empty}
    arguments_type = _arguments_type(function.__name__, fields, required)
    adapter = TypeAdapter(arguments_type)
    schema = adapter.json_schema()
    schema.pop("title", None)
    spec = ToolSpec(function.__name__, inspect.getdoc(function) or "", schema)
    return Tool(function.__name__, spec, function, adapter, tuple(aliases), flow_only)


def _arguments_type(name: str, fields: dict[str, Any], required: set[str]) -> Any:

    return TypedDict(name, {key: (kind if key in required else NotRequired[kind]) for key, kind in fields.items()})  # type: ignore[operator]
