"""Serves POST chat in its three dialects, and the history of a conversation (contract §1.1)."""

from dataclasses import replace
from typing import Annotated, Any
from uuid import uuid4

from fastapi import APIRouter, Depends, Request
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, ConfigDict, Field, StrictStr

from parley.api.chat.identity import identify_sender, require_history_access, visible_session_id
from parley.api.chat.shapes import parse_assistant_message, parse_brand_message, parse_sales_message
from parley.api.deps import Rt
from parley.api.limits import count_conversation, count_visitor, rate_limited
from parley.api.values import ClientId, CompanyId, SafeJson
from parley.api.widgets import origins
from parley.conversation import history, respond
from parley.conversation.agent import EmitText
from parley.conversation.availability import closed_message
from parley.conversation.output.suggestions import append_suggestions
from parley.conversation.receive import open_conversation, receive_message
from parley.conversation.sender import is_uuid4
from parley.conversation.talk_link import make_talk_link
from parley.domain.company import CompanyConfig
from parley.domain.messages import InboundMessage
from parley.domain.turn import Answer
from parley.domain.visitor_ids import is_telegram_user_id, is_unguessable
from parley.errors import Forbidden, Invalid, NotFound
from parley.infra.database import driver_connection_of
from parley.nlu.contacts.phone import parse_phone
from parley.runtime import Runtime
from parley.tenants.config import active_config_of_brand, current_config

router = APIRouter(tags=["chat"])

MAX_MESSAGE_CHARS = 4000
CONTACT_MARKER = "[REQUEST_CONTACT]"

MessageText = Annotated[StrictStr, Field(min_length=1, max_length=MAX_MESSAGE_CHARS)]
Json = dict[str, Any]


class SalesMessage(BaseModel):
    """A message of surface S."""

    model_config = ConfigDict(extra="ignore", coerce_numbers_to_str=True)

    message: MessageText
    session_id: ClientId | None = None
    user_id: ClientId | None = None
    username: str | None = None
    phone: str | None = None
    language: str | None = None
    source: str | None = None
    new_session: bool | None = False
    channel_id: str | None = None
    message_id: str | None = None
    fingerprint: SafeJson | None = None


class BrandMessage(BaseModel):
    """A message of surface B."""

    model_config = ConfigDict(extra="ignore", coerce_numbers_to_str=True)

    message: MessageText
    conversation_id: ClientId | None = None
    user_id: ClientId | None = None
    voice: bool | None = False


class DefaultChatMessage(BrandMessage):
    """A message to `POST /chat`: of surface A with a session or UTM marks, else to the default brand (⚑C1)."""

    session_id: ClientId | None = None
    message_id: str | None = None
    utm_source: str | None = None
    utm_medium: str | None = None
    utm_campaign: str | None = None
    utm_content: str | None = None
    utm_term: str | None = None


@router.post("/sales/{company_id}/chat", dependencies=[Depends(rate_limited("chat"))])
async def sales_chat(company_id: CompanyId, body: SalesMessage, request: Request, rt: Rt) -> Json:
    """Takes one message of a visitor and returns the answer."""
    company = await _get_company(rt, company_id)
    fields = body.model_dump()
    sender = await identify_sender(rt, request, company_id, fields)
    inbound = parse_sales_message(fields, sender)
    if not await origins.is_site_allowed(rt, request, company_id, inbound.attribution.source):
        raise Forbidden("Forbidden")
    if inbound.text == "ping" and body.user_id == "healthcheck":
        return {"session_id": body.session_id or str(uuid4()), "response": "pong", "action": "continue"}
    if closed := closed_message(company):
        session_id = visible_session_id(body.session_id, sender, "")
        return {"session_id": session_id, "response": closed, "action": "continue"}
    await count_visitor(request, "chat", company_id, sender)
    if inbound.text == "start_session":
        text, issued_id, common_fields = await _start_session(rt, company, inbound)
        session_id = visible_session_id(body.session_id, sender, issued_id)
        return {"session_id": session_id, "response": text, "action": "continue", **common_fields}
    answer, issued_id = await exchange_messages(rt, company, _append_shared_phone(inbound, company))
    return {
        "session_id": visible_session_id(body.session_id, sender, issued_id),
        "response": text_for_channel(answer, inbound),
        "action": answer.action,
        "suggested_products": None if answer.products is None else list(answer.products),
        "confidence_score": answer.confidence,
        **common_answer_fields(answer),
    }


