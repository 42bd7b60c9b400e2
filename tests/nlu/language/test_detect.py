"""Which language a message is in."""

import pytest

from fakes.listener import LEXICON
from parley.nlu.language.detect import detect_language
from parley.nlu.phrase_matcher import keep_longest
from parley.text.tokenize import tokenize


def detect(text: str, prior: str) -> str:
    tokenized = tokenize(text)
    return detect_language(tokenized, keep_longest(LEXICON.find_matches(tokenized.tokens)), prior, LEXICON)


@pytest.mark.parametrize("prior", ["ru", "kk", "en", "uz", "uk", "mn", "ky"])
@pytest.mark.parametrize(
    "text",
    ["ок", "ok", "87011234567", "+7 701 123 45 67", "👍", "+", "Айдар", "Olga", "25.11.2025", "", "...", "iPhone"],
)
def test_a_message_without_words_of_a_language_keeps_the_prior(text: str, prior: str) -> None:
    assert detect(text, prior) == prior


SENTENCES = {
    "ru": [
        "Здравствуйте, сколько стоит доставка?", "Мне нужен ноутбук для учёбы", "у вас есть рассрочка",
        "хочу подключить интернет дома", "как с вами связаться и где вы находитесь", "skolko stoit dostavka",
        "подскажите пожалуйста по гарантии",
    ],
    "en": [
        "How much is the delivery?", "I need a laptop for my studies", "do you have anything cheaper",
        "where is your office", "Can I pay by card?", "what is the warranty on this phone",
    ],
    "kk": [
        "Ноутбук қанша тұрады?", "маған оқуға ноутбук керек", "сіздерде бөліп төлеу бар ма",
        "салеметсиз бе, багасы канша",
        "жеткізу қалай болады", "үйге интернет қосқым келеді", "дүкен қайда орналасқан",
    ],
    "ky": [
        "Ноутбук канча турат?", "мага окуу үчүн ноутбук керек", "сизде бөлүп төлөө барбы", "жеткирүү кандай болот",
        "дүкөн кайда жайгашкан", "үйгө интернет туташтыргым келет",
    ],
    "uz": [
        "Noutbuk qancha turadi?", "menga o'qish uchun noutbuk kerak", "sizlarda muddatli to'lov bormi",
        "yetkazib berish qanday bo'ladi", "do'kon qayerda joylashgan",
        "ноутбук қанча туради", "менга телефон керак эди",
    ],
    "uk": [
        "Скільки коштує доставка?", "Мені потрібен ноутбук для навчання", "чи є у вас розстрочка",
        "хочу підключити інтернет вдома", "де ви знаходитесь", "підкажіть будь ласка щодо гарантії",
    ],
    "mn": [
        "Энэ зөөврийн компьютер ямар үнэтэй вэ?", "надад сургуульд хэрэглэх компьютер хэрэгтэй байна",
        "хүргэлт хэр удаан вэ", "танай дэлгүүр хаана байдаг вэ", "зээлээр авч болох уу",
        "гэртээ интернэт тавиулмаар байна",
    ],
}  # fmt: skip


@pytest.mark.parametrize(
    ("language", "text"), [(code, text) for code, texts in SENTENCES.items() for text in texts]
)
@pytest.mark.parametrize("prior", ["ru", "kk", "en"])
def test_a_sentence_of_another_language_changes_the_language(language: str, text: str, prior: str) -> None:
    assert detect(text, prior) == language


