"""What customers read on buttons and while they wait; in Russian word for word as the contract has it (§4.2)."""

from collections.abc import Mapping

#: helps to choose, and passes on to a person: the keyboard that stays below the talk
CHOOSE_BUTTON: Mapping[str, str] = {
    "ru": "🚀 Подобрать решение",
    "en": "🚀 Help me choose",
    "kk": "🚀 Шешім таңдау",
    "ky": "🚀 Чечим тандоо",
    "uz": "🚀 Yechim tanlash",
    "uk": "🚀 Підібрати рішення",
    "mn": "🚀 Шийдэл сонгох",
}
MANAGER_BUTTON: Mapping[str, str] = {
    "ru": "📞 Связаться с менеджером",
    "en": "📞 Talk to a manager",
    "kk": "📞 Менеджермен сөйлесу",
    "ky": "📞 Менеджер менен сүйлөшүү",
    "uz": "📞 Menejer bilan gaplashish",
    "uk": "📞 Зв'язатися з менеджером",
    "mn": "📞 Менежертэй ярих",
}
#: what a customer says who presses the first of them
_CHOOSE_WORDS: Mapping[str, str] = {
    "ru": "Что посоветуете?",
    "en": "What do you recommend?",
    "kk": "Не ұсынасыз?",
    "ky": "Эмне сунуштайсыз?",
    "uz": "Nima tavsiya qilasiz?",
    "uk": "Що порадите?",
    "mn": "Юу санал болгох вэ?",
}
SHARE_CONTACT_BUTTON: Mapping[str, str] = {
    "ru": "📱 Поделиться контактом",
    "en": "📱 Share my contact",
    "kk": "📱 Контактімен бөлісу",
    "ky": "📱 Байланышты бөлүшүү",
    "uz": "📱 Kontaktni ulashish",
    "uk": "📱 Поділитися контактом",
    "mn": "📱 Утасны дугаараа илгээх",
}
DETAILS_BUTTON: Mapping[str, str] = {
    "ru": "📄 Подробнее",
    "en": "📄 More details",
    "kk": "📄 Толығырақ",
    "ky": "📄 Кененирээк",
    "uz": "📄 Batafsil",
    "uk": "📄 Детальніше",
    "mn": "📄 Дэлгэрэнгүй",
}
ORDER_BUTTON: Mapping[str, str] = {
    "ru": "✅ Оформить заявку",
    "en": "✅ Place an order",
    "kk": "✅ Өтінім беру",
    "ky": "✅ Арыз берүү",
    "uz": "✅ Buyurtma berish",
    "uk": "✅ Оформити заявку",
    "mn": "✅ Захиалга өгөх",
}
_WAITING: Mapping[str, str] = {
    "ru": "Думаю...",
    "en": "Thinking...",
    "kk": "Ойланудамын...",
    "ky": "Ойлонуп жатам...",
    "uz": "O'ylayapman...",
    "uk": "Думаю...",
    "mn": "Бодож байна...",
}
_ECHO: Mapping[str, str] = {
    "ru": "🗣 Вы сказали:",
    "en": "🗣 You said:",
    "kk": "🗣 Сіз айттыңыз:",
    "ky": "🗣 Сиз айттыңыз:",
    "uz": "🗣 Siz aytdingiz:",
    "uk": "🗣 Ви сказали:",
    "mn": "🗣 Та хэллээ:",
}
_BEGIN: Mapping[str, str] = {
    "ru": "Нажмите кнопку внизу или просто напишите.",
    "en": "Press a button below or just write.",
    "kk": "Төмендегі батырманы басыңыз немесе жай ғана жазыңыз.",
    "ky": "Төмөнкү баскычты басыңыз же жөн эле жазыңыз.",
    "uz": "Pastdagi tugmani bosing yoki shunchaki yozing.",
    "uk": "Натисніть кнопку внизу або просто напишіть.",
    "mn": "Доорх товчийг дарна уу, эсвэл зүгээр л бичнэ үү.",
}


def say(texts: Mapping[str, str], language: str) -> str:
    """Returns a text in a language; in Russian in one that we do not speak."""
    return texts.get(language) or texts["ru"]


def waiting_text(language: str, *, is_voice: bool) -> str:
    """Returns what stands in the chat until the answer's first words."""
    return f"{'🧠' if is_voice else '⏳'} {say(_WAITING, language)}"


def voice_echo(heard: str, language: str) -> str:
    """Returns what was made out in a recording."""
    return f"{say(_ECHO, language)} {heard}"


def begin_text(language: str) -> str:
    """Returns what stands above the keyboard of the beginning."""
    return say(_BEGIN, language)


def words_of_button(text: str) -> str:
    """Returns what a customer says who pressed a button of the keyboard; any other text as it is."""
    for language, label in CHOOSE_BUTTON.items():
        if text == label:
            return say(_CHOOSE_WORDS, language)
    is_manager = text in MANAGER_BUTTON.values()
    return text.removeprefix("📞").strip() if is_manager else text
