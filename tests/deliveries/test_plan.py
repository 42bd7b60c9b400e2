"""What is due for a lead: every way that is set up is told of it once, and of a correction once more."""

import pytest

from fakes.desk import AT, Desk
from fakes.outside import notice as a_notice
from parley.deliveries.plan import plan_deliveries
from parley.testing import RecordingCRM


async def test_every_way_that_is_set_up_gets_a_delivery_and_a_job(desk: Desk) -> None:
    await desk.plan()
    assert await desk.statuses() == {"webhook": "pending", "telegram": "pending"}
    assert await desk.jobs("telegram") == [None]
    assert await desk.jobs("webhook") == [None]


async def test_planning_twice_makes_one_delivery(desk: Desk) -> None:
    await desk.plan()
    await desk.plan()
    assert await desk.statuses() == {"webhook": "pending", "telegram": "pending"}
    assert len(await desk.jobs("telegram")) == 1


@pytest.mark.parametrize("status", ["pending", "sent"])
async def test_a_way_that_was_set_up_after_the_lead_is_told_when_it_is_planned_again(
    bare: Desk, status: str
) -> None:
    """Whatever became of the ways before it."""
    await bare.set_up(webhook_url=bare.webhook.url)
    await bare.plan()
    await bare.mark("webhook", status)
    await bare.set_up(
        admin_chat_id=555000111, credentials={**bare.company.credentials, "bot_token": "1234567:demo-token"}
    )
    await bare.plan()
    assert await bare.statuses() == {"webhook": status, "telegram": "pending"}


async def test_a_transaction_rolled_back_leaves_neither_delivery_nor_job(desk: Desk) -> None:
    async with desk.rt.db.scoped(desk.company.id) as session:
        await plan_deliveries(desk.rt, session, desk.company, a_notice(lead_id=desk.lead_id), AT)
        await session.rollback()
    assert await desk.statuses() == {}


async def test_with_nothing_set_up_the_notice_is_kept_to_be_seen(bare: Desk) -> None:
    await bare.plan()
    row = await bare.row("notice")
    assert (row.status, row.target) == ("kept", "")
    assert "👤 Имя: Сакен" in row.payload["preview"]["text"]
    assert await bare.jobs("notice") == []


async def test_a_corrected_contact_is_delivered_again_with_a_remark(desk: Desk) -> None:
    await desk.plan()
    await desk.send("telegram")
    await desk.plan(again=True)
    assert (await desk.statuses())["telegram:2"] == "pending"
    await desk.send("telegram:2")
    first, second = (message["text"] for message in desk.telegram.accepted)
    assert "исправил" not in first
    assert second.startswith("✏️ Клиент исправил контакт или заказ.")


async def test_a_corrected_contact_makes_a_second_kept_notice(bare: Desk) -> None:
    await bare.plan()
    await bare.plan(again=True)
    assert await bare.statuses() == {"notice": "kept", "notice:2": "kept"}


async def test_a_key_names_lead_way_ordinal_and_hour(desk: Desk) -> None:
    await desk.plan()
    await desk.send("webhook")
    await desk.plan(again=True)
    keys = [(await desk.row(label)).key for label in await desk.statuses()]
    hour, lead = f"{int(AT.timestamp()):08x}", f"lead-{desk.lead_id}"
    assert keys == [
        f"{lead}-webhook-{hour}",
        f"{lead}-telegram-{hour}",
        f"{lead}-webhook-2-{hour}",
        f"{lead}-telegram-2-{hour}",
    ]


async def test_the_keys_of_kept_notices_name_lead_and_ordinal(bare: Desk) -> None:
    await bare.plan()
    await bare.plan(again=True)
    keys = [(await bare.row(label)).key for label in ("notice", "notice:2")]
    assert keys == [f"lead-{bare.lead_id}-notice", f"lead-{bare.lead_id}-notice-2"]


async def test_an_update_waits_for_the_operator_to_resend_a_failed_delivery(desk: Desk) -> None:
    await desk.plan()
    await desk.mark("webhook", "failed")
    await desk.change()
    assert await desk.statuses() == {"webhook": "failed", "telegram": "pending"}


async def test_an_update_goes_with_a_delivery_that_has_not_begun(desk: Desk) -> None:
    await desk.plan()
    await desk.change()
    assert await desk.statuses() == {"webhook": "pending", "telegram": "pending"}


async def test_an_update_carries_the_crms_own_id_and_is_not_sent_to_people(desk: Desk) -> None:
    await desk.plan()
    await desk.send("webhook")
    await desk.change()
    assert await desk.statuses() == {"webhook": "sent", "telegram": "pending", "webhook:2": "pending"}
    crm = RecordingCRM()
    desk.rt.crms = {"webhook": crm}
    await desk.send("webhook:2")
    assert [notice.external_id for notice in crm.pushed_notices] == ["5"]
