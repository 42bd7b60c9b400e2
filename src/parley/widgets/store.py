"""The places where customers meet a company: channel links, pages and sites (contract §1.3)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Select, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from parley.errors import Invalid, NotFound
from parley.models import Widget
from parley.runtime import Runtime
from parley.tenants.audit_log import PARLEY, differences, note
from parley.widgets import greetings
from parley.widgets.fields import apply

HELLO = "Здравствуйте!"
CHANNEL, WEBSITE = "channel", "website"
# Letter by letter, as links in use are spelled: инстаграм → instagram, вк → vk.
_CYRILLIC, _LATIN = "абвгдеёзийклмнопрстуфхыэіїєґўқңөүұәғһ", "abvgdeeziyklmnoprstufhyeiieguknouuagh"
_LETTERS = dict(zip(_CYRILLIC, _LATIN, strict=True)) | {
    "ж": "zh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "sch", "ю": "yu", "я": "ya", "ъ": "", "ь": "",
}  # fmt: skip


def latin(text: str) -> str:
    """In small ASCII letters and digits; Cyrillic letter by letter, everything else `_`."""
    return "".join(_letter(letter) for letter in text.strip().lower())


def _letter(letter: str) -> str:
    if letter.isascii() and letter.isalnum():
        return letter
    return _LETTERS.get(letter, "_")


async def create(
    rt: Runtime,
    company_id: int,
    channel_name: str,
    greeting: str | None,
    by: str = PARLEY,
    **fields: Any,
) -> Widget:
    """Several widgets may share a channel: the id is the identity. `fields` as for `change`; a `domain`
    makes it a site's. Raises Invalid for an empty channel and whatever else cannot be used."""
    at = rt.clock()
    async with rt.db.scoped(company_id) as session:
        widget = Widget(
            company_id=company_id,
            channel_name=_channel(channel_name),
            widget_type=WEBSITE if fields.get("domain") else CHANNEL,
            greeting=greeting or None,
            domain="", domains=[], greetings={}, look={}, is_active=True, experiment="", weight=1,
        )  # fmt: skip
        session.add(widget)
        apply(widget, fields)
        await session.flush()
        if widget.experiment:
            await _weighed(session, {widget.experiment}, at)
        await greetings.due(rt, session, widget)
        note(session, company_id, by, "widget made", at, _told(widget))
        await session.flush()
        return widget


async def change(
    rt: Runtime, company_id: int, widget_id: int, fields: Mapping[str, Any], by: str = PARLEY
) -> Widget | None:
    """Change `channel_name` and what `widget_fields.apply` knows, whichever is there. None when there is no such
    widget. Raises Invalid naming the field."""
    at = rt.clock()
    async with rt.db.scoped(company_id) as session:
        widget: Widget | None = await session.scalar(_known(widget_id))
        if widget is None:
            return None
        before = (widget.greeting, widget.experiment, widget.weight, widget.is_active)
        if fields.get("channel_name") is not None:
            widget.channel_name = _channel(fields["channel_name"])
        apply(widget, fields)
        found = differences(widget)
        await session.flush()
        if (widget.experiment, widget.weight, widget.is_active) != before[1:]:
            await _weighed(session, {before[1], widget.experiment}, at)
        if widget.greeting != before[0]:
            await greetings.due(rt, session, widget)
        if found:
            note(session, company_id, by, "widget changed", at, {"widget": widget_id, **found})
        await session.flush()
        return widget


async def switch(rt: Runtime, company_id: int, widget_id: int, by: str = PARLEY) -> Widget:
    """On when it was off, off when it was on. Raises NotFound."""
    known = await find(rt, company_id, widget_id)
    if known is not None:
        known = await change(rt, company_id, widget_id, {"is_active": not known.is_active}, by)
    if known is None:
        raise NotFound("Widget not found")
    return known


async def remove(rt: Runtime, company_id: int, widget_id: int, by: str = PARLEY) -> bool:
    """The row stays: leads name it as their source. False when there is no such widget."""
    at = rt.clock()
    async with rt.db.scoped(company_id) as session:
        widget = await session.scalar(_known(widget_id))
        if widget is None:
            return False
        widget.is_active, widget.deleted_at = False, at
        await session.flush()
        await _weighed(session, {widget.experiment}, at)
        note(session, company_id, by, "widget deleted", at, _told(widget))
        await session.flush()
        return True


async def find(rt: Runtime, company_id: int, widget_id: int) -> Widget | None:
    """Switched on or off; not a deleted one."""
    async with rt.db.scoped(company_id) as session:
        found: Widget | None = await session.scalar(_known(widget_id))
    return found


async def every(rt: Runtime, company_id: int) -> list[Widget]:
    """All but the deleted ones, the oldest first."""
    async with rt.db.scoped(company_id) as session:
        return list(await session.scalars(select(Widget).where(Widget.deleted_at.is_(None)).order_by(Widget.id)))


async def of_site(rt: Runtime, domain: str) -> Widget | None:
    """The website's widget, of whatever company: one that is switched on first, then who was there first."""
    of_domain = select(Widget).where(Widget.domain == domain, Widget.deleted_at.is_(None))
    async with rt.db.across() as session:
        found: Widget | None = await session.scalar(of_domain.order_by(Widget.is_active.desc(), Widget.id).limit(1))
    return found


def path(widget: Widget) -> str:
    return f"/w/{widget.company_id}/{widget.id}"


def url(rt: Runtime, widget: Widget) -> str:
    """Where its page is."""
    return rt.settings.public_base_url.rstrip("/") + path(widget)


def _known(widget_id: int) -> Select[Any]:
    return select(Widget).where(Widget.id == widget_id, Widget.deleted_at.is_(None))


async def _weighed(session: AsyncSession, groups: set[str], at: datetime) -> None:
    """From now on visitors are shared otherwise: what was counted before says nothing of the weights now."""
    named = groups - {""}
    if named:
        await session.execute(update(Widget).where(Widget.experiment.in_(named)).values(weighed_at=at))


def _told(widget: Widget) -> dict[str, Any]:
    return {"widget": widget.id, "channel": widget.channel_name}


def _channel(name: str) -> str:
    if not name.strip():
        raise Invalid("channel_name required")
    return latin(name)
