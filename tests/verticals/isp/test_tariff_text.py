"""How tariffs and services are shown."""

from decimal import Decimal

import pytest

from parley.text.tokenize import tokenize
from parley.verticals.isp.tariff import Service, Tariff, TariffCatalog
from parley.verticals.isp.tariff_text import (
    camera_options,
    describe_facts,
    format_tariff,
    format_tariff_list,
    known_names,
    service_list_formatter,
    tariff_options,
)

HOME = Tariff("Пакет Премиум", 250, Decimal(1490), router_included=True)
OFFICE = Tariff("Офис", 100, Decimal("1850.5"), segment="office", router_rent=Decimal(200))
GONE = Tariff("Старый", 50, Decimal(100), active=False)
FACTS = {
    "tariffs": TariffCatalog(
        (HOME, OFFICE, GONE),
        (
            Service("Одна камера", Decimal(1500), "cctv", 1),
            Service("Четыре камеры", None, "cctv", 4),
            Service("Восемь камер", Decimal(9000), "cctv", 8),
            Service("Роутер в аренду", Decimal(200), "router_rent"),
            Service("Постоянный IP", Decimal(300), "static_ip"),
        ),
    )
}


@pytest.mark.parametrize(
    ("tariff", "line"),
    [
        (HOME, "Пакет Премиум — 250 Мбит/с, 1490 ₽/мес, роутер в подарок"),
        (OFFICE, "Офис — 100 Мбит/с, 1850.5 ₽/мес, роутер в аренду 200 ₽/мес"),
        (Tariff("Простой", 0, Decimal(500)), "Простой — 500 ₽/мес"),
    ],
)
def test_a_tariff_is_one_line(tariff: Tariff, line: str) -> None:
    assert format_tariff(tariff, "ru") == line


@pytest.mark.parametrize(
    ("segment", "title", "tariffs"),
    [
        ("home", "Тарифы для дома:", [HOME]),
        ("office", "Тарифы для офиса:", [OFFICE]),
        ("", "Наши тарифы:", [HOME, OFFICE]),
    ],
)
def test_the_active_tariffs_of_a_segment_are_listed(segment: str, title: str, tariffs: list[Tariff]) -> None:
    lines = [title, *(f"• {format_tariff(tariff, 'ru')}" for tariff in tariffs)]
    assert format_tariff_list({"segment": segment}, FACTS, "ru").split("\n") == lines
    assert [option.value for option in tariff_options({"segment": segment}, FACTS)] == [
        tariff.name for tariff in tariffs
    ]


def test_once_a_tariff_is_chosen_any_other_may_be_named() -> None:
    options = tariff_options({"segment": "home", "tariff": "Пакет Премиум"}, FACTS)
    assert [option.value for option in options] == ["Пакет Премиум", "Офис"]


@pytest.mark.parametrize(
    ("kind", "lines"),
    [
        ("cctv", ["• Одна камера — 1500 ₽", "• Четыре камеры — цена по запросу", "• Восемь камер — 9000 ₽"]),
        ("static_ip", ["• Постоянный IP — 300 ₽/мес"]),
        ("router_rent", ["• Роутер в аренду — 200 ₽/мес"]),
        ("router_buy", [""]),
    ],
)
def test_services_are_listed_with_their_prices(kind: str, lines: list[str]) -> None:
    assert service_list_formatter(kind)({}, FACTS, "ru").split("\n") == lines  # type: ignore[arg-type]


def test_cameras_are_buttons_and_known_by_words_and_figures() -> None:
    options = camera_options({}, FACTS)
    assert [option.label["ru"] for option in options] == ["1 камера", "4 камеры", "8 камер"]
    assert options[1].words.matches(tokenize("нужны четыре камеры"))
    assert options[2].words.matches(tokenize("8 камер"))
    assert not options[0].words.matches(tokenize("одна"))


def test_a_model_is_told_what_is_sold_and_what_it_may_name() -> None:
    assert describe_facts(FACTS) == [
        "Everything that is sold, and nothing else:",
        "- Пакет Премиум — 250 Мбит/с, 1490 ₽/мес, роутер в подарок (home)",
        "- Офис — 100 Мбит/с, 1850.5 ₽/мес, роутер в аренду 200 ₽/мес (office)",
        "- Одна камера: 1500 ₽",
        "- Четыре камеры: on request",
        "- Восемь камер: 9000 ₽",
        "- Роутер в аренду: 200 ₽",
        "- Постоянный IP: 300 ₽",
    ]
    _, names = known_names(FACTS)
    assert "Старый" not in names
    assert {"Офис", "Одна камера"} <= set(names)
