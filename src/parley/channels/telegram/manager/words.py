"""Tells what a manager's words ask for: substrings in any case, longer ones before shorter ones (contract §4.3).

The rows' own languages are understood everywhere, the company's language in its own bot, a button in any language.
"""

import re
from collections.abc import Iterator, Mapping
from enum import StrEnum
from functools import lru_cache

from parley.channels.telegram.manager.texts import LABELS, Labels


class Command(StrEnum):
    """What a manager may ask for."""

    STATUS = "status"
    LEADS = "leads"
    COUNT_DAY = "count_day"
    COUNT_WEEK = "count_week"
    COUNT_MONTH = "count_month"
    LEADS_WEEK = "leads_week"
    LEADS_MONTH = "leads_month"
    WIDGET_ON = "widget_on"
    WIDGET_OFF = "widget_off"
    SITES = "sites"
    CHANNELS = "channels"
    NEW_CHANNEL = "new_channel"
    LANGUAGE = "language"
    MENU = "menu"
    HELP = "help"
    BOTS = "bots"


_COMMON: Mapping[Command, tuple[str, ...]] = {
    Command.STATUS: ("статус", "status"),
    Command.LEADS: ("лиды", "leads", "лід"),
    Command.COUNT_DAY: ("количество лидов за день", "lead count for day"),
    Command.COUNT_WEEK: ("количество лидов за неделю", "lead count for week"),
    Command.COUNT_MONTH: ("количество лидов за месяц", "lead count for month"),
    Command.LEADS_WEEK: ("лиды за неделю", "leads for the week"),
    Command.LEADS_MONTH: ("лиды за месяц", "leads for the month"),
    Command.WIDGET_ON: ("виджет 1", "widget 1", "виджет один", "widget one"),
    Command.WIDGET_OFF: ("виджет 0", "widget 0", "виджет ноль", "widget zero"),
    Command.SITES: ("виджет", "widget"),
    Command.CHANNELS: ("каналы", "channels"),
    Command.NEW_CHANNEL: ("создать канал", "create channel", "create a channel"),
    Command.LANGUAGE: ("язык", "language"),
    Command.MENU: ("меню", "menu"),
    Command.HELP: ("помощь", "help", "команд"),
    Command.BOTS: ("боты", "bots"),
}
# Beside the labels of the language, which are understood without their picture.
_OF_LANGUAGE: Mapping[str, Mapping[Command, tuple[str, ...]]] = {
    "kk": {
        Command.COUNT_DAY: ("күндік лид саны",),
        Command.COUNT_WEEK: ("апталық лид саны",),
        Command.COUNT_MONTH: ("айлық лид саны",),
        Command.NEW_CHANNEL: ("арна құру",),
    },
    "ky": {
        Command.COUNT_DAY: ("күндүк лид саны",),
        Command.COUNT_WEEK: ("жумалык лид саны",),
        Command.COUNT_MONTH: ("айлык лид саны",),
        Command.NEW_CHANNEL: ("канал түзүү",),
    },
    "uz": {
        Command.COUNT_DAY: ("kunlik lidlar soni",),
        Command.COUNT_WEEK: ("haftalik lidlar soni",),
        Command.COUNT_MONTH: ("oylik lidlar soni",),
        Command.WIDGET_ON: ("vidjet 1",),
        Command.WIDGET_OFF: ("vidjet 0",),
        Command.NEW_CHANNEL: ("kanal yaratish",),
    },
    "uk": {
        Command.COUNT_DAY: ("кількість лідів за день",),
        Command.COUNT_WEEK: ("кількість лідів за тиждень",),
        Command.COUNT_MONTH: ("кількість лідів за місяць",),
        Command.WIDGET_ON: ("віджет 1",),
        Command.WIDGET_OFF: ("віджет 0",),
        Command.NEW_CHANNEL: ("створити канал",),
    },
    "mn": {
        Command.COUNT_DAY: ("өдрийн лидийн тоо",),
        Command.COUNT_WEEK: ("долоо хоногийн лидийн тоо",),
        Command.COUNT_MONTH: ("сарын лидийн тоо",),
        Command.NEW_CHANNEL: ("суваг нээх",),
    },
}
_LABEL_COMMANDS = Labels(
    Command.STATUS,
    Command.LEADS,
    Command.CHANNELS,
    Command.SITES,
    Command.LEADS_WEEK,
    Command.LEADS_MONTH,
    Command.LANGUAGE,
    Command.HELP,
    Command.MENU,
)


def find_command(text: str, language: str) -> Command | None:
    """Returns what a text asks for, in a company of this language; None for nothing that we know."""
    words = " ".join(text.lower().split())
    if command := _commands_by_label().get(words):
        return command
    return next((command for pattern, command in _patterns(language) if pattern.search(words)), None)


def is_label(text: str) -> bool:
    """Tells whether a text is a button of the keyboard, in whatever language."""
    return " ".join(text.lower().split()) in _commands_by_label()


@lru_cache(maxsize=1)
def _commands_by_label() -> Mapping[str, Command]:
    return {
        label.lower(): Command(command)
        for labels in LABELS.values()
        for label, command in zip(labels, _LABEL_COMMANDS, strict=True)
    }


@lru_cache
def _patterns(language: str) -> tuple[tuple[re.Pattern[str], Command], ...]:
    phrases = sorted(_phrases(language), key=lambda pair: -len(pair[0]))
    return tuple((_pattern(phrase), command) for phrase, command in phrases)


def _phrases(language: str) -> Iterator[tuple[str, Command]]:
    for command, phrases in (*_COMMON.items(), *_OF_LANGUAGE.get(language, {}).items()):
        yield from ((phrase, command) for phrase in phrases)
    if language in LABELS:
        labels = [label.partition(" ")[2].lower() for label in LABELS[language]]
        yield from zip(labels, map(Command, _LABEL_COMMANDS), strict=True)


def _pattern(phrase: str) -> re.Pattern[str]:
    """Returns what finds a phrase: one that ends in a digit ends there, "виджет 1" is not in "виджет 10"."""
    end = r"(?!\d)" if phrase[-1].isdigit() else ""
    # A word of three letters is a word of its own: "til" is in many others.
    bounds = (r"\b", r"\b") if len(phrase) <= 3 and phrase != "лід" else ("", "")
    return re.compile(f"{bounds[0]}{re.escape(phrase)}{bounds[1]}{end}")
