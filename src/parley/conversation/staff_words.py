"""What a company's staff is told in a messenger about conversations, in the language of the company."""

from collections.abc import Mapping
from typing import NamedTuple


class StaffWords(NamedTuple):
    """The texts of one language."""

    taken: str
    taken_by: str
    returned: str
    was_bots: str
    gone: str
    no_phone: str
    how: str


_WORDS: Mapping[str, StaffWords] = {
    "ru": StaffWords(
        "Разговор ведёте вы, {name}. Ответьте на это сообщение или на уведомление: клиент получит ответ.",
        "Этот разговор уже ведёт {name}.",
        "Разговор снова ведёт бот.",
        "Этот разговор и так ведёт бот.",
        "Этого разговора больше нет.",
        "Номера телефона нет.",
        "Чтобы ответить клиенту, ответьте на уведомление о нём.",
    ),
    "en": StaffWords(
        "You hold this conversation, {name}. Reply to this message or the notice: the customer gets it.",
        "{name} holds this conversation already.",
        "The bot holds the conversation again.",
        "The bot holds this conversation anyway.",
        "This conversation is gone.",
        "There is no phone number.",
        "To answer a customer, reply to the notice about them.",
    ),
    "kk": StaffWords(
        "Әңгімені сіз жүргізесіз, {name}. Осы хабарға немесе хабарламаға жауап беріңіз: клиент оны алады.",
        "Бұл әңгімені {name} жүргізіп жатыр.",
        "Әңгімені қайтадан бот жүргізеді.",
        "Бұл әңгімені онсыз да бот жүргізеді.",
        "Бұл әңгіме енді жоқ.",
        "Телефон нөмірі жоқ.",
        "Клиентке жауап беру үшін ол туралы хабарламаға жауап жазыңыз.",
    ),
    "ky": StaffWords(
        "Сүйлөшүүнү сиз жүргүзөсүз, {name}. Ушул билдирүүгө же кабарламага жооп бериңиз: кардар аны алат.",
        "Бул сүйлөшүүнү {name} жүргүзүп жатат.",
        "Сүйлөшүүнү кайра бот жүргүзөт.",
        "Бул сүйлөшүүнү ансыз да бот жүргүзөт.",
        "Бул сүйлөшүү эми жок.",
        "Телефон номери жок.",
        "Кардарга жооп берүү үчүн ал жөнүндөгү кабарламага жооп жазыңыз.",
    ),
    "uz": StaffWords(
        "Suhbatni siz olib borasiz, {name}. Shu xabarga yoki bildirishnomaga javob yozing: mijoz uni oladi.",
        "Bu suhbatni {name} olib boryapti.",
        "Suhbatni yana bot olib boradi.",
        "Bu suhbatni shundoq ham bot olib boradi.",
        "Bu suhbat endi yo'q.",
        "Telefon raqami yo'q.",
        "Mijozga javob berish uchun u haqidagi bildirishnomaga javob yozing.",
    ),
    "uk": StaffWords(
        "Розмову ведете ви, {name}. Дайте відповідь на це повідомлення або на сповіщення: клієнт її отримає.",
        "Цю розмову вже веде {name}.",
        "Розмову знову веде бот.",
        "Цю розмову й так веде бот.",
        "Цієї розмови вже немає.",
        "Номера телефону немає.",
        "Щоб відповісти клієнтові, дайте відповідь на сповіщення про нього.",
    ),
    "mn": StaffWords(
        "Яриаг та хөтөлж байна, {name}. Энэ зурвас эсвэл мэдэгдэлд хариу бичээрэй: үйлчлүүлэгч хүлээж авна.",
        "Энэ яриаг {name} хөтөлж байна.",
        "Яриаг дахин бот хөтөлнө.",
        "Энэ яриаг бот хөтөлж байгаа.",
        "Энэ яриа байхгүй болсон.",
        "Утасны дугаар алга.",
        "Үйлчлүүлэгчид хариулахын тулд түүний тухай мэдэгдэлд хариу бичээрэй.",
    ),
}
_REFUSALS = {
    "ru": "Эта кнопка только для сотрудников компании.",
    "en": "This button is for the company's staff only.",
    "kk": "Бұл батырма тек компания қызметкерлеріне арналған.",
    "ky": "Бул баскыч компаниянын кызматкерлери үчүн гана.",
    "uz": "Bu tugma faqat kompaniya xodimlari uchun.",
    "uk": "Ця кнопка лише для працівників компанії.",
    "mn": "Энэ товч зөвхөн компанийн ажилтнуудад зориулагдсан.",
}


def staff_words(language: str) -> StaffWords:
    """Returns the texts of a language; Russian ones for one that has none."""
    return _WORDS.get(language, _WORDS["ru"])


def refusal(language: str) -> str:
    """Returns what a stranger who presses a button of the staff's is told."""
    return _REFUSALS.get(language, _REFUSALS["ru"])


class LinkWords(NamedTuple):
    """What somebody is told who opens a link for the staff."""

    linked: str
    refused: str


_LINK_WORDS: Mapping[str, LinkWords] = {
    "ru": LinkWords(
        "✅ Этот чат подключён к компании «{company}»: сюда будут приходить уведомления. /start — меню.",
        "Ссылка не действует: она работает один раз и сутки. Попросите новую.",
    ),
    "en": LinkWords(
        "✅ This chat is connected to {company}: notices will come here. /start shows the menu.",
        "This link does not work: it works once, and for a day. Ask for another.",
    ),
    "kk": LinkWords(
        "✅ Бұл чат «{company}» компаниясына қосылды: хабарламалар осында келеді. /start — мәзір.",
        "Сілтеме жарамсыз: ол бір рет және бір тәулік жұмыс істейді. Жаңасын сұраңыз.",
    ),
    "ky": LinkWords(
        "✅ Бул чат «{company}» компаниясына кошулду: кабарламалар ушул жерге келет. /start — меню.",
        "Шилтеме жараксыз: ал бир жолу жана бир сутка иштейт. Жаңысын сураңыз.",
    ),
    "uz": LinkWords(
        "✅ Bu chat “{company}” kompaniyasiga ulandi: bildirishnomalar shu yerga keladi. /start — menyu.",
        "Havola ishlamaydi: u bir marta va bir sutka ishlaydi. Yangisini so'rang.",
    ),
    "uk": LinkWords(
        "✅ Цей чат підключено до компанії «{company}»: сюди надходитимуть сповіщення. /start — меню.",
        "Посилання не діє: воно працює один раз і добу. Попросіть нове.",
    ),
    "mn": LinkWords(
        "✅ Энэ чат «{company}» компанид холбогдлоо: мэдэгдэл энд ирнэ. /start — цэс.",
        "Холбоос хүчингүй: нэг удаа, нэг өдөр л ажиллана. Шинийг хүсээрэй.",
    ),
}


def link_words(language: str) -> LinkWords:
    """Returns what is said to a link, in a language; in Russian for one that has none."""
    return _LINK_WORDS.get(language, _LINK_WORDS["ru"])
