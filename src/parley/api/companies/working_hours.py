"""Serves when a company works: hours of its week, and its holidays."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends
from pydantic import BaseModel, ConfigDict, Field

from parley.api.deps import Manager, Rt, require_manager
from parley.api.limits import rate_limited
from parley.api.values import CompanyId, SafeText
from parley.companies.working_hours import read_working_hours, write_working_hours

router = APIRouter(tags=["working hours"], dependencies=[Depends(rate_limited("other")), Depends(require_manager)])

_Time = Annotated[str, Field(max_length=5)]
_Intervals = Annotated[list[tuple[_Time, _Time]], Field(max_length=10)]


class Holiday(BaseModel):
    """A day on which nobody works."""

    date: SafeText = Field(max_length=10)
    name: SafeText = Field(default="", max_length=100)


class WorkingHoursBody(BaseModel):
    """What is given replaces what was; null for the hours: as the installation says for all."""

    model_config = ConfigDict(extra="forbid")

    #: by day, {"mon": [["09:00", "13:00"], ["14:00", "18:00"]], …}; a day that is not named is free
    hours: Annotated[dict[str, _Intervals], Field(max_length=7)] | None = None
    holidays: list[Holiday] | None = None


@router.get("/companies/{company_id}/working-hours")
async def read_hours(company_id: CompanyId, rt: Rt) -> dict[str, Any]:
    """Returns the hours and holidays, in the company's zone, and whether somebody works now."""
    return await read_working_hours(rt, company_id)


@router.put("/companies/{company_id}/working-hours")
async def write_hours(company_id: CompanyId, body: WorkingHoursBody, rt: Rt, caller: Manager) -> dict[str, Any]:
    """Replaces the hours, the holidays, or both."""
    return await write_working_hours(rt, company_id, body.model_dump(exclude_unset=True), caller.name)
