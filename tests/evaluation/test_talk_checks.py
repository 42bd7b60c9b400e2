"""An answer of a talk is judged by its label, and by manners that hold for every answer."""

from dataclasses import replace

import pytest

from parley import bootstrap
from parley.demo.companies import DEMO_COMPANIES
from parley.domain.understanding import MessageContext
from parley.evaluation.cases import NluEngine
from parley.evaluation.talk_cases import TalkMessage
from parley.evaluation.talk_checks import (
    TalkAnswer,
    TalkSetting,
    describe_setting,
    find_faults,
    find_question,
    normalize_text,
)
from parley.nlu.understand import understand

SHOP = next(demo for demo in DEMO_COMPANIES if demo.slug == "demo")


@pytest.fixture(scope="module")
def setting() -> TalkSetting:
    return describe_setting(NluEngine(*bootstrap.compile_vocabularies()), SHOP, {"ru"})


@pytest.fixture(scope="module")
def kazakh(setting: TalkSetting) -> TalkSetting:
    return replace(setting, languages=frozenset({"kk"}))


def an_answer(
    setting: TalkSetting, text: str, said: str = "есть телевизоры?", asks: str = "nothing", **fields: object
) -> TalkAnswer:
    language = str(fields.pop("language", "ru"))
    understanding = understand(said, MessageContext(language=language), setting.nlu.matcher)
    fields = {"cards": (), **fields}
    return TalkAnswer(said, text, language, asks, understanding=understanding, **fields)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("written", "same"),
    [
        ("129 990 ₸", "129\u00a0990 ₸"),
        ("$1,299", "$1299"),
        ("3–7 дней", "3-7 дней"),
        ("50 %", "50%"),
        ("Ещё", "еще"),
        ("п’ять", "п'ять"),
        ("+7 916 123-45-67", "79161234567"),
        ("(212) 555-0187", "212 555 0187"),
    ],
)
def test_one_thing_is_found_however_it_is_written(written: str, same: str) -> None:
    assert normalize_text(written) == normalize_text(same)


@pytest.mark.parametrize("written", ["6,5 кг", "25-35 дней", "10:00-20:00, 11:00-18:00"])
def test_decimals_and_spans_stay_what_they_are(written: str) -> None:
    assert normalize_text(written) == written


@pytest.mark.parametrize(("piece", "is_there"), [("нет", False), ("ин", False), ("инт", True), ("тернет", True)])
def test_short_pieces_are_words_or_begin_one(setting: TalkSetting, piece: str, is_there: bool) -> None:
    answer = an_answer(setting, "Интернет проведём завтра.")
    assert (find_faults(TalkMessage("", has=[piece]), [answer], setting) == []) is is_there


@pytest.mark.parametrize(
    ("label", "faults"),
    [
        (TalkMessage("", has=["20 часов|20:00"]), []),
        (TalkMessage("", has=["18:00"]), ["has no '18:00'"]),
        (TalkMessage("", lacks=["телевизор|до 20"]), ["has 'телевизор|до 20'"]),
        (TalkMessage("", asks="phone"), ["asks nothing instead of phone"]),
        (TalkMessage("", asks="contact"), ["asks nothing instead of contact"]),
        (TalkMessage("", cards="some"), ["offers no products"]),
        (TalkMessage("", cards="none"), []),
    ],
)
def test_an_answer_is_held_to_its_label(setting: TalkSetting, label: TalkMessage, faults: list[str]) -> None:
    assert find_faults(label, [an_answer(setting, "Мы открыты до 20:00.")], setting) == faults


def test_what_stands_on_a_card_is_told(setting: TalkSetting) -> None:
    answer = an_answer(setting, "Вот что подойдёт:", cards=({"name": "Телевизор LG 55″", "price": 259990.0},))
    assert find_faults(TalkMessage("", has=["LG 55", "259 990"], cards="some"), [answer], setting) == []


@pytest.mark.parametrize(
    ("expected_reply", "text", "asked"),
    [
        ("confirm", "Верно?", "confirm"),
        ("step", "Какой тариф?", "slot"),
        ("need", "Подсказать что-нибудь ещё?", "nothing"),
        ("", "Конечно. Как вас зовут?", "name"),
        ("need", "And what is your phone number?", "phone"),
    ],
)
def test_the_stored_state_says_what_is_asked_else_the_text(expected_reply: str, text: str, asked: str) -> None:
    assert find_question(expected_reply, text) == asked


@pytest.mark.parametrize(
    "said", ["здравствуйте", "где вы находитесь?", "холодильник, что я у вас купил, не морозит!"]
)
def test_nobody_is_asked_for_the_name_at_the_wrong_moment(setting: TalkSetting, said: str) -> None:
    answer = an_answer(setting, "Хорошо. Как к вам обращаться?", said, "name")
    assert [fault for fault in find_faults(TalkMessage(said), [answer], setting) if "asks name" in fault]


def test_whoever_is_passed_on_with_a_complaint_may_be_asked_for_a_number(setting: TalkSetting) -> None:
    said = "холодильник, что я у вас купил, не морозит!"
    answer = an_answer(setting, "Передам мастеру. На какой номер позвонить?", said, "phone", hands_over=True)
    assert find_faults(TalkMessage(said), [answer], setting) == []


