"""What is heard when nobody speaks."""

import pytest

from parley.speech.silence import remove_hallucinations


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n ",
        "...",
        "Субтитры сделал DimaTorzok",
        "Субтитры создавал DimaTorzok.",
        "Редактор субтитров А.Семкин Корректор А.Егорова",
        "Продолжение следует...",
        "Спасибо за просмотр!",
        "Спасибо за просмотр! Подписывайтесь на канал.",
        "Дякую за перегляд!",
        "Жалғасы бар...",
        "Thanks for watching!",
        "Thank you for watching. Please subscribe to my channel.",
        "Don't forget to like and subscribe!",
        "You",
        "Subtitles by the Amara.org community",
        "Sous-titres réalisés para la communauté d'Amara.org",
        "ご視聴ありがとうございました",
        "[музыка]",
        "(звонит телефон) ♪♪",
        "*кашель*",
        "🎵 🎵",
    ],
)
def test_credits_farewells_and_noises_are_silence(text: str) -> None:
    assert remove_hallucinations(text) == ""


@pytest.mark.parametrize(
    "text",
    [
        "Спасибо за просмотр моей заявки, когда доставка?",
        "Спасибо!",
        "Thank you.",
        "Да",
        "Ok",
        "Are you open on Sunday?",
        "Вы делаете субтитры?",
        "Корректор для лица есть?",
        "Корректор и тушь",
        "Субтитры и перевод нужны",
        "До новых встреч",
        "Нужен редактор, субтитры не нужны",
        "Музыкальный центр есть?",
        "8 701 234 56 78",
        "Сәлеметсіз бе, бағасы қанша?",
        "Перевод и субтитры на казахский сколько стоят? Мой номер 8 701 234 56 78",
    ],
)
def test_what_customers_say_is_heard(text: str) -> None:
    assert remove_hallucinations(text) == text


def test_a_noise_beside_words_is_left_out() -> None:
    assert remove_hallucinations("[шум] Здравствуйте!  (кашель)\nСколько стоит?") == "Здравствуйте! Сколько стоит?"


def test_a_farewell_after_a_question_does_not_silence_it() -> None:
    assert remove_hallucinations("Сколько стоит? Спасибо за просмотр!") == "Сколько стоит? Спасибо за просмотр!"