class VisitorIds(BaseModel):
    """Who a visitor says they are, as with a message."""

    model_config = ConfigDict(extra="ignore", coerce_numbers_to_str=True)

    user_id: ClientId | None = None
    session_id: ClientId | None = None


@router.post("/sales/{company_id}/telegram-link", dependencies=[Depends(rate_limited("chat"))])
async def carry_talk(company_id: CompanyId, body: VisitorIds, request: Request, rt: Rt) -> Json:
    """Returns a link that carries a visitor's own talk into the company's bot: it opens once, within an hour."""
    company = await _get_company(rt, company_id)
    sender = await identify_sender(rt, request, company_id, body.model_dump())
    if not sender.is_recognised or sender.channel != "web":
        raise Forbidden("Forbidden")
    await count_visitor(request, "chat", company_id, sender)
    return {"url": await make_talk_link(rt, company, sender.channel, sender.sender_id, rt.clock())}


@router.post("/chat", dependencies=[Depends(rate_limited("chat"))])
async def default_chat(body: DefaultChatMessage, request: Request, rt: Rt) -> Json:
    """Takes a message of two dialects on one path, and returns one superset answer."""
    fields = body.model_dump(exclude_none=True)
    host = request.headers.get("host", "").split(":")[0].lower()
    if (
        "session_id" in fields
        or any(key.startswith("utm_") for key in fields)
        or host in rt.settings.aida_host_names
    ):
        return await _answer_assistant(rt, request, body)
    return await _answer_brand(rt, request, rt.settings.default_brand, body)


@router.post("/aida/chat", dependencies=[Depends(rate_limited("chat"))])
async def assistant_chat(body: DefaultChatMessage, request: Request, rt: Rt) -> Json:
    """Takes one message of surface A, whatever its fields."""
    return await _answer_assistant(rt, request, body)


@router.post("/chat/{brand_id}", dependencies=[Depends(rate_limited("chat"))])
async def brand_chat(brand_id: str, body: BrandMessage, request: Request, rt: Rt) -> Json:
    """Takes one message to a brand and returns the answer with the products that fit."""
    return await _answer_brand(rt, request, brand_id, body)


@router.get("/chat/{brand_id}/history/{conversation_id}", dependencies=[Depends(rate_limited("other"))])
async def brand_history(brand_id: str, conversation_id: str, request: Request, rt: Rt) -> Json:
    """Returns what was said. An id that nobody could guess is a capability; others need the company's key."""
    company = await get_brand_config(rt, brand_id)
    await require_history_access(request, company.id, conversation_id)
    lines = await history.list_public_messages(rt, company.id, conversation_id)
    return {"conversation_id": conversation_id, "brand_id": company.slug, "messages": lines}


@router.delete("/chat/{brand_id}/{conversation_id}", dependencies=[Depends(rate_limited("other"))])
async def delete_conversation(brand_id: str, conversation_id: str, request: Request, rt: Rt) -> Json:
    """Deletes a conversation, by the same right."""
    company = await get_brand_config(rt, brand_id)
    await require_history_access(request, company.id, conversation_id)
    if not await history.delete_public_conversation(rt, company.id, conversation_id):
        raise NotFound("Conversation not found")
    return {"message": "Conversation cleared successfully"}


@router.get("/sales/{company_id}/history", dependencies=[Depends(rate_limited("other"))])
async def sales_history(
    company_id: CompanyId, request: Request, rt: Rt, session_id: ClientId = "", user_id: ClientId = ""
) -> Json:
    """Returns what was said: in a visitor's open conversation, else in the one with this session id of ours.

    A visitor's id that could be guessed needs the company's key. For an unknown id there is nothing.
    """
    await _get_company(rt, company_id)
    if user_id and (is_unguessable(user_id) or not session_id):
        await require_history_access(request, company_id, user_id)
        channel = "telegram" if is_telegram_user_id(user_id) else "web"
        return {"messages": await history.list_visitor_messages(rt, company_id, channel, user_id)}
    if not session_id:
        raise RequestValidationError([{"type": "missing", "loc": ("query", "session_id"), "msg": "Field required"}])
    lines = await history.list_session_messages(rt, company_id, session_id) if is_uuid4(session_id) else []
    return {"messages": lines}


