"""Clauses that are a name and nothing else."""

import pytest

from fakes.phrases import name_context
from parley.domain.understanding import ExpectedReply
from parley.nlu.names.bare import bare_name, first_name_in_answer


@pytest.mark.parametrize("slot", ["name", "correction"])
@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("айдар", "Айдар"), ("да, Сакын", "Сакын"), ("xyz", "Xyz"), ("Xyz Abc", "Xyz Abc"), ("xyz abc", ""),
        ("сакен хочу", "Сакен"), ("роза красная", ""), ("Айдар?", ""), ("Ержанмын", "Ержан"),
        # first and last name in one kind of letters
        ("daniel craig", "Daniel Craig"), ("роза тошева", "Роза Тошева"), ("mary-jane watts", "Mary-Jane Watts"),
        ("Mary-Jane watts", ""), ("Иванов И.И.", "Иванов И. И."),
        ("тошева роза", "Тошева Роза"), ("роза тюльпан", ""), ("шмыгалова ерлановна", "Шмыгалова Ерлановна"),
        # the answer first, then a question; "роза 5" is an order of flowers
        ("мила, а сколько стоит доставка?", "Мила"), ("xyz, а сколько стоит?", ""),
        ("роза 5, лилия 3", ""), ("хочу узнать, роза, сколько стоит", ""),
        ("ну, роза, сколько стоит", ""), ("айдар роза, сколько стоит", ""),
        # what stands beside a name and is none of it
        ("спасибо Айдар", "Айдар"), ("Айдар верно", "Айдар"), ("Айдар, рахмет", "Айдар"), ("айдар 25", "Айдар"),
        ("это Айдар", "Айдар"), ("Айдар нет", "Айдар"), ("Айдар saken@mail.kz", "Айдар"), ("нет xyz", "Xyz"),
        ("xyz, нет", "Xyz"), ("Иванов И. Спасибо, Болд", "Иванов И."),
        # Kate sounds like the Kyrgyz for "wrong", "xayrli tong" is "good morning" although Tong is a name
        ("Kate", "Kate"), ("да, kate", "Kate"), ("xayrli tong", ""),
        # what there is none of, what somebody does
        ("мааниси жок", ""), ("мен келемін", ""),
    ],
)  # fmt: skip
def test_the_answer_to_the_question_for_a_name_is_one(slot: ExpectedReply, text: str, name: str) -> None:
    assert bare_name(name_context(text, slot)) == name


@pytest.mark.parametrize(
    ("text", "known_name", "name"),
    [
        ("айдар", "Стас", "Айдар"), ("Нет, Сакын", "Стас", "Сакын"), ("Сакын", "Стас", "Сакын"),
        ("Нет, Xyz", "Стас", "Xyz"), ("Xyz", "Стас", ""), ("нет, xyz", "Стас", ""),
        ("Бакыт", "Стас", ""), ("Бакыт", "", "Бакыт"), ("бакыт", "", ""), ("Xyz", "", ""),
        ("Бакыт, когда доставка", "", ""),
    ],
)  # fmt: skip
def test_a_read_back_is_answered_by_a_name_that_is_sure_or_corrects(text: str, known_name: str, name: str) -> None:
    assert bare_name(name_context(text, "confirm", known_name=known_name)) == name


@pytest.mark.parametrize("slot", ["", "need", "phone", "step"])
@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Антон 87012345678", "Антон"), ("антон 87012345678", "Антон"), ("Xyz 87012345678", "Xyz"),
        ("xyz 87012345678", ""), ("роза 87012345678", "Роза"), ("роза красная 87012345678", ""),
        ("сегодня 87012345678", ""), ("87012345678 то мамин", ""), ("роза, 87012345678 доставка", ""),
        ("айдар роза 87012345678", ""),
    ],
)  # fmt: skip
def test_a_name_may_stand_beside_a_phone(slot: ExpectedReply, text: str, name: str) -> None:
    assert bare_name(name_context(text, slot)) == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Хочу заказать. Олена", "Олена"), ("Хочу заказать, Олена", "Олена"), ("Марат, хочу заказать", "Марат"),
        ("хочу заказать пиццу, Маргарита", ""), ("хочу заказать пиццу. Маргарита", "Маргарита"),
        ("Здравствуйте, Марат, хочу заказать", ""), ("марат, хочу заказать", ""), ("хочу заказать. Xyz", ""),
    ],
)  # fmt: skip
def test_an_order_may_be_signed(text: str, name: str) -> None:
    assert bare_name(name_context(text)) == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Антон", "Антон"),
        ("антон", ""),
        ("Роза", ""),
        ("Xyz", ""),
        ("David Apple", ""),
        ("Антон, хочу шкаф", ""),
        ("номер верный, Антон", "Антон"),
    ],
)
def test_a_sure_name_may_be_given_instead_of_a_phone(text: str, name: str) -> None:
    assert bare_name(name_context(text, "phone")) == name


@pytest.mark.parametrize("slot", ["", "need", "step"])
def test_unasked_a_name_alone_is_none(slot: ExpectedReply) -> None:
    assert bare_name(name_context("Антон", slot)) == ""


@pytest.mark.parametrize(
    ("slot", "text", "name"),
    [
        ("name", "ну пусть будет Николай", "Николай"), ("name", "Николай пусть будет", "Николай"),
        ("name", "мне Тимур посоветовал", ""), ("name", "мой муж Антон", ""), ("name", "Николай?", ""),
        ("name", "ну пусть будет николай", "Николай"),
        # a street has a number, and what it is stands between
        ("name", "Абай даңғылы 45", ""), ("name", "Абай даңғылы", "Абай"), ("name", "Абай даңғылы керек", "Абай"),
        ("name", "Николай возраст 45", "Николай"), ("", "Айгерим даңғылы 87012345678", "Айгерим"),
        ("", "ну пусть будет Николай", ""), ("", "Перезвоните 87012345678 Айгерим", "Айгерим"),
        ("", "перезвоните 87012345678 айгерим", ""),
        ("confirm", "change the name to Stephen", "Stephen"), ("confirm", "вот там Stephen", ""),
        ("confirm", "имя будет Stephen", "Stephen"),
        ("confirm", "ошибка там Stephen", "Stephen"), ("confirm", "исправьте там Stephen", "Stephen"),
        # so long an answer may be
        ("name", "ну пусть будет тогда вот Николай", "Николай"),
        ("name", "ну пусть уж будет тогда вот Николай", ""),
    ],
)  # fmt: skip
def test_a_first_name_opens_or_closes_an_answer(slot: ExpectedReply, text: str, name: str) -> None:
    assert first_name_in_answer(name_context(text, slot)) == name
