"""How an internet provider's customers answer what only a provider asks."""

from decimal import Decimal
from typing import Any

import pytest

from fakes.utterance import utterance
from parley.dialogue.model import NO, YES, Slot
from parley.dialogue.slot_readers import PARTIAL_ADDRESS
from parley.flows.isp_onboarding import FLOW
from parley.verticals.isp import answers
from parley.verticals.isp.tariff import Service, Tariff, TariffCatalog

CATALOG = TariffCatalog(
    (Tariff("Пакет Домашний", 70, Decimal(1090)), Tariff("Пакет Премиум", 250, Decimal(1490))),
    tuple(Service(f"Камеры: {count}", Decimal(count * 1000), "cctv", count) for count in (1, 2, 4, 8)),
)
FACTS = {"tariffs": CATALOG, "days": (0, 1, 2, 3, 4)}


def slot(name: str) -> Slot:
    found = FLOW.find_slot(name)
    assert found is not None
    return found


def read(name: str, text: str, *, requested: bool = True, **fields: Any) -> Any:
    reader = slot(name).reader
    assert reader is not None
    requested_slot = fields.pop("requested_slot", name if requested else "")
    message = utterance(text, requested_slot, is_requested=requested, facts=FACTS, **fields)
    return reader(message, slot(name))


@pytest.mark.parametrize(
    ("text", "segment"),
    [
        ("для дома", "home"),
        ("что есть для офиса?", "office"),
        ("дом и офис", None),
        ("не знаю", None),
    ],
)
def test_the_segment_is_read_from_questions_too(text: str, segment: str | None) -> None:
    assert read("segment", text) == segment


@pytest.mark.parametrize(
    ("text", "requested", "tariff"),
    [
        ("премиум", True, "Пакет Премиум"),
        ("премиум", False, "Пакет Премиум"),
        ("чем премиум лучше?", True, None),
        ("250", True, "Пакет Премиум"),
        # unasked, a figure is a tariff's only with a unit
        ("дом 250", False, None),
        ("250 мбит", False, "Пакет Премиум"),
        # asked, a number of the list will do
        ("2", True, "Пакет Премиум"),
        ("3", True, None),
    ],
)
def test_a_tariff_is_read_by_name_figure_or_number(text: str, requested: bool, tariff: str | None) -> None:
    assert read("tariff", text, requested=requested) == tariff


def test_the_tariff_of_the_last_answer_is_chosen_by_a_pronoun() -> None:
    assert read("tariff", "давайте его", previous_answer="Есть Пакет Домашний, 1090 ₽/мес.") == "Пакет Домашний"
    assert read("tariff", "давайте его", previous_answer="Есть Пакет Домашний и Пакет Премиум.") is None


@pytest.mark.parametrize(
    ("text", "requested", "value"),
    [
        ("2 камеры", False, "Камеры: 2"),
        ("две", True, "Камеры: 2"),
        ("две", False, None),
        ("одну", True, "Камеры: 1"),
        ("4", True, "Камеры: 4"),
        ("нужно хотя бы штуки две", True, None),  # four words are more than a number
        ("8", True, None),  # no word of ours for it
        ("8 камер", True, "Камеры: 8"),
        ("сколько стоят 2 камеры?", True, None),
        ("камеры не нужны", False, NO),
        ("не нужно", False, None),
    ],
)
def test_cameras_are_counted_in_words_and_figures(text: str, requested: bool, value: str | None) -> None:
    assert read("cctv", text, requested=requested) == value


@pytest.mark.parametrize(
    ("text", "requested", "value"),
    [
        ("в аренду", True, "rent"),
        ("в аренду", False, None),
        ("роутер в аренду", False, "rent"),
        ("куплю", True, "buy"),
        ("есть свой", True, "own"),
        ("да", True, "rent"),
        ("сколько стоит роутер?", True, None),
    ],
)
def test_a_router_is_rented_bought_or_the_customers_own(text: str, requested: bool, value: str | None) -> None:
    assert read("router", text, requested=requested) == value


@pytest.mark.parametrize(
    ("text", "requested_slot", "flat"),
    [
        ("12", "flat", "кв. 12"),
        ("12а", "flat", "кв. 12а"),
        ("квартира 12", "flat", "кв. 12"),
        ("12 квартира", "flat", "кв. 12"),
        ("12-я кв", "flat", "кв. 12"),
        ("оф. 7", "flat", "оф. 7"),
        ("помещение 3", "flat", "оф. 3"),
        ("это будет наверное двенадцатая или 12", "flat", None),  # too long for a bare number
        ("вход со двора, кв 12", "flat", "кв. 12"),
        ("12 или 14", "flat", None),
        ("а зачем квартира 12?", "flat", None),
        ("да, кв 12", "address_ok", "кв. 12"),
        ("да, 12", "address_ok", None),
        ("кв 12", "name", None),
        ("частный дом", "flat", answers.PRIVATE_HOUSE),
    ],
)
def test_a_flat_is_a_marked_number_or_a_short_answer(text: str, requested_slot: str, flat: str | None) -> None:
    assert read("flat", text, requested=requested_slot == "flat", requested_slot=requested_slot) == flat


def test_a_private_house_is_no_answer_to_another_question() -> None:
    assert read("flat", "частный дом", requested=False, requested_slot="name") is None


def test_the_number_of_the_flat_confirms_the_address() -> None:
    assert read("address_ok", "кв 12") == YES
    assert read("address_ok", "да") == YES
    assert read("address_ok", "нет") == NO
    assert read("address_ok", "12") is None


def test_one_of_the_streets_offered_is_said_by_its_kind() -> None:
    partial = {PARTIAL_ADDRESS: {"house": "5", "flat": "", "candidates": ["ул. Мира", "пр-т Мира"]}}
    read_address = read("address", "проспект", slot_values=partial)
    assert (read_address["kind"], read_address["street"]) == ("пр-т", "Мира")


def test_an_address_is_read_unasked_only_whole() -> None:
    assert read("address", "улица Мира 5", requested=False)["house"] == "5"
    assert read("address", "Мира 5", requested=False) is None
    # just read back, another may be typed as shortly as the first
    assert read("address", "Мира 5", requested=False, requested_slot="address_ok")["house"] == "5"


def test_a_day_of_no_work_is_rejected() -> None:
    rejection = read("when", "в субботу утром")
    assert "22.11.2025 мы не работаем" in rejection.message
    assert read("when", "завтра утром")["date"] == "2025-11-18"


@pytest.mark.parametrize(
    ("text", "requested", "label"),
    [
        ("в интернете", True, "Поиск в интернете"),
        ("подключите интернет в интернете", False, None),
        ("а зачем вам?", True, None),
        ("нет", True, "Другое"),
        ("не хочу говорить", True, "Другое"),
    ],
)
def test_where_the_customer_comes_from_is_read_only_where_it_was_asked(
    text: str, requested: bool, label: str | None
) -> None:
    assert read("referrer", text, requested=requested) == label
