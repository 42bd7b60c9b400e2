"""What of a company is changed by buttons of their own: AI endpoint and key, currency, integrations (⚑C25)."""

from collections.abc import Mapping
from html import escape
from typing import Any

from parley.admin_bot.keyboards import CURRENCIES, inline

Json = dict[str, Any]
#: the fields that are asked for, with their labels
ASKED_FIELDS: Mapping[str, str] = {
    "ai_endpoint": "AI endpoint",
    "ai_api_key": "AI ключ",
    "crm_type": "CRM (bitrix24, kommo, …)",
    "bitrix24_webhook_url": "Bitrix24 webhook",
    "kommo_subdomain": "Kommo subdomain",
    "kommo_client_id": "Kommo client id",
    "kommo_client_secret": "Kommo client secret",
    "kommo_refresh_token": "Kommo refresh token",
}
_MAX_LISTED = 40


def companies_buttons(records: list[Json], action: str) -> Json:
    """Returns a button for each company."""
    rows = [[(f"{record['name']} (ID: {record['id']})", f"{action}:{record['id']}")] for record in records]
    return inline(rows[:_MAX_LISTED])


def widget_buttons(records: list[Json], switched_on: set[int]) -> Json:
    """Returns a switch for each company's widgets; it carries what is wanted."""
    rows = []
    for record in records[:_MAX_LISTED]:
        is_on = record["id"] in switched_on
        wanted, mark = ("off", "🟢") if is_on else ("on", "🔴")
        rows.append([(f"{mark} {record['name']} (ID: {record['id']})", f"widget:{wanted}:{record['id']}")])
    return inline(rows)


def settings_text(record: Json) -> str:
    """Returns what a company's settings are; of secrets only what tells them from others."""
    enabled = "🟢" if record.get("integration_enabled") else "🔴"
    lines = [
        f"🔌 <b>{_plain(record['name'])}</b> (ID: {record['id']})",
        f"Валюта: {_plain(record.get('currency') or '—')}",
        f"Интеграция: {enabled} {_plain(record.get('integration_type') or '')}".rstrip(),
        *(f"{label}: {_plain(record.get(field) or '—')}" for field, label in ASKED_FIELDS.items()),
    ]
    return "\n".join(lines)


def settings_buttons(record: Json) -> Json:
    """Returns the buttons that change a company's settings."""
    number = record["id"]
    is_on = bool(record.get("integration_enabled"))
    asked = [(f"✏️ {label.partition(' (')[0]}", f"field:{field}:{number}") for field, label in ASKED_FIELDS.items()]
    switch = ("🔴 Выключить интеграцию", f"integration:off:{number}") if is_on else (
        "🟢 Включить интеграцию", f"integration:on:{number}"
    )  # fmt: skip
    pairs = [asked[start : start + 2] for start in range(0, len(asked), 2)]
    return inline([[(f"💱 {code}", f"currency:{code}:{number}") for code in CURRENCIES], [switch], *pairs])


def field_prompt(field: str, record: Json) -> str:
    """Returns what is asked for a field, with what is there."""
    value = _plain(record.get(field) or "не указано")
    return f"{ASKED_FIELDS[field]}\nСейчас: {value}\n«.» — оставить, «-» — убрать."


def _plain(text: object) -> str:
    return escape(str(text), quote=False)