def test_a_contact_is_asked_for_once_in_three_answers(setting: TalkSetting) -> None:
    first = an_answer(setting, "Есть. Как к вам обращаться?", asks="name")
    second = an_answer(setting, "До 20:00.")
    third = an_answer(setting, "Да, бесплатно. Как вас зовут?", asks="name")
    assert find_faults(TalkMessage(""), [first, second, third], setting) == ["asks for a contact again"]
    assert find_faults(TalkMessage(""), [first, second, second, third], setting) == []


def test_the_other_half_of_a_contact_is_no_second_question(setting: TalkSetting) -> None:
    first = an_answer(setting, "Хорошо. Как к вам обращаться?", "беру", "name")
    second = an_answer(setting, "Роза, а номер телефона?", "Роза", "phone", gives_contact=True)
    assert find_faults(TalkMessage(""), [first, second], setting) == []


def test_a_label_that_names_the_question_wins_over_manners(setting: TalkSetting) -> None:
    first = an_answer(setting, "Хорошо. Как к вам обращаться?", asks="name")
    second = an_answer(setting, "Оформим. Как вас зовут?", asks="name")
    assert find_faults(TalkMessage("", asks="contact"), [first, second], setting) == []


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("Есть. Какой нужен? Как вас зовут?", "asks more than one question"),
        ("Какой нужен? Есть разные. Смотрите сами.", "its question is not at its end"),
        ("Какой нужен?\n\nЕсть разные.", "its question is not at its end"),
        ("По какому адресу? Напишите улицу и дом.", ""),
        ("Вопрос «Можно ли вернуть?» задают часто.", ""),
        ("Подсказать ещё? 🙂", ""),
        ("Правда?!", ""),
    ],
)
def test_one_question_stands_at_the_end(setting: TalkSetting, text: str, fault: str) -> None:
    assert find_faults(TalkMessage(""), [an_answer(setting, text)], setting) == ([fault] if fault else [])


def test_nothing_is_said_twice(setting: TalkSetting) -> None:
    answer = an_answer(setting, "Мы открыты до 20:00.")
    assert find_faults(TalkMessage(""), [answer, answer], setting) == ["the same answer again"]


def test_the_customers_language_is_kept(setting: TalkSetting, kazakh: TalkSetting) -> None:
    russian = an_answer(setting, "Мы открыты до 20:00.")
    assert find_faults(TalkMessage(""), [russian], kazakh) == ["is in ru"]


def test_a_quote_of_a_document_may_be_in_its_own_language_when_it_is_introduced(kazakh: TalkSetting) -> None:
    quoted = "Доставляем по Алматы за 1–2 дня: бесплатно при заказе от 50 000 ₸, иначе 1 500 ₸."
    for introduced in (f"Құжатта былай жазылған: {quoted}", f"«{quoted}»"):
        answer = an_answer(kazakh, introduced, "жеткізу қанша?", language="kk")
        assert find_faults(TalkMessage(""), [answer], kazakh) == []
    for bare in (quoted, f"Сәлеметсіз бе!\n\n{quoted}\n\nТағы не айтайын?"):
        answer = an_answer(kazakh, bare, "жеткізу қанша?", language="kk")
        assert find_faults(TalkMessage(""), [answer], kazakh) == ["quotes another language as its own"]


def test_a_document_in_the_customers_language_needs_no_introduction(kazakh: TalkSetting) -> None:
    quoted = "Алматы бойынша 1–2 күнде жеткіземіз: 50 000 ₸-ден асатын тапсырысқа тегін, одан аз болса 1 500 ₸."
    answer = an_answer(kazakh, quoted, "жеткізу қанша?", language="kk")
    assert find_faults(TalkMessage(""), [answer], kazakh) == []


def test_words_of_ones_own_in_another_language_are_told(kazakh: TalkSetting) -> None:
    answer = an_answer(kazakh, "Мы вам перезвоним завтра утром.", "жеткізу қанша?", language="kk")
    assert find_faults(TalkMessage(""), [answer], kazakh) == ["has words in ru"]


def test_names_of_goods_belong_to_no_language(setting: TalkSetting) -> None:
    furniture = next(demo for demo in DEMO_COMPANIES if demo.slug == "mebel")
    kyrgyz = describe_setting(setting.nlu, furniture, {"ky"})
    text = "Бизде мындайлар бар:\n• Стол обеденный «Достархан» раздвижной — 139 900 ₸\n• Стол кухонный «Квартет»"
    answer = an_answer(kyrgyz, text, "стол керек", language="ky")
    assert find_faults(TalkMessage(""), [answer], kyrgyz) == []


def test_what_is_unwanted_may_stand_on_a_card(setting: TalkSetting) -> None:
    answer = an_answer(setting, "Самый дешёвый Xiaomi.", cards=({"name": "Телевизор LG 55″", "price": 259990.0},))
    assert find_faults(TalkMessage("", lacks=["LG"]), [answer], setting) == []


def test_an_answer_that_failed_is_told(setting: TalkSetting) -> None:
    assert find_faults(TalkMessage(""), [an_answer(setting, "", failed=True)], setting) == [
        "no answer could be made"
    ]
