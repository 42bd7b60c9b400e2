"""Serves a manager in the company's bot: what words, buttons and answers ask for (contract §4.3)."""

from collections.abc import Awaitable, Callable, Mapping
from html import escape

from parley.channels.base import Account
from parley.channels.telegram.manager import dialogues, reports
from parley.channels.telegram.manager.keyboards import (
    MAX_LISTED,
    channel_buttons,
    delete_buttons,
    language_buttons,
    manager_keyboard,
    site_buttons,
)
from parley.channels.telegram.manager.texts import texts_of
from parley.channels.telegram.manager.words import Command, find_command
from parley.companies import manage
from parley.domain.channel import ChannelEvent, EventKind, OutboundMessage, staff_message
from parley.domain.company import CompanyConfig
from parley.languages.registry import normalize_language_code
from parley.models import Widget
from parley.runtime import Runtime
from parley.staff.dialogues import StaffPerson
from parley.text.row_ids import parse_id
from parley.widgets.domains import display_domain
from parley.widgets.store import (
    CHANNEL_WIDGET,
    DEFAULT_GREETING,
    WEBSITE_WIDGET,
    find_widget,
    find_widgets,
    remove_widget,
    update_widget,
    widget_url,
)

Messages = list[OutboundMessage]
_LANGUAGE = "manager_lang_"


