"""A confirmed lead is told to everyone who is set up, once, whatever fails in between."""

from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import select, text

from conftest import a_company
from fakes.smtp import FakeSMTP
from fakes.telegram import FakeTelegram
from fakes.webhook import FakeWebhook
from parley.bootstrap import assemble
from parley.companies import manage
from parley.conversation.receive import receive
from parley.conversation.respond import respond
from parley.core.company import CompanyConfig
from parley.core.messages import Inbound
from parley.leads import announce
from parley.models import Delivery
from parley.runtime import Runtime

TALK = ("Здравствуйте, сколько стоит доставка?", "Меня зовут Сакен, мой номер 8 701 234 56 78", "да, всё верно")


def with_settings(rt: Runtime, **changes: Any) -> Runtime:
    return assemble(rt.settings.model_copy(update=changes), rt.db, rt.jobs, rt.http)


async def set_up(rt: Runtime, **fields: Any) -> CompanyConfig:
    company = await a_company(rt)
    await manage.upsert(rt, {"id": company.id, **fields}, with_secrets=True, at=rt.clock())
    from parley.companies.read import config

    async with rt.db.scoped(company.id) as session:
        changed = await config(session, company.id)
    assert changed is not None
    return changed


async def talk(rt: Runtime, company: CompanyConfig, *said: str, who: str = "v_1") -> None:
    for message in said or TALK:
        async with rt.db.scoped(company.id) as session:
            got = await receive(session, company, Inbound(channel="web", sender=who, text=message), rt.clock())
        await respond(rt, company, got.conversation_id, lambda _: None)


async def deliveries(rt: Runtime, company: CompanyConfig) -> list[Delivery]:
    async with rt.db.scoped(company.id) as session:
        return list(await session.scalars(select(Delivery).order_by(Delivery.id)))


async def send_all(rt: Runtime, company: CompanyConfig) -> None:
    for delivery in await deliveries(rt, company):
        await announce.send(rt, company.id, delivery.id, rt.clock())


BOT: dict[str, Any] = {"bot_token": "1234567:demo-token-of-a-test", "manager_chat_id": 5001}


async def test_the_manager_is_told_once_in_telegram(runtime: Runtime) -> None:
    async with FakeTelegram() as telegram:
        rt = with_settings(runtime, telegram_api_url=telegram.url)
        company = await set_up(rt, **BOT)
        await talk(rt, company)
        await send_all(rt, company)
        await send_all(rt, company)
    (message,) = telegram.sent
    assert message["chat_id"] == "5001"
    assert message["token"] == BOT["bot_token"]
    assert "👤 Имя: Сакен" in message["text"]
    assert "📱 Телефон: +77012345678" in message["text"]
    assert "🌡 Температура: 🔥 горячий" in message["text"]
    assert message["reply_markup"]["inline_keyboard"][0][0]["callback_data"].startswith("new_lead:")


async def test_a_job_is_left_in_the_confirming_transaction(runtime: Runtime) -> None:
    company = await set_up(runtime, **BOT)
    await talk(runtime, company)
    (delivery,) = await deliveries(runtime, company)
    async with runtime.db.begin() as session:
        jobs = await session.scalar(
            text(
                "SELECT count(*) FROM procrastinate_jobs WHERE task_name = 'announce' AND args->>'delivery_id' = :id"
            ),
            {"id": str(delivery.id)},
        )
    assert jobs == 1


async def test_a_process_that_died_between_send_and_record_leaves_a_visible_remark(runtime: Runtime) -> None:
    async with FakeTelegram() as telegram:
        rt = with_settings(runtime, telegram_api_url=telegram.url)
        company = await set_up(rt, **BOT)
        await talk(rt, company)
        (delivery,) = await deliveries(rt, company)
        claimed = await announce._claim(rt, company.id, delivery.id, rt.clock())  # the send began …
        assert claimed is not None
        await rt.notifiers["telegram"].tell(claimed[0], claimed[2])  # … arrived, and nobody wrote it down
        await announce.send(rt, company.id, delivery.id, rt.clock())
        await announce.send(rt, company.id, delivery.id, rt.clock())
    first, second = telegram.sent
    assert "Возможный повтор" not in first["text"]
    assert "Возможный повтор" in second["text"]
    assert [d.status for d in await deliveries(rt, company)] == ["sent"]


async def test_the_webhook_sees_the_same_id_on_every_attempt_and_a_valid_signature(runtime: Runtime) -> None:
    async with FakeWebhook(500) as hook:
        company = await set_up(runtime, webhook_url=hook.url)
        hook.secret = str(company.credentials["webhook_secret"])
        await talk(runtime, company)
        await send_all(runtime, company)
        assert [d.status for d in await deliveries(runtime, company)] == ["pending"]
        await send_all(runtime, company)
    ((key, lead),) = hook.received
    assert set(hook.attempts) == {key}
    assert lead["type"] == "lead.confirmed"
    assert (lead["data"]["name"], lead["data"]["phone"]) == ("Сакен", "+77012345678")
    (delivery,) = await deliveries(runtime, company)
    assert (delivery.status, delivery.payload["external_id"]) == ("sent", "ext-1")


