"""Serves the table of addresses that a brand serves."""

import asyncio
from collections.abc import Iterable
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request, Response

from parley.api.bodies import TOO_LARGE_FILE, read_body, read_file
from parley.api.deps import Brand, BrandManager, Rt
from parley.api.limits import rate_limited
from parley.files import json_records
from parley.files.address_table import parse_address_records, read_address_file
from parley.files.file_type import MAX_UPLOAD_BYTES
from parley.files.records import FileRecord, SkippedRecord
from parley.verticals.isp.coverage_table import (
    count_coverage_rows,
    list_coverage_rows,
    remove_coverage,
    replace_coverage,
)

router = APIRouter(tags=["addresses"], dependencies=[Depends(rate_limited("other"))])

_MAX_PAGE_ROWS = 10_000
# How many of the rows passed over are told one by one.
_MAX_REPORTED_ROWS = 200


@router.put("/brands/{brand_id}/addresses")
async def replace_addresses(caller: BrandManager, company: Brand, request: Request, rt: Rt) -> dict[str, Any]:
    """Stores a table in place of the one before, from a JSON list or a CSV, XLSX or JSON `file`.

    A row is {city, street, houses, technology, note, available}. Rows that cannot be used are told in `skipped`;
    where none can, nothing changes.
    """
    records = await _read_records(request)
    stored, skipped = await replace_coverage(rt, company.id, records, caller.name)
    return {
        "message": f"Successfully stored {stored} addresses of {company.name}",
        "brand_id": company.subdomain,
        "stored": stored,
        "skipped": [{"place": row.location, "why": row.reason} for row in skipped[:_MAX_REPORTED_ROWS]],
        "skipped_count": len(skipped),
    }


@router.get("/brands/{brand_id}/addresses")
async def list_addresses(
    caller: BrandManager,
    company: Brand,
    rt: Rt,
    response: Response,
    limit: Annotated[int, Query(ge=1, le=_MAX_PAGE_ROWS)] = 1000,
    offset: Annotated[int, Query(ge=0, lt=2**31)] = 0,
) -> list[dict[str, Any]]:
    """Returns the table in the order it came; how many rows there are in all is in X-Total-Count."""
    async with rt.db.scoped(company.id) as session:
        response.headers["X-Total-Count"] = str(await count_coverage_rows(session))
        return await list_coverage_rows(session, limit, offset)


@router.delete("/brands/{brand_id}/addresses")
async def delete_addresses(caller: BrandManager, company: Brand, rt: Rt) -> dict[str, Any]:
    """Deletes the table. Customers are told from then on that their address is looked up by hand."""
    deleted_count = await remove_coverage(rt, company.id, caller.name)
    return {"message": "Addresses deleted successfully", "brand_id": company.subdomain, "deleted": deleted_count}


async def _read_records(request: Request) -> Iterable[FileRecord | SkippedRecord]:
    if not request.headers.get("content-type", "").lower().startswith("multipart/form-data"):
        data = await read_body(request)
        return await asyncio.to_thread(lambda: list(parse_address_records(json_records.parse_json(data))))
    file = await read_file(request, MAX_UPLOAD_BYTES, TOO_LARGE_FILE)
    return await asyncio.to_thread(lambda: list(read_address_file(file.name, file.data)))
