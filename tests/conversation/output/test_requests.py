"""What a model asks of the customer's contact: stopped where the answer does not ask for it, in every language.

The lists of `ASIDE` were written after the words of the language files: of 16 questions 12 were stopped before
anything was mended for them.
"""

import pytest

from fakes.answers import said_of, shop_facts
from fakes.talk import ask, speaking
from parley.conversation.contact_requests import ContactPart
from parley.domain.company import CompanyConfig
from parley.runtime import Runtime
from parley.testing import ScriptedLLM

UNWANTED = frozenset[ContactPart]({"name", "phone"})

ASKS: dict[str, tuple[str, ...]] = {
    "ru": (
        "Как вас зовут?",
        "Подскажите, пожалуйста, ваше имя.",
        "И кстати, как я могу к вам обращаться?",
        "Оставьте, пожалуйста, ваш номер телефона.",
        "На какой номер вам перезвонить?",
        "Можно ваши контактные данные?",
    ),
    "en": (
        "May I have your name?",
        "What should I call you?",
        "Please share your phone number so we can help.",
        "What's the best number to reach you?",
    ),
    "kk": ("Есіміңіз кім?", "Атыңызды айтып жібересіз бе?", "Телефон нөміріңізді қалдырыңыз."),
    "ky": ("Атыңыз ким?", "Телефон номериңизди калтырасызбы?", "Сизге кантип кайрылсам болот?"),
    "uz": ("Ismingiz nima?", "Telefon raqamingizni yozib qoldiring.", "Sizga qanday murojaat qilsam bo‘ladi?"),
    "uk": ("Як вас звати?", "Залиште, будь ласка, номер телефону.", "Підкажіть ваше ім'я."),
    "mn": ("Таны нэр хэн бэ?", "Утасны дугаараа үлдээнэ үү.", "Нэрээ хэлээч?"),
}
ASIDE: dict[str, tuple[str, ...]] = {
    "ru": ("С кем имею удовольствие общаться?", "Напишите телефон для связи.", "А зовут вас как?"),
    "en": ("And you are?", "Could I get your mobile?", "Who do I have the pleasure of speaking with?"),
    "kk": ("Сізді кім деп атайын?", "Байланыс нөміріңізді жіберіңізші."),
    "ky": ("Сизди ким деп атасам болот?", "Байланыш номериңизди жазып коюңуз."),
    "uz": ("Sizni kim deb chaqiray?", "Aloqa uchun raqam qoldirasizmi?"),
    "uk": ("З ким маю честь спілкуватися?", "Напишіть телефон для зв'язку."),
    "mn": ("Таныг хэн гэж дуудах вэ?", "Холбоо барих дугаараа бичнэ үү."),
}
# Questions of another kind, and a contact that is named and not asked for.
INNOCENT: dict[str, tuple[str, ...]] = {
    "ru": (
        "Какой телефон вы ищете: для игр или для работы?",
        "Какой у вас бюджет?",
        "Наш номер телефона +7 727 123 45 67, звоните или напишите.",
        "Подскажите номер заказа, пожалуйста.",
        "Ваш номер заказа есть в письме?",
        "Для чего нужен ноутбук?",
        "Под каким именем выпускается эта модель, не знаю.",
    ),
    "en": (
        "What phone are you looking for?",
        "Call us at +7 727 123 45 67 or leave a message.",
        "Could you tell me your order number?",
        "What will you use it for?",
    ),
    "kk": ("Қандай телефон іздеп жүрсіз?", "Бюджетіңіз қандай?", "Тапсырыс нөмірін жазыңызшы."),
    "ky": ("Кандай телефон издейсиз?", "Бюджетиңиз канча?", "Буйрутма номерин жазып коюңузчу."),
    "uz": ("Qanday telefon qidiryapsiz?", "Byudjetingiz qancha?", "Buyurtma raqamini yozing, iltimos."),
    "uk": ("Який телефон шукаєте?", "Який у вас бюджет?", "Підкажіть, будь ласка, номер замовлення."),
    "mn": ("Ямар утас хайж байна вэ?", "Төсөв хэд вэ?", "Захиалгын дугаарыг бичнэ үү."),
}
ALL = pytest.mark.parametrize("language", ASKS)


@ALL
def test_what_this_answer_does_not_ask_for_is_not_asked(language: str) -> None:
    facts = shop_facts(language, unwanted_requests=UNWANTED)
    assert [text for text in ASKS[language] if said_of(text, facts).strip(" .")] == []


@ALL
def test_it_is_asked_where_the_answer_asks_for_it(language: str) -> None:
    facts = shop_facts(language)
    assert [text for text in (*ASKS[language], *ASIDE[language]) if said_of(text, facts).strip() != text] == []


@ALL
def test_other_questions_and_a_named_contact_are_said(language: str) -> None:
    facts = shop_facts(language, unwanted_requests=UNWANTED)
    assert [text for text in INNOCENT[language] if said_of(text, facts).strip() != text] == []


def test_questions_in_words_of_others_are_stopped_too_most_of_them() -> None:
    asked = [(language, text) for language, texts in ASIDE.items() for text in texts]
    facts = {language: shop_facts(language, unwanted_requests=UNWANTED) for language in ASIDE}
    passed = [text for language, text in asked if said_of(text, facts[language]).strip(" .")]
    assert len(passed) <= 0.2 * len(asked), passed


async def test_a_model_that_asks_the_name_each_time_is_heard_once(runtime: Runtime, company: CompanyConfig) -> None:
    habit = "Доставляем по всему городу. Как вас зовут?"
    rt = speaking(runtime, ScriptedLLM([habit] * 3))
    answers = [await ask(rt, company, text) for text in ("Здравствуйте!", "не скажу имя", "А оплата как?")]
    assert [answer.text.count("зовут") for answer in answers].count(1) <= 1
    assert all("Доставляем" in answer.text for answer in answers)