async def test_the_company_is_told_by_e_mail_with_text_and_html(runtime: Runtime) -> None:
    with FakeSMTP() as smtp:
        rt = with_settings(
            runtime, smtp_host="127.0.0.1", smtp_port=smtp.port, smtp_tls="none", sender_email="a@b.example"
        )
        company = await set_up(rt, email="shop@company.example")
        await talk(rt, company)
        await send_all(rt, company)
    (message,) = smtp.messages
    assert message["To"] == "shop@company.example"
    assert message["Subject"] == "🎯 Новый лид: Сакен - +77012345678"
    assert message["Auto-Submitted"] == "auto-generated"
    assert {part.get_content_type() for part in message.iter_parts()} == {"text/plain", "text/html"}


async def test_a_blocked_bot_fails_visibly_and_can_be_sent_again(runtime: Runtime) -> None:
    async with FakeTelegram((403, {"description": "Forbidden: bot was blocked by the user"})) as telegram:
        rt = with_settings(runtime, telegram_api_url=telegram.url)
        company = await set_up(rt, **BOT)
        await talk(rt, company)
        await send_all(rt, company)
        (shown,) = await announce.deliveries(rt, company.id, 10)
        assert shown["status"] == "failed"
        assert "blocked" in shown["last_error"]
        assert BOT["bot_token"] not in str(shown)
        assert await announce.again(rt, company.id, shown["id"], rt.clock())
        await send_all(rt, company)
    assert len(telegram.sent) == 1


async def test_too_many_requests_are_tried_again_after_the_asked_time(runtime: Runtime) -> None:
    busy = {"description": "Too Many Requests: retry after 40", "parameters": {"retry_after": 40}}
    async with FakeTelegram((429, busy)) as telegram:
        rt = with_settings(runtime, telegram_api_url=telegram.url)
        company = await set_up(rt, **BOT)
        await talk(rt, company)
        at = rt.clock()
        (delivery,) = await deliveries(rt, company)
        await announce.send(rt, company.id, delivery.id, at)
        async with rt.db.begin() as session:
            later = await session.scalar(
                text("SELECT max(scheduled_at) FROM procrastinate_jobs WHERE args->>'delivery_id' = :id"),
                {"id": str(delivery.id)},
            )
    assert (later - at).total_seconds() == pytest.approx(40, abs=1)


async def test_a_group_that_moved_is_found(runtime: Runtime) -> None:
    moved = {"description": "Bad Request: group chat was upgraded", "parameters": {"migrate_to_chat_id": -100500}}
    async with FakeTelegram((400, moved)) as telegram:
        rt = with_settings(runtime, telegram_api_url=telegram.url)
        company = await set_up(rt, **BOT)
        await talk(rt, company)
        await send_all(rt, company)
    assert [message["chat_id"] for message in telegram.sent] == [-100500]


async def test_with_nothing_set_up_the_notice_is_kept_to_be_seen(runtime: Runtime) -> None:
    company = await set_up(runtime)
    await talk(runtime, company)
    (shown,) = await announce.deliveries(runtime, company.id, 10)
    assert shown["status"] == "kept"
    assert "👤 Имя: Сакен" in shown["payload"]["text"]


async def test_another_tenants_settings_are_never_fallen_back_to(runtime: Runtime) -> None:
    rt = with_settings(runtime, manager_chat_id="777")
    company = await set_up(rt, bot_token=BOT["bot_token"])
    assert company.id != 1
    assert rt.notifiers["telegram"].target(company) == ""


async def test_a_phone_corrected_after_the_confirmation_is_told_anew(runtime: Runtime) -> None:
    async with FakeTelegram() as telegram:
        rt = with_settings(runtime, telegram_api_url=telegram.url)
        company = await set_up(rt, **BOT)
        await talk(rt, company)
        await send_all(rt, company)
        await talk(rt, company, "ой, номер другой: 8 702 111 22 33", "да")
        await send_all(rt, company)
    assert len(telegram.sent) == 2
    assert "исправил" in telegram.sent[1]["text"]
    assert "+77021112233" in telegram.sent[1]["text"]


async def test_a_long_dialogue_is_cut_to_what_telegram_takes(runtime: Runtime) -> None:
    from parley.notify.base import Notice
    from parley.notify.telegram import text as telegram_text

    notice = Notice("k", 1, "<b>Сакен</b>", "+77012345678", "", "web", "hot", "хочет & ноутбук", "ru",
                    [("user", "слово <i> & " * 40)] * 20)  # fmt: skip
    shown = telegram_text(notice)
    assert len(shown) <= 4096
    assert "&lt;b&gt;Сакен" in shown
    assert "хочет &amp; ноутбук" in shown
    assert replace(notice, uncertain=True) != notice
