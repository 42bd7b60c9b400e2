"""Shows tariffs and services: to a customer in a line, in a list and as buttons, and to a model."""

from collections.abc import Callable, Sequence
from decimal import Decimal
from functools import lru_cache

from parley.dialogue.model import FlowFacts, LocalizedText, SlotOption, SlotValues
from parley.text.tokenize import normalized_words
from parley.text.word_list import WordList
from parley.verticals.isp.order_language import localized_reply, order_entries, order_replies
from parley.verticals.isp.order_values import offered_tariffs, tariffs_from_facts
from parley.verticals.isp.tariff import CustomerSegment, Service, ServiceKind, Tariff, json_amount

_MONTHLY_SERVICES: frozenset[ServiceKind] = frozenset({"static_ip", "router_rent"})
# Fields of OrderReplies and OrderWords.
_LIST_TITLES = {"home": "home_tariffs", "office": "office_tariffs"}
_COUNT_WORD_LISTS = {1: "one", 2: "two", 4: "four"}
# Facts for a model are in Russian, as the products are.
_MODEL_LANGUAGE = "ru"


def format_rubles(price: Decimal | None) -> str:
    """Returns "1490 ₽"."""
    return f"{json_amount(price)} ₽"


def format_monthly_price(price: Decimal, language: str) -> str:
    """Returns "1490 ₽/мес"."""
    return order_replies(language).per_month.format(price=format_rubles(price))


def format_tariff(tariff: Tariff, language: str) -> str:
    """Returns "Пакет Премиум — 250 Мбит/с, 1490 ₽/мес, роутер в подарок"."""
    speed = order_replies(language).speed.format(speed=tariff.speed_mbps) if tariff.speed_mbps else ""
    details = filter(None, (speed, format_monthly_price(tariff.price, language), _format_router(tariff, language)))
    return f"{tariff.name} — {', '.join(details)}"


def _format_router(tariff: Tariff, language: str) -> str:
    replies = order_replies(language)
    if tariff.router_included:
        return replies.with_router
    if tariff.router_rent is None:
        return ""
    return replies.with_rented_router.format(price=format_monthly_price(tariff.router_rent, language))


def format_tariff_list(slot_values: SlotValues, facts: FlowFacts, language: str) -> str:
    """Returns the active tariffs of the customer's segment, a line each under a title."""
    segment = _segment(slot_values)
    title = getattr(order_replies(language), _LIST_TITLES.get(segment, "all_tariffs"))
    tariffs = offered_tariffs(slot_values, facts)
    return "\n".join([title, *(f"• {format_tariff(tariff, language)}" for tariff in tariffs)])


def tariff_options(slot_values: SlotValues, facts: FlowFacts) -> list[SlotOption]:
    """Returns the active tariffs of the customer's segment; all, once one is chosen and another may be named."""
    is_chosen = "tariff" in slot_values
    offered = tariffs_from_facts(facts).active_tariffs if is_chosen else offered_tariffs(slot_values, facts)
    return [SlotOption(tariff.name, {"": tariff.name}, _name_words(tariff.name)) for tariff in offered]


def _segment(slot_values: SlotValues) -> CustomerSegment | str:
    return str(slot_values.get("segment", ""))


def service_list_formatter(kind: ServiceKind) -> Callable[[SlotValues, FlowFacts, str], str]:
    """Returns what lists the services of a kind with their prices."""

    def format_services(slot_values: SlotValues, facts: FlowFacts, language: str) -> str:
        services = tariffs_from_facts(facts).services_of_kind(kind)
        return "\n".join(f"• {service.name} — {_format_price(service, language)}" for service in services)

    return format_services


def _format_price(service: Service, language: str) -> str:
    if service.price is None:
        return order_replies(language).price_on_request
    is_monthly = service.kind in _MONTHLY_SERVICES
    return format_monthly_price(service.price, language) if is_monthly else format_rubles(service.price)


def camera_options(slot_values: SlotValues, facts: FlowFacts) -> list[SlotOption]:
    """Returns the sets of cameras on sale, each called by how many they are."""
    return [
        SlotOption(
            service.name,
            _camera_labels(service.count),
            _camera_words(service.count),
            data={"count": service.count},
        )
        for service in tariffs_from_facts(facts).services_of_kind("cctv")
    ]


# Options are made anew on every turn; their words are the same.
@lru_cache(maxsize=1000)
def _name_words(name: str) -> WordList:
    return WordList((name,))


@lru_cache(maxsize=100)
def _camera_labels(count: int) -> LocalizedText:
    name = "cameras_one" if count == 1 else "cameras_few" if count < 5 else "cameras_many"
    return {language: text.format(count=count) for language, text in localized_reply(name).items()}


@lru_cache(maxsize=100)
def _camera_words(count: int) -> WordList:
    nouns = [entry for entry in order_entries("cameras") if entry.startswith(("камер", "kamer", "camer"))]
    return WordList(f"{word} {noun}" for word in count_words(count) or {str(count)} for noun in nouns)


@lru_cache(maxsize=100)
def count_words(count: int) -> frozenset[str]:
    """Returns how customers say so many cameras, in all languages, normalised."""
    words = order_entries(_COUNT_WORD_LISTS[count]) if count in _COUNT_WORD_LISTS else ()
    return frozenset(word for entry in words for word in normalized_words(entry))


def describe_facts(facts: FlowFacts) -> Sequence[str]:
    """Returns everything on sale, in lines for a model."""
    catalog = tariffs_from_facts(facts)
    tariffs = [
        f"- {format_tariff(tariff, _MODEL_LANGUAGE)} ({tariff.segment})" for tariff in catalog.active_tariffs
    ]
    services = [
        f"- {service.name}: {format_rubles(service.price) if service.price else 'on request'}"
        for service in catalog.services
    ]
    return ["Everything that is sold, and nothing else:", *tariffs, *services]


def known_names(facts: FlowFacts) -> tuple[Sequence[str], Sequence[str]]:
    """Returns the words behind which a model may name only what is on sale, and the names of that."""
    catalog = tariffs_from_facts(facts)
    items: list[Tariff | Service] = [*catalog.active_tariffs, *catalog.services]
    return ("тариф", "пакет", "tariff", "package", "plan", "tarif", "paket", "багц"), [item.name for item in items]
