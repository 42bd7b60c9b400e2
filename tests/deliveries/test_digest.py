"""A group that is told more than it takes in a minute is told the rest in one message."""

from datetime import timedelta
from typing import Any

from sqlalchemy import select

from fakes.desk import AT, Desk, a_lead
from fakes.outside import notice as a_notice
from parley.deliveries.plan import plan_deliveries
from parley.deliveries.send import send_delivery
from parley.models import ChannelAccount, Delivery, OutboxMessage
from parley.timers.fire import fire_due
from parley.worker.timer_kinds import TIMER_KINDS

GROUP = -100500


async def in_a_group(desk: Desk) -> None:
    await desk.set_up(admin_chat_id=GROUP, webhook_url="")
    async with desk.rt.db.scoped(desk.company.id) as session:
        account: dict[str, Any] = {"kind": "telegram", "public_id": f"{desk.company.id}.demo", "credentials": {}}
        session.add(ChannelAccount(company_id=desk.company.id, settings={"of_field": "bot_token"}, **account))


async def tell(desk: Desk, numbers: range) -> list[str]:
    """Confirms leads, one after the other, and returns what became of their notices."""
    statuses = []
    for number in numbers:
        lead_id = await a_lead(desk.rt, desk.company, number)
        async with desk.rt.db.scoped(desk.company.id) as session:
            told = a_notice(key="", lead_id=lead_id)
            await plan_deliveries(desk.rt, session, desk.company, told, desk.at)
            query = select(Delivery.id).where(Delivery.lead_id == lead_id, Delivery.way == "telegram")
            delivery_id = (await session.scalars(query)).one()
        await send_delivery(desk.rt, desk.company.id, delivery_id, desk.at)
        async with desk.rt.db.scoped(desk.company.id) as session:
            statuses.append(
                (await session.scalars(select(Delivery.status).where(Delivery.id == delivery_id))).one()
            )
    return statuses


async def outbox(desk: Desk) -> list[OutboxMessage]:
    async with desk.rt.db.scoped(desk.company.id) as session:
        return list(await session.scalars(select(OutboxMessage).order_by(OutboxMessage.id)))


async def test_what_is_over_twenty_a_minute_comes_in_one_message(desk: Desk) -> None:
    await in_a_group(desk)
    assert await tell(desk, range(10, 30)) == ["sent"] * 20
    assert await tell(desk, range(30, 33)) == ["pending"] * 3
    assert len(desk.telegram.accepted) == 20
    assert await fire_due(desk.rt, AT + timedelta(seconds=59), TIMER_KINDS) == 0
    assert await fire_due(desk.rt, AT + timedelta(seconds=60), TIMER_KINDS) == 1
    (digest,) = await outbox(desk)
    assert digest.chat_id == str(GROUP)
    text, params = digest.payload["text"], digest.payload["extra"]["params"]
    assert text.splitlines()[0] == "<b>📦 +3</b>"
    assert text.splitlines()[1].startswith("🔥 Сакен · +7707545")
    carried = [row[0]["callback_data"] for row in params["reply_markup"]["inline_keyboard"]]
    assert [data.partition(":")[0] for data in carried] == ["new_lead"] * 3
    async with desk.rt.db.scoped(desk.company.id) as session:
        statuses = set(await session.scalars(select(Delivery.status).where(Delivery.way == "telegram")))
    assert statuses == {"sent"}


async def test_after_a_quiet_minute_each_is_told_by_itself_and_the_digest_is_not_put_off(desk: Desk) -> None:
    await in_a_group(desk)
    await tell(desk, range(10, 31))
    desk.at = AT + timedelta(seconds=30)
    assert await tell(desk, range(31, 32)) == ["pending"]
    desk.at = AT + timedelta(seconds=61)
    assert await fire_due(desk.rt, desk.at, TIMER_KINDS) == 1
    assert (await outbox(desk))[0].payload["text"].startswith("<b>📦 +2</b>")
    assert await tell(desk, range(32, 33)) == ["sent"]


async def test_a_person_of_their_own_chat_is_told_each(desk: Desk) -> None:
    assert await tell(desk, range(10, 32)) == ["sent"] * 22
