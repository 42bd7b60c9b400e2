"""A company whose staff is told of customers who wait for a person, and what there is to ask of it."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from fakes.company import with_profile
from fakes.telegram_server import FakeTelegram
from fakes.webhook_server import FakeWebhook
from parley.deliveries.send import send_delivery
from parley.domain.company import CompanyConfig
from parley.domain.handover import HandoverReason
from parley.handover.ask import ask_for_human
from parley.models import Conversation, Delivery, Handover
from parley.runtime import Runtime


@dataclass
class Staff:
    rt: Runtime
    company: CompanyConfig
    telegram: FakeTelegram
    webhook: FakeWebhook

    async def set_up(self, **profile: Any) -> None:
        self.company = await with_profile(self.rt, self.company.id, **profile)

    async def ask(self, reason: HandoverReason, words: str = "") -> None:
        """Hands the only conversation over, by the clock of the runtime."""
        async with self.rt.db.scoped(self.company.id) as session:
            number = (await session.scalars(select(Conversation.id))).one()
            await ask_for_human(self.rt, session, self.company, number, reason, at=self.rt.clock(), words=words)

    async def handovers(self) -> list[Handover]:
        async with self.rt.db.scoped(self.company.id) as session:
            return list(await session.scalars(select(Handover).order_by(Handover.id)))

    async def deliveries(self) -> list[tuple[str, str]]:
        """Returns label and status of those that tell of a hand-over, in the order in which they were planned."""
        async with self.rt.db.scoped(self.company.id) as session:
            query = select(Delivery).where(Delivery.handover_id.is_not(None)).order_by(Delivery.id)
            return [(row.label, row.status) for row in await session.scalars(query)]

    async def send_all(self) -> None:
        """Sends what waits, as the worker would."""
        async with self.rt.db.scoped(self.company.id) as session:
            waiting = list(await session.scalars(select(Delivery.id).where(Delivery.status == "pending")))
        for delivery_id in waiting:
            await send_delivery(self.rt, self.company.id, delivery_id, self.rt.clock())
