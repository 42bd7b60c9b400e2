"""Serves the super administrator: what texts, buttons and answers ask for. Who is none is refused everything."""

from collections.abc import Awaitable, Callable, Mapping
from html import escape
from typing import Any

import structlog
from sqlalchemy import func, select

from parley.admin_bot import company_settings as settings_pages
from parley.admin_bot import keyboards as keys
from parley.admin_bot.client import AdminClient
from parley.admin_bot.store import AdminDialogue, find_admin_dialogue, save_admin_dialogue
from parley.admin_bot.updates import Incoming
from parley.admin_bot.wizard import STEPS, Draft, draft_of_company, save_draft, step_prompt, summary, take_answer
from parley.companies import manage
from parley.companies.status import Mark, api_state, database_state
from parley.errors import Invalid, NotFound
from parley.infra.logging import read_last_lines
from parley.leads.list_text import lead_lines
from parley.leads.read import list_all_leads
from parley.models import ChannelAccount, Company
from parley.runtime import Runtime
from parley.text.row_ids import parse_id

log = structlog.get_logger()

_REFUSAL = "⛔ Доступ только для администратора."
_MENU = "🤖 <b>Меню</b>"
_ASK_ID, _FIELD, _SUMMARY, _STEP = "edit_id", "field", "summary", "step"
_CURRENCY, _MAX_LEADS, _MAX_CHARS, _LOG_LINES = "currency", 10, 3_900, 60
Json = dict[str, Any]


