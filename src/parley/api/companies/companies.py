"""Companies and their settings (contract §1.4), and a word to the manager (§1.1)."""

from email.message import EmailMessage
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy import select

from parley.api.chat.shapes import sales
from parley.api.deps import (
    Manager,
    caller_of,
    company_or_404,
    limited,
    manager,
    runtime,
    service,
    staff,
    super_admin,
)
from parley.api.values import CompanyId, Json, Text, localized
from parley.companies import manage
from parley.conversation import history
from parley.errors import Forbidden, NotFound, RemoteError
from parley.models import Company, Profile
from parley.runtime import Runtime

router = APIRouter(tags=["companies"])

Rt = Annotated[Runtime, Depends(runtime)]
counted = [Depends(limited("other"))]


class NewCompany(BaseModel):
    name: Text = Field(min_length=1)
    subdomain: Text = Field(min_length=1)
    default_language: str = "ru"
    country: str = "KZ"
    timezone: str = "Asia/Almaty"


class Configuration(BaseModel):
    ai_prompt: Text | None = None
    product_parameters: Json | None = None
    supported_languages: list[str] | None = None
    country: str | None = None
    timezone: str | None = None


class NewLanguage(BaseModel):
    language: str


class WordToManager(BaseModel):
    model_config = ConfigDict(coerce_numbers_to_str=True)

    user_id: Text
    message: Text = Field(min_length=1, max_length=4000)


@router.post("/companies", dependencies=[Depends(limited("create company")), Depends(super_admin)])
async def create_company(body: NewCompany, rt: Rt) -> dict[str, Any]:
    """A new company; its manager's key is in the answer and is not shown again."""
    return await manage.create(rt, **body.model_dump())


@router.get("/companies/{company_id}", dependencies=[Depends(limited("read company"))])
async def read_company(company_id: CompanyId, rt: Rt) -> dict[str, Any]:
    async with rt.db.begin() as session:
        company = await session.get(Company, company_id)
    if company is None:
        raise NotFound("Company not found")
    return {"id": company.id, "name": company.name, "subdomain": company.subdomain}


@router.get("/sales/companies/list", dependencies=[*counted, Depends(super_admin)])
async def list_companies(rt: Rt) -> dict[str, Any]:
    async with rt.db.begin() as session:
        rows = (
            await session.execute(select(Company.id, Company.name, Company.subdomain).order_by(Company.id))
        ).all()
    return {"companies": [dict(row._mapping) for row in rows]}


@router.get("/sales/companies/all", dependencies=[*counted, Depends(service)])
async def all_companies(rt: Rt) -> list[dict[str, Any]]:
    return await manage.full(rt, with_secrets=True)


@router.get("/sales/company/{company_id}", dependencies=counted)
async def company_details(company_id: CompanyId, request: Request, rt: Rt) -> dict[str, Any]:
    caller = await manager(request)
    async with rt.db.scoped(company_id) as session:
        company, profile = await session.get(Company, company_id), await session.get(Profile, company_id)
    if company is None or profile is None:
        raise NotFound("Company not found")
    full = manage.as_full(company, profile, with_secrets=caller.role in ("SUP", "SVC"))
    shown = ("id", "name", "bin_iin", "phone", "whatsapp", "email", "description", "logo_url")
    secret = ("bot_token", "manager_chat_id") if caller.role in ("SUP", "SVC") else ()
    own = {field: full[field] for field in (*shown, *secret)}
    return {**own, "descriptions": localized(profile.descriptions, company.description)}


@router.post("/sales/company/upsert", dependencies=[*counted, Depends(staff)])
async def upsert_company(body: Json, request: Request, rt: Rt) -> dict[str, Any]:
    """Create or change by whatever fields are there. A manager changes its own company, no secrets."""
    caller = await caller_of(request)
    above = caller.role == "SUP"
    company_id = manage.company_id_of(body)
    if not above and (company_id is None or not caller.manages(company_id)):
        raise Forbidden("Forbidden")
    return await manage.upsert(rt, body, with_secrets=above, at=rt.clock(), by=caller.name)


@router.patch("/sales/companies/{company_id}/language", dependencies=counted)
async def change_language(company_id: CompanyId, body: NewLanguage, rt: Rt, who: Manager) -> dict[str, Any]:
    await manage.set_language(rt, company_id, body.language, who.name)
    return {"status": "ok", "language": body.language}


@router.post("/sales/{company_id}/configure", dependencies=[Depends(limited("configure"))])
async def configure(company_id: CompanyId, body: Configuration, rt: Rt, who: Manager) -> dict[str, Any]:
    await manage.configure(rt, company_id, body.model_dump(), rt.clock(), who.name)
    return {"status": "updated"}


@router.post("/sales/{company_id}/contact-manager", dependencies=counted)
async def contact_manager(company_id: CompanyId, body: WordToManager, rt: Rt) -> dict[str, Any]:
    """A message straight to the company's mailbox; it is kept with the talk as well."""
    company = await company_or_404(rt, company_id)
    inbound = sales(body.model_dump())
    who = await history.note(rt, company, inbound, rt.clock())
    if not company.email or not rt.mail.configured:
        return {"status": "error", "message": "No company email configured"}
    mail = EmailMessage()
    mail["From"], mail["To"] = rt.mail.sender, company.email
    mail["Subject"] = " ".join(f"✉️ Сообщение менеджеру: {who['name'] or body.user_id}".split())[:200]
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(
        "\n".join(f"{label}: {value or '—'}" for label, value in {**who, "text": body.message}.items())
    )
    try:
        await rt.mail.send(mail)
    except RemoteError as error:
        return {"status": "error", "message": str(error)}
    return {"status": "ok"}
