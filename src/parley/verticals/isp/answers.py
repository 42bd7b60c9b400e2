"""How an internet provider's customers answer: which tariff, which flat, which router."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from parley.dialogue.model import NO, YES, FlowFacts, Slot, SlotOption, SlotValues, Utterance
from parley.dialogue.slot_readers import (
    PARTIAL_ADDRESS,
    is_refusal,
    read_address,
    read_appointment,
    read_option_number,
    read_yes_no,
)
from parley.text.tokenize import tokenize
from parley.text.word_list import WordList, split_entries
from parley.verticals.isp.referral_source import classify_referral
from parley.verticals.isp.tariff import Service, Tariff, TariffCatalog, json_amount
from parley.verticals.isp.tariff_mention import find_mentioned_tariff

PRIVATE_HOUSE = "частный дом"
# So short is an answer that is hardly more than its number.
_SHORT_ANSWER_WORDS = 3
_PRIVATE_HOUSE_WORDS = WordList(
    split_entries("частный дом, частном доме, частник, свой дом, коттедж, таунхаус, дача")
)
_FLAT_LABEL = r"(?:кв\w*|апартамент\w*|апарт\w*|оф\w*|помещени\w*|пом)\.?\s*№?\s*"
_MARKED_FLAT = re.compile(rf"\b{_FLAT_LABEL}(\d{{1,4}}[а-яa-z]?)\b|\b(\d{{1,4}})\s*(?:-?я)?\s*кв\w*", re.IGNORECASE)
_NUMBER = re.compile(r"\b(\d{1,4}[а-яa-z]?)\b", re.IGNORECASE)
_MARKED_OFFICE = re.compile(r"\b(?:оф\w*|пом\w*)\.?\s*№?\s*\d", re.IGNORECASE)
_COUNT_WORDS = {1: "1, одну, одна, один, одной", 2: "2, две, двух, пару, пара", 4: "4, четыре, четырех"}
# Figures that are a speed or a price, where they are not the answer to "which tariff?".
_TARIFF_FIGURE = re.compile(r"мбит|мб/с|mbit|mbps|₽|руб", re.IGNORECASE)
_PREVIOUS_TARIFF_WORDS = WordList(split_entries("его, этот, ее, беру, подходит, подойдет, этого хватит"))
_ROUTER_WORDS = WordList(split_entries("роутер*, маршрутизатор*, вайфай, wi fi, wifi"))


def tariffs_from_facts(facts: FlowFacts) -> TariffCatalog:
    tariff_list: TariffCatalog = facts["tariffs"]
    return tariff_list


def chosen_tariff(slot_values: SlotValues, facts: FlowFacts) -> Tariff | None:
    return tariffs_from_facts(facts).find_tariff(str(slot_values.get("tariff", "")))


def format_rubles(price: Any) -> str:
    return f"{json_amount(price)} ₽"


def format_tariff(tariff: Tariff) -> str:
    """ "Пакет Премиум — 250 Мбит/с, 1490 ₽/мес, роутер в подарок"."""
    router = "роутер в подарок" if tariff.router_included else ""
    if not tariff.router_included and tariff.router_rent is not None:
        router = f"роутер в аренду {format_rubles(tariff.router_rent)}/мес"
    speed = f"{tariff.speed_mbps} Мбит/с" if tariff.speed_mbps else ""
    return f"{tariff.name} — " + ", ".join(filter(None, (speed, f"{format_rubles(tariff.price)}/мес", router)))


def tariff_options(slot_values: SlotValues, facts: FlowFacts) -> list[SlotOption]:
    """Those of the customer's segment; all of them count, should another be named."""
    segment = str(slot_values.get("segment", ""))
    tariffs = (
        tariffs_from_facts(facts).active_in_segment(segment)
        if "tariff" not in slot_values
        else tariffs_from_facts(facts).active_tariffs
    )
    return [SlotOption(item.name, {"": item.name}, WordList((item.name,))) for item in tariffs]


