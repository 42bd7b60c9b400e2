"""The lead as signed JSON to the company's own address (Standard Webhooks).

`webhook-id` is the same on every attempt, so that the receiver can drop a repetition: exactly once with its help.
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, ClassVar

import orjson
from standardwebhooks.webhooks import EmptyWebhookSecretError, Webhook

from parley.crm.base import CRM
from parley.domain.company import CompanyConfig
from parley.domain.notice import HandoverFacts, Notice
from parley.errors import RemoteError
from parley.infra.redaction import redact_url


class WebhookCRM(CRM):
    """Leads as calls of the company's own server."""

    name: ClassVar[str] = "webhook"
    reaches_people: ClassVar[bool] = True

    def address(self, company: CompanyConfig) -> str:
        return redact_url(company.webhook_url) if company.webhook_url else ""

    def preview(self, company: CompanyConfig, notice: Notice) -> Mapping[str, Any]:
        return {
            "type": "handover.opened" if notice.handover else "lead.confirmed",
            "timestamp": self.runtime.clock().isoformat(),
            "data": {
                **_handover_fields(notice.handover),
                "lead_id": notice.lead_id,
                "company_id": company.id,
                "name": notice.name,
                "phone": notice.phone,
                "email": notice.email,
                "messenger": notice.handle,
                "source": notice.source,
                "temperature": notice.temperature,
                "summary": notice.summary,
                "language": notice.language,
                "corrected": notice.corrected,
                "order": dict(notice.order),
                "utm": dict(notice.utm),
                "dialogue": [{"role": role, "text": text} for role, text in notice.dialogue],
            },
        }

    async def deliver(self, company: CompanyConfig, notice: Notice) -> str:
        signers = _webhook_signers(company, self.runtime.clock())
        at = self.runtime.clock().astimezone(UTC)
        body = orjson.dumps(self.preview(company, notice))
        answer = await self.runtime.http.request(
            "POST",
            company.webhook_url,
            data=body,
            guarded=True,
            headers={
                "Content-Type": "application/json",
                "webhook-id": notice.key,
                "webhook-timestamp": str(int(at.timestamp())),
                "webhook-signature": " ".join(
                    signer.sign(msg_id=notice.key, timestamp=at, data=body.decode()) for signer in signers
                ),
            },
        )
        try:
            content = answer.json()
        except RemoteError:
            return ""
        return str(content.get("id") or "") if isinstance(content, dict) else ""


def _handover_fields(handover: HandoverFacts | None) -> dict[str, Any]:
    if handover is None:
        return {}
    return {
        "handover_id": handover.id,
        "reason": handover.reason.value,
        "words": handover.words,
        "channel": handover.channel,
        "handle": handover.handle,
    }


def _webhook_signers(company: CompanyConfig, at: datetime) -> list[Webhook]:
    """Returns who signs: the company's secret, and for a day the one before (companies/webhook_secret.py)."""
    secrets = [str(company.credentials.get("webhook_secret") or "")]
    previous = company.credentials.get("previous_webhook_secret") or {}
    if previous.get("secret") and at < datetime.fromisoformat(previous["until"]):
        secrets.append(str(previous["secret"]))
    try:
        return [Webhook(secret) for secret in secrets]
    except (EmptyWebhookSecretError, ValueError):
        raise RemoteError("The webhook secret is missing or is not whsec_ and base64", permanent=True) from None
