"""POST chat in its three dialects, and the history of a talk (contract §1.1)."""

from typing import Annotated, Any
from uuid import uuid4

from fastapi import APIRouter, Depends, Request
from pydantic import BaseModel, ConfigDict, Field, StrictStr

from parley.api.chat import shapes as web
from parley.api.deps import caller_of, limited, runtime
from parley.api.widgets import origins
from parley.conversation import availability as gates
from parley.conversation import history, respond
from parley.conversation.answer import Emit
from parley.conversation.output.suggestions import joined
from parley.conversation.receive import open_conversation, receive
from parley.domain.company import CompanyConfig
from parley.domain.messages import Inbound
from parley.domain.turn import Answer
from parley.errors import Forbidden, Invalid, NotAuthenticated, NotFound
from parley.infra.database import driver_of
from parley.nlu.contacts.extract import parse_phone
from parley.runtime import Runtime
from parley.tenants.config import brand, current

router = APIRouter(tags=["chat"])

LONGEST = 4000
REQUEST_CONTACT = "[REQUEST_CONTACT]"

Text = Annotated[StrictStr, Field(min_length=1, max_length=LONGEST)]
Rt = Annotated[Runtime, Depends(runtime)]
Json = dict[str, Any]


class SalesMessage(BaseModel):
    model_config = ConfigDict(extra="ignore", coerce_numbers_to_str=True)

    message: Text
    session_id: str | None = None
    user_id: str | None = None
    username: str | None = None
    phone: str | None = None
    language: str | None = None
    source: str | None = None
    new_session: bool = False
    channel_id: str | None = None
    message_id: str | None = None
    fingerprint: Json | None = None


class BrandMessage(BaseModel):
    model_config = ConfigDict(extra="ignore", coerce_numbers_to_str=True)

    message: Text
    conversation_id: str | None = None
    user_id: str | None = None
    voice: bool = False


class AnyMessage(BrandMessage):
    """`POST /chat`: dialect A when it has a session or UTM marks, else the default brand (⚑C1)."""

    session_id: str | None = None
    message_id: str | None = None
    utm_source: str | None = None
    utm_medium: str | None = None
    utm_campaign: str | None = None
    utm_content: str | None = None
    utm_term: str | None = None


@router.post("/sales/{company_id}/chat", dependencies=[Depends(limited("chat"))])
async def sales_chat(company_id: int, body: SalesMessage, request: Request, rt: Rt) -> Json:
    """One message of a visitor; the answer."""
    company = await _company(rt, company_id)
    inbound = web.sales(body.model_dump())
    if not await origins.may_talk(rt, request, company_id, inbound.origin.source):
        raise Forbidden("Forbidden")
    if inbound.text == "ping" and body.user_id == "healthcheck":
        return {"session_id": body.session_id or str(uuid4()), "response": "pong", "action": "continue"}
    if closed := gates.closed(company):
        return {"session_id": body.session_id or str(uuid4()), "response": closed, "action": "continue"}
    if inbound.text == "start_session":
        return await _start_session(rt, company, inbound, body.session_id)
    answer, session_id = await converse(rt, company, _with_phone(inbound, company))
    return {
        "session_id": body.session_id or session_id or str(uuid4()),
        "response": for_channel(answer, inbound),
        "action": answer.action,
        "suggested_products": None if answer.products is None else list(answer.products),
        "confidence_score": answer.confidence,
        **extras(answer),
    }


@router.post("/chat", dependencies=[Depends(limited("chat"))])
async def default_chat(body: AnyMessage, request: Request, rt: Rt) -> Json:
    """Two dialects on one path; one superset answer."""
    given = body.model_dump(exclude_none=True)
    host = request.headers.get("host", "").split(":")[0].lower()
    if "session_id" in given or any(key.startswith("utm_") for key in given) or host in rt.settings.aida_host_names:
        return await _assistant(rt, body)
    return await _brand(rt, rt.settings.default_brand, body)


@router.post("/aida/chat", dependencies=[Depends(limited("chat"))])
async def assistant_chat(body: AnyMessage, rt: Rt) -> Json:
    """Surface A, always."""
    return await _assistant(rt, body)


@router.post("/chat/{brand_id}", dependencies=[Depends(limited("chat"))])
async def brand_chat(brand_id: str, body: BrandMessage, rt: Rt) -> Json:
    """One message to a brand; the answer with the products that fit."""
    return await _brand(rt, brand_id, body)


@router.get("/chat/{brand_id}/history/{conversation_id}")
async def brand_history(brand_id: str, conversation_id: str, request: Request, rt: Rt) -> Json:
    """What was said. An id we issued is a capability; for others the company's key is asked."""
    company = await brand_or_404(rt, brand_id)
    await _may_read(rt, request, company, conversation_id)
    lines = await history.of_public(rt, company.id, conversation_id)
    return {"conversation_id": conversation_id, "brand_id": company.slug, "messages": lines}


