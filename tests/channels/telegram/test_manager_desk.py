"""A manager writes, presses and answers in the company's bot (contract §4.3)."""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from itertools import count
from typing import Any

import pytest
import pytest_asyncio
from sqlalchemy import select

from parley.channels.base import Account
from parley.channels.telegram.channel import TelegramChannel
from parley.companies import manage
from parley.domain.channel import ChannelEvent, EventKind, OutboundMessage
from parley.domain.company import CompanyConfig
from parley.models import AuditEntry, Company, Contact, Conversation, Lead, StaffDialogue
from parley.runtime import Runtime
from parley.tenants.config import load_config
from parley.widgets.store import add_widget, find_widget, find_widgets

MANAGER, SUPER = "9001", "777"


@dataclass
class Desk:
    """A company whose manager writes to its bot."""

    rt: Runtime
    company_id: int
    chat: str = MANAGER
    person: str = MANAGER
    is_group: bool = False
    _numbers: Any = field(default_factory=lambda: count(10))

    async def write(self, text: str, message_id: int | None = None, **more: Any) -> list[OutboundMessage] | None:
        kind = more.pop("kind", EventKind.MESSAGE)
        number = str(next(self._numbers) if message_id is None else message_id)
        return await self.serve(ChannelEvent(kind, self.chat, self.person, number, text, **more))

    async def press(self, data: str) -> list[OutboundMessage]:
        told = await self.serve(
            ChannelEvent(EventKind.COMMAND, self.chat, self.person, "5", data=data, callback_id="c1")
        )
        assert told
        assert all(message.extra.get("callback") == "c1" for message in told), "every button is answered"
        return told

    async def serve(self, event: ChannelEvent) -> list[OutboundMessage] | None:
        event = replace(event, sender_name="Марат", is_group=self.is_group)
        account = Account(1, self.company_id, "telegram", "1.demo", {}, {})
        return await TelegramChannel(self.rt).serve_staff(account, await self.company(), event)

    async def company(self) -> CompanyConfig:
        async with self.rt.db.scoped(self.company_id) as session:
            company = await load_config(session, self.company_id)
        assert company is not None
        return company

    async def says(self, text: str) -> str:
        told = await self.write(text)
        assert told is not None
        return "\n".join(message.text for message in told)


async def a_desk(rt: Runtime, slug: str = "shop", language: str = "ru") -> Desk:
    made = await manage.add_company(rt, name="Лавка", subdomain=slug, default_language=language)
    await manage.save_company(rt, {"id": made["id"], "manager_chat_id": MANAGER}, with_secrets=True, at=rt.clock())
    return Desk(rt, made["id"])


@pytest_asyncio.fixture(loop_scope="session")
async def desk(runtime: Runtime) -> Desk:
    # No address that this machine would look up.
    changes = {"public_base_url": "http://127.0.0.1:9", "super_admin_chat_id": SUPER}
    runtime.settings = runtime.settings.model_copy(update=changes)
    return await a_desk(runtime)


def carried(message: OutboundMessage) -> list[str]:
    """What the buttons under a message carry."""
    rows = message.extra["params"]["reply_markup"]["inline_keyboard"]
    return [button["callback_data"] for row in rows for button in row]


async def a_lead(desk: Desk, at: datetime, source: str = "web", **info: Any) -> int:
    async with desk.rt.db.scoped(desk.company_id) as session:
        contact = Contact(company_id=desk.company_id, channel="web", external_id=f"v_{next(desk._numbers)}")
        session.add(contact)
        await session.flush()
        talk = Conversation(company_id=desk.company_id, contact_id=contact.id, channel="web", last_message_at=at)
        session.add(talk)
        await session.flush()
        lead = Lead(
            company_id=desk.company_id, contact_id=contact.id, conversation_id=talk.id, source=source,
            contact_info=info, created_at=at, status="confirmed",
        )  # fmt: skip
        session.add(lead)
        await session.flush()
        return lead.id


async def test_start_shows_the_menu_and_the_keyboard(desk: Desk) -> None:
    (menu,) = await desk.write("", kind=EventKind.STARTED) or []
    assert menu.text == "🤖 <b>Меню</b>"
    rows = menu.extra["params"]["reply_markup"]["keyboard"]
    assert [[button["text"] for button in row] for row in rows] == [
        ["📊 Статус", "📋 Лиды"],
        ["📢 Каналы", "🌐 Виджет"],
        ["📈 Лиды за неделю", "📅 Лиды за месяц"],
        ["🌍 Язык", "❓ Помощь"],
        ["🏠 Меню"],
    ]
    assert (await desk.write("меню")) == [menu]


