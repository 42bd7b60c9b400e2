"""Tools over the conversation's own order. What they may do and when, the flow says (its `rules`); the lead itself
is written from what the customer said, never from a model's arguments."""

from typing import Any

from parley.tools.base import ToolContext, tool
from parley.verticals.isp.referral_source import classify_referral


@tool(flow_only=True)
async def create_lead(
    context: ToolContext,
    name: str,
    phone: str,
    address: str,
    preferred_date: str,
    preferred_time: str,
    city: str = "",
    tariff: str = "",
    tariff_name: str = "",
    tariff_price: float | None = None,
    router_option: str = "",
    cctv_option: str = "",
    static_ip: str | bool = "",
    email: str = "",
    comment: str = "",
    utm_source: str = "",
    utm_medium: str = "",
    utm_campaign: str = "",
    utm_content: str = "",
    utm_term: str = "",
) -> dict[str, Any]:
    """Place the order the customer has just confirmed. Once for a conversation: called again, it returns the first
    one. Where the order is not complete or not confirmed it is refused and says what is missing."""
    stage = context.state
    if stage is None:
        return {"success": False, "error": "There is no conversation to place an order for"}
    if comment:
        context.slot_updates["comment"] = comment[:1000]
    return {
        "success": True,
        "lead_id": stage.turn.lead_id,
        "contact_id": stage.turn.contact_id,
        "ticket_number": str(stage.turn.lead_id),
        "message": "Заявка уже есть" if stage.previous_draft.confirmed else "Заявка принята",
    }


@tool(flow_only=True)
async def update_lead_referrer(context: ToolContext, lead_id: int, referrer: str) -> dict[str, Any]:
    """Note where the customer knows the company from, once there is a lead."""
    if context.state is None:
        return {"success": False, "error": "There is no lead"}
    kind = classify_referral(referrer, context.runtime.phrase_matcher)
    context.slot_updates["referrer"] = kind
    return {"success": True, "message": "Записано", "referrer": kind}


@tool(flow_only=True)
async def add_to_waiting_list(
    context: ToolContext, name: str, phone: str, address: str, city: str = "", tariff: str = "", comment: str = ""
) -> dict[str, Any]:
    """Put a customer whose address cannot be connected yet on the waiting list, after they agreed."""
    if context.state is None:
        return {"success": False, "error": "There is no conversation"}
    if comment:
        context.slot_updates["comment"] = comment[:1000]
    return {"success": True, "message": "Клиент в листе ожидания"}
