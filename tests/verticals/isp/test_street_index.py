"""Which street of a provider's table a customer means."""

import pytest

from parley.nlu.addresses.extract import Address
from parley.verticals.isp.street_index import StreetCoverage, StreetIndex

BEGINNINGS = [
    f"{a}{b}" for a in ("Ков", "Тар", "Пел", "Син", "Мур") for b in ("ал", "ин", "уш", "одр", "езд", "ырм")
]
ENDINGS = [f"{a}{b}" for a in ("е", "у", "ино", "охо") for b in ("в", "г", "н", "ж", "х")]


def index(*streets: str, city: str = "") -> StreetIndex:
    return StreetIndex(StreetCoverage(city, street, "*", "", True) for street in streets)


def found(streets: StreetIndex, name: str, kind: str = "") -> list[str]:
    return [row.street for row in streets.find_streets(Address(street=name, kind=kind), "")]


@pytest.mark.parametrize(
    ("typed", "street"),
    [
        ("Ленина", "ул. Ленина"),
        ("Lenina", "ул. Ленина"),
        ("Лениа", "ул. Ленина"),
        ("Садовой", "ул. Садовая"),
        ("Невском", "Невский пр-т"),
        ("Фонтанки", "наб. реки Фонтанки"),
    ],
)
def test_a_street_is_found_however_it_is_spelled(typed: str, street: str) -> None:
    streets = index("ул. Ленина", "ул. Садовая", "Невский пр-т", "наб. реки Фонтанки", "ул. Маросейка")
    assert found(streets, typed) == [street]


def test_the_kind_of_street_tells_namesakes_apart_where_it_is_said() -> None:
    streets = index("ул. Мира", "пр-т Мира")
    assert found(streets, "Мира", "пр-т") == ["пр-т Мира"]
    assert found(streets, "Мира") == found(streets, "Мира", "пер.") == ["ул. Мира", "пр-т Мира"]


def test_a_name_that_several_streets_share_finds_them_all() -> None:
    assert found(index("1-я Парковая ул.", "2-я Парковая ул."), "Парковая") == [
        "1-я Парковая ул.",
        "2-я Парковая ул.",
    ]


def test_a_slip_never_leads_to_a_street_of_another_number() -> None:
    assert found(index("11 Линия"), "12 Линия") == []


@pytest.mark.parametrize(
    "typed", ["Ковалевская", "Ковлаевская", "Коваевская", "Коваллевская", "Ковалевскаяя", "Кавалевская"]
)
def test_a_slip_is_mended_among_many_streets(typed: str) -> None:
    many = index(*(f"ул. {beginning}{ending}ская" for beginning in BEGINNINGS for ending in ENDINGS))
    assert found(many, typed) == ["ул. Ковалевская"]


@pytest.mark.parametrize(
    ("typed", "street", "is_mended"),
    [
        ("Мура", "Мира", False),  # of four letters one slip makes another word
        ("Сирен", "Сирин", True),
        ("Лунева", "Лунена", True),
        ("Лунева", "Лусена", False),
        ("Тверскоя", "Тварская", False),
        ("Баррикад", "Барикада", False),  # two slips in eight letters
        ("Пугачёвка", "Пугачовко", True),  # two in nine
        ("Пугачёвка", "Пугочовко", False),
        ("Тверская", "Дверская", False),  # the first letter is right
    ],
)
def test_how_many_slips_are_mended_depends_on_the_length(typed: str, street: str, is_mended: bool) -> None:
    assert found(index(street), typed) == ([street] if is_mended else [])


def test_two_streets_as_near_as_each_other_are_both_found() -> None:
    assert found(index("Баранова", "Барабова"), "Бараова") == ["Барабова", "Баранова"]


def test_without_a_name_there_is_no_street() -> None:
    assert found(index("ул. Мира"), "") == []
    assert not index()
    assert index("ул. Мира")


@pytest.mark.parametrize(
    ("cities", "name", "city"),
    [
        (("Самара", "Пенза"), "самара", "Самара"),
        (("Самара", "Пенза"), "Samara", "Самара"),
        (("Самара", "Пенза"), "Самора", "Самара"),
        (("Самара", "Пенза"), "Уфа", None),
        (("Самара", "Пенза"), "", ""),
        (("Самара",), "", "Самара"),
        # rows without a city may be of any
        (("Самара", ""), "Уфа", ""),
        (("Самара", ""), "", ""),
        (("",), "Уфа", ""),
        # one slip away only in five letters and more
        (("Ухта", "Пенза"), "Ухто", None),
    ],
)
def test_a_city_is_found_by_name_and_the_only_one_without(
    cities: tuple[str, ...], name: str, city: str | None
) -> None:
    streets = StreetIndex(StreetCoverage(each, "ул. Мира", "*", "", True) for each in cities)
    assert streets.find_city(name) == city


def test_streets_of_another_city_are_not_found() -> None:
    streets = StreetIndex(StreetCoverage(city, "ул. Мира", "*", "", True) for city in ("Самара", "Пенза", ""))
    assert [row.city for row in streets.find_streets(Address(street="Мира"), "Пенза")] == ["Пенза", ""]
    assert [row.city for row in streets.find_streets(Address(street="Мира"), "")] == ["Самара", "Пенза", ""]
