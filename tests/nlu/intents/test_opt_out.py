"""Who does not want to be written to."""

import pytest

from fakes.listener import heard


@pytest.mark.parametrize("text", [
    "не пишите пожалуйста", "стоп", "хватит спама", "уберите меня из вашей рассылки",
    "please stop sending me messages", "remove me from your list",
    "жазбаңыздаршы", "мені рассылкадан шығарып тастаңыз", "тизмеден өчүрүп салыңызчы",
    "мени рассилкадан ўчиринг", "yozishni to'xtating", "не треба мені більше писати", "досить мені писати",
    "надад бүү явуулаарай", "мессеж явуулахаа зогсоо",
])  # fmt: skip
def test_a_message_that_only_says_stop_opts_out(text: str) -> None:
    assert heard(text).opt_out


@pytest.mark.parametrize("text", [
    "вычеркните меня из ваших списков", "хватит названивать", "сотрите мои контакты",
    "do not text this number again", "cross me off your lists", "дайте мені спокій нарешті",
    "мені годі, видаліть мій телефон",
    "телефонымды өшіріп тастаңыз", "мазамды ала бермеңіз", "телефонумду өчүрүп салыңыз", "мени жөн койгула",
    "telefonimni o'chirib yuboring", "тинчимни бузманг",
    "намайг зүгээр орхи", "утасны дугаарыг минь устгачих",
])  # fmt: skip
def test_whoever_wants_to_be_left_alone_or_forgotten_opts_out(text: str) -> None:
    assert heard(text).opt_out


@pytest.mark.parametrize("text", [
    "телефонымды өшіріп қойыппын", "telefonimni o'chirib qo'ygandim", "утсаа унтраачихсан байсан",
    "rest in peace wreath",    "забыл телефон дома",
])  # fmt: skip
def test_a_phone_that_is_switched_off_is_no_opt_out(text: str) -> None:
    assert not heard(text).opt_out


@pytest.mark.parametrize("text", [
    "имя на торте не пишите", "как остановить стиральную машину", "не пишите, что доставка бесплатная",
    "where is the bus stop", "торттың бетіне аты жазбаңыз", "бекер деп жазбаңыз", "tort ustiga ism yozmang",
    "не пишіть ім'я на торті", "бялуун дээр нэр битгий бичээрэй",
])  # fmt: skip
def test_stopping_something_else_is_no_opt_out(text: str) -> None:
    assert not heard(text).opt_out


@pytest.mark.parametrize("text", ["enough, no more bots", "хватит, надоели боты", "досить, не хочу з ботом"])
def test_whoever_has_enough_of_bots_wants_a_person(text: str) -> None:
    assert (heard(text).opt_out, heard(text).wants_human) == (False, True)
