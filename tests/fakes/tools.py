"""Every tool of the installation, called as a model calls it."""

from typing import Any

import orjson

from parley import plugs
from parley.tools.base import Tool, ToolContext, tools_by_name

TOOLS = tools_by_name(plugs.find_plugin_instances("parley.tools", Tool))


async def call_tool(context: ToolContext, name: str, /, **arguments: Any) -> Any:
    """Returns the tool's answer, read from its JSON."""
    return orjson.loads(await TOOLS[name].run(context, orjson.dumps(arguments).decode()))
