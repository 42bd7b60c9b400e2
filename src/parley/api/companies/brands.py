"""Serves brands: directory, configuration, prompts, counts, the log of changes (contract §1.7, ⚑C7, ⚑C8)."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query
from pydantic import BaseModel, Field

from parley.api.bodies import BodyOrQuery, validate_body
from parley.api.deps import Brand, BrandManager, Rt, SuperAdmin, require_list_reader
from parley.api.limits import rate_limited
from parley.api.values import SafeJson, SafeText
from parley.companies import brands
from parley.documents.unanswered import list_unanswered
from parley.tenants.audit_log import find_changes

router = APIRouter(tags=["brands"], dependencies=[Depends(rate_limited("other"))])


class NewBrand(BaseModel):
    """A brand to be created. `brand_id`: made of the name where it is left out."""

    name: SafeText = Field(min_length=1, max_length=200)
    description: SafeText
    brand_id: SafeText = ""


class BrandChange(BaseModel):
    """What changes of a brand."""

    name: SafeText | None = Field(None, min_length=1, max_length=200)
    description: SafeText | None = None
    is_active: bool | None = None


class BrandConfig(BaseModel):
    """What changes of a brand's configuration."""

    system_prompt: SafeText | None = None
    persona_prompt: SafeText | None = None
    welcome_message: SafeText | None = None
    company_info: SafeJson | None = None
    appearance_settings: SafeJson | None = None


class SystemPrompt(BaseModel):
    """A system prompt alone."""

    system_prompt: SafeText


@router.get("/brands", dependencies=[Depends(require_list_reader)])
async def list_brands(rt: Rt) -> list[dict[str, Any]]:
    """Returns all brands."""
    return [brands.brand_json(company) for company in await brands.find_brands(rt)]


@router.get("/brands/active", dependencies=[Depends(require_list_reader)])
async def active_brands(rt: Rt) -> list[dict[str, Any]]:
    """Returns the brands that are switched on."""
    return [brands.brand_json(company) for company in await brands.find_brands(rt, only_active=True)]


@router.post("/brands")
async def create_brand(caller: SuperAdmin, fields: BodyOrQuery, rt: Rt) -> dict[str, Any]:
    """Creates a brand; its manager's key is in the answer and is not shown again."""
    body = validate_body(NewBrand, fields)
    company, key = await brands.add_brand(rt, body.name, body.description, body.brand_id, caller.name)
    return {**brands.brand_json(company), "api_key": key}


@router.get("/brands/{brand_id}")
async def read_brand(company: Brand) -> dict[str, Any]:
    """Returns a brand."""
    return brands.brand_json(company)


@router.put("/brands/{brand_id}")
async def change_brand(caller: BrandManager, company: Brand, fields: BodyOrQuery, rt: Rt) -> dict[str, Any]:
    """Changes a brand's name, description or whether it is switched on."""
    body = validate_body(BrandChange, fields)
    return brands.brand_json(await brands.update_brand(rt, company.id, body.model_dump(), caller.name))


@router.delete("/brands/{brand_id}")
async def delete_brand(caller: SuperAdmin, company: Brand, rt: Rt) -> dict[str, Any]:
    """Deletes a brand with all its data."""
    await brands.remove_brand(rt, company.id)
    return {"message": "Brand deleted successfully"}


@router.get("/brands/{brand_id}/config")
async def read_config(caller: BrandManager, company: Brand, rt: Rt) -> dict[str, Any]:
    """Returns a brand's configuration."""
    return brands.brand_config_json(company, await brands.get_profile(rt, company.id))


@router.put("/brands/{brand_id}/config")
async def change_config(caller: BrandManager, company: Brand, body: BrandConfig, rt: Rt) -> dict[str, Any]:
    """Changes the fields of the configuration that are there."""
    fields = body.model_dump(exclude_unset=True)
    return brands.brand_config_json(company, await brands.update_brand_config(rt, company.id, fields, caller.name))


@router.get("/brands/{brand_id}/system-prompt")
async def read_prompt(caller: BrandManager, company: Brand, rt: Rt) -> dict[str, Any]:
    """Returns a brand's system prompt."""
    return brands.brand_prompt_json(company, await brands.get_profile(rt, company.id))


@router.put("/brands/{brand_id}/system-prompt")
async def change_prompt(caller: BrandManager, company: Brand, body: SystemPrompt, rt: Rt) -> dict[str, Any]:
    """Replaces a brand's system prompt."""
    profile = await brands.update_brand_config(rt, company.id, body.model_dump(), caller.name)
    return {"message": "System prompt updated successfully", **brands.brand_prompt_json(company, profile)}


@router.get("/brands/{brand_id}/stats")
async def brand_stats(company: Brand, rt: Rt) -> dict[str, Any]:
    """Returns how many products and conversations a brand has."""
    return await brands.collect_brand_stats(rt, company)


@router.get("/brands/{brand_id}/audit")
async def brand_audit(
    caller: BrandManager,
    company: Brand,
    rt: Rt,
    limit: Annotated[int, Query(ge=1, le=500)] = 100,
    before: Annotated[int | None, Query(ge=1, lt=2**63)] = None,
) -> list[dict[str, Any]]:
    """Returns what staff changed, the newest first. `before`: the smallest id seen, for the page after it."""
    async with rt.db.scoped(company.id) as session:
        return await find_changes(session, limit, before)


@router.get("/brands/{brand_id}/unanswered")
async def unanswered_questions(
    caller: BrandManager, company: Brand, rt: Rt, limit: Annotated[int, Query(ge=1, le=500)] = 100
) -> list[dict[str, Any]]:
    """Returns what customers asked and the brand's data does not say, what was asked most first."""
    async with rt.db.scoped(company.id) as session:
        return await list_unanswered(session, limit)
