"""Buttons in every language, ids of 64 bytes at most, and what their words say."""

from typing import Any

import pytest

from fakes.listener import heard
from parley.channels.telegram import client_texts as texts
from parley.channels.telegram.client_keyboards import keyboard_of, start_keyboard
from parley.domain.channel import OutboundMessage
from parley.languages.registry import find_languages

LANGUAGES = sorted(find_languages())
SESSION = "3f0f2c1e-1111-4222-8333-444455556666"


def buttons(parameters: dict[str, Any]) -> list[dict[str, Any]]:
    markup = parameters["reply_markup"]
    return [button for row in markup.get("keyboard") or markup["inline_keyboard"] for button in row]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_its_own_buttons(language: str) -> None:
    tables = (texts.CHOOSE_BUTTON, texts.MANAGER_BUTTON, texts.SHARE_CONTACT_BUTTON, texts.DETAILS_BUTTON)
    assert all(table[language] for table in tables)
    assert len(buttons({"reply_markup": start_keyboard(language)})) == 2


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_button_for_a_manager_says_that_a_person_is_wanted(language: str) -> None:
    words = texts.words_of_button(texts.MANAGER_BUTTON[language])
    assert heard(words, language=language).wants_human


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_button_for_a_solution_says_something_of_the_customers_own(language: str) -> None:
    words = texts.words_of_button(texts.CHOOSE_BUTTON[language])
    assert words != texts.CHOOSE_BUTTON[language]


def test_a_recommendation_is_asked_about_by_ids() -> None:
    details, order = buttons(keyboard_of(OutboundMessage("Есть", "ru", recommends=SESSION)))
    assert (details["text"], details["callback_data"]) == ("📄 Подробнее", f"details_{SESSION}")
    assert (order["text"], order["callback_data"]) == ("✅ Оформить заявку", f"order_{SESSION}")
    assert len(details["callback_data"].encode()) <= 64


def test_where_a_number_is_asked_for_a_button_shares_it() -> None:
    message = OutboundMessage("Ваш номер?", "uz", ("Keyinroq",), asks_phone=True, recommends=SESSION)
    share, later = buttons(keyboard_of(message))
    assert share == {"text": "📱 Kontaktni ulashish", "request_contact": True}
    assert later == {"text": "Keyinroq"}