@pytest.mark.parametrize(
    ("text", "prior"),
    [
        ("спасибо", "kk"), ("рахмет", "ru"), ("да", "kk"), ("иә", "ru"), ("ок спасибо", "uz"), ("Әсел", "ru"),
        ("Меня зовут Қуаныш", "ru"), ("macbook air m2", "ru"), ("Samsung Galaxy S24 Ultra", "kk"),
    ],
)  # fmt: skip
def test_courtesy_names_and_brands_keep_the_prior(text: str, prior: str) -> None:
    assert detect(text, prior) == prior


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("маган тоназыткыш керек", "kk"), ("qansha turady", "kk"), ("жеткизу бар ма", "kk"),
        ("ертен келемин", "kk"), ("жеткируу барбы", "ky"), ("болуп толосо болобу", "ky"), ("kancha turat", "ky"),
        ("нархи канча", "uz"), ("каерда жойлашгансиз", "uz"), ("эртага келсам буладими", "uz"),
        ("шкаф борми", "uz"), ("унэ нь хэд вэ", "mn"), ("hed ve", "mn"), ("хургэлт бий юу", "mn"),
        ("скилькы коштуе доставка", "uk"), ("де вас знайти", "uk"), ("skilky koshtuye", "uk"),
        ("привет, есть доставка", "ru"), ("zdravstvuyte est v nalichii", "ru"), ("wifi keeps dropping", "en"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("prior", ["ru", "kk", "uz"])
def test_a_language_is_detected_without_its_own_letters(text: str, language: str, prior: str) -> None:
    assert detect(text, prior) == language


@pytest.mark.parametrize("prior", ["ru", "kk", "uk", "uz", "mn"])
@pytest.mark.parametrize(
    "text", ["Samsung Galaxy", "ул. Абая 45, кв 12", "Hi-Fi", "LG ThinQ AI", "Toshiba Satellite", "Айгүл Серікқызы"]
)
def test_brands_names_and_addresses_keep_the_prior(text: str, prior: str) -> None:
    assert detect(text, prior) == prior


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("yes please", "en"), ("иә дұрыс", "kk"), ("ооба туура", "ky"), ("ha to'g'ri", "uz"), ("так, вірно", "uk"),
        ("тийм зөв", "mn"), ("дякую", "uk"), ("кыргызча жазасызбы", "ky"), ("raqamim +998901234567", "uz"),
        ("нөмірім 87012345670", "kk"), ("менин атым Дмитрий", "ky"), ("Кутмандуу күн", "ky"),
        ("хочу на курси бухгалтерів", "uk"),
    ],
)  # fmt: skip
def test_two_words_of_one_language_or_one_beside_a_number_are_enough(text: str, language: str) -> None:
    assert detect(text, "ru") == language


@pytest.mark.parametrize(
    ("text", "prior"),
    [
        ("Алматы, Төле би 12", "ru"), ("Нова Пошта", "ru"), ("iPhone 13 mini", "ru"), ("Салам алейкум", "kk"),
        ("да вирно", "ru"), ("доставка", "kk"),
    ],
)  # fmt: skip
def test_words_that_the_prior_has_as_well_keep_it(text: str, prior: str) -> None:
    assert detect(text, prior) == prior


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Доброго дня!", "uk"), ("Добрий день", "uk"), ("Вітаю", "uk"), ("Қайырлы күн", "kk"), ("Сәлем", "kk"),
        ("Саламатсызбы", "ky"), ("Салом", "uz"), ("Assalomu alaykum", "uz"), ("Сайн уу", "mn"), ("Hello", "en"),
    ],
)  # fmt: skip
def test_a_greeting_alone_is_answered_in_its_language(text: str, language: str) -> None:
    assert detect(text, "ru") == language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Доброго дня! Сколько стоит доставка?", "ru"), ("доброго дня, интересует диван", "ru"),
        ("Сәлеметсіз бе, есть айфон?", "ru"), ("Добрий день! телефон", "uk"), ("Сайн уу, телефон", "mn"),
        ("Доброго дня! Шукаю телефон", "uk"),
    ],
)  # fmt: skip
def test_what_follows_a_greeting_decides(text: str, language: str) -> None:
    assert detect(text, "ru") == language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("принтер керек", "kk"), ("ноутбук керек", "kk"), ("интернет канча", "ky"), ("хочу кровать", "ru"),
        ("хочу мебель", "ru"), ("принтер", "ru"), ("washing machine", "en"),
    ],
)  # fmt: skip
def test_shared_words_beside_one_that_russian_lacks_are_not_russian(text: str, language: str) -> None:
    assert detect(text, "ru") == language


@pytest.mark.parametrize("text", ["почему так дорого", "ну так что", "eto tak dorogo"])
@pytest.mark.parametrize("prior", ["ru", "kk", "uz"])
def test_a_phrase_of_one_language_may_be_words_of_the_common_one(text: str, prior: str) -> None:
    tokenized = tokenize(text)
    matches = LEXICON.find_matches(tokenized.tokens)
    language = detect_language(tokenized, keep_longest(matches), prior, LEXICON, all_matches=matches)
    assert language in ("ru", prior)
