"""Widgets as far as the chat page needs them; the rest of contract §1.3 comes with the finished widget."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends
from sqlalchemy import select

from parley.api.deps import company_or_404, limited, manager, runtime
from parley.companies import manage
from parley.errors import NotFound
from parley.models import Widget
from parley.runtime import Runtime

router = APIRouter(tags=["widgets"], dependencies=[Depends(limited("other"))])

Rt = Annotated[Runtime, Depends(runtime)]
HELLO = "Здравствуйте!"


@router.get("/sales/{company_id}/widget-enabled")
async def widget_enabled(company_id: int, rt: Rt) -> dict[str, Any]:
    company = await company_or_404(rt, company_id)
    return {"enabled": company.widget_enabled, "company_id": company_id}


@router.post("/sales/{company_id}/widget-enabled", dependencies=[Depends(manager)])
async def switch_widget(company_id: int, rt: Rt, enabled: bool = True) -> dict[str, Any]:
    await company_or_404(rt, company_id)
    await manage.set_widget_enabled(rt, company_id, enabled)
    return {"enabled": enabled, "company_id": company_id}


@router.get("/sales/companies/{company_id}/widgets/{widget_id}")
@router.get("/companies/{company_id}/widgets/{widget_id}")
async def widget_details(company_id: int, widget_id: str, rt: Rt) -> dict[str, Any]:
    """Numeric ids only: what channel-name addresses used to be answers 405 (⚑C9)."""
    widget = await find_widget(rt, company_id, widget_id)
    if widget is None:
        raise NotFound("Widget not found")
    greeting = widget.greeting or HELLO
    codes = ("ru", "en", "kz", "ky", "uz", "uk", "kk", "kg", "ua")
    aliases = {"kz": "kk", "kg": "ky", "ua": "uk"}
    greetings = {code: widget.greetings.get(aliases.get(code, code)) for code in codes} | {"ru": greeting}
    return {
        "id": widget.id,
        "company_id": company_id,
        "channel_name": widget.channel_name,
        "widget_type": widget.widget_type,
        "greeting_message": greeting,
        "greetings": greetings,
        "is_active": widget.is_active,
        "redirect_url": None,
    }


async def find_widget(rt: Runtime, company_id: int, widget_id: str) -> Widget | None:
    """An active widget of the company. A name instead of a number was never found there: 405."""
    if not widget_id.isdecimal():
        raise MethodNotAllowed("Method Not Allowed")
    if len(widget_id) > 9:
        return None
    async with rt.db.scoped(company_id) as session:
        found: Widget | None = await session.scalar(
            select(Widget).where(Widget.id == int(widget_id), Widget.is_active)
        )
    return found


class MethodNotAllowed(NotFound):
    status = 405