def format_tariff_list(slot_values: SlotValues, facts: FlowFacts, language: str) -> str:
    segment = str(slot_values.get("segment", ""))
    head = {"home": "Тарифы для дома:", "office": "Тарифы для офиса:"}.get(segment, "Наши тарифы:")
    return "\n".join(
        [head, *(f"• {format_tariff(item)}" for item in tariffs_from_facts(facts).active_in_segment(segment))]
    )


def read_segment(utterance: Utterance, slot: Slot) -> Any:
    """Also a question tells it: "что есть для дома?"."""
    matches = [option.value for option in slot.options if option.words.matches(utterance.tokenized)]
    return matches[0] if len(matches) == 1 else None


def read_tariff(utterance: Utterance, slot: Slot) -> Any:
    """The one tariff that is named, or meant: "давайте его". A question about one chooses nothing."""
    if utterance.is_question:
        return None
    if _PREVIOUS_TARIFF_WORDS.matches(utterance.tokenized) and (
        previous_tariff := find_mentioned_tariff(utterance.previous_answer, tariffs_from_facts(utterance.facts))
    ):
        return previous_tariff.name
    text = utterance.text
    if not utterance.is_requested and not _TARIFF_FIGURE.search(text):
        text = re.sub(r"\d+", " ", text)
    named_tariff = find_mentioned_tariff(
        text, tariffs_from_facts(utterance.facts), str(utterance.slot_values.get("segment", ""))
    )
    return named_tariff.name if named_tariff else read_option_number(utterance, slot)


def service_list_formatter(kind: str) -> Any:
    def shown(slot_values: SlotValues, facts: FlowFacts, language: str) -> str:
        offered = [each for each in tariffs_from_facts(facts).services if each.kind == kind]
        return "\n".join(f"• {each.name} — {_format_price(each)}" for each in offered)

    return shown


def _format_price(service: Service) -> str:
    if service.price is None:
        return "цена по запросу"
    return format_rubles(service.price) + ("/мес" if service.kind in ("static_ip", "router_rent") else "")


def camera_options(slot_values: SlotValues, facts: FlowFacts) -> list[SlotOption]:
    camera_services = [service for service in tariffs_from_facts(facts).services if service.kind == "cctv"]
    return [
        SlotOption(service.name, {"": _format_camera_count(service.count)}, WordList(_camera_words(service.count)))
        for service in camera_services
    ]


def _format_camera_count(count: int) -> str:
    return f"{count} камера" if count == 1 else f"{count} камеры" if count < 5 else f"{count} камер"


def _camera_words(count: int) -> list[str]:
    return [f"{word} камер*" for word in split_entries(_COUNT_WORDS.get(count, str(count)))]


def read_cctv(utterance: Utterance, slot: Slot) -> Any:
    """How many cameras; a bare number or "yes" only where it was asked."""
    options = slot.available_options(utterance.slot_values, utterance.facts)
    if utterance.is_question:
        return None
    for option in options:
        if option.words.matches(utterance.tokenized):
            return option.value
    if not utterance.is_requested:
        return NO if slot.mentions.matches(utterance.tokenized) and is_refusal(utterance) else None
    if len(utterance.tokenized.tokens) > _SHORT_ANSWER_WORDS:
        return None
    by_count = {label.split()[0]: option.value for option in options for label in option.label.values()}
    for word in utterance.tokenized.tokens:
        for count, count_words in _COUNT_WORDS.items():
            if word.normalized in split_entries(count_words) and str(count) in by_count:
                return by_count[str(count)]
    return None


def read_router(utterance: Utterance, slot: Slot) -> Any:
    """Rent, purchase, or their own: early only where a router is named."""
    if utterance.is_question or not (utterance.is_requested or _ROUTER_WORDS.matches(utterance.tokenized)):
        return None
    for option in slot.options:
        if option.words.matches(utterance.tokenized):
            return option.value
    if utterance.is_requested and utterance.understanding.answer == "yes":
        return "rent"
    return None


