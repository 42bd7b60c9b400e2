"""Who does not want to be written to."""

import pytest

from fakes.listener import heard


@pytest.mark.parametrize("said", [
    "не пишите пожалуйста", "стоп", "хватит спама", "уберите меня из вашей рассылки",
    "please stop sending me messages", "remove me from your list",
    "жазбаңыздаршы", "мені рассылкадан шығарып тастаңыз", "тизмеден өчүрүп салыңызчы",
    "мени рассилкадан ўчиринг", "yozishni to'xtating", "не треба мені більше писати", "досить мені писати",
    "надад бүү явуулаарай", "мессеж явуулахаа зогсоо",
])  # fmt: skip
def test_nothing_else_is_said(said: str) -> None:
    assert heard(said).opt_out


@pytest.mark.parametrize("said", [
    "имя на торте не пишите", "как остановить стиральную машину", "не пишите, что доставка бесплатная",
    "where is the bus stop", "торттың бетіне аты жазбаңыз", "бекер деп жазбаңыз", "tort ustiga ism yozmang",
    "не пишіть ім'я на торті", "бялуун дээр нэр битгий бичээрэй",
])  # fmt: skip
def test_something_else_is_not_to_be_written_or_stopped(said: str) -> None:
    assert not heard(said).opt_out
