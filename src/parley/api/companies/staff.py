"""Serves a company's people in messengers to its managers (contract §7.1): link, look, change, unlink."""

from typing import Any

from fastapi import APIRouter, Depends
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import Response

from parley.api.deps import Manager, Rt, get_company_config, require_manager
from parley.api.limits import rate_limited
from parley.api.values import CompanyId, RowId, SafeText
from parley.staff import members

router = APIRouter(tags=["staff"], dependencies=[Depends(rate_limited("other")), Depends(require_manager)])


class StaffLinkBody(BaseModel):
    """Who is to be linked, and which notices they get: all, handovers or none."""

    model_config = ConfigDict(extra="forbid")

    name: SafeText = Field(default="", max_length=100)
    notices: str = members.ALL_NOTICES


class StaffSettings(BaseModel):
    """Which notices a member gets: all, handovers or none."""

    notices: str


@router.post("/companies/{company_id}/staff/links")
async def create_staff_link(
    company_id: CompanyId, body: StaffLinkBody, caller: Manager, rt: Rt, response: Response
) -> dict[str, Any]:
    """Makes a link that a person opens, or adds to a group, to get the company's notices: once, for a day."""
    await get_company_config(rt, company_id)
    response.headers["Cache-Control"] = "no-store"
    return await members.create_link(rt, company_id, body.name, body.notices, caller.name)


@router.get("/companies/{company_id}/staff")
async def list_staff(company_id: CompanyId, rt: Rt) -> dict[str, Any]:
    """Returns the people and groups that are linked."""
    await get_company_config(rt, company_id)
    return {"staff": await members.list_members(rt, company_id)}


@router.patch("/companies/{company_id}/staff/{member_id}")
async def change_staff(
    company_id: CompanyId, member_id: RowId, body: StaffSettings, caller: Manager, rt: Rt
) -> dict[str, Any]:
    """Changes which notices somebody gets."""
    return await members.change_member(rt, company_id, member_id, body.notices, caller.name)


@router.delete("/companies/{company_id}/staff/{member_id}")
async def unlink_staff(company_id: CompanyId, member_id: RowId, caller: Manager, rt: Rt) -> dict[str, Any]:
    """Unlinks somebody: no notice reaches them, and no button of theirs counts any more."""
    await members.unlink_member(rt, company_id, member_id, caller.name)
    return {"status": "unlinked"}