async def exchange_messages(
    rt: Runtime, company: CompanyConfig, inbound: InboundMessage, emit: EmitText = lambda _: None
) -> tuple[Answer, str]:
    """Receives a message and returns its answer, with the conversation's session id.

    The answer is finished and stored even when this request is cancelled. Raises Invalid for an empty message.
    """
    if not inbound.text:
        raise Invalid("message: must not be empty")
    async with rt.db.direct(company.id) as connection:
        received = await receive_message(rt, connection, company, inbound, claim_turn=True)
    task = respond.start_answer(rt, company, received, emit)
    return await respond.wait_for_answer(task), received.session_id


async def _start_session(rt: Runtime, company: CompanyConfig, inbound: InboundMessage) -> tuple[str, str, Json]:
    """Opens a conversation and greets; returns the greeting, the session's id where it is new, and further keys."""
    inbound = replace(inbound, is_greeted=True)
    async with rt.db.scoped(company.id) as session:
        conversation = await open_conversation(await driver_connection_of(session), company, inbound, rt.clock())
        text, language = await history.compose_greeting(rt, session, company, conversation.conversation_id, inbound)
    answer = Answer(text, language, lead_status="new")
    return text, conversation.session_id, common_answer_fields(answer)


async def _answer_assistant(rt: Runtime, request: Request, body: DefaultChatMessage) -> Json:
    company = await get_brand_config(rt, rt.settings.aida_tenant)
    inbound = parse_assistant_message(body.model_dump(exclude_none=True))
    await count_conversation(request, company.id, inbound)
    answer, _ = await exchange_messages(rt, company, inbound)
    return {
        "reply": answer.text,
        "response": append_suggestions(answer.text, answer.suggestions),
        "session_id": inbound.public_conversation_id,
        "conversation_id": inbound.public_conversation_id,
        "suggested_products": None,
        "confidence_score": None,
        **common_answer_fields(answer),
    }


async def _answer_brand(rt: Runtime, request: Request, brand_id: str, body: BrandMessage) -> Json:
    company = await get_brand_config(rt, brand_id)
    inbound = replace(parse_brand_message(body.model_dump()), shows_cards=True)
    await count_conversation(request, company.id, inbound)
    answer, _ = await exchange_messages(rt, company, inbound)
    return {
        "reply": answer.text,
        "response": answer.text,
        "session_id": inbound.public_conversation_id,
        "conversation_id": inbound.public_conversation_id,
        "suggested_products": None if answer.products is None else list(answer.products),
        "confidence_score": answer.confidence,
        **common_answer_fields(answer),
        "suggestions": [],
    }


def common_answer_fields(answer: Answer) -> Json:
    """Returns the keys every chat answer carries beyond its dialect's own."""
    return {
        "language": answer.language,
        "handover": answer.handover,
        "suggestions": list(answer.suggestions),
        "sources": list(answer.sources),
        "lead": {"status": answer.lead_status} if answer.lead_status else None,
    }


def text_for_channel(answer: Answer, inbound: InboundMessage) -> str:
    """Returns the answer's text; the contact marker is for Telegram's button only (⚑C32)."""
    text = answer.text.replace(CONTACT_MARKER, "").rstrip()
    if answer.expected_reply == "phone" and (
        inbound.channel == "telegram" or inbound.attribution.source == "telegram"
    ):
        return f"{text} {CONTACT_MARKER}"
    return text


def _append_shared_phone(inbound: InboundMessage, company: CompanyConfig) -> InboundMessage:
    """Adds a phone that was shared as a contact to the message: it wins over what the text says."""
    if not inbound.phone or (phone := parse_phone(inbound.phone, company.country)) is None:
        return inbound
    return inbound if phone.raw in inbound.text else inbound.with_text(f"{inbound.text}\n{inbound.phone}")


async def _get_company(rt: Runtime, company_id: int) -> CompanyConfig:
    async with rt.db.direct(company_id) as connection:
        company = await current_config(rt, connection, company_id)
    if company is None:
        raise NotFound("Company not found")
    return company


async def get_brand_config(rt: Runtime, brand_id: str) -> CompanyConfig:
    """Returns the company of a brand id. Raises NotFound where there is none or it is switched off."""
    company = await active_config_of_brand(rt, brand_id)
    if company is None:
        raise NotFound(f"Brand '{brand_id}' not found or inactive")
    return company
