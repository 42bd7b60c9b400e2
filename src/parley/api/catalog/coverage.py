"""The addresses a brand serves: its table, in place of the one before."""

import asyncio
from collections.abc import Iterable
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request, Response
from starlette.datastructures import UploadFile

from parley.api.catalog.products import whole_body
from parley.api.companies.brands import Brand, BrandManager
from parley.api.deps import limited, runtime
from parley.errors import Invalid, TooLarge
from parley.files import address_table as addresses
from parley.files import json_records
from parley.files.file_type import MAX_BYTES
from parley.files.record import Record, Skipped
from parley.runtime import Runtime
from parley.verticals.isp import coverage_table as served

router = APIRouter(tags=["addresses"], dependencies=[Depends(limited("other"))])

Rt = Annotated[Runtime, Depends(runtime)]
_MOST = 10_000
# How many of the rows passed over are told one by one.
_TOLD = 200


@router.put("/brands/{brand_id}/addresses")
async def replace_addresses(who: BrandManager, company: Brand, request: Request, rt: Rt) -> dict[str, Any]:
    """Store a table in place of the one before: a JSON list of {city, street, houses, technology, note, available},
    or a CSV, XLSX or JSON `file`. Rows that cannot be used are told in `skipped`; where none can, nothing
    changes."""
    found = await _given(request)
    stored, skipped = await served.replace(rt, company.id, found, who.name)
    return {
        "message": f"Successfully stored {stored} addresses of {company.name}",
        "brand_id": company.subdomain,
        "stored": stored,
        "skipped": [{"place": one.place, "why": one.why} for one in skipped[:_TOLD]],
        "skipped_count": len(skipped),
    }


@router.get("/brands/{brand_id}/addresses")
async def list_addresses(
    who: BrandManager,
    company: Brand,
    rt: Rt,
    response: Response,
    limit: Annotated[int, Query(ge=1, le=_MOST)] = 1000,
    offset: Annotated[int, Query(ge=0, lt=2**31)] = 0,
) -> list[dict[str, Any]]:
    """In the order they came; how many there are in all is in X-Total-Count."""
    async with rt.db.scoped(company.id) as session:
        response.headers["X-Total-Count"] = str(await served.counted(session))
        return await served.listed(session, limit, offset)


@router.delete("/brands/{brand_id}/addresses")
async def delete_addresses(who: BrandManager, company: Brand, rt: Rt) -> dict[str, Any]:
    """Take the table away. Customers are told from then on that their address is looked up by hand."""
    gone = await served.clear(rt, company.id, who.name)
    return {"message": "Addresses deleted successfully", "brand_id": company.subdomain, "deleted": gone}


async def _given(request: Request) -> Iterable[Record | Skipped]:
    if not request.headers.get("content-type", "").lower().startswith("multipart/form-data"):
        data = await whole_body(request)
        return await asyncio.to_thread(lambda: list(addresses.records(json_records.parsed(data))))
    async with request.form(max_files=1, max_fields=10) as form:
        file = form.get("file")
        if not isinstance(file, UploadFile):
            raise Invalid("The form has no file in the field «file»")
        data = await file.read(MAX_BYTES + 1)
        name = file.filename or ""
    if len(data) > MAX_BYTES:
        raise TooLarge(f"A file may have {MAX_BYTES // 2**20} MiB at most")
    return await asyncio.to_thread(lambda: list(addresses.read(name, data)))
