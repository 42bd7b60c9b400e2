"""Who wants a person, who only speaks of one, and who wants to be left alone."""

import pytest

from fakes.listener import heard
from fakes.phrases import read
from parley.nlu.intents.human_request import wants_human

WANTED = [
    ("ru", "позовите человека"), ("ru", "оператор"), ("ru", "соедините меня, пожалуйста, с вашим менеджером"),
    ("ru", "не хочу говорить с ботом, дайте менеджера"), ("ru", "есть кто живой?"), ("ru", "перезвоните мне"),
    ("ru", "пусть мне позвонит менеджер"), ("en", "let me speak with the manager"), ("en", "human please"),
    ("en", "have someone call me back"), ("kk", "менеджермен сөйлескім келеді"), ("kk", "операторды косыныз"),
    ("kk", "робот емес, адам керек"), ("ky", "операторго туташтырыңыз"), ("ky", "мага чалып коюңузчу"),
    ("uz", "operatorga ulang"), ("uz", "менежер билан гаплашмокчиман"), ("uk", "з'єднайте з менеджером"),
    ("uk", "є хтось живий?"), ("mn", "оператортой холбоод өгөөч"), ("mn", "хүнтэй ярья"),
]  # fmt: skip
NOT_WANTED = [
    ("ru", "я сам менеджер"), ("ru", "оператор связи какой?"), ("ru", "столик на 5 человек"),
    ("ru", "человек на 5 банкет"), ("ru", "живой звук будет?"), ("ru", "не надо менеджера"),
    ("ru", "менеджер уже звонил"), ("ru", "нужен ноутбук для менеджера"), ("ru", "без оператора можно?"),
    ("ru", "вы человек?"), ("ru", "когда менеджер позвонит?"), ("en", "table for 5 people"),
    ("en", "i don't need a manager"), ("en", "password manager"), ("en", "do not contact me again"),
    ("kk", "менеджер керек емес"), ("kk", "бес адамға үстел керек"), ("kk", "менеджермен сөйлестім"),
    ("ky", "менеджер кечээ чалды"), ("ky", "канча адам батат"), ("uz", "menejer kerak emas"),
    ("uz", "nechta odam sig'adi"), ("uk", "скільки людей вміщується"), ("uk", "менеджер не потрібен"),
    ("mn", "хүнс захиалмаар байна"), ("mn", "менежер хэрэггүй"), ("mn", "хэдэн хүн багтах вэ"),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text"), WANTED)
def test_the_customer_asks_for_a_person(language: str, text: str) -> None:
    assert heard(text, "", language).wants_human


@pytest.mark.parametrize(("language", "text"), NOT_WANTED)
def test_a_person_only_spoken_of_is_not_asked_for(language: str, text: str) -> None:
    assert not heard(text, "", language).wants_human


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ru", "не пишите мне больше"), ("ru", "хватит слать сообщения"), ("ru", "удалите мой номер"),
        ("en", "take me off your list"), ("en", "stop texting me"), ("kk", "маған жазбаңыздар"),
        ("kk", "мазаламаңыз"), ("ky", "мага жазбагыла"), ("uz", "bezovta qilmang"), ("uz", "ёзманглар"),
        ("uk", "відпишіть мене"), ("mn", "дахиж битгий бичээрэй"),
    ],
)  # fmt: skip
def test_an_opt_out_is_no_request_for_a_person(language: str, text: str) -> None:
    understanding = heard(text, "", language)
    assert (understanding.opt_out, understanding.wants_human) == (True, False)


@pytest.mark.parametrize(("language", "text"), [
    ("ru", "соидините с настоящим специалистом"), ("uk", "дайте справжнього працівника"),
    ("kk", "нақты менеджерді беріңізші"), ("ky", "чыныгы кызматкерди кошуп коюңузчу"),
    ("uz", "tirik mutaxassis bormi"), ("mn", "жинхэнэ ажилтантай холбооч"), ("en", "connect me to the manger"),
    ("en", "a consultant, not a machine, please"),
])  # fmt: skip
def test_a_real_person_or_a_misspelt_one_is_asked_for(language: str, text: str) -> None:
    assert heard(text, "", language).wants_human


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # a set phrase, unless it is negated
        ("позовите человека", True), ("не надо звать человека", False),
        # a person and "real"
        ("дайте живого менеджера", True), ("не надо живого менеджера", False),
        # a person and a verb: in two clauses of a short message, in one of a long one
        ("соедините, нужен ваш менеджер", True),
        ("соедините, пожалуйста, у меня вопрос, там ваш менеджер", True),
        ("соедините, пожалуйста, у меня вопрос, там был ваш менеджер", False),
        ("у меня вопрос, там был, соедините с вашим менеджером пожалуйста", True),
        ("не соединяйте с менеджером, спасибо", False),
        # a person and hardly anything else
        ("оператор", True), ("можно оператора", True), ("оператор вчера приходил", False),
        # a person declined, up to one word away
        ("без менеджера", False), ("не надо мне менеджера", False), ("менеджер керек емес", False),
        ("не могу позвать менеджера", True), ("a consultant, not a machine, please", True),
        # nobody at all
        ("ноутбук", False), ("соедините", False),
    ],
)  # fmt: skip
def test_each_row_of_the_grammar_is_enough(text: str, expected: bool) -> None:
    assert wants_human(*read(text), gives_name=False) is expected


def test_a_phrase_that_introduces_a_name_asks_for_nobody() -> None:
    assert wants_human(*read("call me Bob"), gives_name=False)
    assert not wants_human(*read("call me Bob"), gives_name=True)


@pytest.mark.parametrize(("language", "text", "price"), [
    ("ru", "когда будет скидка?", False), ("ru", "какие скидки есть?", True),
        ("kk", "жөндеу қанша уақыт алады", False),
    ("kk", "қанша тұрады", True), ("ky", "канча күн күтөбүз", False), ("uz", "qancha vaqt oladi", False),
    ("uz", "qancha turadi", True), ("en", "how much time does it take", False), ("mn", "хямдрал хэзээ вэ?", False),
    ("kk", "баға жетпес қызмет", False),
])  # fmt: skip
def test_a_price_is_asked_for_where_money_is_meant(language: str, text: str, price: bool) -> None:
    assert heard(text, "", language).asks_price is price


def test_thanks_and_goodbye_are_meant_and_not_only_named() -> None:
    assert heard("no thanks, not now", "", "en").thanks
    assert not heard("do you have thank you cards", "", "en").thanks
    assert not heard("алғыс хат жасайсыздар ма", "", "kk").thanks
    assert heard("ну всё, пока").goodbye
    assert not heard("пока дорого").goodbye
    assert heard("сау тұрыңыздар", "", "kk").goodbye
