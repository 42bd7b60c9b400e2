"""Words leads for a messenger: a few lines each, safe to be sent with markup (contract §4.3)."""

from collections.abc import Mapping
from html import escape
from typing import Any

STATUS_LABELS = {"new": ("🆕", "Новый"), "confirmed": ("✅", "Подтверждён")}
_MAX_CHARS = 100


def lead_lines(lead: Mapping[str, Any]) -> str:
    """Returns id, client, phone, temperature, status | source and the time of a lead as HTML. `lead`: as the list
    of leads has it (leads/read.py)."""
    info = lead.get("contact_info") or {}
    emoji, status = STATUS_LABELS.get(lead["status"], ("📌", lead["status"]))
    lines = [
        f"<b>#{lead['id']}</b> 👤 {_plain(info.get('name')) or '—'}",
        f"📱 {_plain(info.get('phone')) or _plain(info.get('email')) or _handle(info) or '—'}",
        f"🌡 {_plain(lead['temperature'])} · {emoji} {_plain(status)} | {_plain(lead['source'])}",
        f"🕒 {_plain(lead['created_at'])}",
    ]
    return "\n".join(lines)


def has_contact(lead: Mapping[str, Any]) -> bool:
    """Tells whether a lead has a name or a phone."""
    info = lead.get("contact_info") or {}
    return bool(info.get("name") or info.get("phone"))


def source_lines(by_source: Mapping[str, int]) -> str:
    """Returns how many leads came from where, a line each, the most first."""
    ordered = sorted(by_source.items(), key=lambda item: (-item[1], item[0]))
    return "\n".join(f"• {_plain(name)}: {count}" for name, count in ordered)


def _handle(info: Mapping[str, Any]) -> str:
    handle = info.get("handle")
    return _plain(handle.get("name")) if isinstance(handle, dict) else ""


def _plain(value: object) -> str:
    """Returns a customer's words as one line without markup."""
    return escape(" ".join(str(value or "").split())[:_MAX_CHARS], quote=False)
