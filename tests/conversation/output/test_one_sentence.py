"""One spoken sentence out of whatever a model streams."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parley.conversation.output.one_sentence import OneSentenceFilter, join_as_one_sentence
from parley.languages.registry import find_languages


def spoken(*pieces: str) -> str:
    sentence = OneSentenceFilter()
    return "".join([*(sentence.feed(piece) for piece in pieces), sentence.close()])


def test_it_falls_silent_after_the_first_sentence() -> None:
    assert spoken("Есть ноутбуки. ", "Ещё есть планшеты.") == "Есть ноутбуки."


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("Сакен, +7 701 234 5678. Всё верно?", "Сакен, +7 701 234 5678, всё верно?"),
        ("Спасибо! Как вас зовут?", "Спасибо, как вас зовут?"),
        ("Есть диваны. Везём завтра. Куда везти?! Ждём.", "Есть диваны, куда везти?"),
        ("Сколько комнат? Какой этаж?", "Сколько комнат?"),
        ("Есть два: Куда везти? Когда?", "Есть два: Куда везти?"),
        ("We have it. May I call you? I can wait.", "We have it, may I call you?"),
        ("We have it. I'm sure? Yes.", "We have it, I'm sure?"),
        ("Есть диваны. LED-лампы нужны?", "Есть диваны, LED-лампы нужны?"),
        ("Есть диваны… ?! ", "Есть диваны."),
    ],
)
def test_a_statement_keeps_the_question_behind_it(text: str, sentence: str) -> None:
    assert spoken(text) == sentence


def test_a_question_keeps_the_capital_of_a_name() -> None:
    sentence = OneSentenceFilter(["Анна Ли"])
    assert sentence.feed("Есть диваны. Анна, куда везти?") + sentence.close() == "Есть диваны, Анна, куда везти?"


def test_sentences_of_codes_own_are_all_said() -> None:
    thanks = "Спасибо, Анна! Заявка принята, менеджер свяжется с вами."
    assert join_as_one_sentence(thanks) == "Спасибо, Анна, заявка принята, менеджер свяжется с вами."
    assert join_as_one_sentence("Передаю. Анна, на какой номер позвонить?", ["Анна"]).endswith(
        ", Анна, на какой номер позвонить?"
    )
    assert join_as_one_sentence(" ") == ""


def test_a_question_is_not_waited_for_for_ever() -> None:
    sentence = OneSentenceFilter()
    assert sentence.feed("Есть. " + "слова " * 60 + "да?") == "Есть."
    assert sentence.ended


@pytest.mark.parametrize("code", sorted(find_languages()))
def test_every_read_back_is_one_sentence_with_its_question(code: str) -> None:
    replies = find_languages()[code].replies
    for template in (replies.read_back, replies.read_back_phone):
        text = join_as_one_sentence(template.format(name="Anna", phone="+7 701 234 5678"), ["Anna"])
        assert (text[-1], text.count("?"), "." in text, "!" in text) == ("?", 1, False, False)
        assert template.rpartition(". ")[2].lower() in text.lower()


def test_a_decimal_point_is_no_end() -> None:
    assert spoken("Цена 12.", "50 доллара") == "Цена 12,50 доллара."


def test_lists_and_marks_are_taken_out() -> None:
    assert spoken("**Есть**\n• ноутбук!\nИ ещё") == "Есть ноутбук!"


def test_an_address_loses_its_dot() -> None:
    assert spoken("Пишите на shop.example сегодня") == "Пишите на shop example сегодня."


@given(st.lists(st.text()))
def test_there_is_never_more_than_one_sentence(pieces: list[str]) -> None:
    text = spoken(*pieces)
    assert sum(bool(part.strip()) for part in text.replace("!", ".").replace("?", ".").split(".")) <= 1


@given(st.text())
def test_how_the_text_is_cut_changes_nothing(text: str) -> None:
    assert spoken(text) == spoken(*text)