@router.delete("/chat/{brand_id}/{conversation_id}")
async def delete_conversation(brand_id: str, conversation_id: str, request: Request, rt: Rt) -> Json:
    company = await brand_or_404(rt, brand_id)
    await _may_read(rt, request, company, conversation_id)
    if not await history.delete_public(rt, company.id, conversation_id):
        raise NotFound("Conversation not found")
    return {"message": "Conversation cleared successfully"}


@router.get("/sales/{company_id}/history")
async def sales_history(company_id: int, session_id: str, rt: Rt) -> Json:
    """What was said in the talk that was opened with this session id of ours; nothing for any other."""
    await _company(rt, company_id)
    return {"messages": await history.of_session(rt, company_id, session_id) if web.is_uuid4(session_id) else []}


async def converse(
    rt: Runtime, company: CompanyConfig, inbound: Inbound, emit: Emit = lambda _: None
) -> tuple[Answer, str]:
    """Receive and respond. The answer is finished and stored even when this request is cancelled."""
    if not inbound.text:
        raise Invalid("message: must not be empty")
    async with rt.db.direct(company.id) as connection:
        received = await receive(rt, connection, company, inbound, answering=True)
    task = respond.start(rt, company, received, emit)
    return await respond.listen_to(task), received.session_id


async def _start_session(rt: Runtime, company: CompanyConfig, inbound: Inbound, session_id: str | None) -> Json:
    async with rt.db.scoped(company.id) as session:
        opened = await open_conversation(await driver_of(session), company, inbound, rt.clock())
        text, language = await history.greeting(rt, session, company, opened.conversation_id, inbound)
    answer = Answer(text, language, lead_status="new")
    return {
        "session_id": session_id or opened.session_id or str(uuid4()),
        "response": text,
        "action": "continue",
        **extras(answer),
    }


async def _assistant(rt: Runtime, body: AnyMessage) -> Json:
    company = await brand_or_404(rt, rt.settings.aida_tenant)
    inbound = web.assistant(body.model_dump(exclude_none=True))
    answer, _ = await converse(rt, company, inbound)
    return {
        "reply": answer.text,
        "response": joined(answer.text, answer.suggestions),
        "session_id": inbound.conversation,
        "conversation_id": inbound.conversation,
        "suggested_products": None,
        "confidence_score": None,
        **extras(answer),
    }


async def _brand(rt: Runtime, brand_id: str, body: BrandMessage) -> Json:
    company = await brand_or_404(rt, brand_id)
    inbound = web.brand(body.model_dump())
    answer, _ = await converse(rt, company, inbound)
    return {
        "reply": answer.text,
        "response": answer.text,
        "session_id": inbound.conversation,
        "conversation_id": inbound.conversation,
        "suggested_products": None if answer.products is None else list(answer.products),
        "confidence_score": answer.confidence,
        **extras(answer),
        "suggestions": [],
    }


def extras(answer: Answer) -> Json:
    """The keys every chat answer carries beyond its dialect's own."""
    return {
        "language": answer.language,
        "handover": answer.handover,
        "suggestions": list(answer.suggestions),
        "sources": list(answer.sources),
        "lead": {"status": answer.lead_status} if answer.lead_status else None,
    }


def for_channel(answer: Answer, inbound: Inbound) -> str:
    """The contact marker is for Telegram's button only (⚑C32)."""
    text = answer.text.replace(REQUEST_CONTACT, "").rstrip()
    if answer.asks == "phone" and (inbound.channel == "telegram" or inbound.origin.source == "telegram"):
        return f"{text} {REQUEST_CONTACT}"
    return text


def _with_phone(inbound: Inbound, company: CompanyConfig) -> Inbound:
    """A shared contact wins over what the text says."""
    if not inbound.phone or (phone := parse_phone(inbound.phone, company.country)) is None:
        return inbound
    return inbound if phone.raw in inbound.text else inbound.with_text(f"{inbound.text}\n{inbound.phone}")


async def _company(rt: Runtime, company_id: int) -> CompanyConfig:
    async with rt.db.direct(company_id) as connection:
        company = await current(rt, connection, company_id)
    if company is None:
        raise NotFound("Company not found")
    return company


async def brand_or_404(rt: Runtime, brand_id: str) -> CompanyConfig:
    company = await brand(rt, brand_id)
    if company is None:
        raise NotFound(f"Brand '{brand_id}' not found or inactive")
    return company


async def _may_read(rt: Runtime, request: Request, company: CompanyConfig, conversation_id: str) -> None:
    if web.is_uuid4(conversation_id) and await history.is_issued(rt, company.id, conversation_id):
        return
    caller = await caller_of(request)
    if caller.manages(company.id):
        return
    if web.is_uuid4(conversation_id) and not await history.exists(rt, company.id, conversation_id):
        return  # an unknown capability opens an empty talk, it is no secret
    raise Forbidden("Forbidden") if caller.known else NotAuthenticated("Not authenticated")
