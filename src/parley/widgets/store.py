"""Keeps the places where customers meet a company: channel links, pages and sites (contract §1.3)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Select, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from parley.errors import Invalid, NotFound
from parley.models import Widget
from parley.runtime import Runtime
from parley.tenants.audit_log import SYSTEM_ACTOR, pending_changes, record_change
from parley.widgets import greetings
from parley.widgets.fields import apply_widget_fields

DEFAULT_GREETING = "Здравствуйте!"
CHANNEL_WIDGET, WEBSITE_WIDGET = "channel", "website"
# Letter by letter, as links in use are spelled: инстаграм → instagram, вк → vk.
_CYRILLIC, _LATIN = "абвгдеёзийклмнопрстуфхыэіїєґўқңөүұәғһ", "abvgdeeziyklmnoprstufhyeiieguknouuagh"
_TRANSLITERATION = dict(zip(_CYRILLIC, _LATIN, strict=True)) | {
    "ж": "zh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "sch", "ю": "yu", "я": "ya", "ъ": "", "ь": "",
}  # fmt: skip


def to_ascii_name(text: str) -> str:
    """Returns the text in small ASCII letters and digits: Cyrillic letter by letter, everything else as `_`."""
    return "".join(_transliterate_letter(letter) for letter in text.strip().lower())


def _transliterate_letter(letter: str) -> str:
    if letter.isascii() and letter.isalnum():
        return letter
    return _TRANSLITERATION.get(letter, "_")


async def add_widget(
    rt: Runtime,
    company_id: int,
    channel_name: str,
    greeting: str | None,
    by: str = SYSTEM_ACTOR,
    **fields: Any,
) -> Widget:
    """Creates a widget. `fields` as for `apply_widget_fields`; a `domain` makes it a site's.

    Several widgets may share a channel: the id is the identity. Raises Invalid that names the field.
    """
    at = rt.clock()
    async with rt.db.scoped(company_id) as session:
        widget = Widget(
            company_id=company_id,
            channel_name=_require_channel_name(channel_name),
            widget_type=WEBSITE_WIDGET if fields.get("domain") else CHANNEL_WIDGET,
            greeting=greeting or None,
            domain="", domains=[], greetings={}, look={}, is_active=True, experiment="", weight=1,
        )  # fmt: skip
        session.add(widget)
        apply_widget_fields(widget, fields)
        await session.flush()
        if widget.experiment:
            await _mark_reweighted(session, {widget.experiment}, at)
        await greetings.schedule_translation(rt, session, widget)
        record_change(session, company_id, by, "widget made", at, _audit_details(widget))
        await session.flush()
        return widget


async def update_widget(
    rt: Runtime, company_id: int, widget_id: int, fields: Mapping[str, Any], by: str = SYSTEM_ACTOR
) -> Widget | None:
    """Changes `channel_name` and what `apply_widget_fields` knows, whichever is there.

    None when there is no such widget. Raises Invalid naming the field.
    """
    at = rt.clock()
    async with rt.db.scoped(company_id) as session:
        widget: Widget | None = await session.scalar(_select_widget(widget_id))
        if widget is None:
            return None
        before = (widget.greeting, widget.experiment, widget.weight, widget.is_active)
        if fields.get("channel_name") is not None:
            widget.channel_name = _require_channel_name(fields["channel_name"])
        apply_widget_fields(widget, fields)
        changes = pending_changes(widget)
        await session.flush()
        if (widget.experiment, widget.weight, widget.is_active) != before[1:]:
            await _mark_reweighted(session, {before[1], widget.experiment}, at)
        if widget.greeting != before[0]:
            await greetings.schedule_translation(rt, session, widget)
        if changes:
            record_change(session, company_id, by, "widget changed", at, {"widget": widget_id, **changes})
        await session.flush()
        return widget


async def toggle_widget(rt: Runtime, company_id: int, widget_id: int, by: str = SYSTEM_ACTOR) -> Widget:
    """Switches a widget on when it was off, and off when it was on. Raises NotFound."""
    widget = await find_widget(rt, company_id, widget_id)
    if widget is not None:
        widget = await update_widget(rt, company_id, widget_id, {"is_active": not widget.is_active}, by)
    if widget is None:
        raise NotFound("Widget not found")
    return widget


async def remove_widget(rt: Runtime, company_id: int, widget_id: int, by: str = SYSTEM_ACTOR) -> bool:
    """Deletes a widget; its row stays, since leads name it as their source. False when there is no such widget."""
    at = rt.clock()
    async with rt.db.scoped(company_id) as session:
        widget = await session.scalar(_select_widget(widget_id))
        if widget is None:
            return False
        widget.is_active, widget.deleted_at = False, at
        await session.flush()
        await _mark_reweighted(session, {widget.experiment}, at)
        record_change(session, company_id, by, "widget deleted", at, _audit_details(widget))
        await session.flush()
        return True


async def find_widget(rt: Runtime, company_id: int, widget_id: int) -> Widget | None:
    """Returns a widget, switched on or off; None for a deleted one and where there is none."""
    async with rt.db.scoped(company_id) as session:
        widget: Widget | None = await session.scalar(_select_widget(widget_id))
    return widget


async def find_widgets(rt: Runtime, company_id: int) -> list[Widget]:
    """Returns all widgets but the deleted ones, the oldest first."""
    async with rt.db.scoped(company_id) as session:
        return list(await session.scalars(select(Widget).where(Widget.deleted_at.is_(None)).order_by(Widget.id)))


async def find_site_widget(rt: Runtime, domain: str) -> Widget | None:
    """Returns a website's widget, of whatever company; None when there is none.

    One that is switched on goes first, then the oldest.
    """
    of_domain = select(Widget).where(Widget.domain == domain, Widget.deleted_at.is_(None))
    async with rt.db.across() as session:
        widget: Widget | None = await session.scalar(
            of_domain.order_by(Widget.is_active.desc(), Widget.id).limit(1)
        )
    return widget


def widget_path(widget: Widget) -> str:
    """Returns the path of the widget's page on this server."""
    return f"/w/{widget.company_id}/{widget.id}"


def widget_url(rt: Runtime, widget: Widget) -> str:
    """Returns the whole address of the widget's page."""
    return rt.settings.public_base_url.rstrip("/") + widget_path(widget)


def _select_widget(widget_id: int) -> Select[Any]:
    return select(Widget).where(Widget.id == widget_id, Widget.deleted_at.is_(None))


async def _mark_reweighted(session: AsyncSession, groups: set[str], at: datetime) -> None:
    """Marks that from now on visitors are shared otherwise: earlier counts say nothing of the new weights."""
    experiments = groups - {""}
    if experiments:
        await session.execute(update(Widget).where(Widget.experiment.in_(experiments)).values(weighed_at=at))


def _audit_details(widget: Widget) -> dict[str, Any]:
    return {"widget": widget.id, "channel": widget.channel_name}


def _require_channel_name(name: str) -> str:
    if not name.strip():
        raise Invalid("channel_name required")
    return to_ascii_name(name)
