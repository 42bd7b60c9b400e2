"""Serves the persons behind a company's conversations to its staff: all their channels in one place."""

from typing import Any

from fastapi import APIRouter, Depends
from pydantic import BaseModel, ConfigDict, Field

from parley.api.deps import Manager, Rt, get_company_config, require_manager
from parley.api.limits import rate_limited
from parley.api.values import CompanyId, RowId
from parley.companies.channel_accounts import resume_account
from parley.companies.people import join_people, part_person, person_of_contact
from parley.errors import NotFound
from parley.outreach.store import may_write_first

router = APIRouter(tags=["contacts"], dependencies=[Depends(rate_limited("other")), Depends(require_manager)])


class OtherContact(BaseModel):
    """Who else is the same person."""

    model_config = ConfigDict(extra="forbid")

    contact_id: int = Field(ge=1, lt=2**63)


@router.get("/companies/{company_id}/contacts/{contact_id}")
async def read_contact(company_id: CompanyId, contact_id: RowId, rt: Rt) -> dict[str, Any]:
    """Returns a person: by which contacts they write, what they confirmed, and all their conversations."""
    await get_company_config(rt, company_id)
    return await person_of_contact(rt, company_id, contact_id)


@router.post("/companies/{company_id}/contacts/{contact_id}/join")
async def join_contact(
    company_id: CompanyId, contact_id: RowId, body: OtherContact, rt: Rt, caller: Manager
) -> dict[str, Any]:
    """Says that two contacts are one person."""
    await get_company_config(rt, company_id)
    return await join_people(rt, company_id, contact_id, body.contact_id, caller.name)


@router.post("/companies/{company_id}/contacts/{contact_id}/part")
async def part_from_person(company_id: CompanyId, contact_id: RowId, rt: Rt, caller: Manager) -> dict[str, Any]:
    """Says that a contact is somebody else than those that it was joined to."""
    await get_company_config(rt, company_id)
    return await part_person(rt, company_id, contact_id, caller.name)


@router.get("/companies/{company_id}/contacts/{contact_id}/may-write")
async def may_write(company_id: CompanyId, contact_id: RowId, account: RowId, rt: Rt) -> dict[str, Any]:
    """Returns whether a customer may be written to first by an account, and if not, why and when to ask again."""
    company = await get_company_config(rt, company_id)
    async with rt.db.scoped(company_id) as session:
        decision = await may_write_first(rt, session, company, contact_id, account, rt.clock())
    again_at = decision.again_at.isoformat() if decision.again_at else None
    return {"verdict": decision.verdict.value, "reason": decision.reason, "again_at": again_at}


@router.post("/companies/{company_id}/channels/{account_id}/resume")
async def resume_writing(company_id: CompanyId, account_id: RowId, rt: Rt, caller: Manager) -> dict[str, Any]:
    """Lets an account write first again that stopped because too many customers shut it out."""
    await get_company_config(rt, company_id)
    if not await resume_account(rt, company_id, account_id, caller.name):
        raise NotFound("No account has this id")
    return {"status": "resumed", "id": account_id}
