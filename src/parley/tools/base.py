"""The port to tools: an async function with types and a docstring becomes what a model may call."""

import inspect
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NotRequired, get_args, overload

import orjson
from pydantic import TypeAdapter, ValidationError
from typing_extensions import TypedDict

from parley.dialogue.model import DialogueState
from parley.domain.company import CompanyConfig
from parley.llm.base import ToolSpec
from parley.services import Services


@dataclass(frozen=True, slots=True)
class ToolContext:
    """The surroundings of a call, given to every tool beside its own arguments."""

    runtime: Services
    company: CompanyConfig
    conversation_id: int
    language: str
    #: where the conversation stands; None outside a turn
    state: DialogueState | None = None
    #: values that the tools of this turn found for the flow, by the name of the slot
    slot_updates: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Tool:
    """A function a model may call."""

    name: str
    spec: ToolSpec
    function: Callable[..., Awaitable[Any]]
    argument_adapter: TypeAdapter[Any]
    #: other names a model may call it by
    aliases: tuple[str, ...] = ()
    #: offered only by a flow that names it
    flow_only: bool = False

    async def run(self, context: ToolContext, arguments: str) -> str:
        """Calls the function with `arguments`, a JSON object as text, and returns its result as JSON text.

        Arguments of a wrong shape come back as {"error": […]}, a call that the flow's guard forbids as
        {"success": false, "error": reason}, for the model to mend.
        """
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
    """Returns the tools with every alias beside its tool; a tool's own name goes before another's alias. A model is
    only offered those found under their own name."""
    aliased_tools = {alias: tool for tool in tools.values() for alias in tool.aliases if alias not in tools}
    return {**tools, **aliased_tools}


@overload
def tool(function: ToolFunction) -> Tool: ...


@overload
def tool(*, aliases: Sequence[str] = (), flow_only: bool = False) -> Callable[[ToolFunction], Tool]: ...


def tool(
    function: ToolFunction | None = None, *, aliases: Sequence[str] = (), flow_only: bool = False
) -> Tool | Callable[[ToolFunction], Tool]:
    """Makes a tool of `async def f(context: ToolContext, …)`. Its docstring is what the model reads; the types of
    its parameters become the JSON Schema. Many parameters are a TypedDict: `**arguments: Unpack[Arguments]`.

    `aliases`: other names a model may call it by. `flow_only`: only a flow that names it offers it.
    """
    if function is None:
        return lambda function: _build_tool(function, aliases, flow_only=flow_only)
    return _build_tool(function, aliases, flow_only=flow_only)


def _build_tool(function: ToolFunction, aliases: Sequence[str], *, flow_only: bool) -> Tool:
    adapter = TypeAdapter(_arguments_type(function))
    schema = adapter.json_schema()
    for key in ("title", "description"):  # the tool's own are in the spec
        schema.pop(key, None)
    spec = ToolSpec(function.__name__, inspect.getdoc(function) or "", schema)
    return Tool(function.__name__, spec, function, adapter, tuple(aliases), flow_only)


def _arguments_type(function: ToolFunction) -> Any:
    """Returns the TypedDict of the arguments: the one of `**arguments: Unpack[…]`, or one made of the parameters
    behind the context."""
    parameters = list(inspect.signature(function, eval_str=True).parameters.values())[1:]
    if parameters and parameters[0].kind is inspect.Parameter.VAR_KEYWORD:
        (arguments_type,) = get_args(parameters[0].annotation)
        return arguments_type
    fields = {
        parameter.name: parameter.annotation
        if parameter.default is parameter.empty
        else NotRequired[parameter.annotation]
        for parameter in parameters
    }
    return TypedDict(function.__name__, fields)  # type: ignore[operator]
