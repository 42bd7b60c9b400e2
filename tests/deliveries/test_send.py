"""A delivery is sent once, later, or visibly not at all."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any, ClassVar, cast

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession
from structlog.testing import capture_logs

from fakes.desk import AT, Desk
from parley.crm.webhook import WebhookCRM
from parley.deliveries.send import send_delivery, start_delivery
from parley.domain.company import CompanyConfig
from parley.domain.notice import Notice
from parley.errors import RemoteError
from parley.infra.database import Database
from parley.notify.base import Notifier
from parley.notify.telegram import TelegramNotifier
from parley.testing import RecordingCRM


class DyingTelegram(TelegramNotifier):
    """Delivers, and the process dies before anybody can write it down."""

    async def deliver(self, company: CompanyConfig, notice: Notice) -> None:
        await super().deliver(company, notice)
        raise asyncio.CancelledError


class DyingWebhook(WebhookCRM):
    async def deliver(self, company: CompanyConfig, notice: Notice) -> str:
        await super().deliver(company, notice)
        raise asyncio.CancelledError


class Broken(Notifier):
    """A plug-in with a fault."""

    name: ClassVar[str] = "broken"

    def address(self, company: CompanyConfig) -> str:
        return "somewhere"

    def preview(self, company: CompanyConfig, notice: Notice) -> dict[str, Any]:
        return {}

    async def deliver(self, company: CompanyConfig, notice: Notice) -> None:
        raise KeyError("secret-of-the-fault")


class Silent(Broken):
    """Takes everything and says nothing."""

    name: ClassVar[str] = "silent"

    async def deliver(self, company: CompanyConfig, notice: Notice) -> None: ...


class Refusing(Broken):
    """Refuses at great length."""

    async def deliver(self, company: CompanyConfig, notice: Notice) -> None:
        raise RemoteError("ы" * 501)


class Doors:
    """A database's doors, counting how many are open."""

    def __init__(self, db: Database) -> None:
        self.db, self.open, self.opened = db, 0, 0

    @asynccontextmanager
    async def scoped(self, company_id: int) -> AsyncIterator[AsyncSession]:
        self.open, self.opened = self.open + 1, self.opened + 1
        async with self.db.scoped(company_id) as session:
            yield session
        self.open -= 1


class Watching(TelegramNotifier):
    async def deliver(self, company: CompanyConfig, notice: Notice) -> None:
        doors = cast(Doors, self.runtime.db)
        assert (doors.open, doors.opened) == (0, 1)
        await super().deliver(company, notice)


async def test_an_update_waits_until_the_lead_has_arrived(desk: Desk) -> None:
    await desk.plan()
    await desk.mark("webhook", "sending")
    await desk.change()
    row = await desk.send("webhook:2")
    assert (row.status, row.last_error) == ("pending", "The lead itself has not arrived there yet")
    assert not row.uncertain
    assert not desk.webhook.received
    await desk.mark("webhook", "failed")
    assert (await desk.send("webhook:2")).status == "sent"


@pytest.mark.parametrize("status", ["failed", "kept", "sent"])
async def test_a_late_job_does_not_send_a_failed_kept_or_sent_delivery(desk: Desk, status: str) -> None:
    await desk.plan()
    await desk.mark("telegram", status)
    row = await desk.send("telegram")
    assert (row.status, row.attempts) == (status, 0)
    assert not desk.telegram.accepted


async def test_a_sent_delivery_is_recorded(desk: Desk) -> None:
    await desk.plan()
    row = await desk.send("telegram")
    assert (row.status, row.attempts, row.last_error, row.uncertain) == ("sent", 1, "", False)
    (message,) = desk.telegram.accepted
    assert "📝 Диалог: Клиент: Нужна реклама\nБот: Как вас зовут?\nКлиент: Сакен\n" in message["text"]
    assert "тайное" not in message["text"]


async def test_the_id_that_a_crm_gives_is_stored(desk: Desk) -> None:
    await desk.plan()
    assert (await desk.send("webhook")).payload["external_id"] == "5"
    assert desk.webhook.received[0].genuine


async def test_a_delivery_whose_turn_it_need_not_wait_for_is_sent_at_once(desk: Desk) -> None:
    await desk.plan()
    await start_delivery(desk.rt, desk.company.id, (await desk.row("telegram")).id, AT)
    assert (await desk.row("telegram")).status == "sent"


async def test_a_delivery_by_a_way_that_this_parley_does_not_know_any_more_has_visibly_failed(desk: Desk) -> None:
    """A release without a plug-in: the lead is shown as not delivered instead of waiting for ever."""
    await desk.plan()
    desk.rt.crms = {}
    await start_delivery(desk.rt, desk.company.id, (await desk.row("webhook")).id, AT)
    row = await desk.row("webhook")
    assert (row.status, row.last_error) == ("failed", "This way of telling is not set up any more")


