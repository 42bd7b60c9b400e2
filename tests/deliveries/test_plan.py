"""What is due for a lead: every way that is set up is told of it once, and of a correction once more."""

from fakes.desk import AT, Desk
from fakes.outside import notice as a_notice
from parley.deliveries.plan import plan_deliveries
from parley.testing import RecordingCRM


async def test_every_way_that_is_set_up_gets_a_delivery_and_a_job(desk: Desk) -> None:
    await desk.plan()
    assert await desk.statuses() == {"webhook": "pending", "telegram": "pending"}
    assert await desk.jobs("telegram") == [None]
    assert await desk.jobs("webhook") == [None]


async def test_planning_twice_tells_once(desk: Desk) -> None:
    await desk.plan()
    await desk.plan()
    assert await desk.statuses() == {"webhook": "pending", "telegram": "pending"}
    assert len(await desk.jobs("telegram")) == 1


async def test_a_plan_that_is_rolled_back_leaves_nothing(desk: Desk) -> None:
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


async def test_a_corrected_contact_is_told_anew(desk: Desk) -> None:
    await desk.plan()
    await desk.send("telegram")
    await desk.plan(again=True)
    assert (await desk.statuses())["telegram:2"] == "pending"
    await desk.send("telegram:2")
    first, second = (message["text"] for message in desk.telegram.accepted)
    assert "исправил" not in first
    assert second.startswith("✏️ Клиент исправил контакт.")


async def test_a_corrected_contact_is_kept_anew(bare: Desk) -> None:
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


async def test_a_change_goes_with_a_failed_push_when_that_is_sent_again(desk: Desk) -> None:
    await desk.plan()
    await desk.mark("webhook", "failed")
    await desk.change()
    assert await desk.statuses() == {"webhook": "failed", "telegram": "pending"}


async def test_a_change_goes_with_a_push_that_has_not_begun(desk: Desk) -> None:
    await desk.plan()
    await desk.change()
    assert await desk.statuses() == {"webhook": "pending", "telegram": "pending"}


async def test_a_change_of_what_is_there_says_what_it_is_called_there_and_is_not_told_to_people(desk: Desk) -> None:
    await desk.plan()
    await desk.send("webhook")
    await desk.change()
    assert await desk.statuses() == {"webhook": "sent", "telegram": "pending", "webhook:2": "pending"}
    crm = RecordingCRM()
    desk.rt.crms = {"webhook": crm}
    await desk.send("webhook:2")
    assert [notice.external_id for notice in crm.pushed_notices] == ["5"]
