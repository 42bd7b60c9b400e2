"""An internet provider's order (contract §5.3): tariff, add-ons, address, contact, day, confirmation, referrer."""

from collections.abc import Mapping
from typing import Any

from parley.dialogue.model import (
    NO,
    DialogueState,
    Flow,
    FlowFacts,
    LocalizedText,
    Slot,
    SlotOption,
    SlotRejection,
    SlotValues,
    Utterance,
)
from parley.dialogue.open_slots import needs_value
from parley.dialogue.slot_readers import PARTIAL_ADDRESS, address_to_json
from parley.domain.company import CompanyConfig
from parley.nlu.addresses.extract import Address, extract_address
from parley.services import Services
from parley.text.word_list import WordList
from parley.verticals.isp.answers import (
    read_address_confirmation,
    read_cctv,
    read_connection_address,
    read_connection_time,
    read_flat,
    read_referrer,
    read_router,
    read_segment,
    read_tariff,
)
from parley.verticals.isp.coverage import Coverage, find_coverage
from parley.verticals.isp.order_language import (
    localized_hints,
    localized_reply,
    order_entries,
    order_replies,
    order_word_list,
)
from parley.verticals.isp.order_values import (
    PRICE_LIMIT,
    address_value,
    build_order,
    chosen_tariff,
    coverage_result,
    format_full_address,
    is_covered,
    is_yes,
    needs_flat,
    tariffs_from_facts,
)
from parley.verticals.isp.tariff import Tariff
from parley.verticals.isp.tariff_mention import find_mentioned_tariff
from parley.verticals.isp.tariff_name import name_word_similarity, telling_words
from parley.verticals.isp.tariff_rank import max_price
from parley.verticals.isp.tariff_text import (
    camera_options,
    describe_facts,
    format_monthly_price,
    format_tariff,
    format_tariff_list,
    known_names,
    service_list_formatter,
    tariff_options,
)
from parley.verticals.isp.tariffs import load_tariffs
from parley.verticals.isp.tool_guards import TOOL_GUARDS

_DEFAULT_WORK_DAYS = (0, 1, 2, 3, 4, 5)
_WEEKDAY_CODES = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_text, _words = localized_reply, order_word_list


def _option(value: str, label: str, words: str) -> SlotOption:
    """Returns an option by the names of its label and its words in the language files."""
    labels = _text(label)
    return SlotOption(value, labels, WordList((*order_entries(words), *labels.values())))


def _coverage_message(known: SlotValues, facts: FlowFacts, language: str) -> str:
    return str(coverage_result(known).get("message", ""))


ADDRESS_SLOT = Slot(
    "address",
    "address",
    question=_text("ask_address"),
    repeat_question=_text("ask_address_again"),
    label=_text("label_address"),
    mentions=_words("address"),
    reader=read_connection_address,
    format_value=format_full_address,
)

SLOTS = (
    Slot(
        "segment", "choice",
        question=_text("ask_segment"),
        options=(_option("home", "for_home", "home"), _option("office", "for_office", "office")),
        condition=lambda known: "tariff" not in known, reader=read_segment,
    ),
    Slot(
        "tariff", "choice",
        question=_text("ask_tariff"),
        repeat_question=_text("ask_tariff_again"),
        label=_text("label_tariff"),
        mentions=_words("tariff"),
        find_options=tariff_options, show_options=format_tariff_list, reader=read_tariff,
        format_value=lambda known, facts, language: _format_chosen_tariff(known, facts, language),
    ),
    Slot(
        "router", "choice",
        question=_text("ask_router"),
        label=_text("label_router"),
        mentions=_words("router"),
        options=(
            _option("rent", "router_rented", "rent"),
            _option("buy", "router_bought", "buy"),
            _option("own", "router_own", "own_router"),
        ),
        show_options=service_list_formatter("router_rent"), reader=read_router,
        condition=lambda known: known.get("router_included") is not True,
        skipped_value=_text("router_gift"), optional=True, refusal_value="own", group="extras",
    ),
    Slot(
        "cctv", "choice",
        question=_text("ask_cctv"),
        label=_text("label_cctv"),
        mentions=_words("cameras"),
        find_options=camera_options, show_options=service_list_formatter("cctv"), reader=read_cctv,
        optional=True, group="extras",
    ),
    Slot(
        "static_ip", "yes_no",
        question=_text("ask_static_ip"),
        label=_text("label_static_ip"),
        mentions=_words("static_ip"),
        show_options=service_list_formatter("static_ip"),
        optional=True, group="extras",
    ),
    ADDRESS_SLOT,
    Slot(
        "address_ok", "yes_no",
        question=_text("ask_address_ok"),
        show_options=_coverage_message,
        condition=is_covered, depends_on=("address",), reader=read_address_confirmation,
    ),
    Slot(
        "flat", "text",
        question=_text("ask_flat"),
        mentions=_words("flat"),
        reader=read_flat, condition=needs_flat, depends_on=("address",), hints=(_text("private_house"),),
    ),
    Slot(
        "waiting", "yes_no",
        question=_text("ask_waiting"),
        label=_text("label_waiting"),
        show_options=_coverage_message,
        condition=lambda known: not is_covered(known), depends_on=("address",),
    ),
    Slot("name", "name", {}),
    Slot("phone", "phone", {}),
    Slot(
        "email", "email",
        question=_text("ask_email"),
        optional=True, refusal_value="", condition=is_covered,
    ),
    Slot(
        "when", "when",
        question=_text("ask_when"),
        repeat_question=_text("ask_when_again"),
        label=_text("label_when"),
        mentions=_words("appointment"),
        reader=read_connection_time, condition=is_covered,
        hints=localized_hints("day_hints"),
    ),
)  # fmt: skip