def read_connection_address(utterance: Utterance, slot: Slot) -> Any:
    """Where the address was just read back, another one may be typed as shortly as the first."""
    if utterance.is_requested and (street := _read_offered_street(utterance)):
        utterance = replace(utterance, text=street)
    follows_address = (
        utterance.requested_slot in ("address", "address_ok", "flat") and not utterance.understanding.question
    )
    value = read_address(replace(utterance, is_requested=utterance.is_requested or follows_address))
    if isinstance(value, dict) or utterance.is_requested:
        return value
    return None


def _read_offered_street(utterance: Utterance) -> str:
    """Of the streets offered, the one that is said, by its kind alone if that tells it: "проспект"."""
    partial = utterance.slot_values.get(PARTIAL_ADDRESS)
    candidates = partial.get("candidates", ()) if isinstance(partial, dict) else ()
    tokens = [word.normalized for word in utterance.tokenized.tokens]
    matches = [street for street in candidates if _names_street(street, tokens)]
    return matches[0] if len(matches) == 1 and len(tokens) <= len(tokenize(matches[0]).tokens) else ""


def _names_street(street: str, tokens: Sequence[str]) -> bool:
    """Every word of the answer begins a word of the street, or is the long form of one ("проспект", "пр-т")."""
    parts = [word.normalized for word in tokenize(street).tokens]
    return bool(tokens) and all(
        any(word.startswith(part) or part.startswith(word) for part in parts) for word in tokens
    )


def read_flat(utterance: Utterance, slot: Slot) -> Any:
    """A number, or that there is none: "частный дом"."""
    if utterance.understanding.question:
        return None
    if _PRIVATE_HOUSE_WORDS.matches(utterance.tokenized):
        return PRIVATE_HOUSE if utterance.is_requested else None
    marked_numbers = [first or last for first, last in _MARKED_FLAT.findall(utterance.text)]
    if utterance.requested_slot == "address_ok" and len(marked_numbers) == 1:
        return _format_flat(marked_numbers[0], utterance)
    if utterance.requested_slot != "flat":
        return None
    numbers = marked_numbers or (
        _NUMBER.findall(utterance.text) if len(utterance.tokenized.tokens) <= _SHORT_ANSWER_WORDS else []
    )
    return _format_flat(numbers[0], utterance) if len(numbers) == 1 else None


def _format_flat(number: str, utterance: Utterance) -> str:
    return f"оф. {number}" if _MARKED_OFFICE.search(utterance.text) else f"кв. {number}"


def read_address_confirmation(utterance: Utterance, slot: Slot) -> Any:
    """Who answers with the flat's number takes the address as it stands."""
    if utterance.is_requested and read_flat(utterance, slot):
        return YES
    return read_yes_no(utterance, slot)


def read_connection_time(utterance: Utterance, slot: Slot) -> Any:
    return read_appointment(utterance, replace(slot, weekdays=utterance.facts["days"]))


def read_referrer(utterance: Utterance, slot: Slot) -> Any:
    """Only asked for: whoever wants the internet says the word all the time."""
    if not utterance.is_requested or utterance.understanding.question:
        return None
    if is_refusal(utterance) and len(utterance.tokenized.tokens) <= 3:
        return "Другое"
    return classify_referral(utterance.text, utterance.matcher)


def format_full_address(slot_values: SlotValues, facts: FlowFacts) -> str:
    value = slot_values.get("address")
    if not isinstance(value, dict):
        return ""
    full, flat_text = str(value["full"]), str(slot_values.get("flat") or "")
    return f"{full}, {flat_text}" if flat_text and flat_text not in full else full


def is_covered(slot_values: SlotValues) -> bool:
    """Whether the order goes on: coverage said yes, or could not say."""
    return coverage_result(slot_values).get("available") is not False


def coverage_result(slot_values: SlotValues) -> dict[str, Any]:
    value = slot_values.get("address")
    result = value.get("coverage") if isinstance(value, dict) else None
    return result if isinstance(result, dict) else {}


def needs_flat(slot_values: SlotValues) -> bool:
    value = slot_values.get("address")
    return is_covered(slot_values) and not (isinstance(value, dict) and (value.get("flat") or value.get("private")))


def is_yes(slot_values: SlotValues, name: str) -> bool:
    return slot_values.get(name) == YES
