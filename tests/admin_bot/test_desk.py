"""The super administrator makes and changes companies in Telegram (contract §4.4)."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import pytest
import pytest_asyncio
from sqlalchemy import select, text

from fakes.bot_api import Bot, FakeBotApi
from parley.admin_bot.client import AdminClient
from parley.admin_bot.store import find_admin_dialogue
from parley.companies import manage
from parley.models import AuditEntry, Company, Profile
from parley.runtime import Runtime
from parley.worker.admin_polling import serve_update

TOKEN, COMPANY_TOKEN = "900900:demo-token-of-the-admin", "700100:demo-token-of-a-company"
SUPER, STRANGER = 777, 778
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360000002000001e221bc33"
    "0000000049454e44ae426082"
)


@dataclass
class Admin:
    """The super administrator's chat with the bot."""

    rt: Runtime
    api: FakeBotApi
    bot: Bot

    async def say(self, text: str = "", person: int = SUPER, **more: Any) -> str:
        """Writes, and returns what is answered."""
        return await self.serve(self.api.message(person, text, **more), person)

    async def press(self, data: str) -> str:
        return await self.serve(self.api.press(SUPER, data, 1), SUPER)

    async def serve(self, update: dict[str, Any], person: int = SUPER) -> str:
        seen = len(self.bot.sent_to(person))
        await serve_update(self.rt, AdminClient(self.rt), update)
        return "\n".join(message["text"] for message in self.bot.sent_to(person)[seen:])

    def keyboard(self) -> list[list[str]]:
        """The labels below the last message that has any."""
        markups = [message["reply_markup"] for message in self.bot.sent if "reply_markup" in message]
        return [[button["text"] for button in row] for row in markups[-1].get("keyboard", [])]

    async def fill(self, *answers: str) -> str:
        told = ""
        for answer in answers:
            told = await self.say(answer)
        return told

    async def company(self, name: str) -> dict[str, Any]:
        records = await manage.company_records(self.rt, with_secrets=True)
        return next(record for record in records if record["name"] == name)


@pytest_asyncio.fixture(loop_scope="session")
async def admin(runtime: Runtime, tmp_path: Any) -> AsyncIterator[Admin]:
    async with FakeBotApi() as api:
        bot = api.add_bot(TOKEN, "admin_bot")
        api.add_bot(COMPANY_TOKEN)
        changes = {
            "telegram_api_url": api.url, "super_admin_chat_id": f"{SUPER}, 779", "home": tmp_path,
            "super_admin_bot_token": runtime.settings.bot_token.__class__(TOKEN),
            "public_base_url": "http://127.0.0.1:9",
        }  # fmt: skip
        runtime.settings = runtime.settings.model_copy(update=changes)
        yield Admin(runtime, api, bot)


NINE = (
    "Лавка",
    "123456789012",
    "+7 701 234 56 78",
    ".",
    "shop@lavka.example",
    "Чай и кофе",
    ".",
    COMPANY_TOKEN,
    "9001",
)


async def test_start_shows_the_main_keyboard_and_companies_theirs(admin: Admin) -> None:
    assert "Меню" in await admin.say("/start")
    assert admin.keyboard() == [
        ["📊 Компании", "📋 Лиды"],
        ["⚙️ Статус", "🌐 Виджет"],
        ["🔌 Интеграции", "🏠 Меню"],
    ]
    for label in ("📊 Компании", "🏢 Компании"):
        assert "Компании" in await admin.say(label)
    assert admin.keyboard() == [
        ["➕ Создать компанию", "✏️ Редактировать компанию"],
        ["📋 Список компаний", "◀️ Назад"],
    ]
    await admin.say("◀️ Назад")
    assert admin.keyboard()[0][0] == "📊 Компании"


async def test_a_company_is_made_in_nine_steps_by_one_upsert(admin: Admin) -> None:
    first = await admin.say("➕ Создать компанию")
    assert first.startswith("Шаг 1/9: <b>Название</b>\nСейчас: не указано")
    told = []
    for answer in NINE:
        told.append(await admin.say(answer))
    assert [prompt[:7] for prompt in told[:-1]] == [f"Шаг {number}/9" for number in range(2, 10)]
    assert "Проверьте" in told[-1]
    assert "demo-token-of-a-company" not in "".join(told)
    assert "Email: shop@lavka.example" in told[-1]
    assert [record["name"] for record in await manage.company_records(admin.rt, with_secrets=False)] == []
    done = await admin.say("💾 Сохранить")
    company = await admin.company("Лавка")
    assert done == f"✅ Компания создана!\nID: {company['id']}\nНазвание: Лавка"
    assert (company["bin_iin"], company["phone"], company["email"]) == (NINE[1], NINE[2], NINE[4])
    assert (company["bot_token"], company["manager_chat_id"], company["admin_chat_id"]) == (
        COMPANY_TOKEN,
        9001,
        9001,
    )
    async with admin.rt.db.scoped(company["id"]) as session:
        entries = (await session.scalars(select(AuditEntry).where(AuditEntry.company_id == company["id"]))).all()
    assert [(entry.by, entry.action) for entry in entries] == [
        ("super administrator (telegram 777)", "company changed")
    ]
    assert not (await find_admin_dialogue(admin.rt, SUPER)).data, "no token is remembered once it is saved"


