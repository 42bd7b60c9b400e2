"""What a model asks of the customer's contact: stopped where the answer does not ask for it, in every language.

The lists of `ASIDE` were written after the words of the language files, in three steps: of 16, 59 and 24 questions
12, 44 and 17 were stopped before anything was mended for them, and none of 43 innocent ones.
"""

from itertools import pairwise

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
    "ru": (
        "Представьтесь, пожалуйста.",
        "Как мне вас называть?",
        "Подскажите, как к Вам можно обращаться?",
        "Ваше имя?",
        "Не подскажете ваш контактный телефон?",
        "Оставите контакт для связи?",
        "По какому телефону с вами связаться?",
        "Куда можно перезвонить?",
        "Продиктуйте, пожалуйста, номер.",
        "Напишите, пожалуйста, имя и номер телефона.",
        "Поделитесь своим номером?",
        "Скажите своё имя, чтобы менеджер знал, как обращаться.",
        "Тогда нужен телефон для связи.",
        "Могу я узнать ваше имя?",
        "Как вас записать?",
        "Скажите, пожалуйста, как вас по имени-отчеству?",
        "На какой телефон отправить расчёт?",
        "Можно ваш WhatsApp?",
        "Оставьте, пожалуйста, имя.",
    ),
    "en": (
        "Who am I talking to?",
        "Could you tell me your name?",
        "Could you please provide your contact details?",
        "What phone number can we reach you at?",
        "Can you drop me your number?",
        "May I know who I'm chatting with?",
        "How can we get in touch with you?",
        "Just leave your name and number.",
        "Mind sharing your email?",
        "What's your name, by the way?",
        "Your name, please?",
        "What number works best for a call?",
        "Could I take your details?",
        "Please type your phone.",
    ),
    "kk": (
        "Сізге қалай жүгінуге болады?",
        "Есіміңізді білуге бола ма?",
        "Атыңыз кім?",
        "Байланысу үшін нөміріңізді беріңізші.",
        "Сізбен қай телефон арқылы хабарласайық?",
        "Телефоныңызды жазып жіберіңіз.",
        "Өзіңізді таныстырып өтсеңіз.",
        "Қай нөмірге қоңырау шалайық?",
        "Аты-жөніңізді жазыңызшы.",
        "Қай нөмірмен байланысайық?",
        "Есіміңіз қалай?",
    ),
    "ky": (
        "Сизге кандай кайрылайын?",
        "Атыңызды билсем болобу?",
        "Байланышуу үчүн номериңизди бериңизчи.",
        "Кайсы телефонго чалалы?",
        "Атыңыз ким болот?",
        "Номериңизди жазып койсоңуз.",
        "Аты-жөнүңүздү жазыңыз.",
        "Кайсы номерге байланышалы?",
        "Ысымыңыз ким?",
    ),
    "uz": (
        "Ismingizni bilsam bo'ladimi?",
        "Sizga qanday murojaat qilay?",
        "Aloqa uchun raqamingizni bering.",
        "Qaysi telefonga qo'ng'iroq qilaylik?",
        "Исмингиз нима?",
        "Telefon raqamingizni qoldirsangiz.",
        "Kim bilan gaplashyapman?",
        "Ism-sharifingizni yozing.",
        "Qaysi raqamga bog'lanaylik?",
        "Telefoningizni qoldira olasizmi?",
    ),
    "uk": (
        "Як мені до вас звертатись?",
        "Як вас називати?",
        "Ваше ім'я?",
        "Куди вам передзвонити?",
        "Поділіться, будь ласка, своїм номером.",
        "Підкажіть контактний телефон.",
        "Можна дізнатися ваше ім'я?",
        "Залиште контакт для зв'язку.",
        "Як вас записати?",
        "На який телефон надіслати розрахунок?",
        "Напишіть, будь ласка, ім'я.",
    ),
    "mn": (
        "Таныг яаж дуудах вэ?",
        "Нэрээ хэлнэ үү.",
        "Утасны дугаараа өгнө үү.",
        "Тантай ямар утсаар холбогдох вэ?",
        "Таны нэрийг мэдэж болох уу?",
        "Холбоо барих дугаараа үлдээгээрэй.",
        "Овог нэрээ бичнэ үү.",
        "Аль утас руу залгах вэ?",
        "Нэр, дугаараа үлдээнэ үү.",
    ),
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
        "Какой объём памяти нужен?",
        "Подскажите, какой у вас адрес доставки?",
        "Напишите, какой цвет нравится.",
        "Имя файла не важно.",
        "Можно оплатить картой или наличными.",
        "Нужен ли вам монтаж?",
        "Модель названа в честь имени основателя.",
        "Скажите, какой телефон вам ближе: с большой батареей или с камерой?",
        "Менеджер свяжется с вами по номеру, который вы оставили.",
        "Телефоны бывают на двух сим-картах, нужна такая?",
        "Номер модели стоит на коробке, подскажите его.",
        "Вам удобно, если привезём завтра?",
        "Напишите город доставки.",
        "Подскажите ваш бюджет?",
    ),
    "en": (
        "What phone are you looking for?",
        "Call us at +7 727 123 45 67 or leave a message.",
        "Could you tell me your order number?",
        "What will you use it for?",
        "Which phone do you like better?",
        "Could you tell me your city?",
        "Please type the model number.",
        "What is the name of the model?",
        "Would you like delivery?",
        "Can you share a photo of the box?",
        "You can leave a review on the site.",
        "We will call you at the number you left.",
    ),
    "kk": (
        "Қандай телефон іздеп жүрсіз?",
        "Бюджетіңіз қандай?",
        "Тапсырыс нөмірін жазыңызшы.",
        "Қай қалаға жеткіземіз?",
        "Тауардың атын жазыңызшы.",
        "Қандай түс ұнайды?",
        "Чектің нөмірін айтыңызшы.",
        "Жеткізу керек пе?",
    ),
    "ky": (
        "Кандай телефон издейсиз?",
        "Бюджетиңиз канча?",
        "Буйрутма номерин жазып коюңузчу.",
        "Кайсы шаарга жеткирели?",
        "Кандай түс жагат?",
        "Чектин номерин жазыңызчы.",
    ),
    "uz": (
        "Qanday telefon qidiryapsiz?",
        "Byudjetingiz qancha?",
        "Buyurtma raqamini yozing, iltimos.",
        "Qaysi shaharga yetkazamiz?",
        "Qanday rang yoqadi?",
        "Chek raqamini yozing.",
        "Model nomini ayting.",
    ),
    "uk": (
        "Який телефон шукаєте?",
        "Який у вас бюджет?",
        "Підкажіть, будь ласка, номер замовлення.",
        "У яке місто доставити?",
        "Який колір подобається?",
        "Напишіть номер чека.",
        "Підкажіть назву моделі.",
        "Потрібна доставка?",
    ),
    "mn": (
        "Ямар утас хайж байна вэ?",
        "Төсөв хэд вэ?",
        "Захиалгын дугаарыг бичнэ үү.",
        "Аль хот руу хүргэх вэ?",
        "Ямар өнгө таалагдаж байна вэ?",
        "Баримтын дугаарыг бичнэ үү.",
        "Загварын нэрийг хэлнэ үү.",
    ),
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


