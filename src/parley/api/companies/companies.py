"""Serves companies and their settings (contract §1.4), and a message to the manager (§1.1)."""

from typing import Any

from fastapi import APIRouter, Depends, Request, Response
from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy import select

from parley.api.chat.identity import identify_sender
from parley.api.chat.shapes import parse_sales_message
from parley.api.deps import (
    Manager,
    Rt,
    get_caller,
    get_company_config,
    require_manager,
    require_service,
    require_staff,
    require_super_admin,
)
from parley.api.limits import rate_limited
from parley.api.values import CompanyId, SafeJson, SafeText, localize_texts
from parley.companies import manage
from parley.companies.webhook_secret import rotate_webhook_secret
from parley.conversation.manager_message import leave_message
from parley.deliveries.plan import can_tell_people
from parley.errors import Forbidden, NotFound
from parley.models import Company

router = APIRouter(tags=["companies"])

default_limit = [Depends(rate_limited("other"))]


class NewCompany(BaseModel):
    """A company to be created."""

    name: SafeText = Field(min_length=1)
    subdomain: SafeText = Field(min_length=1)
    default_language: str = "ru"
    country: str = "KZ"
    timezone: str = "Asia/Almaty"


class CompanyConfiguration(BaseModel):
    """What changes of how a company answers."""

    ai_prompt: SafeText | None = None
    product_parameters: SafeJson | None = None
    supported_languages: list[str] | None = None
    country: str | None = None
    timezone: str | None = None


class LanguageChange(BaseModel):
    """The language a company speaks where nothing else is known."""

    language: str


class ManagerMessage(BaseModel):
    """A message of a visitor to the company's manager."""

    model_config = ConfigDict(coerce_numbers_to_str=True)

    user_id: SafeText
    message: SafeText = Field(min_length=1, max_length=4000)
    session_id: SafeText = ""


@router.post("/companies", dependencies=[Depends(rate_limited("create company")), Depends(require_super_admin)])
async def create_company(body: NewCompany, rt: Rt) -> dict[str, Any]:
    """Creates a company; its manager's key is in the answer and is not shown again."""
    return await manage.add_company(rt, **body.model_dump())


@router.get("/companies/{company_id}", dependencies=[Depends(rate_limited("read company"))])
async def read_company(company_id: CompanyId, rt: Rt) -> dict[str, Any]:
    """Returns a company's id, name and subdomain."""
    async with rt.db.begin() as session:
        company = await session.get(Company, company_id)
    if company is None:
        raise NotFound("Company not found")
    return {"id": company.id, "name": company.name, "subdomain": company.subdomain}


@router.get("/sales/companies/list", dependencies=[*default_limit, Depends(require_service)])
async def list_companies(rt: Rt) -> dict[str, Any]:
    """Returns all companies in short."""
    async with rt.db.begin() as session:
        rows = (
            await session.execute(select(Company.id, Company.name, Company.subdomain).order_by(Company.id))
        ).all()
    return {"companies": [dict(row._mapping) for row in rows]}


@router.get("/sales/companies/all", dependencies=[*default_limit, Depends(require_service)])
async def all_companies(rt: Rt) -> list[dict[str, Any]]:
    """Returns all companies with everything, secrets too, for parley's own programs."""
    return await manage.company_records(rt, with_secrets=True)


@router.get("/sales/company/{company_id}", dependencies=default_limit)
async def company_details(company_id: CompanyId, request: Request, rt: Rt) -> dict[str, Any]:
    """Returns a company for its manager; with two more fields for staff above."""
    caller = await require_manager(request)
    async with rt.db.scoped(company_id) as session:
        company, profile = await manage.find_company(session, company_id)
    record = manage.company_json(rt, company, profile, with_secrets=caller.role in ("SUP", "SVC"))
    public_fields = ("id", "name", "bin_iin", "phone", "whatsapp", "email", "description", "logo_url")
    secret_fields = ("bot_token", "manager_chat_id") if caller.role in ("SUP", "SVC") else ()
    visible = {field: record[field] for field in (*public_fields, *secret_fields)}
    return {**visible, "descriptions": localize_texts(profile.descriptions, company.description)}


@router.post("/sales/company/upsert", dependencies=[*default_limit, Depends(require_staff)])
async def upsert_company(body: SafeJson, request: Request, rt: Rt) -> dict[str, Any]:
    """Creates or changes a company by whatever fields are there, and says which of them it did not take.

    A manager changes its own: also where its bot, its mail and its webhook are, and no other secrets.
    """
    caller = await get_caller(request)
    is_super_admin = caller.role == "SUP"
    company_id = manage.parse_company_id(body)
    if not is_super_admin and (company_id is None or not caller.can_manage(company_id)):
        raise Forbidden("Forbidden")
    return await manage.save_company(rt, body, with_secrets=is_super_admin, at=rt.clock(), by=caller.name)


@router.post("/companies/{company_id}/webhook-secret/rotate", dependencies=default_limit)
async def rotate_secret(company_id: CompanyId, rt: Rt, caller: Manager, response: Response) -> dict[str, Any]:
    """Makes a new secret for the company's webhook and shows it, once (docs/webhooks.md)."""
    response.headers["Cache-Control"] = "no-store"
    return await rotate_webhook_secret(rt, company_id, rt.clock(), caller.name)


@router.patch("/sales/companies/{company_id}/language", dependencies=default_limit)
async def change_language(company_id: CompanyId, body: LanguageChange, rt: Rt, caller: Manager) -> dict[str, Any]:
    """Changes the company's language."""
    await manage.set_default_language(rt, company_id, body.language, caller.name)
    return {"status": "ok", "language": body.language}


@router.post("/sales/{company_id}/configure", dependencies=[Depends(rate_limited("configure"))])
async def configure(company_id: CompanyId, body: CompanyConfiguration, rt: Rt, caller: Manager) -> dict[str, Any]:
    """Changes prompt, product parameters, languages, country and timezone."""
    await manage.configure_company(rt, company_id, body.model_dump(), rt.clock(), caller.name)
    return {"status": "updated"}


@router.post("/sales/{company_id}/contact-manager", dependencies=default_limit)
async def contact_manager(company_id: CompanyId, body: ManagerMessage, request: Request, rt: Rt) -> dict[str, Any]:
    """Tells the company's people of a message, by every way they have; it is kept with the conversation as well."""
    company = await get_company_config(rt, company_id)
    fields = body.model_dump()
    inbound = parse_sales_message(fields, await identify_sender(rt, request, company_id, fields))
    email_status = await leave_message(rt, company, inbound, rt.clock())
    if email_status == "failed":
        return {"status": "error", "message": "The e-mail could not be sent"}
    if not can_tell_people(rt, company):
        return {"status": "error", "message": "No company email configured"}
    return {"status": "ok"}