@pytest.mark.parametrize("deleted", ["deliveries", "companies"])
async def test_a_job_of_what_was_deleted_meanwhile_does_nothing(desk: Desk, deleted: str) -> None:
    """Neither a notice of a lead that its owner had deleted, nor a job that fails again and again."""
    await desk.plan()
    delivery = await desk.row("telegram")
    async with desk.rt.db.across() as session:
        await session.execute(text(f"DELETE FROM {deleted}"))
    await start_delivery(desk.rt, desk.company.id, delivery.id, AT)
    assert not desk.telegram.accepted


async def test_what_gives_no_id_leaves_none_behind(desk: Desk) -> None:
    desk.rt.notifiers, desk.rt.crms = {"silent": Silent(desk.rt)}, {}
    await desk.plan()
    row = await desk.send("silent")
    assert row.status == "sent"
    assert "external_id" not in row.payload


async def test_the_id_of_a_message_in_telegram_is_kept_for_who_answers_it(desk: Desk) -> None:
    await desk.plan()
    assert (await desk.send("telegram")).payload["external_id"]


async def test_what_was_sent_is_not_sent_again(desk: Desk) -> None:
    await desk.plan()
    await desk.send("telegram")
    row = await desk.send("telegram")
    assert (row.attempts, len(desk.telegram.accepted)) == (1, 1)


async def test_a_delivery_found_sending_is_repeated_with_a_visible_remark(desk: Desk) -> None:
    await desk.plan()
    desk.rt.notifiers = {"telegram": DyingTelegram(desk.rt)}
    with pytest.raises(asyncio.CancelledError):
        await desk.send("telegram")
    assert (await desk.row("telegram")).status == "sending"
    desk.rt.notifiers = {"telegram": TelegramNotifier(desk.rt)}
    row = await desk.send("telegram")
    assert (row.status, row.uncertain, row.attempts) == ("sent", True, 2)
    first, second = (message["text"] for message in desk.telegram.accepted)
    assert "повтор" not in first
    assert second.startswith("⚠️ Возможный повтор")


async def test_a_repeated_delivery_has_the_same_key(desk: Desk) -> None:
    await desk.plan()
    desk.rt.crms = {"webhook": DyingWebhook(desk.rt)}
    with pytest.raises(asyncio.CancelledError):
        await desk.send("webhook")
    desk.rt.crms = {"webhook": WebhookCRM(desk.rt)}
    assert (await desk.send("webhook")).status == "sent"
    first, second = desk.webhook.received
    assert first.id == second.id
    assert len(desk.webhook.leads) == 1


async def test_no_transaction_is_open_while_we_wait_for_the_network(desk: Desk) -> None:
    await desk.plan()
    delivery = await desk.row("telegram")
    real, doors = desk.rt.db, Doors(desk.rt.db)
    desk.rt.db, desk.rt.notifiers = cast(Database, doors), {"telegram": Watching(desk.rt)}
    await send_delivery(desk.rt, desk.company.id, delivery.id, AT)
    desk.rt.db = real
    assert (await desk.row("telegram")).status == "sent"
    assert doors.opened == 2


async def test_a_temporary_failure_is_retried_later(desk: Desk) -> None:
    await desk.plan()
    await desk.forget_jobs()
    desk.telegram.script(500)
    row = await desk.send("telegram")
    assert (row.status, row.attempts, row.uncertain) == ("pending", 1, False)
    assert "500" in row.last_error
    assert await desk.jobs("telegram") == [AT + timedelta(seconds=10)]


async def test_retries_wait_longer_each_time_until_the_delivery_has_failed(desk: Desk) -> None:
    await desk.plan()
    waits = []
    for _ in range(8):
        await desk.forget_jobs()
        desk.telegram.script(500)
        row = await desk.send("telegram")
        waits += [(due - AT).total_seconds() for due in await desk.jobs("telegram") if due]
    assert waits == [10, 60, 300, 1800, 7200, 21600, 43200]
    assert (row.status, row.attempts) == ("failed", 8)
    assert await desk.jobs("telegram") == []


@pytest.mark.parametrize(("asked", "wait"), [(3, 10), (90, 90), (10**12, 86_400)])
async def test_retry_after_is_honoured_within_a_day(desk: Desk, asked: int, wait: int) -> None:
    await desk.plan()
    await desk.forget_jobs()
    desk.telegram.script(429, retry_after=asked)
    await desk.send("telegram")
    assert await desk.jobs("telegram") == [AT + timedelta(seconds=wait)]