async def test_leads_are_told_as_the_api_counts_them(desk: Desk) -> None:
    now = desk.rt.clock()
    await a_lead(desk, now - timedelta(days=2), "telegram", name="<b>Сакен</b>", phone="+77012345678")
    await a_lead(desk, now - timedelta(days=20), "2", name="Айгуль")
    await a_lead(desk, now - timedelta(hours=1))
    everything = await desk.says("лиды")
    assert everything.startswith("📋 <b>Лиды</b>: 3\n")
    assert "• telegram: 1" in everything
    assert "👤 &lt;b&gt;Сакен&lt;/b&gt;\n📱 +77012345678\n🌡 🌤 теплый · ✅ Подтверждён | telegram" in everything
    assert await desk.says("количество лидов за день") == "Лидов за день: 1"
    assert await desk.says("lead count for week") == "Лидов за неделю: 2"
    assert await desk.says("количество лидов за месяц") == "Лидов за месяц: 3"
    week, month = await desk.says("📈 Лиды за неделю"), await desk.says("лиды за месяц")
    assert week.startswith("<b>Лидов за неделю: 2</b>")
    assert ("Сакен" in week, "Айгуль" in week) == (True, False)
    assert "Айгуль" in month
    assert week.count("👤") == 1, "one without name and phone is counted and not listed"


async def test_the_status_says_how_each_part_does(desk: Desk) -> None:
    status = await desk.says("статус")
    assert [line[:1] for line in status.splitlines()[1:]] == ["⚠", "✅", "⚠", "✅", "❌"]
    assert "AI: builtin" in status
    assert await desk.says("виджет 0") == "🌐 Виджет выключен ❌"
    assert "❌ Виджет" in await desk.says("статус")
    assert not (await desk.company()).widget_enabled
    await desk.says("виджет 1")
    assert (await desk.company()).widget_enabled


async def test_a_channel_is_made_by_two_answers(desk: Desk) -> None:
    assert "Как называется канал" in await desk.says("создать канал")
    assert "приветствие" in await desk.says("Инстаграм")
    done = await desk.says("Привет! Что вас интересует?")
    widget = (await find_widgets(desk.rt, desk.company_id))[-1]
    assert (widget.channel_name, widget.greeting) == ("instagram", "Привет! Что вас интересует?")
    assert done == f"✅ Готово: Instagram (ID: {widget.id})\n🔗 http://127.0.0.1:9/w/{desk.company_id}/{widget.id}"
    async with desk.rt.db.scoped(desk.company_id) as session:
        entry = (await session.scalars(select(AuditEntry).where(AuditEntry.action == "widget made"))).one()
        assert entry.by == "Марат (telegram 9001)"
        assert not (await session.scalars(select(StaffDialogue))).all()


async def test_the_usual_greeting_is_kept_by_skip_and_a_dialogue_is_left_by_cancel_or_a_button(desk: Desk) -> None:
    await desk.says("создать канал")
    await desk.says("вк")
    await desk.says("skip")
    made = (await find_widgets(desk.rt, desk.company_id))[-1]
    assert (made.channel_name, made.greeting) == ("vk", None)
    await desk.says("создать канал")
    assert await desk.says("Отмена") == "Отменено."
    await desk.says("создать канал")
    assert (await desk.says("🏠 Меню")) == "🤖 <b>Меню</b>"
    assert "Команды" in await desk.says("Ещё один"), "the dialogue is over: this is no name"
    assert (await find_widgets(desk.rt, desk.company_id))[-1].id == made.id


async def test_an_answer_that_comes_twice_leads_no_further(desk: Desk) -> None:
    await desk.write("создать канал", 100)
    for _ in range(2):
        told = await desk.write("Инстаграм", 101)
        assert told is not None
        assert "приветствие" in told[0].text
    await desk.write("skip", 102)
    assert (await desk.write("skip", 102) or [])[0].text.startswith("❓")
    assert [widget.channel_name for widget in await find_widgets(desk.rt, desk.company_id)] == ["web", "instagram"]


async def test_what_was_asked_a_day_ago_is_forgotten(desk: Desk) -> None:
    now = desk.rt.clock()
    desk.rt.clock = lambda: now
    await desk.says("создать канал")
    desk.rt.clock = lambda: now + timedelta(hours=25)
    assert "Команды" in await desk.says("Инстаграм")


async def test_channels_are_listed_changed_deleted_and_shown_as_codes(desk: Desk) -> None:
    widget = await add_widget(desk.rt, desk.company_id, "Instagram", "Привет")
    (listed,) = await desk.write("каналы") or []
    assert f"• Instagram (ID: {widget.id})\n🔗 http://127.0.0.1:9/w/{desk.company_id}/{widget.id}" in listed.text
    assert carried(listed)[-4:] == [
        *(f"{action}_widget_{widget.id}" for action in ("edit", "delete", "qr")),
        f"create_widget_{desk.company_id}",
    ]
    (code,) = await desk.press(f"qr_widget_{widget.id}")
    assert code.extra["qr"] == f"http://127.0.0.1:9/w/{desk.company_id}/{widget.id}"
    assert "Instagram" in (await desk.press(f"edit_widget_{widget.id}"))[0].text
    assert "Привет" in await desk.says("ТикТок")
    await desk.says("Здравствуйте!")
    changed = await find_widget(desk.rt, desk.company_id, widget.id)
    assert changed is not None
    assert (changed.channel_name, changed.greeting) == ("tiktok", "Здравствуйте!")
    (question,) = await desk.press(f"delete_widget_{widget.id}")
    assert carried(question) == [f"really_widget_{widget.id}", "cancel"]
    assert await find_widget(desk.rt, desk.company_id, widget.id) is not None
    await desk.press(f"really_widget_{widget.id}")
    assert await find_widget(desk.rt, desk.company_id, widget.id) is None
    (gone,) = await desk.press(f"really_widget_{widget.id}")
    assert (gone.text, gone.extra["popup"]) == ("", "Этого больше нет.")


