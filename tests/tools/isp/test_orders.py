"""The tools over the order of a conversation: what a model may pass (contract §5.2), and what they do without one.

When they may be called is tested with the flow (tests/flows/test_isp_onboarding.py).
"""

import pytest

from fakes.tools import TOOLS, call_tool
from parley.tools.base import ToolContext

# As every installed prompt and fine-tuned model knows it.
CREATE_LEAD_SCHEMA = {
    "properties": {
        "name": {"title": "Name", "type": "string"},
        "phone": {"title": "Phone", "type": "string"},
        "address": {"title": "Address", "type": "string"},
        "preferred_date": {"title": "Preferred Date", "type": "string"},
        "preferred_time": {"title": "Preferred Time", "type": "string"},
        "city": {"title": "City", "type": "string"},
        "tariff": {"title": "Tariff", "type": "string"},
        "tariff_name": {"title": "Tariff Name", "type": "string"},
        "tariff_price": {"anyOf": [{"type": "number"}, {"type": "null"}], "title": "Tariff Price"},
        "router_option": {"title": "Router Option", "type": "string"},
        "cctv_option": {"title": "Cctv Option", "type": "string"},
        "static_ip": {"anyOf": [{"type": "string"}, {"type": "boolean"}], "title": "Static Ip"},
        "email": {"title": "Email", "type": "string"},
        "comment": {"title": "Comment", "type": "string"},
        "utm_source": {"title": "Utm Source", "type": "string"},
        "utm_medium": {"title": "Utm Medium", "type": "string"},
        "utm_campaign": {"title": "Utm Campaign", "type": "string"},
        "utm_content": {"title": "Utm Content", "type": "string"},
        "utm_term": {"title": "Utm Term", "type": "string"},
    },
    "required": ["name", "phone", "address", "preferred_date", "preferred_time"],
    "type": "object",
}

ORDER = {
    "name": "Ольга",
    "phone": "+79161234567",
    "address": "Мясницкая 5",
    "preferred_date": "18.11.2025",
    "preferred_time": "18:00",
}
CONTACT = {name: ORDER[name] for name in ("name", "phone", "address")}


def test_an_order_is_shown_to_the_model_as_ever() -> None:
    assert TOOLS["create_lead"].spec.parameters == CREATE_LEAD_SCHEMA
    assert list(TOOLS["create_lead"].spec.parameters["properties"]) == list(CREATE_LEAD_SCHEMA["properties"])


@pytest.mark.parametrize("name", sorted(ORDER))
async def test_an_order_without_a_required_field_comes_back(provider: ToolContext, name: str) -> None:
    incomplete = {key: value for key, value in ORDER.items() if key != name}
    assert await call_tool(provider, "create_lead", **incomplete) == {"error": [f"{name}: Field required"]}


@pytest.mark.parametrize(
    ("tool", "arguments"),
    [
        ("create_lead", ORDER),
        ("update_lead_referrer", {"lead_id": 1, "referrer": "друзья"}),
        ("add_to_waiting_list", CONTACT),
    ],
)
async def test_outside_a_conversation_nothing_is_ordered(
    provider: ToolContext, tool: str, arguments: dict[str, object]
) -> None:
    answer = await call_tool(
        provider, tool, **arguments, **({} if tool == "update_lead_referrer" else {"comment": "x"})
    )
    assert answer["success"] is False
    assert provider.slot_updates == {}
