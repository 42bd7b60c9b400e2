"""What the bot says by itself, word for word as the contract has it (§4.2)."""

from typing import Any

#: flag and name, and the code by which buttons and older clients call the language; three rows of two
LANGUAGES = (
    (("🇷🇺 Русский", "ru"), ("🇺🇸 English", "en")),
    (("🇰🇿 Қазақша", "kz"), ("🇰🇬 Кыргызча", "ky")),
    (("🇺🇿 O'zbekcha", "uz"), ("🇺🇦 Українська", "uk")),
)
_LANGUAGE_CHOSEN = {
    "ru": "Отлично! Теперь пишите или говорите, и я вам отвечу.",
    "en": "Great! Now write or speak, and I will answer you.",
    "kk": "Тамаша! Енді жазыңыз немесе сөйлеңіз, мен сізге жауап беремін.",
    "ky": "Мыкты! Эми жазыңыз же сүйлөңүз, мен сизге жооп берем.",
    "uz": "Ajoyib! Endi yozing yoki gapiring, men sizga javob beraman.",
    "uk": "Чудово! Тепер пишіть або говоріть, і я вам відповім.",
}
SHARE_CONTACT_BUTTON = "📱 Поделиться контактом"
CHOOSE_LANGUAGE = "Выберите язык / Choose your language"


def greeting(company_name: str) -> str:
    """Returns the first words of a bot, in the two languages that most of its customers know one of."""
    return (
        f"Здравствуйте! Я помощник компании «{company_name}». "
        "Выберите язык или просто напишите, что вас интересует.\n"
        f"Hello! I'm the assistant of {company_name}. Choose a language or just write what you are looking for."
    )


def language_keyboard() -> dict[str, Any]:
    """Returns the buttons of the languages (callback `lang_<code>`)."""
    return {
        "inline_keyboard": [
            [{"text": label, "callback_data": f"lang_{code}"} for label, code in row] for row in LANGUAGES
        ]
    }


def language_chosen(code: str) -> str:
    """Returns what a chosen language is acknowledged with. `code`: ISO; in Russian for one that has no button."""
    return _LANGUAGE_CHOSEN.get(code, _LANGUAGE_CHOSEN["ru"])