LATE_SLOTS = (
    Slot(
        "referrer", "text",
        question=_text("ask_referrer"),
        label=_text("label_referrer"),
        reader=read_referrer, condition=is_covered,
        hints=localized_hints("referrer_hints"),
    ),
)  # fmt: skip


# What is sold beside the line itself, and can be listed for the asking.
_LISTED_SLOTS = tuple(slot for slot in SLOTS if slot.show_options and slot.name not in ("address_ok", "waiting"))


def _format_chosen_tariff(slot_values: SlotValues, facts: FlowFacts, language: str) -> str:
    tariff = chosen_tariff(slot_values, facts)
    return f"{tariff.name}, {format_monthly_price(tariff.price, language)}" if tariff else ""


async def load_facts(rt: Services, company: CompanyConfig) -> FlowFacts:
    """Returns what is on sale (`tariffs`), and the weekdays on which connections are made (`days`, 0 is Monday):
    those of the company's `info.work_days` (["mon", …]), Monday to Saturday where it says none."""
    work_days = company.info.get("work_days")
    codes = work_days if isinstance(work_days, list) else ()
    days = tuple(_WEEKDAY_CODES.index(code) for code in codes if code in _WEEKDAY_CODES)
    return {"tariffs": await load_tariffs(rt, company), "days": days or _DEFAULT_WORK_DAYS}


async def validate_slots(
    rt: Services, company: CompanyConfig, filled: SlotValues, utterance: Utterance
) -> tuple[SlotValues, SlotRejection | None]:
    """Adds what follows from the answers: whether the tariff brings a router, whether the address can be connected.
    Rejects an address that several streets have."""
    slot_values = {**filled, **_stated_price_limit(filled, utterance)}
    tariff = chosen_tariff(slot_values, utterance.facts)
    slot_values["router_included"] = bool(tariff and tariff.router_included)
    if slot_values.get("address_ok") == NO:
        for name in ("address", "address_ok", "flat"):
            slot_values.pop(name, None)
    address = address_value(slot_values)
    if not address or "coverage" in address or _is_before_address(slot_values, utterance.facts):
        return slot_values, None
    coverage = await find_coverage(rt, company, _to_address(address), utterance.language)
    if coverage.candidates:
        return _reject_ambiguous_address(slot_values, coverage)
    return _with_coverage(slot_values, coverage), None


def _stated_price_limit(slot_values: SlotValues, utterance: Utterance) -> SlotValues:
    """Returns the most that the customer says to want to pay, while no tariff is chosen."""
    is_open = "tariff" not in slot_values and any(map(str.isdecimal, utterance.text))
    limit = max_price(utterance.text, tariffs_from_facts(utterance.facts).active_tariffs) if is_open else None
    return {} if limit is None else {PRICE_LIMIT: float(limit)}


def _to_address(value: Mapping[str, Any]) -> Address:
    """Returns the address of its JSON (dialogue.slot_readers.address_to_json)."""
    parts = {name: value[name] for name in ("city", "street", "kind", "house", "flat")}
    return Address(**parts, private_house=bool(value["private"]))


