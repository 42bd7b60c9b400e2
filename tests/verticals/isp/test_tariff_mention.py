"""Which tariff a message names."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parley.bootstrap import compile_vocabularies
from parley.nlu.choices import compile_choice_terms, read_choices
from parley.text.tokenize import tokenize
from parley.verticals.isp.tariff import Tariff, TariffCatalog
from parley.verticals.isp.tariff_mention import find_mentioned_tariff

HOME, OFFICE = "home", "office"
TERMS = compile_choice_terms(compile_vocabularies()[0])
SALE = TariffCatalog(
    (
        Tariff("Пакет Домашний", 70, Decimal(1090)),
        Tariff("Пакет Оптимальный", 100, Decimal(1290)),
        Tariff("Пакет Премиум", 250, Decimal(1490)),
        Tariff("Безлимитище", 500, Decimal(1690)),
        Tariff("Пакет Офисный СТАРТ", 100, Decimal(1850), segment="office"),
        Tariff("Пакет Офисный СТАНДАРТ", 200, Decimal(2300), segment="office"),
        Tariff("Пакет Офисный ОПТИМУМ", 500, Decimal(3500), segment="office"),
    )
)


def named(text: str, segment: str = "") -> str:
    tokenized = tokenize(text)
    found = find_mentioned_tariff(tokenized.tokens, SALE, segment, read_choices(tokenized, TERMS))
    return found.name if found else ""


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("премиум", "Пакет Премиум"),
        ("Премиум", "Пакет Премиум"),
        ("пакет премиум", "Пакет Премиум"),
        ("Пакет Премиум 250", "Пакет Премиум"),
        ("давайте премиум, пожалуйста", "Пакет Премиум"),
        ("хочу подключить тариф Премиум", "Пакет Премиум"),
        ("возьму премиума", "Пакет Премиум"),
        ("остановимся на премиуме", "Пакет Премиум"),
        ("примиум", "Пакет Премиум"),
        ("премуим давай", "Пакет Премиум"),
        ("premium", "Пакет Премиум"),
        ("нет, не оптимальный, а премиум", "Пакет Премиум"),
        ("за 1490", "Пакет Премиум"),
        ("1490 рублей", "Пакет Премиум"),
        ("который за 1 490 ₽", "Пакет Премиум"),
        ("250 мбит", "Пакет Премиум"),
        ("250 мегабит хватит", "Пакет Премиум"),
        ("на 250", "Пакет Премиум"),
        ("1490", "Пакет Премиум"),
        ("тариф 1490", "Пакет Премиум"),
        ("пакет на 250", "Пакет Премиум"),
        ("безлимитище", "Безлимитище"),
        ("Безлимитище давайте", "Безлимитище"),
        ("безлимитищи", "Безлимитище"),
        ("безлиметище", "Безлимитище"),
        ("bezlimitische", "Безлимитище"),
        ("безлимит", "Безлимитище"),
        ("оптимальный давайте", "Пакет Оптимальный"),
        ("оптимальный", "Пакет Оптимальный"),
        ("оптимального", "Пакет Оптимальный"),
        ("опитмальный", "Пакет Оптимальный"),
        ("Оптимальный, адрес Ленина 5 кв 250", "Пакет Оптимальный"),
        ("домашний", "Пакет Домашний"),
        ("пакет домашний", "Пакет Домашний"),
        ("Домашний пакет", "Пакет Домашний"),
        ("70 мбит/с", "Пакет Домашний"),
        ("офисный старт", "Пакет Офисный СТАРТ"),
        ("старт", "Пакет Офисный СТАРТ"),
        ("стандарт", "Пакет Офисный СТАНДАРТ"),
        ("офисный стандарт", "Пакет Офисный СТАНДАРТ"),
        ("Офисный ОПТИМУМ", "Пакет Офисный ОПТИМУМ"),
        ("оптимум", "Пакет Офисный ОПТИМУМ"),
        ("офисный 200 мбит", "Пакет Офисный СТАНДАРТ"),
        ("500 мбит для офиса", "Пакет Офисный ОПТИМУМ"),
        ("3500 руб", "Пакет Офисный ОПТИМУМ"),
        ("самый дешёвый", "Пакет Домашний"),
        ("самый дешевый для офиса", "Пакет Офисный СТАРТ"),
        ("самый быстрый для дома", "Безлимитище"),
        ("самый быстрый в офис", "Пакет Офисный ОПТИМУМ"),
        ("подешевле", "Пакет Домашний"),
        ("давайте самый дешёвый тариф", "Пакет Домашний"),
        ("стартом", "Пакет Офисный СТАРТ"),
        ("без премиум, хочу безлимитище", "Безлимитище"),
        ("премиум емес, безлимитище керек", "Безлимитище"),
        ("premium emas, bezlimitishche", "Безлимитище"),
        ("найдорожчий тариф для дому", "Безлимитище"),
        ("үйге ең арзан тариф", "Пакет Домашний"),
        ("the cheapest plan for home", "Пакет Домашний"),
        ("стандартный офисный", "Пакет Офисный СТАНДАРТ"),
    ],
)
def test_a_tariff_is_known_as_people_call_it(text: str, name: str) -> None:
    assert named(text) == name


@pytest.mark.parametrize(
    ("text", "segment", "name"),
    [
        ("самый быстрый", HOME, "Безлимитище"),
        ("самый быстрый", OFFICE, "Пакет Офисный ОПТИМУМ"),
        ("самый дешёвый", OFFICE, "Пакет Офисный СТАРТ"),
        ("100 мбит", HOME, "Пакет Оптимальный"),
        ("100 мегабит", OFFICE, "Пакет Офисный СТАРТ"),
        ("500 мбит", "", ""),
        ("самый быстрый", "", ""),
    ],
)
def test_what_two_segments_have_is_told_by_the_segment(text: str, segment: str, name: str) -> None:
    assert named(text, segment) == name


@pytest.mark.parametrize(
    "text",
    [
        "",
        "?",
        "здравствуйте",
        "какие есть тарифы?",
        "расскажите про пакеты",
        "домашний интернет",
        "нужен домашний интернет",
        "какие у вас домашние тарифы",
        "офисный",
        "интернет для офиса",
        "премиум или оптимальный?",
        "чем премиум отличается от оптимального",
        "не премиум",
        "не хочу премиум",
        "премиум за 1290",
        "100 мбит",
        "Ленина 5 кв 250",
        "ул. Мира, д. 100, кв. 70",
        "8 701 250 14 90",
        "2 камеры",
        "завтра в 10",
        "дорого",
        "быстро подключите?",
        "мой номер 1490",
        "прием",
        "безлимитный интернет есть?",
        "старый номер",
        "телек на кухню подешевле",
        "дайте самый дешевый телефон",
        "нашла дешевле в другом магазине",
        "cheapest laptop",
        "cheap smart tv",
    ],
)
def test_what_names_no_single_tariff_is_none(text: str) -> None:
    assert named(text) == ""


def test_what_is_not_sold_any_more_is_not_named() -> None:
    gone = TariffCatalog((Tariff("Пакет Премиум", 250, Decimal(1490), active=False),))
    premium = tokenize("премиум").tokens
    assert find_mentioned_tariff(premium, gone) is None
    assert find_mentioned_tariff(premium, TariffCatalog()) is None


@settings(max_examples=300)
@given(st.text(alphabet="бвгджзкхцчшщыэюя ", max_size=60))
def test_a_text_without_any_word_of_a_tariff_names_none(text: str) -> None:
    assert named(text) == ""


@settings(max_examples=200)
@given(st.text(max_size=80))
def test_no_text_breaks_it(text: str) -> None:
    found = find_mentioned_tariff(tokenize(text).tokens, SALE)
    assert found is None or found in SALE.tariffs