async def test_websites_widgets_are_made_and_switched_by_buttons(desk: Desk) -> None:
    (empty,) = await desk.write("виджет") or []
    assert carried(empty) == ["create_web"]
    await desk.press("create_web")
    await desk.says("https://Shop.kz/catalog")
    await desk.says("skip")
    widget = (await find_widgets(desk.rt, desk.company_id))[-1]
    assert widget.domain == "shop.kz"
    for _ in range(2):
        (listed,) = await desk.press(f"web_off_{widget.id}")
        assert f"web_on_{widget.id}" in carried(listed)
    stored = await find_widget(desk.rt, desk.company_id, widget.id)
    assert stored is not None
    assert not stored.is_active
    await desk.press("create_web")
    await desk.says("не сайт вовсе")
    assert (await desk.says("skip")).startswith("❌ ")


async def test_another_companys_widget_is_out_of_reach(desk: Desk) -> None:
    other = await a_desk(desk.rt, "other")
    widget = await add_widget(desk.rt, other.company_id, "Instagram", "Привет")
    for action in ("edit_widget", "delete_widget", "really_widget", "qr_widget", "web_off", "really_web"):
        (refused,) = await desk.press(f"{action}_{widget.id}")
        assert refused.extra["popup"] == "Этого больше нет."
    stored = await find_widget(desk.rt, other.company_id, widget.id)
    assert stored is not None
    assert stored.is_active
    assert "Instagram" not in await desk.says("каналы")


async def test_the_language_of_reports_is_chosen_by_a_button(desk: Desk) -> None:
    (choice,) = await desk.write("🌍 Язык") or []
    assert carried(choice) == [f"manager_lang_{code}" for code in ("ru", "en", "kz", "ky", "uz", "uk")]
    (done,) = await desk.press("manager_lang_kz")
    assert "Есептер тілі" in done.text
    async with desk.rt.db.begin() as session:
        assert await session.scalar(select(Company.default_language).where(Company.id == desk.company_id)) == "kk"
    assert await desk.says("мәзір") == "🤖 <b>Мәзір</b>"
    assert "Күйі" not in await desk.says("статус")


async def test_what_is_no_command_gets_the_help_and_in_a_group_nothing(desk: Desk) -> None:
    assert (await desk.says("Доброе утро")).startswith("❓ <b>Команды</b>")
    group = replace(desk, chat="-100500", is_group=True)
    assert await group.write("Доброе утро, коллеги") is None
    assert "Лид" in await group.says("лиды")


async def test_in_a_group_each_has_a_dialogue_of_their_own(desk: Desk) -> None:
    first = replace(desk, chat="-100500", is_group=True, person="1")
    second = replace(desk, chat="-100500", is_group=True, person="2")
    await first.says("создать канал")
    assert await second.write("Инстаграм") is None
    assert "приветствие" in await first.says("Инстаграм")


async def test_bots_are_listed_for_the_super_administrator_alone(desk: Desk) -> None:
    await a_desk(desk.rt, "other")
    assert (await desk.says("боты")).startswith("❓")
    told = await replace(desk, person=SUPER, chat=SUPER).says("боты")
    assert f"❌ Лавка (ID: {desk.company_id})" in told
    assert told.count("Лавка") == 2


@pytest.mark.parametrize("person", [MANAGER, SUPER])
async def test_a_manager_sees_only_lines_of_the_log_that_name_the_company(
    desk: Desk, person: str, tmp_path: Any
) -> None:
    await a_desk(desk.rt, "other")
    lines = [
        f'{{"event": "own & bold", "company": {desk.company_id}}}',
        '{"event": "of another", "company": 99999}',
        '{"event": "of nobody"}',
        "no json at all",
    ]
    (tmp_path / "parley.log").write_text("\n".join(lines) + "\n")
    desk.rt.settings = desk.rt.settings.model_copy(update={"home": tmp_path})
    told = await replace(desk, person=person).says("/log")
    assert "own &amp; bold" in told
    assert ("of another" in told, "of nobody" in told) == (person == SUPER, person == SUPER)


async def test_a_recording_that_was_not_heard_is_no_words_of_the_manager(desk: Desk) -> None:
    assert await desk.write("Голосовое сообщение не удалось разобрать", kind=EventKind.COMMAND) is None
