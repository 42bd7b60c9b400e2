"""A company with a confirmed lead, and what there is to ask of its deliveries."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import ColumnElement, select, text, update

from fakes.company import with_profile
from fakes.outside import notice as a_notice
from fakes.telegram_server import FakeTelegram
from fakes.webhook_server import FakeWebhook
from parley.deliveries.plan import plan_deliveries, plan_update
from parley.deliveries.send import send_delivery
from parley.domain.company import CompanyConfig
from parley.models import Contact, Conversation, Delivery, Lead, Message
from parley.runtime import Runtime

AT = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)


@dataclass
class Desk:
    """A company with a confirmed lead, and both ways to tell of it."""

    rt: Runtime
    company: CompanyConfig
    lead_id: int
    telegram: FakeTelegram
    webhook: FakeWebhook
    at: datetime = AT

    async def plan(self, *, again: bool = False, company: CompanyConfig | None = None) -> None:
        async with self.rt.db.scoped(self.company.id) as session:
            lead_notice = a_notice(key="", lead_id=self.lead_id)
            await plan_deliveries(
                self.rt, session, company or self.company, lead_notice, self.at, is_correction=again
            )

    async def change(self) -> None:
        async with self.rt.db.scoped(self.company.id) as session:
            lead_notice = a_notice(key="", lead_id=self.lead_id)
            await plan_update(self.rt, session, self.company, lead_notice, self.at)

    async def mark(self, label: str, status: str, **fields: Any) -> None:
        async with self.rt.db.scoped(self.company.id) as session:
            await session.execute(update(Delivery).where(*labelled(label)).values(status=status, **fields))

    async def row(self, label: str) -> Delivery:
        """Returns the delivery that the API calls so: telegram, telegram:2."""
        async with self.rt.db.scoped(self.company.id) as session:
            return (await session.execute(select(Delivery).where(*labelled(label)))).scalar_one()

    async def statuses(self) -> dict[str, str]:
        """Returns label → status, in the order in which the deliveries were planned."""
        async with self.rt.db.scoped(self.company.id) as session:
            rows = await session.scalars(select(Delivery).order_by(Delivery.id))
            return {row.label: row.status for row in rows}

    async def send(self, label: str) -> Delivery:
        await send_delivery(self.rt, self.company.id, (await self.row(label)).id, self.at)
        return await self.row(label)

    async def jobs(self, label: str) -> list[datetime | None]:
        """When each waiting job of this delivery is due."""
        key = f"delivery:{(await self.row(label)).id}"
        query = text(
            "SELECT scheduled_at FROM procrastinate_jobs WHERE lock = :key AND status = 'todo' ORDER BY id"
        )
        async with self.rt.db.scoped(self.company.id) as session:
            return list(await session.scalars(query, {"key": key}))

    async def forget_jobs(self) -> None:
        async with self.rt.db.scoped(self.company.id) as session:
            await session.execute(text("DELETE FROM procrastinate_jobs"))

    async def set_up(self, **profile: Any) -> None:
        self.company = await with_profile(self.rt, self.company.id, **profile)


def labelled(label: str) -> tuple[ColumnElement[bool], ...]:
    way, _, ordinal = label.partition(":")
    return Delivery.way == way, Delivery.ordinal == int(ordinal or 1)


async def a_lead(rt: Runtime, company: CompanyConfig, number: int = 1) -> int:
    """Confirmed; each number is another person."""
    phone = f"707545{6986 + number}"
    async with rt.db.scoped(company.id) as session:
        contact = Contact(company_id=company.id, channel="web", external_id=f"visitor-{number}")
        session.add(contact)
        await session.flush()
        conversation = Conversation(company_id=company.id, contact_id=contact.id, channel="web", last_message_at=AT)
        session.add(conversation)
        await session.flush()
        said = [("user", "Нужна реклама"), ("assistant", "Как вас зовут?"), ("note", "тайное"), ("user", "Сакен")]
        for role, words in said:
            message = Message(
                company_id=company.id, conversation_id=conversation.id, role=role, text=words, created_at=AT
            )
            session.add(message)
            await session.flush()
        lead = Lead(
            company_id=company.id,
            contact_id=contact.id,
            conversation_id=conversation.id,
            status="confirmed",
            contact_info={"name": "Сакен", "phone": f"8{phone}", "phone_e164": f"+7{phone}"},
            temperature="hot",
            summary="Маркетинг",
            created_at=AT,
            confirmed_at=AT,
        )
        session.add(lead)
        await session.flush()
        return lead.id
