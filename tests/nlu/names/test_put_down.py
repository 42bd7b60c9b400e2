"""Names of others under which something is put down."""

import pytest

from fakes.listener import heard


@pytest.mark.parametrize(("text", "name"), [
    ("беру кресло, запишите на мужа, Олег", "Олег"),
    ("запишите на мужа Олега", "Олег"),
    ("на имя мужа, Руслан", "Руслан"),
    ("i want the cheapest laptop, put him down as Leo", "Leo"),
    ("book it for my son, Leo", "Leo"),
    ("put it under my wife's name, Sara", "Sara"),
    ("күйеуімнің атына жазыңыз, Ерлан", "Ерлан"),
    ("күйөөмдүн атына жазыңыз, Нурлан", "Нурлан"),
    ("gilamni olaman, erimni nomiga yozing, Jasur", "Jasur"),
    ("візьму укулеле, запишіть на сина, Данило", "Данило"),
    ("запишіть на чоловіка Ігоря", "Ігор"),
    ("хөнжил авъя, эхнэрийн нэр дээр бичээрэй, Сараа", "Сараа"),
])  # fmt: skip
def test_the_name_that_something_is_put_down_under_is_the_leads(text: str, name: str) -> None:
    assert heard(text).name == name


@pytest.mark.parametrize("text", [
    "запишите сына Тимура", "запишите на субботу", "put me down as a maybe", "book a table for my friend tomorrow",
    "оформите доставку на дом, срочно", "ұлыма арба керек",
])  # fmt: skip
def test_whoever_is_only_spoken_of_gives_no_name(text: str) -> None:
    assert heard(text).name == ""
