"""What no customer can have said."""

import pytest

from parley.speech.garbled import is_garbled

NUMBER_WORDS = frozenset({"семь", "восемь", "zero"})


@pytest.mark.parametrize(
    "text",
    [
        "тоо-тоо-тоо-тоо-тоо-тоо-тоо",
        "Скажите, тоо тоо тоо тоо тоо тоо тоо",
        "thank thank thank thank thank thank thank thank",
        "и вот и вот и вот и вот и вот и вот",
        "бизде бар деп айтты " * 6,
        "я хочу узнать сколько это всё стоит " * 4,
        "тойтойтойтойтойтойтой",
        "Аааааааааааааааааа",
        "да нет ой да ой нет нет да ой да да нет ой нет да да ой ой нет да нет ой да нет ой",
        "семь " * 40,
    ],
)
def test_a_loop_is_no_message(text: str) -> None:
    assert is_garbled(text, NUMBER_WORDS)


@pytest.mark.parametrize(
    "text",
    [
        "مرحبا كم سعر الكمبيوتر",
        "노트북 얼마예요",
        "请问笔记本电脑多少钱",
        "ლეპტოპი რა ღირს",
        "Merhaba, dizüstü bilgisayarın fiyatı nedir, öğrenmek istiyorum",
        "Dzień dobry, ile kosztuje najtańszy odkurzacz, proszę powiedzieć, bo chcę kupić",
        "привет это 안녕하세요 반갑습니다 여러분",
    ],
)
def test_another_writing_is_no_message(text: str) -> None:
    assert is_garbled(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Да, да, да, да, да, всё верно",
        "Алло, вы слышите меня? Алло, вы слышите меня? Алло, вы слышите меня?",
        "восемь семь семь семь семь семь семь семь семь семь",
        "8 777 777 77 77",
        "zero zero zero zero zero zero zero",
        "Сәлеметсіз бе, ноутбуктің бағасы қанша тұрады?",
        "Саламатсызбы, жеңил ноутбук керек эле",
        "Assalomu alaykum, noutbuk qancha turadi, oʻzi bormi?",
        "Сайн байна уу, зөөврийн компьютер хэд вэ?",
        "Доброго дня, скільки коштує ґаджет?",
        "Ассалому алайкум, қанча туради, ўзим олиб кетаман",
        "Есть Škoda и Citroën?",
        "Do you sell Düsseldorf lamps?",
        "хахахаха ладно",
        "Шестьдесят квадратов, две комнаты, кухня отдельно; две двери, два окна, одна ванна, один санузел, и ещё "
        "кладовка, два шкафа, две тумбы, один стол и пять стульев",
    ],
)
def test_what_people_say_is_a_message(text: str) -> None:
    assert not is_garbled(text, NUMBER_WORDS)
