"""How a function becomes what a model may call."""

from typing import Any, NotRequired, Unpack, cast

import orjson
import pytest
from typing_extensions import TypedDict

from fakes.tools import TOOLS, call_tool
from parley.tools.base import Tool, ToolContext, tool, tools_by_name

# For tools that ask for nothing but their arguments.
NO_CONTEXT = ToolContext(runtime=cast(Any, None), company=cast(Any, None), conversation_id=1, language="ru")


class Size(TypedDict):
    """Width and height, in millimetres."""

    width: int
    height: NotRequired[int]


@tool
async def area(context: ToolContext, width: int, height: int = 1) -> int:
    """Width times height."""
    return width * height


@tool
async def area_of_record(context: ToolContext, **size: Unpack[Size]) -> int:
    """Width times height."""
    return size["width"] * size.get("height", 1)


@pytest.mark.parametrize("made", [area, area_of_record])
def test_the_schema_comes_from_parameters_or_from_a_typed_record(made: Tool) -> None:
    assert made.spec.description == "Width times height."
    assert made.spec.parameters == {
        "type": "object",
        "properties": {
            "width": {"title": "Width", "type": "integer"},
            "height": {"title": "Height", "type": "integer"},
        },
        "required": ["width"],
    }


@pytest.mark.parametrize("made", [area, area_of_record])
async def test_arguments_come_as_json_and_the_answer_goes_as_json(made: Tool) -> None:
    assert await made.run(NO_CONTEXT, '{"width": 3, "height": 2}') == "6"
    assert await made.run(NO_CONTEXT, '{"width": 3}') == "3"


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        ("", "width: Field required"),
        ('{"width": "wide"}', "width: Input should be a valid integer"),
        ("{", "EOF while parsing"),
    ],
)
@pytest.mark.parametrize("made", [area, area_of_record])
async def test_bad_arguments_come_back_for_the_model_to_mend(made: Tool, arguments: str, problem: str) -> None:
    (error,) = orjson.loads(await made.run(NO_CONTEXT, arguments))["error"]
    assert problem in error


async def test_an_alias_calls_the_same_tool(provider: ToolContext) -> None:
    assert await call_tool(provider, "get_tariffs_gas") == await call_tool(provider, "get_tariffs")
    assert TOOLS["check_address_gas"] is TOOLS["check_coverage"]


def test_an_alias_is_not_offered_and_hides_no_tool() -> None:
    @tool(aliases=("again", "other"))
    async def first(context: ToolContext) -> str:
        """First."""
        return "first"

    @tool
    async def other(context: ToolContext) -> str:
        """Other."""
        return "other"

    tools: dict[str, Tool] = tools_by_name({"first": first, "other": other})
    assert tools["again"] is first
    assert tools["other"] is other
    assert [name for name, found in tools.items() if name == found.name] == ["first", "other"]
