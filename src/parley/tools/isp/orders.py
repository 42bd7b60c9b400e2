"""Tools over the order of the conversation. The flow decides when they may be called
(verticals/isp/tool_guards.py); the lead is written from what the customer said, never from a model's arguments."""

from typing import Any, NotRequired, Unpack

from typing_extensions import TypedDict

from parley.text.tokenize import tokenize
from parley.tools.base import ToolContext, tool
from parley.verticals.isp.referral_source import classify_referral

_MAX_COMMENT_CHARS = 1000


class OrderArguments(TypedDict):
    """The parts of an order that a model may repeat (contract §5.2). Only `comment` is used; the rest is
    checked."""

    name: str
    phone: str
    address: str
    preferred_date: str
    preferred_time: str
    city: NotRequired[str]
    tariff: NotRequired[str]
    tariff_name: NotRequired[str]
    tariff_price: NotRequired[float | None]
    router_option: NotRequired[str]
    cctv_option: NotRequired[str]
    static_ip: NotRequired[str | bool]
    email: NotRequired[str]
    comment: NotRequired[str]
    utm_source: NotRequired[str]
    utm_medium: NotRequired[str]
    utm_campaign: NotRequired[str]
    utm_content: NotRequired[str]
    utm_term: NotRequired[str]


@tool(flow_only=True)
async def create_lead(context: ToolContext, **order: Unpack[OrderArguments]) -> dict[str, Any]:
    """Place the order the customer has just confirmed. Once for a conversation: called again, it returns the first
    one. Where the order is not complete or not confirmed it is refused and says what is missing."""
    state = context.state
    if state is None:
        return {"success": False, "error": "There is no conversation to place an order for"}
    _note_comment(context, order.get("comment", ""))
    return {
        "success": True,
        "lead_id": state.turn.lead_id,
        "contact_id": state.turn.contact_id,
        "ticket_number": str(state.turn.lead_id),
        "message": "Заявка уже есть" if state.previous_draft.confirmed else "Заявка принята",
    }


@tool(flow_only=True)
async def update_lead_referrer(context: ToolContext, lead_id: int, referrer: str) -> dict[str, Any]:
    """Note where the customer knows the company from, once there is a lead."""
    if context.state is None:
        return {"success": False, "error": "There is no lead"}
    referral_class = classify_referral(tokenize(referrer), context.runtime.phrase_matcher)
    context.slot_updates["referrer"] = referral_class
    return {"success": True, "message": "Записано", "referrer": referral_class}


@tool(flow_only=True)
async def add_to_waiting_list(
    context: ToolContext, name: str, phone: str, address: str, city: str = "", tariff: str = "", comment: str = ""
) -> dict[str, Any]:
    """Put a customer whose address cannot be connected yet on the waiting list, after they agreed."""
    if context.state is None:
        return {"success": False, "error": "There is no conversation"}
    _note_comment(context, comment)
    return {"success": True, "message": "Клиент в листе ожидания"}


def _note_comment(context: ToolContext, comment: str) -> None:
    if comment:
        context.slot_updates["comment"] = comment[:_MAX_COMMENT_CHARS]