async def test_a_permanent_failure_is_not_retried(desk: Desk) -> None:
    await desk.plan()
    await desk.forget_jobs()
    desk.telegram.script(403)
    row = await desk.send("telegram")
    assert (row.status, row.attempts) == ("failed", 1)
    assert "blocked by the user" in row.last_error
    assert "demo-token" not in row.last_error
    assert await desk.jobs("telegram") == []


async def test_a_lost_connection_makes_the_delivery_uncertain(desk: Desk) -> None:
    await desk.plan()
    desk.telegram.cut()
    row = await desk.send("telegram")
    assert (row.status, row.uncertain) == ("pending", True)
    await desk.send("telegram")
    assert "повтор" in desk.telegram.accepted[1]["text"]


async def test_a_refused_connection_leaves_the_delivery_certain(desk: Desk) -> None:
    await desk.plan()
    await desk.telegram.__aexit__()
    row = await desk.send("telegram")
    assert (row.status, row.uncertain) == ("pending", False)


async def test_a_delivery_by_a_way_that_is_not_set_up_any_more_has_failed(desk: Desk) -> None:
    await desk.plan()
    await desk.set_up(admin_chat_id=None)
    row = await desk.send("telegram")
    assert (row.status, row.last_error) == ("failed", "This way of telling is not set up any more")


async def test_an_exception_in_a_plug_in_is_recorded_and_retried(desk: Desk) -> None:
    desk.rt.notifiers, desk.rt.crms = {"broken": Broken(desk.rt)}, {}
    await desk.plan()
    await desk.forget_jobs()
    row = await desk.send("broken")
    assert (row.status, row.last_error, row.uncertain) == ("pending", "Unexpected: KeyError", True)
    assert await desk.jobs("broken") == [AT + timedelta(seconds=10)]


async def test_an_operator_finds_in_the_log_what_was_not_delivered_and_where_the_fault_is(desk: Desk) -> None:
    desk.rt.notifiers, desk.rt.crms = {"broken": Broken(desk.rt)}, {}
    await desk.plan()
    row = await desk.row("broken")
    with capture_logs() as logged:
        await desk.send("broken")
    fault, outcome = logged
    assert (fault["event"], fault["exc_info"], fault["delivery"]) == (
        "notice not delivered: unexpected",
        True,
        row.id,
    )
    assert (outcome["event"], outcome["way"], outcome["failed"]) == ("notice not delivered", "broken", False)


async def test_the_first_five_hundred_characters_of_an_error_are_stored(desk: Desk) -> None:
    desk.rt.notifiers, desk.rt.crms = {"refusing": Refusing(desk.rt)}, {}
    await desk.plan()
    assert (await desk.send("refusing")).last_error == "ы" * 500


async def test_a_notice_is_marked_repeated_after_an_attempt_or_a_failure(desk: Desk) -> None:
    crm = RecordingCRM()
    desk.rt.crms, desk.rt.notifiers = {"webhook": crm}, {}
    await desk.plan()
    await desk.send("webhook")
    await desk.mark("webhook", "pending", attempts=0, last_error="")
    await desk.send("webhook")
    await desk.mark("webhook", "pending", attempts=0, last_error="it was down")
    await desk.send("webhook")
    await desk.mark("webhook", "pending", attempts=1, last_error="")
    await desk.send("webhook")
    assert [notice.repeated for notice in crm.pushed_notices] == [False, False, True, True]


async def test_one_way_failing_does_not_hold_up_the_other(desk: Desk) -> None:
    await desk.plan()
    desk.telegram.script(403)
    await desk.send("telegram")
    await desk.send("webhook")
    assert await desk.statuses() == {"webhook": "sent", "telegram": "failed"}


async def test_a_doubt_remains_after_a_later_failure_without_one(desk: Desk) -> None:
    await desk.plan()
    desk.telegram.cut()
    await desk.send("telegram")
    desk.telegram.script(503)
    row = await desk.send("telegram")
    assert (row.status, row.uncertain) == ("pending", True)


async def test_people_are_told_of_a_correction_without_waiting_for_the_first_notice(desk: Desk) -> None:
    await desk.plan()
    await desk.mark("telegram", "sending")
    await desk.plan(again=True)
    assert (await desk.send("telegram:2")).status == "sent"


async def test_an_update_goes_by_the_id_that_the_crm_gave_last(desk: Desk) -> None:
    await desk.plan()
    await desk.mark("webhook", "sent", payload={"external_id": "5"})
    await desk.change()
    await desk.mark("webhook:2", "sent", payload={"external_id": "6"})
    await desk.plan(again=True)
    crm = RecordingCRM()
    desk.rt.crms = {"webhook": crm}
    await desk.send("webhook:3")
    assert [notice.external_id for notice in crm.pushed_notices] == ["6"]