def _reject_ambiguous_address(slot_values: SlotValues, coverage: Coverage) -> tuple[SlotValues, SlotRejection]:
    """Asks which street is meant; house and flat are kept until it is answered."""
    address = address_value(slot_values)
    partial_address = {
        "house": address["house"],
        "flat": address["flat"],
        "candidates": list(coverage.candidates),
    }
    others = {name: value for name, value in slot_values.items() if name != "address"}
    rejection = SlotRejection(coverage.message, suggestions=tuple(coverage.candidates), slot=ADDRESS_SLOT)
    return {**others, PARTIAL_ADDRESS: partial_address}, rejection


def _with_coverage(slot_values: SlotValues, coverage: Coverage) -> SlotValues:
    address = address_value(slot_values)
    is_answer = coverage.available is not None or coverage.needs_manual_check
    covered_address = {
        **(address_to_json(coverage.address) if coverage.address else address),
        "full": coverage.address_full or address["full"],
        "coverage": {
            "available": coverage.available,
            "message": coverage.message if is_answer else "",
            "technology": coverage.technology,
        },
    }
    others = {name: value for name, value in slot_values.items() if name != PARTIAL_ADDRESS}
    return {**others, "address": covered_address}


def _is_before_address(slot_values: SlotValues, facts: FlowFacts) -> bool:
    """Tells whether something is to be asked before the address."""
    return any(needs_value(slot, slot_values, facts) for slot in SLOTS[: SLOTS.index(ADDRESS_SLOT)])


async def answer_question(rt: Services, state: DialogueState) -> str:
    """Returns whether a house can be connected, what a tariff costs, or the list of what is asked about; empty for
    every other message, and where the next question shows that list."""
    utterance, slot_values = state.utterance, state.draft.slot_values
    if "tariff" in state.changed_slots and (tariff := chosen_tariff(slot_values, state.facts)):
        return "" if _names_it(utterance, tariff) else format_tariff(tariff, utterance.language)
    if not state.is_digression or state.shows_options or state.changed_slots:
        return ""
    if address := extract_address(utterance.text, requested=False):
        return (await find_coverage(rt, state.turn.company, address, utterance.language)).message
    segment = str(slot_values.get("segment", ""))
    if tariff := find_mentioned_tariff(
        utterance.tokenized.tokens, tariffs_from_facts(state.facts), segment, utterance.choices
    ):
        return format_tariff(tariff, utterance.language)
    slot = _listed_slot_asked_about(state)
    return slot.show_options(slot_values, state.facts, utterance.language) if slot and slot.show_options else ""


def _names_it(utterance: Utterance, tariff: Tariff) -> bool:
    """Tells whether a tariff was chosen by its name, and not by its place, its price or its speed."""
    words = [token.normalized for token in utterance.tokenized.tokens]
    return any(name_word_similarity(word, name_word) for word in words for name_word in telling_words(tariff.name))


def _listed_slot_asked_about(state: DialogueState) -> Slot | None:
    if not _asks_for_list(state):
        return None
    slot = next((slot for slot in _LISTED_SLOTS if slot.mentions.matches(state.utterance.tokenized)), None)
    return None if slot is state.decision.slot else slot


def _asks_for_list(state: DialogueState) -> bool:
    """Tells "какие тарифы?" and "сколько стоит роутер?" from "можно поменять тариф?"."""
    understanding = state.understanding
    return (
        understanding.asks_price
        or understanding.asks_catalogue
        or _words("list_requests").matches(state.utterance.tokenized)
    )


def find_dead_end(slot_values: SlotValues, language: str) -> SlotRejection | None:
    if slot_values.get("waiting") != NO:
        return None
    return SlotRejection(order_replies(language).not_waiting, slot=ADDRESS_SLOT)


def confirmation_text(slot_values: SlotValues) -> LocalizedText:
    return _text("confirmed_waiting" if is_yes(slot_values, "waiting") else "confirmed")


FLOW = Flow(
    "isp_onboarding",
    slots=SLOTS,
    late_slots=LATE_SLOTS,
    load_facts=load_facts,
    validate_slots=validate_slots,
    answer_question=answer_question,
    describe_facts=describe_facts,
    known_names=known_names,
    find_dead_end=find_dead_end,
    build_order=build_order,
    confirmation_text=confirmation_text,
    late_slot_reply=_text("referrer_thanks"),
    postpone_words=_words("postponing"),
    tools=(
        "get_tariffs", "check_coverage", "create_lead", "update_lead_referrer", "parse_relative_date",
        "find_answer_in_kb", "add_to_waiting_list",
    ),
    tool_guards=TOOL_GUARDS,
    prompt=(
        "You take orders for an internet provider. The steps are held by the system: tariff, router, video "
        "surveillance, static IP, address, contact, day and time, confirmation, referrer."
    ),
)  # fmt: skip
