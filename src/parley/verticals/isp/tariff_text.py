"""Shows tariffs and services: to a customer in a line, in a list and as buttons, and to a model."""

from collections.abc import Callable, Sequence
from decimal import Decimal
from functools import lru_cache

from parley.dialogue.model import FlowFacts, SlotOption, SlotValues
from parley.text.word_list import WordList, split_entries
from parley.verticals.isp.order_values import tariffs_from_facts
from parley.verticals.isp.tariff import CustomerSegment, Service, ServiceKind, Tariff, json_amount

_LIST_TITLES: dict[str, str] = {"home": "Тарифы для дома:", "office": "Тарифы для офиса:"}
_DEFAULT_LIST_TITLE = "Наши тарифы:"
_MONTHLY_SERVICES: frozenset[ServiceKind] = frozenset({"static_ip", "router_rent"})
# How people say a number of cameras, by the number.
COUNT_WORDS = {
    1: split_entries("1, одну, одна, один, одной"),
    2: split_entries("2, две, двух, пару, пара"),
    4: split_entries("4, четыре, четырех"),
}


def format_rubles(price: Decimal | None) -> str:
    """Returns "1490 ₽"."""
    return f"{json_amount(price)} ₽"


def format_tariff(tariff: Tariff) -> str:
    """Returns "Пакет Премиум — 250 Мбит/с, 1490 ₽/мес, роутер в подарок"."""
    speed = f"{tariff.speed_mbps} Мбит/с" if tariff.speed_mbps else ""
    details = filter(None, (speed, f"{format_rubles(tariff.price)}/мес", _format_router(tariff)))
    return f"{tariff.name} — {', '.join(details)}"


def _format_router(tariff: Tariff) -> str:
    if tariff.router_included:
        return "роутер в подарок"
    return f"роутер в аренду {format_rubles(tariff.router_rent)}/мес" if tariff.router_rent is not None else ""


def format_tariff_list(slot_values: SlotValues, facts: FlowFacts, language: str) -> str:
    """Returns the active tariffs of the customer's segment, a line each under a title."""
    segment = _segment(slot_values)
    title = _LIST_TITLES.get(segment, _DEFAULT_LIST_TITLE)
    tariffs = tariffs_from_facts(facts).active_in_segment(segment)
    return "\n".join([title, *(f"• {format_tariff(tariff)}" for tariff in tariffs)])


def tariff_options(slot_values: SlotValues, facts: FlowFacts) -> list[SlotOption]:
    """Returns the active tariffs of the customer's segment; all, once one is chosen and another may be named."""
    segment = "" if "tariff" in slot_values else _segment(slot_values)
    return [
        SlotOption(tariff.name, {"": tariff.name}, _name_words(tariff.name))
        for tariff in tariffs_from_facts(facts).active_in_segment(segment)
    ]


def _segment(slot_values: SlotValues) -> CustomerSegment | str:
    return str(slot_values.get("segment", ""))


def service_list_formatter(kind: ServiceKind) -> Callable[[SlotValues, FlowFacts, str], str]:
    """Returns what lists the services of a kind with their prices."""

    def format_services(slot_values: SlotValues, facts: FlowFacts, language: str) -> str:
        services = tariffs_from_facts(facts).services_of_kind(kind)
        return "\n".join(f"• {service.name} — {_format_price(service)}" for service in services)

    return format_services


def _format_price(service: Service) -> str:
    if service.price is None:
        return "цена по запросу"
    return format_rubles(service.price) + ("/мес" if service.kind in _MONTHLY_SERVICES else "")


def camera_options(slot_values: SlotValues, facts: FlowFacts) -> list[SlotOption]:
    """Returns the sets of cameras on sale, each called by how many they are."""
    return [
        SlotOption(
            service.name,
            {"": _format_cameras(service.count)},
            _camera_words(service.count),
            data={"count": service.count},
        )
        for service in tariffs_from_facts(facts).services_of_kind("cctv")
    ]


def _format_cameras(count: int) -> str:
    return f"{count} камера" if count == 1 else f"{count} камеры" if count < 5 else f"{count} камер"


# Options are made anew on every turn; their words are the same.
@lru_cache(maxsize=1000)
def _name_words(name: str) -> WordList:
    return WordList((name,))


@lru_cache(maxsize=100)
def _camera_words(count: int) -> WordList:
    return WordList(f"{word} камер*" for word in COUNT_WORDS.get(count, (str(count),)))


def describe_facts(facts: FlowFacts) -> Sequence[str]:
    """Returns everything on sale, in lines for a model."""
    catalog = tariffs_from_facts(facts)
    tariffs = [f"- {format_tariff(tariff)} ({tariff.segment})" for tariff in catalog.active_tariffs]
    services = [
        f"- {service.name}: {format_rubles(service.price) if service.price else 'on request'}"
        for service in catalog.services
    ]
    return ["Everything that is sold, and nothing else:", *tariffs, *services]


def known_names(facts: FlowFacts) -> tuple[Sequence[str], Sequence[str]]:
    """Returns the words behind which a model may name only what is on sale, and the names of that."""
    catalog = tariffs_from_facts(facts)
    items: list[Tariff | Service] = [*catalog.active_tariffs, *catalog.services]
    return ("тариф", "пакет", "tariff", "package"), [item.name for item in items]
