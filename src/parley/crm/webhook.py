"""The lead as signed JSON to the company's own address (Standard Webhooks).

`webhook-id` is the same on every attempt, so that the receiver can drop a repetition: exactly once with its help.
"""

import asyncio
import ipaddress
import socket
from collections.abc import Mapping
from datetime import UTC
from typing import Any, ClassVar
from urllib.parse import urlsplit

import orjson
from standardwebhooks.webhooks import EmptyWebhookSecretError, Webhook

from parley.core.company import CompanyConfig
from parley.crm.base import CRM
from parley.errors import RemoteError
from parley.http import redact
from parley.notify.base import Notice


class WebhookCRM(CRM):
    name: ClassVar[str] = "webhook"

    def target(self, company: CompanyConfig) -> str:
        return redact(company.webhook_url) if company.webhook_url else ""

    def preview(self, company: CompanyConfig, notice: Notice) -> Mapping[str, Any]:
        return {
            "type": "lead.confirmed",
            "timestamp": self.runtime.clock().isoformat(),
            "data": {
                "lead_id": notice.lead_id,
                "company_id": company.id,
                "name": notice.name,
                "phone": notice.phone,
                "email": notice.email,
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

    async def push(self, company: CompanyConfig, notice: Notice) -> str:
        await self._check(company.webhook_url)
        signer = _signer(company)
        at = self.runtime.clock().astimezone(UTC)
        body = orjson.dumps(self.preview(company, notice))
        answer = await self.runtime.http.request(
            "POST",
            company.webhook_url,
            data=body,
            headers={
                "Content-Type": "application/json",
                "webhook-id": notice.key,
                "webhook-timestamp": str(int(at.timestamp())),
                "webhook-signature": signer.sign(msg_id=notice.key, timestamp=at, data=body.decode()),
            },
        )
        try:
            content = answer.json()
        except RemoteError:
            return ""
        return str(content.get("id") or "") if isinstance(content, dict) else ""

    async def _check(self, url: str) -> None:
        """In production leads go out encrypted, and never to an address inside our own network."""
        if self.runtime.settings.env != "production":
            return
        parts = urlsplit(url)
        if parts.scheme != "https" or not parts.hostname:
            raise RemoteError("The webhook address must begin with https://", permanent=True)
        try:
            found = await asyncio.get_running_loop().getaddrinfo(parts.hostname, None, type=socket.SOCK_STREAM)
        except OSError as error:
            raise RemoteError("The webhook's host cannot be found") from error
        if not all(ipaddress.ip_address(address[4][0]).is_global for address in found):
            raise RemoteError("The webhook address is inside a private network", permanent=True)


def _signer(company: CompanyConfig) -> Webhook:
    try:
        return Webhook(str(company.credentials.get("webhook_secret") or ""))
    except (EmptyWebhookSecretError, ValueError):
        raise RemoteError("The webhook secret is missing or is not whsec_ and base64", permanent=True) from None