class ManagerDesk:
    """One thing that a manager did in one chat."""

    def __init__(self, rt: Runtime, account: Account, company: CompanyConfig, event: ChannelEvent) -> None:
        self.rt, self.account, self.company, self.event = rt, account, company, event
        self.texts = texts_of(company.language)
        self.person = StaffPerson(company.id, event.chat_id, event.sender_id)
        #: who changed it, in the log of changes
        self.by = f"{event.sender_name or 'manager'} (telegram {event.sender_id})"

    @property
    def is_super_admin(self) -> bool:
        """Whether the super administrator does it."""
        return self.event.sender_id in self.rt.settings.super_admin_ids

    async def serve(self) -> Messages | None:
        """Does what is asked for and returns what is told; None where it is not for this desk."""
        event = self.event
        if event.data:
            return await self._press()
        if event.kind is EventKind.STARTED or event.command == "menu":
            await dialogues.forget(self)
            return [self.menu()]
        if event.kind is EventKind.COMMAND:
            # Why a recording was not heard is no word of the manager's.
            return [self.say(self.texts.choose_language, language_buttons())] if event.command == "lang" else None
        if not event.text:
            return None
        if event.text.split("@")[0].strip().lower() == "/log":
            return [self.say(await self._log())]
        if (answered := await dialogues.answer(self)) is not None:
            return answered
        return await self._words()

    async def _words(self) -> Messages | None:
        command = find_command(self.event.text, self.company.language)
        if command is None or (command is Command.BOTS and not self.is_super_admin):
            # In a group people talk to each other.
            return None if self.event.is_group else await self.show_help()
        return await _COMMANDS[command](self)

    async def _log(self) -> str:
        is_only_company = len(await manage.company_records(self.rt, with_secrets=False)) == 1
        see_all = self.is_super_admin or is_only_company
        return reports.log_report(self.rt, self.company, is_super_admin=see_all)

    # ── what words ask for

    def menu(self) -> OutboundMessage:
        """Returns the menu, with the keyboard."""
        return self.say(self.texts.menu, manager_keyboard(self.company.language))

    async def show_menu(self) -> Messages:
        """Shows the keyboard again."""
        return [self.menu()]

    async def show_help(self) -> Messages:
        """Lists the commands."""
        return [self.say(self.texts.help, manager_keyboard(self.company.language))]

    async def show_status(self) -> Messages:
        """Tells how everything does."""
        return [self.say(await reports.status_report(self.rt, self.company))]

    async def show_leads(self) -> Messages:
        """Tells how many leads there are, and the last."""
        return [self.say(reports.cut(await reports.leads_report(self.rt, self.company)))]

    async def show_bots(self) -> Messages:
        """Lists all companies."""
        return [self.say(await reports.bots_report(self.rt))]

    async def show_languages(self) -> Messages:
        """Offers the languages of reports."""
        return [self.say(self.texts.choose_language, language_buttons())]

    async def show_sites(self) -> Messages:
        """Lists the websites' widgets."""
        widgets = (await self._widgets(WEBSITE_WIDGET))[:MAX_LISTED]
        lines = [
            f"{'🟢' if widget.is_active else '🔴'} {_plain(display_domain(widget.domain))} (ID: {widget.id})"
            for widget in widgets
        ]
        text = "\n".join([self.texts.sites, *(lines or [self.texts.no_sites])])
        return [self.say(text, site_buttons(widgets, self.company.language))]

    async def show_channels(self) -> Messages:
        """Lists the channels with their links."""
        widgets = [widget for widget in await self._widgets(CHANNEL_WIDGET) if widget.is_active][:MAX_LISTED]
        lines = [f"• {_title(widget)} (ID: {widget.id})\n🔗 {widget_url(self.rt, widget)}" for widget in widgets]
        text = "\n".join([self.texts.channels, *(lines or [self.texts.no_channels])])
        return [self.say(text, channel_buttons(widgets, self.company.language, self.company.id))]

    async def create_channel(self) -> Messages:
        """Asks for a new channel's name."""
        return [await dialogues.ask(self, "channel_name")]

    def switch_widget(self, enabled: bool) -> Callable[[], Awaitable[Messages]]:
        """Returns what switches all of the company's widgets."""

        async def switch() -> Messages:
            await manage.set_widget_enabled(self.rt, self.company.id, enabled, self.by)
            return [self.say(self.texts.widget_on if enabled else self.texts.widget_off)]

        return switch

    async def count(self, period: str) -> Messages:
        """Tells how many leads came in a period."""
        return [self.say(await reports.count_report(self.rt, self.company, period))]

    async def report(self, period: str) -> Messages:
        """Tells of the leads of a period."""
        return [self.say(reports.cut(await reports.period_report(self.rt, self.company, period)))]

    # ── what buttons ask for

    async def _press(self) -> Messages:
        """Does what a button says. Every one is answered, one that nobody knows any more too."""
        data = self.event.data
        if data == "cancel":
            await dialogues.forget(self)
            return [self.say(self.texts.cancelled)]
        if data.startswith(_LANGUAGE) and (code := normalize_language_code(data.removeprefix(_LANGUAGE))):
            return await self._choose_language(code)
        if data == "create_web":
            return [await dialogues.ask(self, "site_domain")]
        action, _, number = data.rpartition("_")
        if action == "create_widget":
            return await self.create_channel()
        act = _BUTTONS.get(action)
        widget = await find_widget(self.rt, self.company.id, parse_id(number)) if act else None
        if act is None or widget is None:
            return [OutboundMessage("", extra={"callback": self.event.callback_id, "popup": self.texts.gone})]
        return await act(self, widget)

    async def _choose_language(self, code: str) -> Messages:
        await manage.set_default_language(self.rt, self.company.id, code, self.by)
        name = self.rt.language(code).native_name
        words = texts_of(code).language_set.format(name=name)
        return [self.say(words, manager_keyboard(code))]

    async def edit_channel(self, widget: Widget) -> Messages:
        """Asks for a channel's new name."""
        return [await dialogues.ask(self, "channel_new_name", {"widget": widget.id})]

    async def edit_site(self, widget: Widget) -> Messages:
        """Asks for a site's new greeting."""
        return [await dialogues.ask(self, "new_greeting", {"widget": widget.id})]

    async def switch_site(self, widget: Widget) -> Messages:
        """Switches a site's widget as the button says."""
        wanted = self.event.data.startswith("web_on_")
        await update_widget(self.rt, self.company.id, widget.id, {"is_active": wanted}, self.by)
        return await self.show_sites()

    async def ask_delete(self, widget: Widget) -> Messages:
        """Asks once more."""
        kind = "web" if widget.widget_type == WEBSITE_WIDGET else "widget"
        question = self.texts.ask_delete.format(name=_title(widget), id=widget.id)
        return [self.say(question, delete_buttons(kind, widget.id, self.company.language))]

    async def delete(self, widget: Widget) -> Messages:
        """Deletes a widget; its leads stay."""
        await remove_widget(self.rt, self.company.id, widget.id, self.by)
        return [self.say(self.texts.deleted.format(name=_title(widget)))]

    async def send_qr(self, widget: Widget) -> Messages:
        """Sends a channel's address as a QR code."""
        url = widget_url(self.rt, widget)
        params = {"caption": f"{_title(widget)}\n{url}", "parse_mode": "HTML"}
        extra = {"method": "sendPhoto", "qr": url, "params": params, "callback": self.event.callback_id}
        return [OutboundMessage("", extra=extra)]

    # ── what all of it needs

    def say(self, text: str, buttons: Mapping[str, object] | None = None) -> OutboundMessage:
        """Returns a message with markup; a pressed button is answered with it."""
        params = {"parse_mode": "HTML", "link_preview_options": {"is_disabled": True}}
        more = {"callback": self.event.callback_id} if self.event.callback_id else {}
        return staff_message(text, params=params | ({"reply_markup": buttons} if buttons else {}), **more)

    async def created(self, widget: Widget) -> OutboundMessage:
        """Returns that a widget was made, with its address."""
        done = self.texts.created.format(name=_title(widget), id=widget.id)
        return self.say(f"{done}\n🔗 {widget_url(self.rt, widget)}")

    async def widget_value(self, widget_id: int, field: str) -> str | None:
        """Returns a widget's name or greeting as it is now; None where it is gone."""
        widget = await find_widget(self.rt, self.company.id, widget_id)
        if widget is None:
            return None
        return _title(widget) if field == "channel_name" else _plain(widget.greeting or DEFAULT_GREETING)

    async def _widgets(self, kind: str) -> list[Widget]:
        found = await find_widgets(self.rt, self.company.id)
        return [widget for widget in found if (widget.widget_type == WEBSITE_WIDGET) == (kind == WEBSITE_WIDGET)]


