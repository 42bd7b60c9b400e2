"""Removes what engines write down when nobody speaks: the credits and farewells of the films they learned from."""

import re

_SOUND_NOTES = re.compile(r"\[[^\]]*\]|\([^)]*\)|\*[^*]*\*|<[^>]*>|[♪♫🎵🎶]+")
_SENTENCES = re.compile(r"[.!?…\n]+")
_NO_LETTERS = re.compile(r"[\W_]+")

# Whole sentences, without punctuation and case.
_FAREWELLS = frozenset(
    {
        # ru
        "спасибо за просмотр", "спасибо за просмотр этого видео", "спасибо за внимание до новых встреч",
        "продолжение следует", "подписывайтесь на канал", "подписывайтесь на наш канал", "подпишитесь на канал",
        "подписывайтесь на мой канал", "ставьте лайки", "ставьте лайк и подписывайтесь на канал",
        "ставьте лайки и подписывайтесь на канал", "не забудьте подписаться на канал",
        "девушки отдыхают", "динамичная музыка", "спокойная музыка", "весёлая музыка", "тревожная музыка",
        "играет музыка", "смех", "аплодисменты", "стук в дверь", "конец фильма", "с вами был игорь негода",
        # en
        "thanks for watching", "thank you for watching", "thank you so much for watching",
        "thank you very much for watching", "thanks for watching and see you next time",
        "thanks for watching and ill see you in the next video", "see you in the next video",
        "ill see you in the next video", "please subscribe", "please subscribe to my channel",
        "please subscribe to the channel", "please like and subscribe", "dont forget to like and subscribe",
        "like and subscribe", "subscribe", "you", "silence", "music", "applause", "bye bye bye",
        # uk
        "дякую за перегляд", "дякуємо за перегляд", "дякую за увагу до нових зустрічей", "підписуйтесь на канал",
        "підписуйтеся на канал", "далі буде",
        # kk, ky, uz, mn
        "назарларыңызға рақмет", "көргендеріңізге рақмет", "арнаға жазылыңыздар", "жалғасы бар",
        "көргөнүңүздөр үчүн рахмат", "каналга жазылыңыздар", "уландысы бар",
        "tomosha qilganingiz uchun rahmat", "kanalga obuna boling", "davomi bor",
        "үзсэн та бүхэнд баярлалаа", "анхаарал тавьсанд баярлалаа",
        # what they fall into whatever the language was
        "ご視聴ありがとうございました", "시청해주셔서 감사합니다", "mbc 뉴스", "谢谢观看",
        "untertitel im auftrag des zdf",
        "abone olmayı unutmayın", "izlediğiniz için teşekkürler", "altyazı m k",
        "sous titrage société radio canada",
    }
)  # fmt: skip
# How credits begin; whoever is named after it was never in the room.
_CREDITS = re.compile(
    r"(редактор субтитров|корректор субтитров"
    r"|субтитры (с?делала?|создавала?|создал|подогнала?|добавила?|подготовила?|предоставила?|подписан|by) "
    r"|субтитры dima ?torzok|dimatorzok|субтитри (зробив|створив|створено) "
    r"|subtitles (by the|created by|made by|provided by) |subtitled by |transcription by |captions by "
    r"|sous titres r|untertitel (von|der) |amara org|www \w+ (com|ru|org)$)"
)
_MAX_CREDIT_WORDS = 12
_CUSTOMER_SIGNS = re.compile(r"[?\d]")


def remove_hallucinations(text: str) -> str:
    """Returns a transcription without the sounds in brackets; empty when nobody spoke."""
    words = " ".join(_SOUND_NOTES.sub(" ", text).split())
    sentences = [plain for part in _SENTENCES.split(words) if (plain := _normalize_sentence(part))]
    if all(_CREDITS.match(sentence) or sentence in _FAREWELLS for sentence in sentences):
        return ""
    # Initials end no sentence: "Редактор субтитров А.Семкин".
    short = len(words.split()) <= _MAX_CREDIT_WORDS and not _CUSTOMER_SIGNS.search(words)
    return "" if short and _CREDITS.match(_normalize_sentence(words)) else words


def _normalize_sentence(sentence: str) -> str:
    return " ".join(_NO_LETTERS.sub(" ", sentence.lower().replace("'", "").replace("’", "")).split())
