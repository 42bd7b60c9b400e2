"""A demo company with all it is connected to: a bot with a group of managers, e-mail, a webhook, maybe a model."""

import base64
import hashlib
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any, Self

from parley.companies import manage
from parley.companies.channel_accounts import NewAccount, add_account
from parley.companies.channel_sync import sync_accounts
from parley.demo.seed import seed_demo_companies
from parley.runtime import Runtime
from parley.settings import Settings
from parley.simulator.model import ModelServer
from parley.simulator.receiver import WebhookReceiver
from parley.simulator.smtp import MailServer
from parley.simulator.telegram.records import Bot, Chat
from parley.simulator.telegram.server import TelegramServer
from parley.tenants.config import find_company_id

COMPANY_SLUG = "demo"
BOT_TOKEN = "700100:demo-token-of-the-simulation"  # noqa: S105
CUSTOMER, MANAGER = 5001, 9001
_WEBHOOK_SECRET = "whsec_" + base64.b64encode(hashlib.sha256(b"demo secret of the simulation").digest()).decode()


class Stage:
    """The services of a simulation. Use as an async context manager, then `furnish` a parley."""

    def __init__(self, *, has_model: bool = False) -> None:
        self.telegram = TelegramServer()
        self.mail = MailServer()
        self.receiver = WebhookReceiver(_WEBHOOK_SECRET, {"id": "demo-1"})
        self.model = ModelServer() if has_model else None
        self.company_id = 0
        self._stack = AsyncExitStack()

    async def __aenter__(self) -> Self:
        for service in filter(None, (self.telegram, self.mail, self.receiver, self.model)):
            await self._stack.enter_async_context(service)  # type: ignore[arg-type]
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._stack.aclose()

    def settings(self, home: Path, port: int) -> dict[str, Any]:
        """Returns what a parley of this simulation is set to.

        Whatever the environment says, each setting has its default or a value from here: nobody else is called.
        """
        defaults = {
            name: field.get_default(call_default_factory=True) for name, field in Settings.model_fields.items()
        }
        own: dict[str, Any] = {
            "home": home,
            "knowledge_base": home / "knowledge_base",
            "env": "development",
            "host": "127.0.0.1",
            "port": str(port),
            "public_base_url": f"http://127.0.0.1:{port}",
            "simulated_clock": True,
            "rate_limits": "off",
            "telegram_api_url": self.telegram.url,
            "smtp_host": "127.0.0.1",
            "smtp_port": self.mail.port,
            "smtp_tls": "none",
            "sender_email": "parley@simulation.example",
            "bot_reload_seconds": 1.0,
            "burst_window": 1.0,
        }
        if self.model is not None:
            own |= {"agent_url": self.model.base_url, "agent_key": "demo-key"}
        return {**defaults, **own}

    @property
    def bot(self) -> Bot:
        """Returns the company's first bot."""
        return self.telegram.find_bot(BOT_TOKEN)

    @property
    def group(self) -> Chat:
        """Returns the managers' group."""
        return next(iter(self.telegram.groups.values()))

    def is_quiet(self) -> bool:
        """Tells whether nothing is on its way from a service to parley."""
        return self.telegram.is_idle

    async def furnish(self, rt: Runtime) -> None:
        """Makes the demo company and connects it to everything; the services go by its clock from then on."""
        self.telegram.seconds = lambda: int(rt.clock().timestamp())
        self.receiver.seconds = lambda: rt.clock().timestamp()
        bot = self.telegram.add_bot(BOT_TOKEN, "demo_shop_bot", "Demo Store")
        group = self.telegram.add_group(title="Отдел продаж (demo)", members=[bot])
        self.telegram.person(CUSTOMER, first_name="Айгерим", username="demo_aigerim", language_code="ru")
        self.telegram.person(MANAGER, first_name="Марат", username="demo_marat", language_code="ru")
        await seed_demo_companies(rt)
        async with rt.db.begin() as session:
            self.company_id = await find_company_id(session, COMPANY_SLUG) or 0
        fields = {
            "id": self.company_id,
            "bot_token": BOT_TOKEN,
            "manager_chat_id": str(group.id),
            "email": "owner@simulation.example",
            "webhook_url": self.receiver.url,
            "webhook_secret": _WEBHOOK_SECRET,
        }
        await manage.save_company(rt, fields, with_secrets=True, at=rt.clock())
        await sync_accounts(rt)

    async def add_bot(self, rt: Runtime, token: str, username: str) -> dict[str, Any]:
        """Makes another bot and connects it to the company, as its owner would."""
        bot = self.telegram.add_bot(token, username, username)
        for group in self.telegram.groups.values():
            group.bots[bot.id] = True
        new = NewAccount("telegram", username, {"token": token})
        return await add_account(rt, self.company_id, new, "owner of the simulation")