async def test_a_company_is_changed_from_what_it_is(admin: Admin) -> None:
    made = await manage.add_company(admin.rt, name="Лавка", subdomain="shop")
    fields = {"id": made["id"], "email": "old@lavka.example", "bot_token": COMPANY_TOKEN, "manager_chat_id": 5}
    await manage.save_company(admin.rt, fields, with_secrets=True, at=admin.rt.clock())
    await admin.say("✏️ Редактировать компанию")
    assert "❌ Компании с таким ID нет." in await admin.say("99999")
    assert "Сейчас: Лавка" in await admin.say(str(made["id"]))
    told = await admin.fill(".", ".", ".", ".")
    assert "Сейчас: old@lavka.example" in told
    told = await admin.fill(".", ".", ".")
    assert "Bot Token" in told
    assert "Сейчас: 7001…pany" in told, "a token is shown masked"
    await admin.fill(".", "-1001234567890")
    assert (await admin.say("💾 Сохранить")).startswith("✅ Компания обновлена!")
    company = await admin.company("Лавка")
    assert (company["email"], company["bot_token"], company["manager_chat_id"]) == (
        "old@lavka.example",
        COMPANY_TOKEN,
        -1001234567890,
    )


@pytest.mark.parametrize(
    ("before", "answer", "words"),
    [
        (0, ".", "Название не может быть пустым"),
        (4, "no-mail", "not an e-mail address"),
        (6, "просто текст", "Пришлите фото или файл"),
        (7, "не токен", "Это не токен бота"),
        (7, "123:unknown-token-0000000", "Telegram не принимает этот токен"),
        (8, "девять", "whole number"),
    ],
)
async def test_a_wrong_answer_is_refused_and_asked_for_again(
    admin: Admin, before: int, answer: str, words: str
) -> None:
    await admin.say("➕ Создать компанию")
    await admin.fill(*NINE[:before])
    assert words in await admin.say(answer)
    expected = f"Шаг {before + 2}/9" if before < 8 else "Проверьте"
    assert expected in await admin.say(NINE[before])


async def test_one_goes_back_a_step_and_leaves(admin: Admin) -> None:
    await admin.say("➕ Создать компанию")
    await admin.fill("Лавка", "123")
    assert "Шаг 2/9" in await admin.say("◀️ Назад")
    assert "Сейчас: Лавка" in await admin.say("◀️ Назад")
    assert "Сейчас: 123" in await admin.say(".")
    assert (await admin.say("❌ Отмена")) == "Отменено."
    assert "клавиатуре" in await admin.say("Шаг")
    assert await manage.company_records(admin.rt, with_secrets=False) == []


async def test_an_update_that_comes_twice_makes_one_company(admin: Admin) -> None:
    await admin.say("➕ Создать компанию")
    await admin.fill(*NINE)
    update = admin.api.message(SUPER, "💾 Сохранить")
    assert "создана" in await admin.serve(update)
    assert await admin.serve(update) == ""
    assert len(await manage.company_records(admin.rt, with_secrets=False)) == 1


async def test_what_cannot_be_saved_says_why_and_is_not_lost(admin: Admin) -> None:
    await admin.say("✏️ Редактировать компанию")
    made = await manage.add_company(admin.rt, name="Лавка", subdomain="shop")
    await admin.say("✏️ Редактировать компанию")
    await admin.say(str(made["id"]))
    await admin.fill("Другая", *"." * 8)
    async with admin.rt.db.across() as session:
        await session.execute(text("DELETE FROM companies"))
    assert "❌" in await admin.say("💾 Сохранить")
    assert "Другая" in await admin.say("ещё раз?")


