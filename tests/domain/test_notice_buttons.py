import pytest

from fakes.outside import notice
from parley.domain.notice_buttons import notice_keyboard, public_link
from parley.languages.registry import find_languages


@pytest.mark.parametrize("language", sorted(find_languages()))
def test_every_language_has_its_own_words_and_the_same_buttons(language: str) -> None:
    keyboard = notice_keyboard(notice(), language, "https://parley.example/")["inline_keyboard"]
    carried = [[button.get("callback_data") or button["url"] for button in row] for row in keyboard]
    link = "https://parley.example/leads#lead-41"
    assert carried == [["new_lead:41"], ["take:41", "number:41"], [link, "return:41"]]
    others = notice_keyboard(notice(), "ru" if language != "ru" else "en", "")["inline_keyboard"]
    assert keyboard[2][-1]["text"] != others[2][-1]["text"]


def test_without_a_phone_there_is_none_to_send() -> None:
    keyboard = notice_keyboard(notice(phone=""), "ru", "")["inline_keyboard"]
    assert [button["callback_data"] for button in keyboard[1]] == ["take:41"]


def test_a_long_name_is_cut_and_a_missing_one_is_said_to_be_missing() -> None:
    assert len(notice_keyboard(notice(name="Я" * 300), "ru", "")["inline_keyboard"][0][0]["text"]) == 64
    nameless = notice_keyboard(notice(name="", phone=""), "ru", "")["inline_keyboard"][0][0]
    assert nameless["text"] == "🆕 не указано"


@pytest.mark.parametrize(
    ("base", "link"),
    [
        ("https://parley.example", "https://parley.example/leads"),
        ("https://parley.example/", "https://parley.example/leads"),
        ("http://localhost:8000", ""),
        ("", ""),
        ("javascript:alert(1).example", ""),
        ("https://[broken", ""),
    ],
)
def test_only_an_address_that_others_reach_is_linked(base: str, link: str) -> None:
    assert public_link(base, "/leads") == link
