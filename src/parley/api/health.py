"""Tells how the service is: /, /health, /stats, /logs, /metrics (contract ⚑C2, ⚑C3)."""

from datetime import UTC
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request, Response
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from sqlalchemy import func, select

from parley.api import pages
from parley.api.deps import Rt, may_read_lists, require_list_reader, require_super_admin
from parley.api.limits import rate_limited
from parley.companies.status import find_database_problem
from parley.infra.logging import read_last_lines
from parley.models import Company, Contact, Conversation, Message, Product

router = APIRouter(tags=["health"])

API_VERSION = "2.0.0"


@router.get("/", dependencies=[Depends(rate_limited("health"))], response_model=None)
async def root(request: Request, rt: Rt) -> Response | dict[str, Any]:
    """Says what runs here: a page for browsers, JSON for everyone else."""
    with_companies = await may_read_lists(request)
    if "text/html" in request.headers.get("accept", ""):
        return await pages.start_page(request, with_companies=with_companies)
    async with rt.db.begin() as session:
        rows = (
            await session.execute(
                select(Company.subdomain, Company.name).where(Company.is_active).order_by(Company.id).limit(100)
            )
        ).all()
        active = await session.scalar(select(func.count()).where(Company.is_active))
    return {
        "message": "parley API is running",
        "status": "running",
        "version": API_VERSION,
        "timestamp": rt.clock().astimezone(UTC).isoformat(),
        "active_brands": active,
        "brands": [{"id": row.subdomain, "name": row.name} for row in rows if with_companies],
        "service": "parley",
        "endpoints": {
            "health": "/health",
            "stats": "/stats",
            "contacts": "/contacts",
            "follow_ups": "/follow-ups/active",
        },
    }


@router.get("/health", dependencies=[Depends(rate_limited("health"))])
async def health(rt: Rt, response: Response, strict: int = 0) -> dict[str, Any]:
    """Tells what works and what does not: 200 either way; `?strict=1` answers 503 when something is wrong."""
    database = "error" if await find_database_problem(rt) else "ok"
    if database == "error" and strict:
        response.status_code = 503
    return {
        "status": "healthy" if database == "ok" else "unhealthy",
        "service": "parley",
        "timestamp": rt.clock().isoformat(),
        # The queue lives in the database: one answer for both, measured now.
        "checks": {"database": database, "queue": database, "voice": rt.voice_problem() or "ok"},
        "last_poll_time": None,
    }


@router.get("/sales/health/db", dependencies=[Depends(rate_limited("health"))])
async def database_health(rt: Rt) -> dict[str, Any]:
    """Whether the database answers."""
    problem = await find_database_problem(rt)
    if problem:
        return {"status": "error", "database": problem}
    return {"status": "ok", "database": "connected"}


@router.get("/stats", dependencies=[Depends(rate_limited("other"))])
async def stats(request: Request, rt: Rt) -> dict[str, Any]:
    """Counts only: no name of a person, no text. `brands_stats` is empty for who may not see who the brands are."""
    with_companies = await may_read_lists(request)
    at = rt.clock()
    async with rt.db.across() as session:
        brands = (
            await session.execute(select(Company.id, Company.subdomain, Company.name, Company.is_active))
        ).all()
        products = {
            row[0]: row[1]
            for row in await session.execute(select(Product.company_id, func.count()).group_by(Product.company_id))
        }
        conversations = {
            row[0]: row[1]
            for row in await session.execute(
                select(Conversation.company_id, func.count()).group_by(Conversation.company_id)
            )
        }
        availability = {
            row[0]: (row[1], row[2])
            for row in await session.execute(
                select(
                    Product.company_id,
                    func.count().filter(Product.available),
                    func.count(Product.category.distinct()).filter(Product.category != ""),
                ).group_by(Product.company_id)
            )
        }
        today = at.replace(hour=0, minute=0, second=0, microsecond=0)
        messages_today = {
            row[0]: row[1]
            for row in await session.execute(
                select(Message.role, func.count()).where(Message.created_at >= today).group_by(Message.role)
            )
        }
        contact_count = await session.scalar(select(func.count()).select_from(Contact)) or 0
    return {
        "date": at.date().isoformat(),
        "total_brands": len(brands),
        "active_brands": sum(brand.is_active for brand in brands),
        "total_products": sum(products.values()),
        "total_conversations": sum(conversations.values()),
        "messages_today": messages_today.get("user", 0) + messages_today.get("assistant", 0),
        "bot_messages_today": messages_today.get("assistant", 0),
        "messages_received_today": messages_today.get("user", 0),
        "messages_sent_today": messages_today.get("assistant", 0),
        "contacts": {"total": contact_count, "clients": 0, "non_clients": 0, "unclassified": contact_count},
        # The queues of a split WhatsApp deployment are seen by its own processes.
        "queue_sizes": {"incoming": "N/A", "outgoing": "N/A", "voice": "N/A"},
        "brands_stats": [
            {
                "brand_id": brand.subdomain,
                "brand_name": brand.name,
                "total_products": products.get(brand.id, 0),
                "available_products": availability.get(brand.id, (0, 0))[0],
                "categories": availability.get(brand.id, (0, 0))[1],
                "active_conversations": conversations.get(brand.id, 0),
            }
            for brand in brands
            if with_companies
        ],
    }


@router.get("/logs", dependencies=[Depends(rate_limited("logs")), Depends(require_super_admin)])
async def logs(rt: Rt, lines: Annotated[int, Query(ge=1, le=1000)] = 50) -> dict[str, str]:
    """Returns the last lines of the log, secrets blotted out."""
    found = read_last_lines(rt.settings.home, lines)
    return {"logs": "".join(found) if found else "No log file found."}


@router.get("/metrics", include_in_schema=False, dependencies=[Depends(require_list_reader)])
async def metrics() -> Response:
    """Returns what Prometheus collects."""
    return Response(generate_latest(), media_type=CONTENT_TYPE_LATEST)
