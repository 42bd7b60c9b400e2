"""Goods, labels, firms, places and thanks that stand where a name could."""

import pytest

from fakes.listener import LEXICON
from parley.domain.understanding import ExpectedReply, MessageContext, Understanding
from parley.nlu.understand import understand


def understood(text: str, language: str, requested_slot: ExpectedReply = "name", known: str = "") -> Understanding:
    context = MessageContext(
        requested_slot=requested_slot,
        language=language,
        known_name=known,
        known_phone="+77012345678" if known else "",
    )
    return understand(text, context, LEXICON)


@pytest.mark.parametrize(
    ("text", "language", "name"),
    [
        # what a number counts
        ("i'll take 12 valuebooks", "en", ""), ("1 линия", "ru", ""), ("8 ta fotooboy olaman", "uz", ""),
        ("8 705 118 40 22 Дина", "ru", "Дина"), ("кв 12, Гүлсім", "kk", "Гүлсім"),
        # labels of documents
        ("СНИЛС", "ru", ""), ("ИНН", "ru", ""), ("passport", "en", ""),
        # firms
        ("ИП Петров. меня? Роман", "ru", "Роман"), ("Granite Ltd", "en", ""), ("Гүлзар ЖШС", "kk", ""),
        ("ТОО Алтын Дән, Ерлан", "ru", "Ерлан"), ("меня зовут Анна, ТОО Сункар", "ru", "Анна"),
        # places
        ("Мен Чүйдөн Асел болом", "ky", "Асел"), ("Би Сөүлд суудаг", "mn", ""), ("men Navoiydanman", "uz", ""),
        ("мен Айдана", "kk", "Айдана"), ("мен Ода", "kk", "Ода"),
        # thanks and assent
        ("спасибо огромное, выручили", "ru", ""), ("возьму робомойку", "ru", ""), ("спасибо, лена", "ru", "Лена"),
        ("no contact needed", "en", ""), ("Yikes", "en", ""),
        # whole names
        ("Ludwig van der Berg", "en", "Ludwig van der Berg"),
        ("Pieter van den Bosch", "en", "Pieter van den Bosch"),
        ("да, Kate", "ru", "Kate"), ("меня зовут вообще-то Глеб", "ru", "Глеб"),
        ("меня зовут так, Глеб", "ru", "Глеб"),
    ],
)  # fmt: skip
def test_only_what_names_the_customer_answers_the_question_for_a_name(text: str, language: str, name: str) -> None:
    assert understood(text, language).name == name


@pytest.mark.parametrize(
    ("text", "language", "name"),
    [
        ("Мою сестру зовут Инга", "ru", ""), ("нашего прораба зовут Степан", "ru", ""),
        ("бастығымның есімі Руслан", "kk", ""),
        ("Priya from Lotus Kitchen here", "en", "Priya"), ("Марина из Альфа-Декор на связи", "ru", "Марина"),
        ("Lotus Kitchen from Priya", "en", ""), ("Миний нэр Дорж", "mn", "Дорж"),
    ],
)  # fmt: skip
def test_who_is_spoken_of_is_told_from_who_speaks(text: str, language: str, name: str) -> None:
    assert understood(text, language, "").name == name


@pytest.mark.parametrize(
    ("text", "name"),
    [("DEREK SIMMONS", "Derek Simmons"), ("Роза", ""), ("Samsung", ""), ("derek simmons", "")],
)
def test_a_whole_name_counts_where_a_phone_was_asked_for(text: str, name: str) -> None:
    assert understood(text, "en", "phone").name == name


@pytest.mark.parametrize(
    ("text", "known", "is_correction"),
    [
        ("it's Anna, not Ann", "Ann", True), ("Сараа, Саруул биш", "Саруул", True),
        ("it's Anna", "Ann", False), ("it's Anna, not Ann", "", False),
    ],
)  # fmt: skip
def test_a_name_set_against_the_known_one_corrects_it_at_any_moment(
    text: str, known: str, is_correction: bool
) -> None:
    assert understood(text, "en", "", known).correction is is_correction
