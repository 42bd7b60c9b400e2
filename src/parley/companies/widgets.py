"""The places where customers meet a company: channel links and pages (contract §1.3)."""

from typing import Any

from sqlalchemy import select

from parley.companies.audit import PARLEY, differences, note
from parley.errors import Invalid
from parley.models import Widget
from parley.runtime import Runtime

HELLO = "Здравствуйте!"
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


async def create(rt: Runtime, company_id: int, channel_name: str, greeting: str | None, by: str = PARLEY) -> Widget:
    """Several widgets may share a channel: the id is the identity. Raises Invalid for an empty channel."""
    async with rt.db.scoped(company_id) as session:
        widget = Widget(company_id=company_id, channel_name=_channel(channel_name), greeting=greeting or None)
        session.add(widget)
        await session.flush()
        note(session, company_id, by, "widget made", rt.clock(), _told(widget))
        await session.flush()
        return widget


async def change(
    rt: Runtime, company_id: int, widget_id: int, fields: dict[str, Any], by: str = PARLEY
) -> Widget | None:
    """Change `channel_name` or `greeting_message`, whichever is there. None when there is no such widget."""
    async with rt.db.scoped(company_id) as session:
        widget = await session.scalar(select(Widget).where(Widget.id == widget_id, Widget.is_active))
        if widget is None:
            return None
        if fields.get("channel_name") is not None:
            widget.channel_name = _channel(fields["channel_name"])
        if fields.get("greeting_message") is not None and fields["greeting_message"] != widget.greeting:
            # Translations of the old words would contradict the new ones.
            widget.greeting, widget.greetings = fields["greeting_message"] or None, {}
        if found := differences(widget):
            note(session, company_id, by, "widget changed", rt.clock(), {"widget": widget_id, **found})
        await session.flush()
        return widget


async def deactivate(rt: Runtime, company_id: int, widget_id: int, by: str = PARLEY) -> bool:
    """The row stays: leads name it as their source. False when there is no such widget."""
    async with rt.db.scoped(company_id) as session:
        widget = await session.scalar(select(Widget).where(Widget.id == widget_id, Widget.is_active))
        if widget is None:
            return False
        widget.is_active = False
        note(session, company_id, by, "widget deleted", rt.clock(), _told(widget))
        await session.flush()
        return True


async def active(rt: Runtime, company_id: int) -> list[Widget]:
    async with rt.db.scoped(company_id) as session:
        return list(await session.scalars(select(Widget).where(Widget.is_active).order_by(Widget.id)))


def url(rt: Runtime, widget: Widget) -> str:
    """Where its page is."""
    return f"{rt.settings.public_base_url.rstrip('/')}/w/{widget.company_id}/{widget.id}"


def _told(widget: Widget) -> dict[str, Any]:
    return {"widget": widget.id, "channel": widget.channel_name}


def _channel(name: str) -> str:
    if not name.strip():
        raise Invalid("channel_name required")
    return latin(name)
