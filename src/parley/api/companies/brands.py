"""Brands: directory, configuration, prompts, counts, the log of changes (contract §1.7, ⚑C7, ⚑C8)."""

from typing import Annotated, Any, TypeVar

from fastapi import APIRouter, Depends, Query, Request
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, Field, ValidationError

from parley.api.deps import SuperAdmin, caller_of, limited, runtime
from parley.api.values import Json, Text
from parley.companies import brands
from parley.companies.keys import Caller
from parley.errors import Forbidden, NotAuthenticated
from parley.models import Company
from parley.runtime import Runtime
from parley.tenants import audit_log as audit

router = APIRouter(tags=["brands"], dependencies=[Depends(limited("other"))])

Rt = Annotated[Runtime, Depends(runtime)]
Shape = TypeVar("Shape", bound=BaseModel)


class NewBrand(BaseModel):
    name: Text = Field(min_length=1, max_length=200)
    description: Text
    brand_id: Text = ""


class BrandChange(BaseModel):
    name: Text | None = Field(None, min_length=1, max_length=200)
    description: Text | None = None
    is_active: bool | None = None


class BrandConfig(BaseModel):
    system_prompt: Text | None = None
    persona_prompt: Text | None = None
    welcome_message: Text | None = None
    company_info: Json | None = None
    appearance_settings: Json | None = None


class SystemPrompt(BaseModel):
    system_prompt: Text


async def brand_of(brand_id: str, rt: Rt) -> Company:
    return await brands.found(rt, brand_id)


Brand = Annotated[Company, Depends(brand_of)]


async def brand_manager(brand_id: str, request: Request, rt: Rt) -> Caller:
    """Who may change this brand. An unknown key is refused before an unknown brand is told."""
    caller = await caller_of(request)
    if not caller.known:
        raise NotAuthenticated("Not authenticated")
    if not caller.manages((await brands.found(rt, brand_id)).id):
        raise Forbidden("Forbidden")
    return caller


BrandManager = Annotated[Caller, Depends(brand_manager)]


async def given(request: Request) -> dict[str, Any]:
    """What the caller says in the body or the query (⚑C7); the body wins. Malformed JSON counts as no body where
    the query says it all."""
    said = {key: value for key, value in request.query_params.items() if key != "api_key"}
    if await request.body():
        try:
            body = await request.json()
        except ValueError:
            error = {"type": "json_invalid", "loc": ["body"], "msg": "The body is not valid JSON"}
            raise RequestValidationError([error]) from None
        said |= body if isinstance(body, dict) else {}
    return said


Given = Annotated[dict[str, Any], Depends(given)]


def checked(shape: type[Shape], said: dict[str, Any]) -> Shape:
    """The shape of what was said, or a 422 like FastAPI's own."""
    try:
        return shape.model_validate(said)
    except ValidationError as error:
        problems = [{**item, "loc": ("body", *item["loc"])} for item in error.errors(include_url=False)]
        raise RequestValidationError(problems) from None


@router.get("/brands")
async def list_brands(rt: Rt) -> list[dict[str, Any]]:
    return [brands.as_brand(company) for company in await brands.listed(rt)]


@router.get("/brands/active")
async def active_brands(rt: Rt) -> list[dict[str, Any]]:
    return [brands.as_brand(company) for company in await brands.listed(rt, active=True)]


@router.post("/brands")
async def create_brand(who: SuperAdmin, said: Given, rt: Rt) -> dict[str, Any]:
    """A new brand; its manager's key is in the answer and is not shown again."""
    body = checked(NewBrand, said)
    company, key = await brands.create(rt, body.name, body.description, body.brand_id, who.name)
    return {**brands.as_brand(company), "api_key": key}


@router.get("/brands/{brand_id}")
async def read_brand(company: Brand) -> dict[str, Any]:
    return brands.as_brand(company)


@router.put("/brands/{brand_id}")
async def change_brand(who: BrandManager, company: Brand, said: Given, rt: Rt) -> dict[str, Any]:
    body = checked(BrandChange, said)
    return brands.as_brand(await brands.change(rt, company.id, body.model_dump(), who.name))


@router.delete("/brands/{brand_id}")
async def delete_brand(who: SuperAdmin, company: Brand, rt: Rt) -> dict[str, Any]:
    """With all its data."""
    await brands.remove(rt, company.id)
    return {"message": "Brand deleted successfully"}


@router.get("/brands/{brand_id}/config")
async def read_config(who: BrandManager, company: Brand, rt: Rt) -> dict[str, Any]:
    return brands.as_config(company, await brands.configuration(rt, company.id))


@router.put("/brands/{brand_id}/config")
async def change_config(who: BrandManager, company: Brand, body: BrandConfig, rt: Rt) -> dict[str, Any]:
    fields = body.model_dump(exclude_unset=True)
    return brands.as_config(company, await brands.configure(rt, company.id, fields, who.name))


@router.get("/brands/{brand_id}/system-prompt")
async def read_prompt(who: BrandManager, company: Brand, rt: Rt) -> dict[str, Any]:
    return brands.as_prompt(company, await brands.configuration(rt, company.id))


@router.put("/brands/{brand_id}/system-prompt")
async def change_prompt(who: BrandManager, company: Brand, body: SystemPrompt, rt: Rt) -> dict[str, Any]:
    profile = await brands.configure(rt, company.id, body.model_dump(), who.name)
    return {"message": "System prompt updated successfully", **brands.as_prompt(company, profile)}


@router.get("/brands/{brand_id}/stats")
async def brand_stats(company: Brand, rt: Rt) -> dict[str, Any]:
    return await brands.stats(rt, company)


@router.get("/brands/{brand_id}/audit")
async def brand_audit(
    who: BrandManager,
    company: Brand,
    rt: Rt,
    limit: Annotated[int, Query(ge=1, le=500)] = 100,
    before: Annotated[int | None, Query(ge=1, lt=2**63)] = None,
) -> list[dict[str, Any]]:
    """What staff changed, the newest first. `before`: the smallest id seen, for the page after it."""
    async with rt.db.scoped(company.id) as session:
        return await audit.listed(session, limit, before)
