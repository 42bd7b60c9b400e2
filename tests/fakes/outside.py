"""What a way of telling needs of a Runtime, without a database."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any, cast

from parley.domain.company import CompanyConfig
from parley.domain.notice import Notice
from parley.infra.http import HttpClient
from parley.infra.mail import Mailer
from parley.runtime import Runtime
from parley.settings import Settings

COMPANY = CompanyConfig(
    id=7,
    slug="demo-bakery",
    name="Демо-пекарня",
    email="owner@bakery.example",
    admin_chat_id=555000111,
    credentials={"bot_token": "1234567:demo-token", "webhook_secret": "whsec_c2VjcmV0LW9mLXRoZS1kZW1vLWJha2VyeQ=="},
)
NOTICE = Notice(
    key="lead-41-test-1",
    lead_id=41,
    name="Сакен",
    phone="+77075456987",
    email="",
    source="web",
    temperature="hot",
    summary="Маркетинг",
    language="ru",
    dialogue=[("user", "Нужна реклама"), ("assistant", "Как к вам обращаться?"), ("user", "Сакен")],
)


@dataclass
class _Outside:
    settings: Settings
    http: HttpClient
    mail: Mailer
    clock: Callable[[], datetime]


def outside(http: HttpClient, **settings: Any) -> Runtime:
    """A Runtime of settings, http, mail and clock only."""
    read = Settings.from_environment(**settings)
    return cast(Runtime, _Outside(read, http, Mailer(read), lambda: datetime.now(UTC)))


def company(**fields: Any) -> CompanyConfig:
    return replace(COMPANY, **fields)


def notice(**fields: Any) -> Notice:
    return replace(NOTICE, **fields)
