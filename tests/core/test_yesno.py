"""Assent and refusal: whole words, relative to what was asked, over all languages at once."""

import pytest

from fakes.listener import heard
from parley.core.hearing import Answer, Asked

# Contract §1.1 item 3, in conversations of any of the languages.
POSITIVE = ["Да", "Yes", "Дұрыс", "Туура", "To'g'ri", "Вірно", "Конечно", "Exactly", "Ооба", "👍"]
NEGATIVE = ["Нет", "No", "Жоқ"]


@pytest.mark.parametrize("prior", ["ru", "en", "kk", "ky", "uz", "uk", "mn"])
@pytest.mark.parametrize(("text", "answer"), [*[(t, "yes") for t in POSITIVE], *[(t, "no") for t in NEGATIVE]])
def test_the_contracts_words_are_understood_in_every_conversation(text: str, answer: Answer, prior: str) -> None:
    assert heard(text, "confirm", prior).answer == answer
    assert heard(text.upper() + "!", "confirm", prior).answer == answer


# Contract §3.7.
@pytest.mark.parametrize(
    ("text", "answer"),
    [
        *[(word, "yes") for word in ("да", "согласен", "готов", "давайте", "хорошо", "ок", "окей")],
        *[(word, "no") for word in ("нет", "не надо", "не интересно", "не сейчас", "откажусь", "отказываюсь")],
        *[(word, "") for word in ("посмотрю", "подумаю", "может быть", "возможно", "maybe")],
        *[("не готов", "no"), ("когда", ""), ("онлайн", "")],
    ],
)
def test_the_follow_up_words_are_understood(text: str, answer: Answer) -> None:
    assert heard(text).answer == answer


@pytest.mark.parametrize(
    ("asked", "text", "answer"),
    [
        ("confirm", "ну да", "yes"),
        ("confirm", "да это мой номер", "yes"),
        ("confirm", "да-да", "yes"),
        ("confirm", "номер верный", "yes"),
        ("confirm", "конечно нет", "no"),
        ("confirm", "нет нет", "no"),
        ("confirm", "вообще-то нет", "no"),
        ("confirm", "да, неправильно", "no"),
        ("confirm", "нет, ок", "no"),
        ("confirm", "no, that's right", "yes"),
        ("confirm", "not at all", "no"),
        ("confirm", "верно?", ""),
        ("confirm", "правильно ли я понял", ""),
        ("confirm", "да когда же вы позвоните?", ""),
        ("confirm", "давайте не сейчас", "no"),
        ("", "у вас нет доставки?", ""),
        ("", "мне нужен хороший телевизор, да и пульт тоже", ""),
        ("", "так, а сколько стоит доставка?", ""),
        ("", "за вами долг", ""),
        ("", "я за, подключайте", "yes"),
        ("", "call me right now", ""),
        ("", "no problem", "yes"),
        ("", "без проблем", "yes"),
        ("", "не против", "yes"),
        ("", "почему бы и нет", "yes"),
        ("", "хорошая цена", ""),
    ],
)
def test_it_is_relative_to_the_rest(asked: Asked, text: str, answer: Answer) -> None:
    assert heard(text, asked).answer == answer


@pytest.mark.parametrize(
    "text",
    [
        "да, только номер другой", "да, но имя другое", "номер неправильный", "имя неправильно", "номер не тот",
        "поменяйте номер на 8 702 345 67 89", "нет, 8 702 345 67 89", "исправьте имя на Айдар", "wrong number",
        "the name is wrong", "yes but the number is different", "нөмірі басқа", "номери башка", "raqam boshqa",
        "номер інший", "дугаар өөр",
    ],
)  # fmt: skip
def test_a_correction_is_no_assent(text: str) -> None:
    found = heard(text, "confirm", known_name="Сакен", known_phone="87011112233")
    assert found.correction
    assert found.answer != "yes"


@pytest.mark.parametrize("text", ["у вас есть другой цвет?", "а другая модель есть?", "поменяйте мне тариф"])
def test_something_else_that_is_other_corrects_nothing_given(text: str) -> None:
    assert not heard(text, known_name="Сакен", known_phone="87011112233").correction
