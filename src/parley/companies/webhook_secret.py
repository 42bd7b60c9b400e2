"""Rotates the secret that a company's webhook is signed with (docs/webhooks.md)."""

from datetime import datetime, timedelta
from typing import Any

from parley.companies.manage import edit_company
from parley.infra.secrets import generate_webhook_secret
from parley.runtime import Runtime

# So long calls are signed with the secret before as well.
OVERLAP = timedelta(hours=24)


async def rotate_webhook_secret(rt: Runtime, company_id: int, at: datetime, by: str) -> dict[str, Any]:
    """Makes a new secret. Returns it, which cannot be shown again, and until when the one before signs too.

    Raises NotFound.
    """
    secret, until = generate_webhook_secret(), (at + OVERLAP).isoformat()
    async with edit_company(rt, company_id, "webhook secret rotated", at, by) as edit:
        credentials = edit.profile.credentials
        previous = {"secret": credentials.get("webhook_secret") or "", "until": until}
        edit.profile.credentials = {**credentials, "webhook_secret": secret, "previous_webhook_secret": previous}
        edit.profile.updated_at = at
    return {"webhook_secret": secret, "previous_valid_until": until}