async def test_the_logo_is_that_company_alones(admin: Admin) -> None:
    other = await manage.add_company(admin.rt, name="Чужая", subdomain="other")
    admin.api.files["logo-1"] = PNG
    admin.api.files["text-1"] = b"no picture"
    await admin.say("➕ Создать компанию")
    await admin.fill(*NINE[:6])
    assert "❌" in await admin.say(document={"file_id": "text-1"})
    assert "Шаг 8/9" in await admin.say(photo=[{"file_id": "small"}, {"file_id": "logo-1", "file_size": len(PNG)}])
    await admin.fill(".", "9001", "💾 Сохранить")
    company = await admin.company("Лавка")
    assert company["logo_url"].startswith(f"/logos/company_{company['id']}_")
    async with admin.rt.db.scoped(other["id"]) as session:
        assert await session.scalar(select(Profile.logo_url).where(Profile.company_id == other["id"])) == ""


@pytest.mark.parametrize("said", ["/start", "➕ Создать компанию", "📋 Список компаний", "/log", "Лавка"])
async def test_a_stranger_is_refused_everything(admin: Admin, said: str) -> None:
    await manage.add_company(admin.rt, name="Лавка", subdomain="shop")
    assert await admin.say(said, STRANGER) == "⛔ Доступ только для администратора."
    await admin.serve(admin.api.press(STRANGER, "widget:off:1", 1), STRANGER)
    assert list(admin.bot.popups.values()) == ["⛔ Доступ только для администратора."]
    async with admin.rt.db.begin() as session:
        assert (await session.scalars(select(Company.widget_enabled))).all() == [True]


async def test_without_any_id_everybody_is_refused_and_so_is_a_group(admin: Admin) -> None:
    group = admin.api.message(SUPER, "/start")
    group["message"]["chat"] = {"id": -100, "type": "group"}
    assert await admin.serve(group, -100) == ""
    admin.rt.settings = admin.rt.settings.model_copy(update={"super_admin_chat_id": ""})
    assert "⛔" in await admin.say("/start")


async def test_companies_and_leads_and_the_status_are_shown(admin: Admin) -> None:
    made = await manage.add_company(admin.rt, name="<Лавка>", subdomain="shop")
    assert f"ID: {made['id']} — &lt;Лавка&gt; ❌" in await admin.say("📋 Список компаний")
    await manage.save_company(
        admin.rt, {"id": made["id"], "bot_token": COMPANY_TOKEN}, with_secrets=True, at=admin.rt.clock()
    )
    assert "🤖" in await admin.say("📋 Список компаний")
    assert await admin.say("📋 Лиды") == "Лидов пока нет."
    for label in ("⚙️ Статус", "📈 Статус"):
        status = await admin.say(label)
        assert "База данных: Online" in status
        assert "Backend: Offline" in status
        assert "Активные боты: 0/0" in status


async def test_widgets_and_settings_are_changed_by_buttons(admin: Admin) -> None:
    made = await manage.add_company(admin.rt, name="Лавка", subdomain="shop")
    number = made["id"]
    await admin.say("🌐 Виджет")
    for _ in range(2):
        await admin.press(f"widget:off:{number}")
        async with admin.rt.db.begin() as session:
            assert await session.scalar(select(Company.widget_enabled)) is False
    await admin.say("🔌 Интеграции")
    assert "Валюта: KZT" in await admin.press(f"settings:{number}")
    assert "Валюта: USD" in await admin.press(f"currency:USD:{number}")
    await admin.press(f"currency:XXX:{number}")
    assert "🟢" in await admin.press(f"integration:on:{number}")
    assert "AI ключ" in await admin.press(f"field:ai_api_key:{number}")
    shown = await admin.say("sk-demo-0123456789")
    assert "✅ Сохранено" in shown
    assert "0123456789" not in shown
    company = await admin.company("Лавка")
    assert (company["currency"], company["integration_enabled"]) == ("USD", True)
    assert company["ai_api_key"] == "sk-demo-0123456789"
    await admin.press(f"field:ai_endpoint:{number}")
    assert "❌ ai_endpoint" in await admin.say("javascript:alert(1)")
    assert "Сохранено" in await admin.say("https://models.example/v1")
    assert "❌ Компании с таким ID нет." in await admin.press("settings:99999")


async def test_what_is_remembered_of_a_token_is_encrypted(admin: Admin) -> None:
    await admin.say("➕ Создать компанию")
    await admin.fill(*NINE[:8])
    async with admin.rt.db.across() as session:
        stored = (await session.execute(text("SELECT data FROM admin_dialogues"))).scalar_one()
    assert b"demo-token" not in bytes(stored)
    async with admin.rt.db.begin() as session:
        assert (
            await session.execute(text("SELECT has_table_privilege('parley_app', 'admin_dialogues', 'SELECT')"))
        ).scalar_one() is False
