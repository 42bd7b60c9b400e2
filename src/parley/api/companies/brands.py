"""Brands: directory, configuration, prompts, counts, the log of changes (contract §1.7, ⚑C7, ⚑C8)."""

from typing import Annotated, Any, TypeVar

from fastapi import APIRouter, Depends, Query, Request
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, Field, ValidationError

from parley.api.deps import SuperAdmin, get_caller, get_runtime, rate_limited
from parley.api.values import SafeJson, SafeText
from parley.companies import brands
from parley.companies.keys import Caller
from parley.errors import Forbidden, NotAuthenticated
from parley.models import Company
from parley.runtime import Runtime
from parley.tenants.audit_log import find_changes

router = APIRouter(tags=["brands"], dependencies=[Depends(rate_limited("other"))])

Rt = Annotated[Runtime, Depends(get_runtime)]
BodyModel = TypeVar("BodyModel", bound=BaseModel)


class NewBrand(BaseModel):
    name: SafeText = Field(min_length=1, max_length=200)
    description: SafeText
    brand_id: SafeText = ""


class BrandChange(BaseModel):
    name: SafeText | None = Field(None, min_length=1, max_length=200)
    description: SafeText | None = None
    is_active: bool | None = None


class BrandConfig(BaseModel):
    system_prompt: SafeText | None = None
    persona_prompt: SafeText | None = None
    welcome_message: SafeText | None = None
    company_info: SafeJson | None = None
    appearance_settings: SafeJson | None = None


class SystemPrompt(BaseModel):
    system_prompt: SafeText


async def brand_from_path(brand_id: str, rt: Rt) -> Company:
    return await brands.get_brand(rt, brand_id)


Brand = Annotated[Company, Depends(brand_from_path)]


async def require_brand_manager(brand_id: str, request: Request, rt: Rt) -> Caller:
    """Who may change this brand. An unknown key is refused before an unknown brand is told."""
    caller = await get_caller(request)
    if not caller.is_authenticated:
        raise NotAuthenticated("Not authenticated")
    if not caller.can_manage((await brands.get_brand(rt, brand_id)).id):
        raise Forbidden("Forbidden")
    return caller


BrandManager = Annotated[Caller, Depends(require_brand_manager)]


async def body_or_query(request: Request) -> dict[str, Any]:
    """What the caller says in the body or the query (⚑C7); the body wins. Malformed JSON counts as no body where
    the query says it all."""
    values = {key: value for key, value in request.query_params.items() if key != "api_key"}
    if await request.body():
        try:
            body = await request.json()
        except ValueError:
            error = {"type": "json_invalid", "loc": ["body"], "msg": "The body is not valid JSON"}
            raise RequestValidationError([error]) from None
        values |= body if isinstance(body, dict) else {}
    return values


BodyOrQuery = Annotated[dict[str, Any], Depends(body_or_query)]


def validate_body(model: type[BodyModel], values: dict[str, Any]) -> BodyModel:
    """The shape of what was said, or a 422 like FastAPI's own."""
    try:
        return model.model_validate(values)
    except ValidationError as error:
        problems = [{**item, "loc": ("body", *item["loc"])} for item in error.errors(include_url=False)]
        raise RequestValidationError(problems) from None


@router.get("/brands")
async def list_brands(rt: Rt) -> list[dict[str, Any]]:
    return [brands.brand_json(company) for company in await brands.find_brands(rt)]


@router.get("/brands/active")
async def active_brands(rt: Rt) -> list[dict[str, Any]]:
    return [brands.brand_json(company) for company in await brands.find_brands(rt, only_active=True)]


@router.post("/brands")
async def create_brand(who: SuperAdmin, said: BodyOrQuery, rt: Rt) -> dict[str, Any]:
    """A new brand; its manager's key is in the answer and is not shown again."""
    body = validate_body(NewBrand, said)
    company, key = await brands.add_brand(rt, body.name, body.description, body.brand_id, who.name)
    return {**brands.brand_json(company), "api_key": key}


@router.get("/brands/{brand_id}")
async def read_brand(company: Brand) -> dict[str, Any]:
    return brands.brand_json(company)


@router.put("/brands/{brand_id}")
async def change_brand(who: BrandManager, company: Brand, said: BodyOrQuery, rt: Rt) -> dict[str, Any]:
    body = validate_body(BrandChange, said)
    return brands.brand_json(await brands.update_brand(rt, company.id, body.model_dump(), who.name))


@router.delete("/brands/{brand_id}")
async def delete_brand(who: SuperAdmin, company: Brand, rt: Rt) -> dict[str, Any]:
    """With all its data."""
    await brands.remove_brand(rt, company.id)
    return {"message": "Brand deleted successfully"}


@router.get("/brands/{brand_id}/config")
async def read_config(who: BrandManager, company: Brand, rt: Rt) -> dict[str, Any]:
    return brands.brand_config_json(company, await brands.get_profile(rt, company.id))


@router.put("/brands/{brand_id}/config")
async def change_config(who: BrandManager, company: Brand, body: BrandConfig, rt: Rt) -> dict[str, Any]:
    fields = body.model_dump(exclude_unset=True)
    return brands.brand_config_json(company, await brands.update_brand_config(rt, company.id, fields, who.name))


@router.get("/brands/{brand_id}/system-prompt")
async def read_prompt(who: BrandManager, company: Brand, rt: Rt) -> dict[str, Any]:
    return brands.brand_prompt_json(company, await brands.get_profile(rt, company.id))


@router.put("/brands/{brand_id}/system-prompt")
async def change_prompt(who: BrandManager, company: Brand, body: SystemPrompt, rt: Rt) -> dict[str, Any]:
    profile = await brands.update_brand_config(rt, company.id, body.model_dump(), who.name)
    return {"message": "System prompt updated successfully", **brands.brand_prompt_json(company, profile)}


@router.get("/brands/{brand_id}/stats")
async def brand_stats(company: Brand, rt: Rt) -> dict[str, Any]:
    return await brands.collect_brand_stats(rt, company)


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
        return await find_changes(session, limit, before)
