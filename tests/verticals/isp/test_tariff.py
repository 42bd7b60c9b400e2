"""What an internet provider sells, as data."""

from decimal import Decimal

import pytest

from parley.verticals.isp.tariff import Service, Tariff, TariffCatalog, json_amount

HOME, GONE = Tariff("Дом", 100, Decimal(900)), Tariff("Старый", 50, Decimal(100), active=False)
OFFICE = Tariff("Офис", 100, Decimal("1850.50"), segment="office", router_rent=Decimal(200))
CATALOG = TariffCatalog(
    (GONE, HOME, OFFICE), (Service("IP", Decimal(300), "static_ip"), Service("2 камеры", None, "cctv", 2))
)


def test_only_active_tariffs_are_offered_and_any_is_found_by_name() -> None:
    assert CATALOG.active_tariffs == (HOME, OFFICE)
    assert CATALOG.active_in_segment("") == (HOME, OFFICE)
    assert CATALOG.active_in_segment("home") == (HOME,)
    assert CATALOG.find_tariff("Старый") == GONE
    assert CATALOG.find_tariff("старый") is None


def test_services_are_found_by_kind() -> None:
    assert [service.name for service in CATALOG.services_of_kind("cctv")] == ["2 камеры"]
    assert CATALOG.services_of_kind("router_buy") == ()


def test_a_record_has_plain_numbers_for_amounts() -> None:
    record = OFFICE.to_record()
    assert (record["price_rub"], record["router_rent_rub"], record["promo_price_rub"]) == (1850.5, 200, 0)
    assert HOME.to_record()["router_rent_rub"] is None


@pytest.mark.parametrize(
    ("amount", "number"), [(None, None), (Decimal("10.00"), 10), (Decimal("9.5"), 9.5), (Decimal(0), 0)]
)
def test_whole_amounts_have_no_point(amount: Decimal | None, number: float | None) -> None:
    assert json_amount(amount) == number
    assert type(json_amount(amount)) is type(number)
