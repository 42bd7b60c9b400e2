"""A company's staff see its deliveries, and send again what failed or had nowhere to go."""

from fakes.desk import AT, Desk
from parley.deliveries.admin import list_deliveries, resend_delivery
from parley.deliveries.send import send_delivery
from parley.domain.company import CompanyConfig


async def test_a_failed_delivery_is_sent_when_asked(desk: Desk) -> None:
    await desk.plan()
    desk.telegram.script(403)
    failed = await desk.send("telegram")
    await desk.forget_jobs()
    assert await resend_delivery(desk.rt, desk.company.id, failed.id, AT)
    assert await desk.jobs("telegram") == [None]
    assert (await desk.send("telegram")).status == "sent"


async def test_a_sent_or_unknown_delivery_is_not_sent_again(desk: Desk) -> None:
    await desk.plan()
    sent = await desk.send("telegram")
    assert not await resend_delivery(desk.rt, desk.company.id, sent.id, AT)
    assert not await resend_delivery(desk.rt, desk.company.id, 10**9, AT)


async def test_a_kept_notice_goes_out_once_there_is_somewhere_to_send_it(bare: Desk) -> None:
    await bare.plan()
    kept = await bare.row("notice")
    assert not await resend_delivery(bare.rt, bare.company.id, kept.id, AT)
    await bare.set_up(webhook_url=bare.webhook.url)
    assert await resend_delivery(bare.rt, bare.company.id, kept.id, AT)
    assert (await bare.send("webhook")).status == "sent"


async def test_a_stranger_can_neither_see_nor_send(desk: Desk, stranger: CompanyConfig) -> None:
    await desk.plan()
    desk.telegram.script(403)
    failed = await desk.send("telegram")
    assert await list_deliveries(desk.rt, stranger.id, 10) == []
    assert not await resend_delivery(desk.rt, stranger.id, failed.id, AT)
    await send_delivery(desk.rt, stranger.id, (await desk.row("webhook")).id, AT)
    assert not desk.webhook.received


async def test_the_list_is_newest_first_and_ready_for_json(desk: Desk) -> None:
    await desk.plan()
    await desk.send("webhook")
    first, second = await list_deliveries(desk.rt, desk.company.id, 10)
    assert (first["kind"], second["kind"]) == ("telegram", "webhook")
    assert (second["status"], second["external_id"], second["updated_at"]) == ("sent", "5", AT.isoformat())
    assert "demo-token" not in str((first, second))
    assert len(await list_deliveries(desk.rt, desk.company.id, 1)) == 1


async def test_a_kept_correction_goes_out_as_a_correction(bare: Desk) -> None:
    await bare.plan()
    await bare.plan(again=True)
    await bare.set_up(webhook_url=bare.webhook.url)
    for label, corrected in (("notice", False), ("notice:2", True)):
        await bare.mark("webhook", "sent")
        assert await resend_delivery(bare.rt, bare.company.id, (await bare.row(label)).id, AT)
        newest = list(await bare.statuses())[-1]
        assert (await bare.row(newest)).payload["corrected"] is corrected


async def test_a_delivery_that_is_sent_again_has_all_its_attempts_before_it(desk: Desk) -> None:
    await desk.plan()
    await desk.mark("telegram", "failed", attempts=8, last_error="it was down")
    delivery_id = (await desk.row("telegram")).id
    assert await resend_delivery(desk.rt, desk.company.id, delivery_id, AT)
    desk.telegram.script(503)
    row = await desk.send("telegram")
    assert (row.status, row.attempts) == ("pending", 1)
