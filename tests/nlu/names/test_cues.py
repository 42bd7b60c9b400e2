"""Names behind and before the phrases that introduce one."""

import pytest

from fakes.phrases import name_context
from parley.domain.understanding import ExpectedReply
from parley.nlu.names.cues import name_after_cue, name_before_cue


@pytest.mark.parametrize(
    ("slot", "text", "name"),
    [
        ("", "меня зовут Сакен", "Сакен"), ("", "меня зовут xyz", "Xyz"), ("", "меня зовут. Сакен", "Сакен"),
        ("", "меня зовут", ""), ("", "имя xyz", "Xyz"), ("", "имя файла какое", ""),
        # one word introduces nothing where small letters go on
        ("", "имя xyz какое", ""), ("", "а имя xyz какое", ""), ("", "имя айдар какое", "Айдар"),
        ("", "меня зовут xyz какое", "Xyz"),
        # a thing is booked, or a person whose name stands in another case
        ("", "запишите на чистку", ""), ("name", "запишите на чистку", "Чистку"),
        ("", "запишите на айдара", "Айдар"), ("", "запишите на ахметов", "Ахметов"),
        ("", "запишите на Xyz", "Xyz"),
        # in other cases
        ("", "запишите на имя Анны", "Анна"), ("", "зовут Сакеном", "Сакен"), ("", "меня зовут Сакена", "Сакена"),
        # with a surname
        ("", "my name is tom hanks", "Tom Hanks"), ("", "my name is tom hanks i want", "Tom Hanks"),
        ("", "вот меня зовут tom hanks", "Tom"),
        # somebody else's
        ("", "сына зовут Тимур", ""), ("name", "сына зовут Тимур", "Тимур"),
        ("", "сына зовут Тимур, меня зовут Айдар", "Айдар"), ("", "зовут Айдар, это для сына", "Айдар"),
        ("", "запишите его: сына зовут Тимур", "Тимур"),
        ("", "қызымның аты Томирис", ""), ("", "қызымның аты Томирис, соны жазыңыз", "Томирис"),
        ("", "қызымның аты Томирис, соны сіз маған жазыңыз", ""),
        # behind a colon, where something was asked
        ("name", "Имя с мягким знаком: Асель", "Асель"), ("confirm", "Имя с мягким знаком: Асель", "Асель"),
        ("", "Имя с мягким знаком: Асель", ""), ("name", "Имя с мягким знаком: Асель да", ""),
        ("name", "Имя с мягким знаком, Асель", ""), ("name", "Имя с мягким знаком: xyz", ""),
        ("name", "Привет! Имя с мягким знаком: Асель, спасибо", "Асель"), ("name", "Асель: мягкое имя", ""),
    ],
)  # fmt: skip
def test_a_cue_introduces_the_name_behind_it(slot: ExpectedReply, text: str, name: str) -> None:
    assert name_after_cue(name_context(text, slot)) == name


@pytest.mark.parametrize(
    ("slot", "text", "name"),
    [
        ("", "Болд гэдэг", "Болд"), ("", "Xyz гэдэг", "Xyz"), ("", "Б. Болд гэдэг", "Б. Болд"),
        ("", "цаг, Болд гэдэг", "Болд"), ("", "xyz гэдэг", ""), ("name", "xyz гэдэг", "Xyz"),
        ("", "намайг xyz гэдэг", "Xyz"), ("", "намайг, xyz гэдэг", ""), ("", "гэдэг", ""),
        ("name", "гэдэг Болд", ""), ("", "ганбаатар гэдэг", "Ганбаатар"), ("", "миний нэр xyz гэдэг", "Xyz"),
        ("name", "Б. Болд гэдэг", "Б. Болд"), ("name", "Болд гэдэг Б.", "Болд"), ("name", "энэ Б. гэдэг", ""),
        ("name", "Ludwig van Beethoven гэдэг", "Ludwig van Beethoven"),
        ("name", "Болд. гэдэг", ""), ("name", "Болд Бат Дорж Дулмаа гэдэг", "Бат Дорж Дулмаа"),
    ],
)  # fmt: skip
def test_a_cue_closes_the_name_before_it(slot: ExpectedReply, text: str, name: str) -> None:
    assert name_before_cue(name_context(text, slot, "mn")) == name


def test_before_a_cue_only_an_instrumental_is_another_case() -> None:
    assert name_before_cue(name_context("меня Сакена зовут")) == "Сакена"
    assert name_before_cue(name_context("меня Сакеном зовут")) == "Сакен"