class AdminDesk:
    """One thing that somebody did in the super administrator's bot."""

    def __init__(self, rt: Runtime, client: AdminClient, incoming: Incoming) -> None:
        self.rt, self.client, self.incoming = rt, client, incoming
        self.by = f"super administrator (telegram {incoming.user_id})"
        self.dialogue = AdminDialogue()

    @property
    def is_allowed(self) -> bool:
        """Whether the environment names this person; where it names nobody, nobody is."""
        return self.incoming.is_private and str(self.incoming.user_id) in self.rt.settings.super_admin_ids

    async def serve(self) -> None:
        """Does what is asked for and tells what became of it. An update that comes twice does nothing. Raises
        RemoteError where it cannot be told."""
        if not self.is_allowed:
            await self._refuse()
            return
        self.dialogue = await find_admin_dialogue(self.rt, self.incoming.user_id)
        if self.incoming.update_id == self.dialogue.update_id:
            return
        try:
            await (self._press() if self.incoming.callback_id else self._read())
        except (Invalid, NotFound) as error:
            await self._go(self.dialogue.step, self.dialogue.data)
            await self.say(f"❌ {_plain(error)}")

    async def _refuse(self) -> None:
        if self.incoming.callback_id:
            await self.client.answer_button(self.incoming.callback_id, _REFUSAL)
        elif self.incoming.is_private:
            own_id = f"\nID: <code>{self.incoming.user_id}</code>" if self.incoming.text == "/id" else ""
            await self.client.say(self.incoming.chat_id, _REFUSAL + own_id)

    # ── texts

    async def _read(self) -> None:
        text = keys.ALIASES.get(self.incoming.text, self.incoming.text)
        if text == keys.CANCEL:
            await self._go("")
            await self.say("Отменено.", keys.companies_keyboard())
            return
        page = _PAGES.get(text)
        if page is not None:
            # A button of the keyboard leaves whatever was begun.
            await self._go("")
            await page(self)
            return
        answer = _ANSWERS.get(self.dialogue.step.partition(":")[0])
        if answer is not None:
            await answer(self, text)
        elif text == keys.BACK:
            await self._go("")
            await self.say(_MENU, keys.main_keyboard())
        else:
            await self._go("")
            await self.say("Выберите на клавиатуре, что сделать.", keys.main_keyboard())

    async def show_menu(self) -> None:
        """Shows the main keyboard."""
        await self.say(_MENU, keys.main_keyboard())

    async def show_companies(self) -> None:
        """Shows the keyboard of companies."""
        await self.say("📊 <b>Компании</b>", keys.companies_keyboard())

    async def list_companies(self) -> None:
        """Lists all companies: id, name, whether they have a bot."""
        lines = [
            f"ID: {record['id']} — {_plain(record['name'])} {'🤖' if record['bot_token'] else '❌'}"
            for record in await self._records()
        ]
        for page in _pages(lines or ["Компаний пока нет."]):
            await self.say(page, keys.companies_keyboard())

    async def show_leads(self) -> None:
        """Lists the newest leads of all companies."""
        names = {record["id"]: record["name"] for record in await self._records()}
        leads = await list_all_leads(self.rt, _MAX_LEADS)
        parts = [
            f"🏢 {_plain(names.get(lead['company_id'], lead['company_id']))}\n{lead_lines(lead)}" for lead in leads
        ]
        for page in _pages(parts or ["Лидов пока нет."], "\n\n"):
            await self.say(page)

    async def show_status(self) -> None:
        """Tells how everything does, and how many bots work."""
        api, database = await api_state(self.rt), await database_state(self.rt)
        voice = self.rt.voice_problem()
        working, total = await self._count_bots()
        lines = [
            "⚙️ <b>Статус</b>",
            f"{api.mark} Backend: {_online(api.mark is Mark.GOOD)}",
            f"{database.mark} База данных: {_online(database.mark is Mark.GOOD)}",
            f"{'⚠️' if voice else '✅'} Голосовой ввод: {_online(not voice)}",
            f"🤖 Активные боты: {working}/{total}",
        ]
        await self.say("\n".join(lines))

    async def show_widgets(self) -> None:
        """Offers a switch for each company's widgets."""
        await self.say(
            "🌐 <b>Виджеты компаний</b>",
            settings_pages.widget_buttons(await self._records(), await self._switched_on()),
        )

    async def show_integrations(self) -> None:
        """Asks which company's settings are to be changed."""
        await self.say("🔌 Какая компания?", settings_pages.companies_buttons(await self._records(), "settings"))

    async def show_log(self) -> None:
        """Shows the newest lines of the log."""
        text = "".join(read_last_lines(self.rt.settings.home, _LOG_LINES))[-3_000:]
        while len(_plain(text)) > _MAX_CHARS:
            text = text[200:]
        await self.say(f"<pre>{_plain(text)}</pre>" if text.strip() else "Журнал пуст.")

    async def show_id(self) -> None:
        """Tells the chat's own id."""
        await self.say(str(self.incoming.chat_id))

    # ── the wizard

    async def begin_creating(self) -> None:
        """Asks the first step of a new company."""
        await self._ask_step(0, Draft(None, {}, {}))

    async def begin_editing(self) -> None:
        """Asks which company is to be changed."""
        await self._go(_ASK_ID)
        await self.say("Напишите ID компании.", keys.step_keyboard())

    async def answer_id(self, text: str) -> None:
        """Takes a company's id."""
        if text == keys.BACK:
            await self._go("")
            await self.show_companies()
            return
        record = await self._record(parse_id(text))
        await self._ask_step(0, draft_of_company(record))

    async def answer_step(self, text: str) -> None:
        """Takes the answer to a step of the wizard."""
        number, draft = int(self.dialogue.step.partition(":")[2]), Draft.of(self.dialogue.data)
        if text == keys.BACK:
            await self._step_back(number, draft)
            return
        draft = await take_answer(self.client, draft, number, text, self.incoming.file_id)
        if number + 1 < len(STEPS):
            await self._ask_step(number + 1, draft)
        else:
            await self._go(_SUMMARY, draft.to_json())
            await self.say(summary(draft), keys.summary_keyboard())

    async def answer_summary(self, text: str) -> None:
        """Saves what was summed up, or goes back."""
        draft = Draft.of(self.dialogue.data)
        if text == keys.BACK:
            await self._ask_step(len(STEPS) - 1, draft)
        elif text == keys.SAVE:
            # Forgotten before it is saved: of an update that comes twice there is one company.
            data = self.dialogue.data
            await self._go("")
            try:
                done = await save_draft(self.rt, self.client, draft, self.by)
            except (Invalid, NotFound):
                self.dialogue = AdminDialogue(_SUMMARY, data, self.incoming.update_id)
                raise
            await self.say(done, keys.companies_keyboard())
        else:
            await self._go(_SUMMARY, self.dialogue.data)
            await self.say(summary(draft), keys.summary_keyboard())

    async def _step_back(self, number: int, draft: Draft) -> None:
        if number:
            await self._ask_step(number - 1, draft)
        else:
            await self._go("")
            await self.show_companies()

    async def _ask_step(self, number: int, draft: Draft) -> None:
        await self._go(f"{_STEP}:{number}", draft.to_json())
        await self.say(step_prompt(number, draft), keys.step_keyboard())

    # ── settings by buttons

    async def _press(self) -> None:
        """Does what a button says; every one is answered."""
        await self.client.answer_button(self.incoming.callback_id)
        action, *middle, number = self.incoming.data.split(":")
        record = await self._record(parse_id(number))
        value = middle[0] if middle else ""
        await self._go("")
        if action == "widget" and value in ("on", "off"):
            await manage.set_widget_enabled(self.rt, record["id"], value == "on", self.by)
            await self.show_widgets()
        elif action == _FIELD and value in settings_pages.ASKED_FIELDS:
            await self._go(_FIELD, {"id": record["id"], "field": value})
            await self.say(settings_pages.field_prompt(value, record), keys.step_keyboard())
        elif action == _CURRENCY and value in keys.CURRENCIES:
            await self._change(record["id"], {"currency": value})
        elif action == "integration" and value in ("on", "off"):
            await self._change(record["id"], {"integration_enabled": value == "on"})
        else:
            await self._show_settings(record["id"])

    async def answer_field(self, text: str) -> None:
        """Takes the new value of one setting."""
        company_id, field = int(self.dialogue.data["id"]), str(self.dialogue.data["field"])
        if text in (keys.BACK, "."):
            await self._go("")
            await self._show_settings(company_id)
            return
        if not text:
            raise Invalid("Нужен текст.")
        await self._change(company_id, {field: "" if text == "-" else text})

    async def _change(self, company_id: int, fields: Json) -> None:
        await manage.save_company(
            self.rt, {"id": company_id, **fields}, with_secrets=True, at=self.rt.clock(), by=self.by
        )
        await self._go("")
        await self.say("✅ Сохранено", keys.main_keyboard())
        await self._show_settings(company_id)

    async def _show_settings(self, company_id: int) -> None:
        record = await self._record(company_id)
        await self.say(settings_pages.settings_text(record), settings_pages.settings_buttons(record))

    # ── what all of it needs

    async def say(self, text: str, keyboard: Mapping[str, Any] | None = None) -> None:
        """Tells the super administrator something. Raises RemoteError."""
        await self.client.say(self.incoming.chat_id, text, keyboard)

    async def _go(self, step: str, data: Mapping[str, Any] | None = None) -> None:
        self.dialogue = AdminDialogue(step, dict(data or {}) if step else {}, self.incoming.update_id)
        await save_admin_dialogue(self.rt, self.incoming.user_id, self.dialogue, self.rt.clock())

    async def _records(self) -> list[Json]:
        return await manage.company_records(self.rt, with_secrets=False)

    async def _record(self, company_id: int) -> Json:
        """Returns a company with masked secrets. Raises NotFound."""
        record = next((record for record in await self._records() if record["id"] == company_id), None)
        if record is None:
            raise NotFound("Компании с таким ID нет.")
        return record

    async def _switched_on(self) -> set[int]:
        """Returns the companies whose widgets are switched on."""
        async with self.rt.db.across() as session:
            return set(await session.scalars(select(Company.id).where(Company.widget_enabled)))

    async def _count_bots(self) -> tuple[int, int]:
        """Returns how many bots of companies work, and how many there are."""
        is_working = ChannelAccount.state.in_(("connected", "polling"))
        query = (
            select(func.count().filter(is_working), func.count())
            .join(Company, Company.id == ChannelAccount.company_id)
            .where(ChannelAccount.kind == "telegram", ChannelAccount.deleted_at.is_(None), Company.is_active)
        )
        async with self.rt.db.across() as session:
            working, total = (await session.execute(query)).one()
        return working, total