def _title(widget: Widget) -> str:
    """Returns what a widget is called, ready for markup."""
    is_site = widget.widget_type == WEBSITE_WIDGET
    return _plain(display_domain(widget.domain) if is_site else widget.channel_name.capitalize())


def _plain(text: str) -> str:
    return escape(text, quote=False)


_COMMANDS: Mapping[Command, Callable[[ManagerDesk], Awaitable[Messages]]] = {
    Command.STATUS: ManagerDesk.show_status,
    Command.LEADS: ManagerDesk.show_leads,
    Command.COUNT_DAY: lambda desk: desk.count("day"),
    Command.COUNT_WEEK: lambda desk: desk.count("week"),
    Command.COUNT_MONTH: lambda desk: desk.count("month"),
    Command.LEADS_WEEK: lambda desk: desk.report("week"),
    Command.LEADS_MONTH: lambda desk: desk.report("month"),
    Command.WIDGET_ON: lambda desk: desk.switch_widget(True)(),
    Command.WIDGET_OFF: lambda desk: desk.switch_widget(False)(),
    Command.SITES: ManagerDesk.show_sites,
    Command.CHANNELS: ManagerDesk.show_channels,
    Command.NEW_CHANNEL: ManagerDesk.create_channel,
    Command.LANGUAGE: ManagerDesk.show_languages,
    Command.MENU: ManagerDesk.show_menu,
    Command.HELP: ManagerDesk.show_help,
    Command.BOTS: ManagerDesk.show_bots,
}
_BUTTONS: Mapping[str, Callable[[ManagerDesk, Widget], Awaitable[Messages]]] = {
    "edit_widget": ManagerDesk.edit_channel,
    "delete_widget": ManagerDesk.ask_delete,
    "really_widget": ManagerDesk.delete,
    "qr_widget": ManagerDesk.send_qr,
    "edit_web": ManagerDesk.edit_site,
    "web_on": ManagerDesk.switch_site,
    "web_off": ManagerDesk.switch_site,
    "delete_web": ManagerDesk.ask_delete,
    "really_web": ManagerDesk.delete,
}