def test_questions_in_words_of_others_are_stopped_too() -> None:
    facts = {language: shop_facts(language, unwanted_requests=UNWANTED) for language in ASIDE}
    asked = [(language, text) for language, texts in ASIDE.items() for text in texts]
    assert [text for language, text in asked if said_of(text, facts[language]).strip(" .")] == []


HABITS = {
    "ru": ("Есть доставка?", "Доставляем по всему городу. Как вас зовут?"),
    "en": ("Do you deliver?", "We deliver all over the city. What is your name?"),
    "kk": ("Жеткізу бар ма?", "Қала бойынша жеткіземіз. Есіміңіз кім?"),
    "ky": ("Жеткирүү барбы?", "Шаар боюнча жеткиребиз. Атыңыз ким?"),
    "uz": ("Yetkazib berish bormi?", "Shahar bo'ylab yetkazamiz. Ismingiz nima?"),
    "uk": ("Чи є доставка?", "Доставляємо по всьому місту. Як вас звати?"),
    "mn": ("Хүргэлт байгаа юу?", "Хотоор хүргэж өгдөг. Таны нэр хэн бэ?"),
}


@pytest.mark.parametrize("language", HABITS)
async def test_a_model_that_asks_the_name_each_time_is_not_heard_twice_in_a_row(
    runtime: Runtime, company: CompanyConfig, language: str
) -> None:
    question, habit = HABITS[language]
    fact, _, ask_name = habit.partition(". ")
    rt = speaking(runtime, ScriptedLLM([habit] * 4))
    answers = [await ask(rt, company, text) for text in (question, "???", question, "ok")]
    asked = [ask_name in answer.text for answer in answers]
    assert all(fact in answer.text for answer in answers)
    assert (True, True) not in set(pairwise(asked))