def _online(is_good: bool) -> str:
    return "Online" if is_good else "Offline"


def _plain(text: object) -> str:
    return escape(str(text), quote=False)


def _pages(parts: list[str], mark: str = "\n") -> list[str]:
    """Returns the parts as texts that fit one message each."""
    pages = [""]
    for part in parts:
        if pages[-1] and len(pages[-1]) + len(part) > _MAX_CHARS:
            pages.append("")
        pages[-1] += (mark if pages[-1] else "") + part
    return pages


_PAGES: Mapping[str, Callable[[AdminDesk], Awaitable[None]]] = {
    "/start": AdminDesk.show_menu,
    "/log": AdminDesk.show_log,
    "/id": AdminDesk.show_id,
    keys.MENU: AdminDesk.show_menu,
    keys.COMPANIES: AdminDesk.show_companies,
    keys.LEADS: AdminDesk.show_leads,
    keys.STATUS: AdminDesk.show_status,
    keys.WIDGET: AdminDesk.show_widgets,
    keys.INTEGRATIONS: AdminDesk.show_integrations,
    keys.CREATE: AdminDesk.begin_creating,
    keys.EDIT: AdminDesk.begin_editing,
    keys.LIST: AdminDesk.list_companies,
}
_ANSWERS: Mapping[str, Callable[[AdminDesk, str], Awaitable[None]]] = {
    _ASK_ID: AdminDesk.answer_id,
    _STEP: AdminDesk.answer_step,
    _SUMMARY: AdminDesk.answer_summary,
    _FIELD: AdminDesk.answer_field,
}
