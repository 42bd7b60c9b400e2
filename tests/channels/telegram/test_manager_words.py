"""What a manager's words ask for (contract §4.3)."""

import pytest

from parley.channels.telegram.manager.texts import LABELS, TEXTS
from parley.channels.telegram.manager.words import Command, find_command
from parley.languages.registry import find_languages


@pytest.mark.parametrize(
    ("text", "command"),
    [
        ("Какой сейчас статус?", Command.STATUS),
        ("STATUS", Command.STATUS),
        ("покажи лиды", Command.LEADS),
        ("leads", Command.LEADS),
        ("ліди", Command.LEADS),
        ("останній лід", Command.LEADS),
        ("Количество лидов за день", Command.COUNT_DAY),
        ("количество лидов за неделю", Command.COUNT_WEEK),
        ("lead count for month", Command.COUNT_MONTH),
        ("лиды за неделю", Command.LEADS_WEEK),
        ("Лиды  за  месяц!", Command.LEADS_MONTH),
        ("виджет 1", Command.WIDGET_ON),
        ("включи виджет 0 пожалуйста", Command.WIDGET_OFF),
        ("widget 1", Command.WIDGET_ON),
        ("виджет 10", Command.SITES),
        ("Виджет ноль", Command.WIDGET_OFF),
        ("widget", Command.SITES),
        ("каналы", Command.CHANNELS),
        ("channels", Command.CHANNELS),
        ("хочу создать канал", Command.NEW_CHANNEL),
        ("меню", Command.MENU),
        ("main menu", Command.MENU),
        ("нужна помощь", Command.HELP),
        ("какие есть команды?", Command.HELP),
        ("боты", Command.BOTS),
        ("добрый вечер", None),
    ],
)
def test_words_are_found_in_any_case_and_longer_ones_first(text: str, command: Command | None) -> None:
    assert find_command(text, "en") is command


@pytest.mark.parametrize("language", sorted(find_languages()))
def test_the_words_of_the_companys_language_and_every_button_are_understood(language: str) -> None:
    commands = [
        *(Command.STATUS, Command.LEADS, Command.CHANNELS, Command.SITES, Command.LEADS_WEEK),
        *(Command.LEADS_MONTH, Command.LANGUAGE, Command.HELP, Command.MENU),
    ]
    for label, command in zip(LABELS[language], commands, strict=True):
        assert find_command(label, "ru") is command, "a button is understood in a company of any language"
        assert find_command(f"… {label.partition(' ')[2]} …", language) is command


def test_counts_and_new_channels_are_asked_for_in_every_language() -> None:
    asked = {
        "kk": ("апталық лид саны", "арна құру"),
        "ky": ("жумалык лид саны", "канал түзүү"),
        "uz": ("haftalik lidlar soni", "kanal yaratish"),
        "uk": ("кількість лідів за тиждень", "створити канал"),
        "mn": ("долоо хоногийн лидийн тоо", "суваг нээх"),
    }
    for language, (count, channel) in asked.items():
        assert find_command(count, language) is Command.COUNT_WEEK
        assert find_command(channel, language) is Command.NEW_CHANNEL


@pytest.mark.parametrize("language", sorted(find_languages()))
def test_every_line_of_the_help_names_something_that_is_understood(language: str) -> None:
    for line in TEXTS[language].help.splitlines()[1:8]:
        assert find_command(line.partition("—")[0], language) is not None, line
